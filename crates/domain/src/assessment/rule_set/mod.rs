//! A rule set: what one document counts, as data. Which document, from when until when; what fails a site at once
//! (单项否决); what costs points (扣分), in groups, indicators and tests; what earns some on top (加分).

mod code;
mod grading;
mod leaf;

use std::collections::BTreeSet;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::{Decimal, Measurement, Source, Stated};

pub use code::RuleCode;
pub use grading::{Appealing, BonusRule, Grading, Measuring, Ratio, Warning};
pub use leaf::{Basis, Bonus, Deduction, Earning, Test, Veto, VetoTarget};

/// What one document counts.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RuleSet {
    pub code: RuleCode,
    /// 2019年全国政府网站与政务新媒体检查.
    pub name: String,
    /// The document with its number: 《…检查指标》（国办秘函〔2019〕19号）.
    pub document: String,
    /// The first day on which it applies.
    pub effective_from: NaiveDate,
    /// The last day; `None` while it is in force.
    pub effective_until: Option<NaiveDate>,
    /// The rule set whose place it takes (接续), with which it is compared; `None`: its file does not say.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub follows: Option<RuleCode>,
    /// Shown above every score of it: what is known and what is not.
    pub note: String,
    pub sources: Vec<Source>,
    pub measuring: Measuring,
    pub grading: Grading,
    pub warning: Warning,
    pub appealing: Appealing,
    /// 单项否决, in the order of the document.
    pub vetoes: Vec<Veto>,
    pub groups: Vec<Group>,
    pub indicators: Vec<Indicator>,
    pub bonuses: Vec<Bonus>,
}

/// How often a group is measured in a year.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Rhythm {
    #[default]
    Yearly,
    /// Every quarter; the average counts (健康运行).
    Quarterly,
}

impl Rhythm {
    /// All there are.
    pub const ALL: [Self; 2] = [Self::Yearly, Self::Quarterly];

    /// As the file writes it.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Yearly => "全年",
            Self::Quarterly => "每季度",
        }
    }

    /// The rhythm that the word means.
    pub fn from_label(label: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|rhythm| rhythm.label() == label)
    }
}

/// A block of the table; its points are those of what stands below it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Group {
    pub code: RuleCode,
    pub name: String,
    /// `None` for a block of the first level.
    pub parent: Option<RuleCode>,
    pub points: Stated<Decimal>,
    /// Share of the whole in percent, for a block that has a hundred points of its own; `None`: the points themselves.
    pub weight: Option<Stated<Decimal>>,
    /// Of a block of the first level; what stands below follows it.
    pub rhythm: Stated<Rhythm>,
    /// Skipped by bodies without service function.
    pub only_services: Stated<bool>,
    pub source: Option<RuleCode>,
}

impl Group {
    /// What its points are worth in the whole.
    pub fn worth(&self, total: Decimal) -> Decimal {
        match &self.weight {
            Some(weight) => total.scaled(weight.value.millionths().into(), Decimal::whole(100).millionths().into()),
            None => self.points.value,
        }
    }
}

/// A line of the table. It never loses more than its points, whatever its tests find.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Indicator {
    pub code: RuleCode,
    pub name: String,
    pub group: RuleCode,
    pub points: Stated<Decimal>,
    pub tests: Vec<Test>,
    pub source: Option<RuleCode>,
}

impl RuleSet {
    /// Whether it applies on `day`.
    pub fn is_in_effect_on(&self, day: NaiveDate) -> bool {
        self.effective_from <= day && self.effective_until.is_none_or(|until| day <= until)
    }

    /// The citation of this code.
    pub fn source(&self, code: &RuleCode) -> Option<&Source> {
        self.sources.iter().find(|source| &source.code == code)
    }

    /// The veto condition of this code.
    pub fn veto(&self, code: &RuleCode) -> Option<&Veto> {
        self.vetoes.iter().find(|veto| &veto.code == code)
    }

    /// The group of this code.
    pub fn group(&self, code: &RuleCode) -> Option<&Group> {
        self.groups.iter().find(|group| &group.code == code)
    }

    /// The indicator and its test of this code.
    pub fn test(&self, code: &RuleCode) -> Option<(&Indicator, &Test)> {
        self.tests().find(|(_, test)| &test.code == code)
    }

    /// Every test with its indicator, in the order of the file.
    pub fn tests(&self) -> impl Iterator<Item = (&Indicator, &Test)> {
        self.indicators.iter().flat_map(|indicator| indicator.tests.iter().map(move |test| (indicator, test)))
    }

    /// The bonus of this code.
    pub fn bonus(&self, code: &RuleCode) -> Option<&Bonus> {
        self.bonuses.iter().find(|bonus| &bonus.code == code)
    }

    /// The block of the first level above `group`.
    pub fn root_of<'a>(&'a self, group: &'a Group) -> &'a Group {
        let mut at = group;
        // A checked rule set has no cycle; the bound keeps an unchecked one from hanging.
        for _ in 0..self.groups.len() {
            match at.parent.as_ref().and_then(|parent| self.group(parent)) {
                Some(parent) => at = parent,
                None => break,
            }
        }
        at
    }

    /// Whether `leaf` is a test of a group that is measured every quarter; vetoes and bonuses look at the present only.
    pub fn is_quarterly(&self, leaf: &RuleCode) -> bool {
        let group = self.test(leaf).and_then(|(indicator, _)| self.group(&indicator.group));
        group.is_some_and(|group| self.root_of(group).rhythm.value == Rhythm::Quarterly)
    }

    /// Whether the quarters of a year that are over count.
    pub fn counts_quarters(&self) -> bool {
        self.groups.iter().any(|group| group.rhythm.value == Rhythm::Quarterly)
    }

    /// Everything that must be measured for a score under this rule set.
    pub fn measurements(&self) -> BTreeSet<Measurement> {
        let bases = self.vetoes.iter().map(|veto| &veto.basis);
        let bases = bases.chain(self.tests().map(|(_, test)| &test.basis));
        let bases = bases.chain(self.bonuses.iter().map(|bonus| &bonus.basis));
        let early = self.vetoes.iter().flat_map(Veto::early_measurements);
        bases.flat_map(|basis| basis.measurements().to_vec()).chain(early).collect()
    }
}
