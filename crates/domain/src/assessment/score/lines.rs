//! Every leaf of a rule set in one line, for the report and for the file: what it is worth, what was found, how sure the
//! rule is, and the evidence.

use serde::{Deserialize, Serialize};

use super::super::{
    Basis, Counting, Decimal, Earning, Evidence, Judgements, Measures, Period, RuleCode, RuleSet, Sureness,
};
use super::leaf::{Found, Leaf, LeafState, leaf};
use super::{BonusOpen, Score, VetoState};

/// What a leaf does to the score.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum LeafKind {
    /// 单项否决
    Veto,
    /// 扣分
    Test,
    /// 加分
    Bonus,
}

impl LeafKind {
    pub const fn label(self) -> &'static str {
        match self {
            Self::Veto => "单项否决",
            Self::Test => "扣分",
            Self::Bonus => "加分",
        }
    }
}

/// One leaf.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LeafLine {
    pub kind: LeafKind,
    pub code: RuleCode,
    /// The indicator or veto item that it belongs to.
    pub under: String,
    pub name: String,
    /// Points that it costs or earns at a time; `None` of a veto.
    pub points: Option<Decimal>,
    /// The value at present with its unit; `None` when nothing is known.
    pub value: Option<String>,
    /// When it counts: 每1个, 5个以上; empty for what a person judges.
    pub threshold: String,
    /// Of the least sure of its values.
    pub sureness: Sureness,
    /// 已测, 未测, or who judged and why; of a veto how it stands.
    pub state: String,
    /// Points of the total that it costs, negative, or brings for certain; `None` of a veto.
    pub counted: Option<Decimal>,
    pub evidence: Vec<Evidence>,
}

/// Every veto, test and bonus in the order of the rule set. `score` is that of the measures and judgements.
pub fn leaf_lines(rules: &RuleSet, measures: &Measures, judgements: &Judgements, score: &Score) -> Vec<LeafLine> {
    let found = |code: &RuleCode, basis: &Basis| value(&leaf(code, basis, Period::Now, measures, judgements), basis);
    let vetoes = score.vetoes.iter().map(|veto| LeafLine {
        kind: LeafKind::Veto,
        code: veto.code.clone(),
        under: veto.item.clone(),
        name: veto.name.clone(),
        points: None,
        value: rules.veto(&veto.code).and_then(|rule| found(&veto.code, &rule.basis)),
        threshold: veto.limit.map(|limit| limit.value.to_string()).unwrap_or_default(),
        sureness: veto.sureness,
        state: match veto.state {
            VetoState::Hit | VetoState::Near => match &veto.leaf {
                judged @ LeafState::Judged { .. } => {
                    format!("{}：{}；{}", veto.state.label(), veto.sentence, judged.words())
                }
                _ => format!("{}：{}", veto.state.label(), veto.sentence),
            },
            VetoState::Clear | VetoState::NotMeasured => veto.leaf.words(),
        },
        counted: None,
        evidence: veto.evidence.iter().chain(&veto.early).cloned().collect(),
    });
    let tests = rules.tests().map(|(indicator, rule)| {
        let of_score = score.test(&rule.code).map(|(_, test)| test);
        let states = of_score.into_iter().flat_map(|test| &test.states);
        let now = states.filter(|(period, _)| *period == Period::Now).map(|(_, state)| state.words()).next();
        let charges = of_score.into_iter().flat_map(|test| &test.charges);
        let mut evidence: Vec<Evidence> = charges.filter_map(|charge| charge.evidence.clone()).collect();
        evidence.dedup_by(|one, other| one.subject == other.subject);
        LeafLine {
            kind: LeafKind::Test,
            code: rule.code.clone(),
            under: indicator.name.clone(),
            name: rule.name.clone(),
            points: Some(rule.loses.value),
            value: found(&rule.code, &rule.basis),
            threshold: if rule.basis == Basis::Judged { String::new() } else { rule.deduction.value.to_string() },
            sureness: rule.loses.sureness.max(rule.deduction.sureness),
            state: now.unwrap_or_else(|| "不适用".to_owned()),
            counted: of_score.map(|test| -test.counted),
            evidence,
        }
    });
    let bonuses = score.bonus.iter().flat_map(|total| total.items.iter().map(|bonus| (bonus, total.open)));
    let bonuses = bonuses.map(|(bonus, open)| {
        let rule = rules.bonus(&bonus.code);
        let earning = rule.and_then(|rule| rule.earning);
        LeafLine {
            kind: LeafKind::Bonus,
            code: bonus.code.clone(),
            under: "加分指标".to_owned(),
            name: bonus.name.clone(),
            points: Some(bonus.points.value),
            value: rule.and_then(|rule| found(&bonus.code, &rule.basis)),
            threshold: earning.map(|earning| earning.value.to_string()).unwrap_or_default(),
            sureness: earning.map_or(bonus.points.sureness, |earning| earning.sureness.max(bonus.points.sureness)),
            state: match open {
                BonusOpen::Yes => bonus.state.words(),
                BonusOpen::No | BonusOpen::Perhaps => format!("{}；{}", bonus.state.words(), open.label()),
            },
            // A rule set allows no more than its items together, so that no cap has to be shared out.
            counted: Some(if open == BonusOpen::Yes { bonus.earned.at_least } else { Decimal::ZERO }),
            evidence: bonus.evidence.clone(),
        }
    });
    vetoes.chain(tests).chain(bonuses).collect()
}

fn value(leaf: &Leaf, basis: &Basis) -> Option<String> {
    match (&leaf.found, basis.query()) {
        (Found::Value { value, .. }, Some(query)) if query.counting() == Counting::Share => Some(format!("{value}%")),
        (Found::Value { value, .. }, Some(query)) => Some(format!("{value} {}", query.noun())),
        (Found::Value { value, .. }, None) => Some(format!("{value} 处")),
        (Found::InOrder, _) => Some("无问题".to_owned()),
        (Found::Points(points, _), _) => Some(format!("{points} 分")),
        (Found::Nothing, _) => None,
    }
}

impl std::fmt::Display for Earning {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::At(threshold) => threshold.fmt(f),
            Self::Each(points) => write!(f, "每个{points}分"),
        }
    }
}
