//! The veto items: hit, near or clear, and how much is left.

use serde::{Deserialize, Serialize};

use super::super::{
    Basis, Counting, Decimal, Evidence, EvidenceQuery, Judgements, MeasureUnit, Measured, Measures, Period, RuleCode,
    RuleSet, Stated, Sureness, Threshold, Veto, VetoTarget,
};
use super::leaf::{Found, LeafState, leaf};

/// How a veto condition stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum VetoState {
    /// 未触及
    Clear,
    /// 预警: not hit, but near.
    Near,
    /// 已触及: the site is 不合格.
    Hit,
    /// Neither measured nor judged; the evidence there is does not hit it.
    NotMeasured,
}

impl VetoState {
    /// As the desk shows it.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Clear => "未触及",
            Self::Near => "预警",
            Self::Hit => "已触及",
            Self::NotMeasured => "未测",
        }
    }
}

/// One veto condition with its evidence.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct VetoScore {
    pub code: RuleCode,
    pub item: String,
    pub name: String,
    pub target: VetoTarget,
    /// Of the least sure of its values.
    pub sureness: Sureness,
    pub state: VetoState,
    pub leaf: LeafState,
    pub value: Option<Decimal>,
    pub limit: Option<Stated<Threshold>>,
    /// What is left until it is hit.
    pub left: Option<Decimal>,
    pub evidence: Vec<Evidence>,
    /// What comes near without counting yet (来信超过80天未答复).
    pub early: Vec<Evidence>,
    /// 离否决还差 2 个栏目.
    pub sentence: String,
}

pub(super) fn vetoes(rules: &RuleSet, measures: &Measures, judgements: &Judgements) -> Vec<VetoScore> {
    rules.vetoes.iter().map(|veto| condition(rules, veto, measures, judgements)).collect()
}

fn condition(rules: &RuleSet, veto: &Veto, measures: &Measures, judgements: &Judgements) -> VetoScore {
    let found = leaf(&veto.code, &veto.basis, Period::Now, measures, judgements);
    let limit = veto.limit.as_ref().map(|stated| stated.value);
    let (value, findings, of) = match &found.found {
        Found::Value { value, findings, of, .. } => (Some(*value), findings.clone(), *of),
        // Points are refused for a veto: whatever a person wrote, something was found.
        Found::Points(points, _) => (Some(*points), Vec::new(), None),
        Found::InOrder | Found::Nothing => (None, Vec::new(), None),
    };
    let readings = veto.early_measurements().into_iter().filter_map(|m| measures.now.get(&m)).collect::<Vec<_>>();
    let mut early = Measured::findings(readings);
    early.retain(|evidence| findings.iter().all(|counted| counted.subject != evidence.subject));
    let every_one = veto.or_every_one.value && value.is_some_and(Decimal::is_positive) && {
        let of = Decimal::whole(of.unwrap_or(u32::MAX));
        value.is_some_and(|value| value >= of)
    };
    let state = if value.is_some_and(|value| hits(limit, value)) || every_one {
        VetoState::Hit
    } else if !found.state.is_known() {
        VetoState::NotMeasured
    } else if !early.is_empty() || value.is_some_and(|value| is_near(rules, veto, value)) {
        VetoState::Near
    } else {
        VetoState::Clear
    };
    let left = limit.zip(value).map(|(limit, value)| limit.left(value)).filter(|_| state != VetoState::Hit);
    let sentence = sentence(veto, state, &found.state, value, left, early.len());
    VetoScore {
        code: veto.code.clone(),
        item: veto.item.clone(),
        name: veto.name.clone(),
        target: veto.target,
        sureness: veto.least_sure(),
        state,
        leaf: found.state,
        value,
        limit: veto.limit,
        left,
        evidence: findings.into_iter().cloned().collect(),
        early: early.into_iter().cloned().collect(),
        sentence,
    }
}

/// A judged condition has no line: one finding hits it.
fn hits(limit: Option<Threshold>, value: Decimal) -> bool {
    limit.map_or(value.is_positive(), |limit| limit.is_reached_by(value))
}

/// From the ratio of all thresholds on, or from the line that the condition states of its own.
fn is_near(rules: &RuleSet, veto: &Veto, value: Decimal) -> bool {
    let own = veto.warn.as_ref().is_some_and(|warn| warn.value.is_reached_by(value));
    let by_ratio = veto.limit.as_ref().is_some_and(|limit| {
        let line = limit.value.amount.value.times(rules.warning.ratio.value);
        !limit.value.asks_for_deeds() && value.is_positive() && value >= line
    });
    own || by_ratio
}

fn sentence(
    veto: &Veto,
    state: VetoState,
    leaf: &LeafState,
    value: Option<Decimal>,
    left: Option<Decimal>,
    early: usize,
) -> String {
    let query = veto.basis.query();
    let noun = query.map_or("处问题", |query| query.noun());
    let amount = |number: Decimal| match query.map(EvidenceQuery::counting) {
        Some(Counting::Share) => format!("{number:.1} 个百分点"),
        _ => format!("{number} {noun}"),
    };
    let is_deed = veto.limit.as_ref().is_some_and(|limit| limit.value.asks_for_deeds());
    match (state, value, left) {
        (VetoState::Hit, Some(value), _) if !is_deed && veto.basis != Basis::Judged => {
            match query.map(EvidenceQuery::unit) {
                Some(MeasureUnit::Percent) => format!("已触及否决：{value:.1}%"),
                _ => format!("已触及否决：{value} {noun}"),
            }
        }
        (VetoState::Hit, ..) => "已触及否决".into(),
        (VetoState::NotMeasured, ..) if *leaf == LeafState::ToJudge => "待人工评判".into(),
        (VetoState::NotMeasured, ..) => "尚未测量".into(),
        (_, _, Some(left)) if early > 0 => {
            format!("离否决还差 {}，另有 {early} {noun}接近期限", amount(left))
        }
        (_, None, _) if early > 0 => format!("未发现问题，另有 {early} {noun}接近期限"),
        (_, Some(value), Some(_)) if is_deed => format!("现有 {value} {noun}"),
        (_, _, Some(left)) => format!("离否决还差 {}", amount(left)),
        _ => "未发现问题".into(),
    }
}
