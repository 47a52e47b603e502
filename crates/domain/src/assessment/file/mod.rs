//! A rule set as a TOML file under `plans/rules`: `docs/RULES.md` describes the format.
//!
//! ```
//! # use domain::assessment::RuleSet;
//! let text = r#"
//! code = "example"
//! name = "示例检查"
//! document = "示例文件"
//! effective_from = 2019-01-01
//!
//! [[veto]]
//! code = "blank"
//! item = "栏目不更新"
//! name = "空白栏目"
//! query = "blank-columns"
//! limit = "5公里以上"
//! sureness = "待核对"
//! "#;
//! let faults: Vec<String> = RuleSet::from_toml(text).unwrap_err().iter().map(ToString::to_string).collect();
//! assert!(faults.iter().any(|fault| fault.starts_with("12:9 “5公里以上”的计量单位无法识别")));
//! ```

mod entries;
mod read;
mod values;

use super::{FaultKind, RuleSet};
use crate::written::{self, FaultKinds, Slip};

/// One fault of a rule set's file.
pub type Fault = written::Fault<FaultKind>;

type Findings = written::Findings<FaultKind>;

impl From<Slip> for FaultKind {
    fn from(slip: Slip) -> Self {
        match slip {
            Slip::Syntax => Self::Syntax,
            Slip::UnknownKey => Self::UnknownKey,
            Slip::MissingKey => Self::MissingKey,
            Slip::BadValue => Self::BadValue,
            Slip::BadDate => Self::BadDate,
        }
    }
}

impl FaultKinds for FaultKind {}

impl RuleSet {
    /// Reads the file of a rule set, or reports every fault of it at once, in the order of the text.
    pub fn from_toml(text: &str) -> Result<RuleSet, Vec<Fault>> {
        read::rule_set(text)
    }
}
