//! The rule sets of an installation: those that come with the system, and files that the county laid beside them. A file
//! with the code of one that comes with the system takes its place, so that what the office has read in the document
//! counts from the next start on.

use std::fmt;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::{RuleCode, RuleSet};

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

/// Two files of one code: which of them counts, nobody has said.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{first} 和 {second} 的代码都是“{code}”，只能保留一个")]
pub struct CodeTwice {
    pub code: RuleCode,
    pub first: String,
    pub second: String,
}

/// Every rule set of an installation, the latest by its first day of effect first; no two share a code.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RuleSets(Vec<KnownRuleSet>);

impl RuleSets {
    /// `shipped` with the county's own files, each under its name.
    pub fn new(shipped: Vec<RuleSet>, files: Vec<(String, RuleSet)>) -> Result<Self, CodeTwice> {
        let mut all: Vec<KnownRuleSet> =
            shipped.into_iter().map(|rules| KnownRuleSet { rules, origin: RuleOrigin::Shipped }).collect();
        for (name, rules) in files {
            let known = all.iter_mut().find(|known| known.rules.code == rules.code);
            let file = KnownRuleSet { rules, origin: RuleOrigin::File(name) };
            match known {
                Some(known) => match (&known.origin, file.origin) {
                    (RuleOrigin::File(first), RuleOrigin::File(second)) => {
                        return Err(CodeTwice { code: file.rules.code, first: first.clone(), second });
                    }
                    (_, origin) => *known = KnownRuleSet { rules: file.rules, origin },
                },
                None => all.push(file),
            }
        }
        all.sort_by_key(|known| std::cmp::Reverse(known.rules.effective_from));
        Ok(Self(all))
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

    /// The one that went before.
    pub fn before(&self, code: &RuleCode) -> Option<&RuleSet> {
        let later = self.iter().skip_while(|known| &known.rules.code != code);
        later.skip(1).map(|known| &known.rules).next()
    }
}
