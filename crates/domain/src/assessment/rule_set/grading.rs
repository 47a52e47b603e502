//! What concerns a rule set as a whole: the constants of its measurements, its total and pass line, its pre-warnings.

use std::fmt;

use serde::{Deserialize, Serialize};

use super::super::{Amount, Decimal, Freshness, MeasureUnit, Stated, Sureness};
use super::RuleCode;
use crate::clock::Term;

/// The constants that measurements need, as the document states them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Measuring {
    /// 动态要闻: not updated for so long.
    pub news: Stated<Amount>,
    /// 通知公告、政策文件
    pub documents: Stated<Amount>,
    /// 人事、规划计划 and the rest
    pub others: Stated<Amount>,
    /// For how long the home page is visited.
    pub visits_over: Stated<Amount>,
    /// Spaced visits on each of its days, at least.
    pub visits_a_day: Stated<u32>,
    /// A visit has failed when the page is not open by then.
    pub visit_timeout: Stated<Amount>,
    pub source: Option<RuleCode>,
}

impl Measuring {
    /// The term of a class of columns.
    pub const fn term(&self, class: Freshness) -> &Stated<Amount> {
        match class {
            Freshness::News => &self.news,
            Freshness::Documents => &self.documents,
            Freshness::Others => &self.others,
        }
    }
}

/// What the points of the whole amount to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Grading {
    /// Points before deductions.
    pub total: Stated<Decimal>,
    /// Below this 不合格.
    pub pass: Stated<Decimal>,
    pub bonus: Option<BonusRule>,
    /// By what the rest is multiplied for a body without service function, which skips the groups of services.
    pub without_services: Option<Stated<Ratio>>,
    pub source: Option<RuleCode>,
}

/// 高于80分的，按加分指标计算加分.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct BonusRule {
    /// Only who has more than this after deductions gets any.
    pub above: Stated<Decimal>,
    pub most: Stated<Decimal>,
}

/// A factor that decimals cannot write: 4/3.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Ratio {
    pub numerator: u32,
    pub denominator: u32,
}

impl Ratio {
    /// The factor that changes nothing.
    pub const ONE: Self = Self { numerator: 1, denominator: 1 };

    /// Reads `4/3`.
    pub fn parse(text: &str) -> Option<Self> {
        let (numerator, denominator) = text.split_once('/')?;
        let (numerator, denominator) = (numerator.trim().parse().ok()?, denominator.trim().parse().ok()?);
        (numerator > 0 && denominator > 0).then_some(Self { numerator, denominator })
    }

    /// Rounded to the millionth.
    #[must_use]
    pub fn of(self, points: Decimal) -> Decimal {
        points.scaled(self.numerator.into(), self.denominator.into())
    }
}

impl fmt::Display for Ratio {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}/{}", self.numerator, self.denominator)
    }
}

/// How long a unit may appeal against a signed assessment.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Appealing {
    /// Counted from the day after the signature.
    pub within: Stated<Amount>,
    pub source: Option<RuleCode>,
}

impl Appealing {
    /// What stands in for a rule that the file does not state: a proposal.
    pub const UNSTATED: Self = Self {
        within: Stated { value: Amount::new(10, MeasureUnit::WorkingDays), sureness: Sureness::Unsure },
        source: None,
    };

    /// The term as clocks count it.
    pub fn term(&self) -> Term {
        let Amount { value, unit } = self.within.value;
        let count = u16::try_from(value.whole_steps(Decimal::whole(1))).unwrap_or(u16::MAX);
        match unit {
            MeasureUnit::Days => Term::Days(count),
            MeasureUnit::Months => Term::Months(count),
            _ => Term::WorkingDays(count),
        }
    }
}

/// When the desk warns before a veto line is reached.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Warning {
    /// From this part of every threshold on, beside the lines that a condition states of its own.
    pub ratio: Stated<Decimal>,
    pub source: Option<RuleCode>,
}
