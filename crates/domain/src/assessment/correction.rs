//! What accepted appeals make of a frozen score: computed anew beside it, step by step, so that the arithmetic can be
//! read.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::judgement::basis_of;
use super::score::score_with;
use super::{Frozen, Grade, GroupScore, Judgements, LossKey, Measurement, Measures, Ruling, Score, Span};

/// The total after all appeals that were accepted.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Correction {
    pub signed: Span,
    /// What each accepted appeal adds, in the order in which they were decided.
    pub steps: Vec<Span>,
    /// `signed` and all steps.
    pub corrected: Span,
    pub grade: Grade,
}

impl Frozen {
    /// Applies rulings one after the other. A finding that counts no more is taken out of what was measured or judged,
    /// and the score computed anew, so that caps and thresholds hold: where an indicator is lost several times over, one
    /// finding less may win nothing. Where only a part is given back, or what was lost has no finding of its own, the
    /// points themselves are given back: never more than is still lost there, and never more than taking the finding out
    /// would win.
    pub fn corrected(&self, rulings: &[(LossKey, Ruling)]) -> Correction {
        let mut state = State {
            frozen: self,
            measures: self.measures.clone(),
            judgements: self.judgements.clone(),
            returned: BTreeMap::new(),
            kept: Span::default(),
        };
        let first = state.score();
        let (mut before, mut steps) = (first.clone(), Vec::new());
        for (key, ruling) in rulings {
            state.apply(key, *ruling);
            state.kept = state.kept + before.after_deductions.above(state.score().after_deductions);
            let after = state.score();
            steps.push(after.points.above(before.points));
            before = after;
        }
        let corrected = steps.iter().fold(self.score.points, |sum, step| sum + *step);
        // Where the program of today would grade otherwise than was signed, what was signed stays.
        let grade = if before.grade == first.grade { self.score.grade } else { before.grade };
        Correction { signed: self.score.points, steps, corrected, grade }
    }

    /// The measurements behind a leaf. Taken out of one, evidence is out of every leaf that rests on the same
    /// measurement: it is one fact.
    fn measurements_of(&self, key: &LossKey) -> Vec<Measurement> {
        basis_of(&self.rules, &key.leaf).map(|basis| basis.measurements().to_vec()).unwrap_or_default()
    }

    /// Whether the finding stands for this loss alone: what units share is not struck for all of them.
    fn is_whole(&self, key: &LossKey) -> bool {
        let of_veto = self.score.vetoes.iter().filter(|veto| veto.code == key.leaf).flat_map(|veto| &veto.evidence);
        let of_test = self.score.test(&key.leaf).into_iter().flat_map(|(_, test)| &test.charges);
        let mut all = of_veto.chain(of_test.filter_map(|charge| charge.evidence.as_ref()));
        let found = all.find(|evidence| Some(&evidence.subject) == key.subject.as_ref());
        found.is_some_and(|evidence| evidence.parts.is_empty())
    }
}

#[derive(Clone)]
struct State<'a> {
    frozen: &'a Frozen,
    measures: Measures,
    judgements: Judgements,
    returned: BTreeMap<LossKey, Span>,
    /// Given back for findings that were taken out later, where taking them out won nothing: what was given back stays.
    kept: Span,
}

impl State<'_> {
    fn apply(&mut self, key: &LossKey, ruling: Ruling) {
        let points = match ruling {
            Ruling::Reject => return,
            Ruling::Accept if self.frozen.is_whole(key) => return self.strike(key),
            Ruling::Accept => self.frozen.find(key).and_then(|loss| loss.points).unwrap_or_default(),
            Ruling::AcceptPartly(points) => points,
        };
        let most = self.won_by_striking(key);
        let given = most.map_or(Span::exactly(points), |most| most.no_more_than(points));
        self.returned.insert(key.clone(), given);
    }

    /// Takes the finding out of what was measured and judged.
    fn strike(&mut self, key: &LossKey) {
        let Some(subject) = &key.subject else { return };
        self.judgements.withdraw(&key.leaf, key.period, subject);
        if let Some(readings) = self.measures.readings_mut(key.period) {
            for measurement in self.frozen.measurements_of(key) {
                readings.withdraw(&measurement, subject);
            }
        }
    }

    /// What there would be more if the finding were taken out; `None` where nothing was found that could be.
    fn won_by_striking(&self, key: &LossKey) -> Option<Span> {
        key.subject.as_ref()?;
        let mut struck = self.clone();
        struck.strike(key);
        Some(struck.score().after_deductions.above(self.score().after_deductions))
    }

    fn score(&self) -> Score {
        score_with(&self.frozen.rules, &self.measures, &self.judgements, |groups| self.still_lost(groups) + self.kept)
    }

    /// The points to be given back, as far as they are lost still.
    fn still_lost(&self, groups: &[GroupScore]) -> Span {
        let indicators = groups.iter().flat_map(GroupScore::all_indicators);
        let tests = indicators.flat_map(|indicator| &indicator.tests);
        let charges = tests.flat_map(|test| test.charges.iter().map(|charge| (&test.code, charge)));
        charges
            .filter_map(|(leaf, charge)| {
                let key = LossKey {
                    leaf: leaf.clone(),
                    period: charge.period,
                    subject: charge.evidence.as_ref().map(|evidence| evidence.subject.clone()),
                    unit: charge.answerable.unit.clone(),
                };
                self.returned.get(&key).map(|given| given.no_more_than(charge.counted))
            })
            .fold(Span::default(), |sum, given| sum + given)
    }
}
