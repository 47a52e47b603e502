//! One leaf in one period: a person's judgement if there is one, else what was measured, else nothing. That nothing is wrong
//! a person says of what is not measured; what is measured counts as it was measured.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use super::super::{
    Answerable, Basis, Counting, Decimal, Evidence, EvidenceQuery, Judgement, Judgements, Measured, Measures, Period,
    RuleCode, Verdict,
};
use crate::plan::UnitCode;

/// Where the points of a leaf come from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum LeafState {
    /// 已测
    Measured,
    /// 人工评判, with the reason that stands beside the points: empty for who may not read it. `of` is the unit that it
    /// is about; `beside` is what counts all the same where nothing was found wrong.
    Judged {
        by_name: String,
        at: DateTime<Utc>,
        reason: String,
        #[serde(default)]
        of: Option<UnitCode>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        beside: Option<MeasuredBeside>,
    },
    /// 未测: nothing measures it yet, or not all of it.
    NotMeasured,
    /// 待评: only a person can judge it, and nobody has.
    ToJudge,
}

/// What is measured of a leaf of which a person said that nothing is wrong.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum MeasuredBeside {
    /// Faults; the person's word is about the rest.
    Faults,
    /// All of it: there is no rest.
    Whole,
}

impl MeasuredBeside {
    /// As the desk shows it behind what the person said.
    pub const fn words(self) -> &'static str {
        match self {
            Self::Faults => "系统测得的问题照常计入",
            Self::Whole => "现已全部由系统测量，以测量结果为准",
        }
    }
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

/// Looks the leaf up: what a person found wins over what was measured.
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
        let (beside, found) = match &judgement.verdict {
            Verdict::InOrder => rest_in_order(basis, &taken, complete),
            Verdict::Points(points) => (None, Found::Points(*points, &judgement.answerable)),
            Verdict::Findings(measured) => match value_of(basis, &[measured]) {
                Some(found) => (None, found),
                None => return Leaf { state: LeafState::NotMeasured, found: Found::Nothing },
            },
        };
        return Leaf { state: judged(judgement, beside), found };
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

fn judged(judgement: &Judgement, beside: Option<MeasuredBeside>) -> LeafState {
    let Judgement { by_name, at, reason, answerable, .. } = judgement;
    LeafState::Judged { by_name: by_name.clone(), at: *at, reason: reason.clone(), of: answerable.unit.clone(), beside }
}

/// A person said that nothing is wrong with what is not measured. A finding stands until whoever keeps its record dismisses
/// it, whenever it was measured, or one word would switch the leaf off for the rest of the year.
fn rest_in_order<'a>(basis: &Basis, taken: &[&'a Measured], complete: bool) -> (Option<MeasuredBeside>, Found<'a>) {
    let finds_faults = basis.query().is_some_and(EvidenceQuery::finds_faults);
    let beside = if taken.is_empty() {
        None
    } else if complete {
        Some(MeasuredBeside::Whole)
    } else {
        // Of deeds, what is not recorded may be all that is asked for.
        let any = finds_faults && taken.iter().any(|measured| !measured.evidence.is_empty());
        any.then_some(MeasuredBeside::Faults)
    };
    match beside.and_then(|_| value_of(basis, taken)) {
        Some(found) => (beside, found),
        None => (None, Found::InOrder),
    }
}

/// The findings of all measurements together, one for each subject.
fn value_of<'a>(basis: &Basis, taken: &[&'a Measured]) -> Option<Found<'a>> {
    let findings = Measured::findings(taken.iter().copied());
    let counting = basis.query().map_or(Counting::Faults, EvidenceQuery::counting);
    let of = taken.iter().filter_map(|measured| measured.among()).reduce(u32::saturating_add);
    let value = Measured::value(&findings, of, counting)?;
    let answerable = taken.first().map(|measured| measured.answerable.clone()).unwrap_or_default();
    Some(Found::Value { value, findings, of, answerable })
}
