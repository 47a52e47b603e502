//! The rule sets of an installation: those that come with the system, and files that the county laid beside them. A file
//! with the code of one that comes with the system takes its place, so that what the office has read in the document
//! counts from the next start on.

use std::fmt;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::{Decimal, EvidenceQuery, RuleCode, RuleSet};

/// Where a rule set comes from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum RuleOrigin {
    Shipped,
    /// A file of the county, under its name.
    File(String),
}

impl fmt::Display for RuleOrigin {
    /// As the desk shows it.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Shipped => f.write_str("随系统提供"),
            Self::File(name) => write!(f, "本地文件 {name}"),
        }
    }
}

/// A rule set, and where it comes from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KnownRuleSet {
    pub rules: RuleSet,
    pub origin: RuleOrigin,
}

/// How it is known which rule set went before another.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Succession {
    /// The later one says so.
    Stated,
    /// It does not; the other is the last that came into effect before it, whoever issued it.
    ByDate,
}

/// Why rule sets cannot stand beside each other.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum RuleSetsRefused {
    /// Two files of one code: which of them counts, nobody has said.
    #[error("{first} 和 {second} 的代码都是“{code}”，只能保留一个")]
    CodeTwice { code: RuleCode, first: String, second: String },
    #[error("指标“{code}”写明接续“{follows}”（follows），但没有这套指标")]
    FollowsNone { code: RuleCode, follows: RuleCode },
    /// So none leads back to itself either.
    #[error("指标“{code}”写明接续“{follows}”（follows），但后者的施行日期不早于它")]
    FollowsNoEarlier { code: RuleCode, follows: RuleCode },
}

/// Every rule set of an installation, the latest by its first day of effect first; no two share a code, and each follows an
/// earlier one or none.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RuleSets(Vec<KnownRuleSet>);

impl RuleSets {
    /// `shipped` with the county's own files, each under its name.
    pub fn new(shipped: Vec<RuleSet>, files: Vec<(String, RuleSet)>) -> Result<Self, RuleSetsRefused> {
        let mut all: Vec<KnownRuleSet> =
            shipped.into_iter().map(|rules| KnownRuleSet { rules, origin: RuleOrigin::Shipped }).collect();
        for (name, rules) in files {
            let known = all.iter_mut().find(|known| known.rules.code == rules.code);
            let file = KnownRuleSet { rules, origin: RuleOrigin::File(name) };
            match known {
                Some(known) => match (&known.origin, file.origin) {
                    (RuleOrigin::File(first), RuleOrigin::File(second)) => {
                        let (code, first) = (file.rules.code, first.clone());
                        return Err(RuleSetsRefused::CodeTwice { code, first, second });
                    }
                    (_, origin) => *known = KnownRuleSet { rules: file.rules, origin },
                },
                None => all.push(file),
            }
        }
        all.sort_by_key(|known| std::cmp::Reverse(known.rules.effective_from));
        let sets = Self(all);
        sets.iter().try_for_each(|known| sets.check_succession(&known.rules))?;
        Ok(sets)
    }

    /// What a rule set follows is there, and is earlier.
    fn check_succession(&self, rules: &RuleSet) -> Result<(), RuleSetsRefused> {
        let Some(follows) = rules.follows.clone() else { return Ok(()) };
        let code = rules.code.clone();
        match self.get(follows.as_str()) {
            None => Err(RuleSetsRefused::FollowsNone { code, follows }),
            Some(former) if former.rules.effective_from >= rules.effective_from => {
                Err(RuleSetsRefused::FollowsNoEarlier { code, follows })
            }
            Some(_) => Ok(()),
        }
    }

    pub fn iter(&self) -> impl Iterator<Item = &KnownRuleSet> {
        self.0.iter()
    }

    /// The rule set of this code.
    pub fn get(&self, code: &str) -> Option<&KnownRuleSet> {
        self.iter().find(|known| known.rules.code.as_str() == code)
    }

    /// The one that applies on `day`, the latest of several; where none does, the last that did; before all of them, the
    /// first that will.
    pub fn in_use(&self, day: NaiveDate) -> Option<&KnownRuleSet> {
        let applies = self.iter().find(|known| known.rules.is_in_effect_on(day));
        let applied = || self.iter().find(|known| known.rules.effective_from <= day);
        applies.or_else(applied).or_else(|| self.0.last())
    }

    /// The fewest seconds beyond which any of them calls a page slow; `None` where none does. The patrol walks for all of them.
    pub fn slow_beyond(&self) -> Option<Decimal> {
        let all = self.iter().flat_map(|known| known.rules.measurements());
        let slow = all.filter(|measurement| measurement.query == EvidenceQuery::SlowPages);
        slow.filter_map(|measurement| measurement.beyond).map(|seconds| seconds.value).min()
    }

    /// The one that went before, and how that is known.
    pub fn before(&self, code: &RuleCode) -> Option<(&RuleSet, Succession)> {
        let rules = &self.get(code.as_str())?.rules;
        let (former, succession) = if let Some(follows) = &rules.follows {
            (self.get(follows.as_str()), Succession::Stated)
        } else {
            let earlier = |known: &&KnownRuleSet| known.rules.effective_from < rules.effective_from;
            (self.iter().find(earlier), Succession::ByDate)
        };
        former.map(|known| (&known.rules, succession))
    }
}
