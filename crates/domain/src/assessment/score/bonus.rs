//! Points on top: only for who is far above the line, and never more than the rule set allows.

use std::fmt;

use serde::{Deserialize, Serialize};

use super::super::{Bonus, Decimal, Earning, Evidence, Judgements, Measures, Period, RuleCode, RuleSet, Stated};
use super::Span;
use super::leaf::{Found, LeafState, leaf};

/// Whether the bonus counts at all.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum BonusOpen {
    /// More than the line is left after deductions.
    Yes,
    /// 未达到加分门槛
    No,
    /// It depends on what was not measured.
    Perhaps,
}

impl BonusOpen {
    /// As the desk shows it beside what was earned.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Yes => "计入总分",
            Self::No => "未达到加分门槛",
            Self::Perhaps => "是否达到加分门槛待定",
        }
    }
}

/// The bonus of the county.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct BonusTotal {
    pub open: BonusOpen,
    pub above: Stated<Decimal>,
    pub most: Stated<Decimal>,
    /// What the items earn, whether it counts or not.
    pub earned: Span,
    /// What is added to the score.
    pub counted: Span,
    pub items: Vec<BonusScore>,
}

/// One bonus item.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct BonusScore {
    pub code: RuleCode,
    pub name: String,
    pub points: Stated<Decimal>,
    pub state: LeafState,
    pub earned: Span,
    /// What was done.
    pub evidence: Vec<Evidence>,
}

impl fmt::Display for BonusTotal {
    /// `2.00，计入总分（扣分后超过80分才计，至多4分（凭记忆））`
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { open, above, most, counted, .. } = self;
        let (above_mark, most_mark) = (above.sureness.mark(), most.sureness.mark());
        let (above, most) = (above.value, most.value);
        write!(f, "{counted}，{}（扣分后超过{above}分{above_mark}才计，至多{most}分{most_mark}）", open.label())
    }
}

pub(super) fn total(
    rules: &RuleSet,
    after_deductions: Span,
    measures: &Measures,
    judgements: &Judgements,
) -> Option<BonusTotal> {
    let rule = rules.grading.bonus?;
    let items: Vec<BonusScore> = rules.bonuses.iter().map(|bonus| item(bonus, measures, judgements)).collect();
    let sum = items.iter().fold(Span::default(), |sum, item| sum + item.earned);
    let most = rule.most.value;
    let earned = Span { at_least: sum.at_least.min(most), at_most: sum.at_most.min(most) };
    let above = rule.above.value;
    let open = if after_deductions.at_least > above {
        BonusOpen::Yes
    } else if after_deductions.at_most > above {
        BonusOpen::Perhaps
    } else {
        BonusOpen::No
    };
    let counted = match open {
        BonusOpen::Yes => earned,
        BonusOpen::No => Span::default(),
        BonusOpen::Perhaps => Span { at_least: Decimal::ZERO, at_most: earned.at_most },
    };
    Some(BonusTotal { open, above: rule.above, most: rule.most, earned, counted, items })
}

fn item(bonus: &Bonus, measures: &Measures, judgements: &Judgements) -> BonusScore {
    let found = leaf(&bonus.code, &bonus.basis, Period::Now, measures, judgements);
    let points = bonus.points.value;
    let (earned, evidence) = match &found.found {
        Found::InOrder => (Span::exactly(points), Vec::new()),
        Found::Points(earned, _) => (Span::exactly((*earned).min(points)), Vec::new()),
        Found::Nothing => (Span { at_least: Decimal::ZERO, at_most: points }, Vec::new()),
        Found::Value { value, findings, .. } => {
            let earned = match bonus.earning.map(|earning| earning.value) {
                Some(Earning::At(line)) if line.is_reached_by(*value) => points,
                Some(Earning::Each(each)) => each.times(*value).min(points),
                Some(Earning::At(_)) | None => Decimal::ZERO,
            };
            (Span::exactly(earned), findings.iter().map(|evidence| (*evidence).clone()).collect())
        }
    };
    BonusScore {
        code: bonus.code.clone(),
        name: bonus.name.clone(),
        points: bonus.points,
        state: found.state,
        earned,
        evidence,
    }
}
