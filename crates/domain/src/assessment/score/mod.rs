//! The score: a rule set applied to what was measured and judged. It says what was lost where and by whom, what nobody
//! has measured, and how near every veto is. The scores of a unit and of a column are views of the same computation
//! ([`Score::of_unit`], [`Score::of_column`]).

mod bonus;
mod deductions;
mod leaf;
mod lines;
mod loss;
mod seen;
mod veto;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::{Decimal, Judgements, Measures, RuleCode, RuleSet, Services, Stated, VetoTarget};

pub use bonus::{BonusOpen, BonusScore, BonusTotal};
pub use deductions::{GroupScore, IndicatorScore, TestScore};
pub use leaf::{LeafState, MeasuredBeside};
pub use lines::{LeafKind, LeafLine, leaf_lines};
pub use loss::{Charge, Loss, LossLine, VetoLine};
pub use veto::{VetoScore, VetoState};

/// What is known of a number that depends on what was not measured: it lies between the two.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Span {
    pub at_least: Decimal,
    pub at_most: Decimal,
}

/// 合格 or not.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Grade {
    /// 合格
    Pass,
    /// 不合格: a veto, or below the line whatever the unmeasured would bring.
    Fail,
    /// 待定: it depends on what was not measured or judged.
    Open,
}

impl Grade {
    /// As inspections word it.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Pass => "合格",
            Self::Fail => "不合格",
            Self::Open => "待定",
        }
    }
}

/// The score of the county under one rule set.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Score {
    pub rule_set: RuleCode,
    pub rule_set_name: String,
    /// The day whose state it is.
    pub on: NaiveDate,
    pub services: Services,
    pub total: Stated<Decimal>,
    pub pass: Stated<Decimal>,
    pub vetoes: Vec<VetoScore>,
    /// The blocks of the first level, with everything below them.
    pub groups: Vec<GroupScore>,
    /// What is left of the total after deductions.
    pub after_deductions: Span,
    pub bonus: Option<BonusTotal>,
    /// Deductions and bonus together.
    pub points: Span,
    pub grade: Grade,
}

/// Applies `rules` to what was measured and judged. Without a clock: the measures say of which day they are, and those
/// of a day to come make a forecast.
pub fn score(rules: &RuleSet, measures: &Measures, judgements: &Judgements) -> Score {
    score_with(rules, measures, judgements, |_| Span::default())
}

/// A score in which points are given back that `returned` finds in its groups.
pub(super) fn score_with(
    rules: &RuleSet,
    measures: &Measures,
    judgements: &Judgements,
    returned: impl FnOnce(&[GroupScore]) -> Span,
) -> Score {
    let vetoes = veto::vetoes(rules, measures, judgements);
    let groups = deductions::groups(rules, measures, judgements);
    let total = rules.grading.total.value;
    let lost = groups.iter().fold(Span::default(), |sum, group| sum + group.counted);
    let returned = returned(&groups);
    let left = |lost: Decimal, returned: Decimal| (total - lost + returned).max(Decimal::ZERO).min(total);
    let after_deductions =
        Span { at_least: left(lost.at_most, returned.at_least), at_most: left(lost.at_least, returned.at_most) };
    let bonus = bonus::total(rules, after_deductions, measures, judgements);
    let earned = bonus.as_ref().map(|bonus| bonus.counted).unwrap_or_default();
    let grade = grade(rules, &vetoes, after_deductions);
    Score {
        rule_set: rules.code.clone(),
        rule_set_name: rules.name.clone(),
        on: measures.on,
        services: measures.services,
        total: rules.grading.total,
        pass: rules.grading.pass,
        vetoes,
        groups,
        after_deductions,
        bonus,
        points: after_deductions + earned,
        grade,
    }
}

/// A bonus never lifts anybody over the line: only who is far above it gets any.
fn grade(rules: &RuleSet, vetoes: &[VetoScore], after_deductions: Span) -> Grade {
    let pass = rules.grading.pass.value;
    let any = |state| vetoes.iter().any(|veto| veto.target == VetoTarget::Site && veto.state == state);
    if any(VetoState::Hit) || after_deductions.at_most < pass {
        Grade::Fail
    } else if any(VetoState::NotMeasured) || after_deductions.at_least < pass {
        Grade::Open
    } else {
        Grade::Pass
    }
}

impl Span {
    /// A number that nothing unmeasured touches.
    pub const fn exactly(number: Decimal) -> Self {
        Self { at_least: number, at_most: number }
    }

    /// By how much either end lies above that of `other`; nothing where it lies below.
    pub(super) fn above(self, other: Self) -> Self {
        let more = |one: Decimal, other: Decimal| (one - other).max(Decimal::ZERO);
        Self { at_least: more(self.at_least, other.at_least), at_most: more(self.at_most, other.at_most) }
    }

    /// Neither end beyond `most`.
    pub(super) fn no_more_than(self, most: Decimal) -> Self {
        Self { at_least: self.at_least.min(most), at_most: self.at_most.min(most) }
    }

    /// Whether nothing unmeasured is in it.
    pub fn is_exact(self) -> bool {
        self.at_least == self.at_most
    }
}

impl std::ops::Add for Span {
    type Output = Self;
    fn add(self, other: Self) -> Self {
        Self { at_least: self.at_least + other.at_least, at_most: self.at_most + other.at_most }
    }
}

impl std::fmt::Display for Span {
    /// `86.50`, or `61.00至86.50` when something was not measured.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        if self.is_exact() {
            write!(f, "{:.2}", self.at_least)
        } else {
            write!(f, "{:.2}至{:.2}", self.at_least, self.at_most)
        }
    }
}

impl Score {
    /// The points that the county has lost for certain, as counted in the total.
    pub fn lost(&self) -> Decimal {
        self.groups.iter().map(|group| group.counted.at_least).sum()
    }

    /// The vetoes that are hit, and those that come near.
    pub fn alarms(&self) -> impl Iterator<Item = &VetoScore> {
        self.vetoes.iter().filter(|veto| matches!(veto.state, VetoState::Hit | VetoState::Near))
    }
}
