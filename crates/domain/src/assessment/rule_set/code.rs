//! The codes of a rule set and of everything in it.

use std::fmt;

use serde::{Deserialize, Serialize};

/// Names a rule set, a veto condition, a group, an indicator, a test or a bonus for ever. Within a rule set no two
/// entries share one, so that a judgement or an appeal needs to name nothing else.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct RuleCode(String);

impl RuleCode {
    /// 1 to 40 lower-case letters, digits and hyphens; `None` otherwise.
    pub fn parse(text: &str) -> Option<Self> {
        Some(Self(text.to_owned())).filter(Self::is_well_formed)
    }

    /// As somebody wrote it, well formed or not: [`super::RuleSet::inspect`] says so.
    #[cfg(feature = "plan-file")]
    pub(in super::super) fn as_written(text: String) -> Self {
        Self(text)
    }

    pub(in super::super) fn is_well_formed(&self) -> bool {
        (1..=40).contains(&self.0.len())
            && self.0.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-')
    }

    /// As it is written.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for RuleCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}
