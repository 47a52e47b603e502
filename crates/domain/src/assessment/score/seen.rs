//! A score as one unit sees it: the totals of the county, and of evidence and judgements its own.

use super::super::{Evidence, WaysBack};
use super::{GroupScore, LeafState, Score};
use crate::plan::UnitCode;

/// Whether the reader may see what a unit lost, or with `None` what nobody in particular answers for.
type Sees<'a> = &'a dyn Fn(Option<&UnitCode>) -> bool;

impl Score {
    /// The same with the evidence of other units left out, and with why people judged them. Points stay as they are.
    #[must_use]
    pub fn seen_by(mut self, sees: Sees<'_>) -> Self {
        for veto in &mut self.vetoes {
            veto.evidence.retain(|evidence| is_about(evidence, sees));
            veto.early.retain(|evidence| is_about(evidence, sees));
            hide_reason(&mut veto.leaf, sees);
        }
        self.groups.iter_mut().for_each(|group| hide(group, sees));
        for bonus in self.bonus.iter_mut().flat_map(|total| &mut total.items) {
            hide_reason(&mut bonus.state, sees);
        }
        self
    }
}

impl WaysBack {
    /// The ways in which something that the reader may see is to be put right, with those findings.
    #[must_use]
    pub fn seen_by(mut self, sees: Sees<'_>) -> Self {
        for way in &mut self.ways {
            way.charges.retain(|charge| sees(charge.answerable.unit.as_ref()));
        }
        self.ways.retain(|way| !way.charges.is_empty());
        self
    }
}

fn hide(group: &mut GroupScore, sees: Sees<'_>) {
    group.groups.iter_mut().for_each(|below| hide(below, sees));
    for test in group.indicators.iter_mut().flat_map(|indicator| &mut indicator.tests) {
        test.charges.retain(|charge| sees(charge.answerable.unit.as_ref()));
        test.states.iter_mut().for_each(|(_, state)| hide_reason(state, sees));
    }
}

fn hide_reason(state: &mut LeafState, sees: Sees<'_>) {
    if let LeafState::Judged { reason, of, .. } = state
        && !sees(of.as_ref())
    {
        reason.clear();
    }
}

fn is_about(evidence: &Evidence, sees: Sees<'_>) -> bool {
    evidence.shares().iter().any(|(answerable, _)| sees(answerable.unit.as_ref()))
}
