//! A score as one unit sees it: the totals of the county, and of the evidence its own.

use super::super::{Answerable, Evidence, WaysBack};
use super::{GroupScore, Score};
use crate::plan::UnitCode;

impl Score {
    /// The same with the evidence of other units left out. Points stay as they are.
    #[must_use]
    pub fn seen_by(mut self, unit: &UnitCode) -> Self {
        for veto in &mut self.vetoes {
            veto.evidence.retain(|evidence| is_about(evidence, unit));
            veto.early.retain(|evidence| is_about(evidence, unit));
        }
        self.groups.iter_mut().for_each(|group| hide(group, unit));
        self
    }
}

impl WaysBack {
    /// The ways in which something of `unit` is to be put right, with its own findings.
    #[must_use]
    pub fn seen_by(mut self, unit: &UnitCode) -> Self {
        for way in &mut self.ways {
            way.charges.retain(|charge| is_its(&charge.answerable, unit));
        }
        self.ways.retain(|way| !way.charges.is_empty());
        self
    }
}

fn hide(group: &mut GroupScore, unit: &UnitCode) {
    group.groups.iter_mut().for_each(|below| hide(below, unit));
    for test in group.indicators.iter_mut().flat_map(|indicator| &mut indicator.tests) {
        test.charges.retain(|charge| is_its(&charge.answerable, unit));
    }
}

/// What nobody in particular answers for is everybody's to see.
fn is_its(answerable: &Answerable, unit: &UnitCode) -> bool {
    answerable.unit.as_ref().is_none_or(|of| of == unit)
}

fn is_about(evidence: &Evidence, unit: &UnitCode) -> bool {
    evidence.shares().iter().any(|(answerable, _)| is_its(answerable, unit))
}
