//! The leaves of a rule set: conditions of a veto, tests that cost points, bonuses that earn some.

use serde::{Deserialize, Serialize};

use super::super::{Amount, Counting, Decimal, EvidenceQuery, MeasureUnit, Measurement, Stated, Sureness, Threshold};
use super::RuleCode;

/// What a machine measures, or that a person judges.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Basis {
    /// One measurement or several, whose findings count together.
    Measured {
        measurements: Vec<Measurement>,
        /// Of the terms in them (3个月, 4类).
        sureness: Sureness,
    },
    /// 人工评判
    Judged,
}

impl Basis {
    /// What is measured; nothing for a leaf that a person judges.
    pub fn measurements(&self) -> &[Measurement] {
        match self {
            Self::Measured { measurements, .. } => measurements,
            Self::Judged => &[],
        }
    }

    /// The query that says how values are counted and called.
    pub fn query(&self) -> Option<EvidenceQuery> {
        self.measurements().first().map(|m| m.query)
    }
}

/// What a veto fails.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum VetoTarget {
    /// The portal.
    #[default]
    Site,
    /// An account of the new media; the portal is judged without it.
    NewMedia,
}

impl VetoTarget {
    /// All there are.
    pub const ALL: [Self; 2] = [Self::Site, Self::NewMedia];

    /// As the file writes it.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Site => "网站",
            Self::NewMedia => "新媒体",
        }
    }

    /// The target that the word means.
    pub fn from_label(label: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|target| target.label() == label)
    }
}

/// One condition of a veto item (单项否决): any that is hit makes its target 不合格.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Veto {
    pub code: RuleCode,
    /// The item that the condition belongs to: 栏目不更新.
    pub item: String,
    /// The condition itself.
    pub name: String,
    pub target: VetoTarget,
    pub basis: Basis,
    /// What the value must not reach; `None` of a judged condition, which one finding hits.
    pub limit: Option<Stated<Threshold>>,
    /// Also hit when everything that was looked at is at fault, however little that is (少于5个的，全部事项).
    pub or_every_one: Stated<bool>,
    /// Pre-warning: the value of the same measurement.
    pub warn: Option<Stated<Threshold>>,
    /// Pre-warning: the same query with another limit (来信超过80天未答复).
    pub warn_beyond: Option<Stated<Amount>>,
    /// Where the pre-warning comes from: seldom from the document itself.
    pub warn_source: Option<RuleCode>,
    /// Sureness of what the condition says in words.
    pub sureness: Sureness,
    pub source: Option<RuleCode>,
}

impl Veto {
    /// The measurements that warn before the condition is hit.
    pub fn early_measurements(&self) -> Vec<Measurement> {
        let early = self.warn_beyond.as_ref().map(|stated| stated.value);
        let measurements = self.basis.measurements().iter();
        early.map(|amount| measurements.map(|m| Measurement::beyond(m.query, amount)).collect()).unwrap_or_default()
    }

    /// Whether one fault is enough to hit it, so that a person who has found one need not count.
    pub fn is_hit_by_one(&self) -> bool {
        let one = Decimal::whole(1);
        match self.basis.query() {
            None => true,
            Some(query) => {
                query.counting() == Counting::Faults && self.limit.is_some_and(|limit| limit.value.is_reached_by(one))
            }
        }
    }
}

/// One thing that costs points of an indicator: the leaf of the tree.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Test {
    pub code: RuleCode,
    pub name: String,
    pub basis: Basis,
    pub deduction: Stated<Deduction>,
    /// Points each time the deduction applies.
    pub loses: Stated<Decimal>,
    /// Hours to put one finding right: the county's own estimate, no value of the document.
    pub hours: Decimal,
    pub source: Option<RuleCode>,
}

/// When a test costs its points.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Deduction {
    /// For each so much: 每个栏目, 每1%.
    Each(Amount),
    /// Once, when the value reaches the line (超过2个, 少于6次).
    At(Threshold),
    /// For each one that is missing to this.
    ShortOf(Amount),
}

impl Deduction {
    /// The key of the file that says it.
    pub const fn key(&self) -> &'static str {
        match self {
            Self::Each(_) => "each",
            Self::At(_) => "at",
            Self::ShortOf(_) => "short_of",
        }
    }

    /// In what its amount is counted.
    pub const fn unit(&self) -> MeasureUnit {
        match self {
            Self::Each(amount) | Self::ShortOf(amount) => amount.unit,
            Self::At(threshold) => threshold.amount.unit,
        }
    }

    /// Whether it asks for something done rather than for faults.
    pub const fn asks_for_deeds(&self) -> bool {
        match self {
            Self::Each(_) => false,
            Self::At(threshold) => threshold.asks_for_deeds(),
            Self::ShortOf(_) => true,
        }
    }

    /// How many times it applies to `value`.
    pub fn times(&self, value: Decimal) -> u32 {
        match self {
            Self::Each(step) => value.whole_steps(step.value),
            Self::At(threshold) => u32::from(threshold.is_reached_by(value)),
            Self::ShortOf(amount) => amount.value.beyond(value).whole_steps(Decimal::whole(1)),
        }
    }
}

/// 每1个, 超过2个, 应有6次，每少1个.
impl std::fmt::Display for Deduction {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Each(step) => write!(f, "每{step}"),
            Self::At(threshold) => threshold.fmt(f),
            Self::ShortOf(amount) => write!(f, "应有{amount}，每少1个"),
        }
    }
}

impl Test {
    /// The most that it can cost by itself; `None` when there is no end to it but the indicator's points.
    pub(in super::super) fn most(&self) -> Option<Decimal> {
        match self.deduction.value {
            Deduction::Each(_) => None,
            Deduction::At(_) => Some(self.loses.value),
            Deduction::ShortOf(amount) => Some(self.loses.value.repeated(amount.value.whole_steps(Decimal::whole(1)))),
        }
    }
}

/// 加分: what earns points on top.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Bonus {
    pub code: RuleCode,
    pub name: String,
    /// The most that it can earn.
    pub points: Stated<Decimal>,
    pub basis: Basis,
    pub earning: Option<Stated<Earning>>,
    pub source: Option<RuleCode>,
}

/// When a measured bonus is earned.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Earning {
    /// All its points, when so much was done.
    At(Threshold),
    /// So many points for each one done.
    Each(Decimal),
}
