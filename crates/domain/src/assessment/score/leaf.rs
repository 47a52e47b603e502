//! One leaf in one period: a person's judgement if there is one, else what was measured, else nothing. Of what was measured
//! in part a person says how the rest stands.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use super::super::{
    Answerable, Basis, Counting, Decimal, Evidence, EvidenceQuery, Judgements, Measured, Measures, Period, RuleCode,
    Verdict,
};
use crate::plan::UnitCode;

/// Where the points of a leaf come from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum LeafState {
    /// 已测
    Measured,
    /// 人工评判, with the reason that stands beside the points: empty for who may not read it. `of` is the unit that it
    /// is about.
    Judged {
        by_name: String,
        at: DateTime<Utc>,
        reason: String,
        #[serde(default)]
        of: Option<UnitCode>,
    },
    /// 未测: nothing measures it yet, or not all of it.
    NotMeasured,
    /// 待评: only a person can judge it, and nobody has.
    ToJudge,
}

impl LeafState {
    /// As the desk shows it beside the points.
    pub const fn label(&self) -> &'static str {
        match self {
            Self::Measured => "已测",
            Self::Judged { .. } => "人工评判",
            Self::NotMeasured => "未测",
            Self::ToJudge => "待评",
        }
    }

    /// Whether it says what a leaf is worth.
    pub const fn is_known(&self) -> bool {
        matches!(self, Self::Measured | Self::Judged { .. })
    }
}

/// What is known of a leaf in a period.
pub(super) struct Leaf<'a> {
    pub(super) state: LeafState,
    pub(super) found: Found<'a>,
}

pub(super) enum Found<'a> {
    /// Findings and their value. A lower bound of it when the leaf is not known as a whole.
    Value { value: Decimal, findings: Vec<&'a Evidence>, of: Option<u32>, answerable: Answerable },
    /// A person found nothing wrong.
    InOrder,
    /// A person's points, and whose they are.
    Points(Decimal, &'a Answerable),
    /// Nothing at all.
    Nothing,
}

/// Looks `leaf` up: a human finding wins. That nothing is wrong is said of what has no record: a finding that there is stands
/// until whoever keeps its record dismisses it, or one word would switch the leaf off for the rest of the year.
pub(super) fn leaf<'a>(
    code: &RuleCode,
    basis: &Basis,
    period: Period,
    measures: &'a Measures,
    judgements: &'a Judgements,
) -> Leaf<'a> {
    let measurements = basis.measurements();
    let readings = measures.readings(period);
    let taken: Vec<&Measured> = measurements.iter().filter_map(|m| readings?.get(m)).collect();
    let complete = taken.len() == measurements.len() && taken.iter().all(|measured| measured.is_whole());
    if let Some(judgement) = judgements.get(code, period) {
        let (by_name, at, reason) = (judgement.by_name.clone(), judgement.at, judgement.reason.clone());
        let state = LeafState::Judged { by_name, at, reason, of: judgement.answerable.unit.clone() };
        let found = match &judgement.verdict {
            Verdict::InOrder if complete => Found::InOrder,
            Verdict::InOrder => faults(basis, &taken).unwrap_or(Found::InOrder),
            Verdict::Points(points) => Found::Points(*points, &judgement.answerable),
            Verdict::Findings(measured) => match value_of(basis, &[measured]) {
                Some(found) => found,
                None => return Leaf { state: LeafState::NotMeasured, found: Found::Nothing },
            },
        };
        return Leaf { state, found };
    }
    if measurements.is_empty() {
        return Leaf { state: LeafState::ToJudge, found: Found::Nothing };
    }
    if taken.is_empty() {
        return Leaf { state: LeafState::NotMeasured, found: Found::Nothing };
    }
    if !complete && basis.query().is_some_and(|query| !query.finds_faults()) {
        // What was done elsewhere may be all that is asked for: of that, nothing is certain.
        return Leaf { state: LeafState::NotMeasured, found: Found::Nothing };
    }
    match value_of(basis, &taken) {
        Some(found) if complete => Leaf { state: LeafState::Measured, found },
        Some(found) => Leaf { state: LeafState::NotMeasured, found },
        None => Leaf { state: LeafState::NotMeasured, found: Found::Nothing },
    }
}

/// The faults that were found, if any were.
fn faults<'a>(basis: &Basis, taken: &[&'a Measured]) -> Option<Found<'a>> {
    let finds_faults = basis.query().is_some_and(EvidenceQuery::finds_faults);
    let any = finds_faults && taken.iter().any(|measured| !measured.evidence.is_empty());
    if any { value_of(basis, taken) } else { None }
}

/// The findings of all measurements together, one for each subject.
fn value_of<'a>(basis: &Basis, taken: &[&'a Measured]) -> Option<Found<'a>> {
    let findings = Measured::findings(taken.iter().copied());
    let counting = basis.query().map_or(Counting::Faults, EvidenceQuery::counting);
    let of = taken.iter().filter_map(|measured| measured.of).reduce(u32::saturating_add);
    let value = Measured::value(&findings, of, counting)?;
    let answerable = taken.first().map(|measured| measured.answerable.clone()).unwrap_or_default();
    Some(Found::Value { value, findings, of, answerable })
}
