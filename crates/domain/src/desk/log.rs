//! The auditor's screen.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::event::SubjectKind;

/// Filters of the log; empty means all.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct LogFilter {
    /// Part of the actor's name.
    pub actor: String,
    /// The whole word, such as `item.sign`.
    pub action: String,
    pub subject_kind: Option<SubjectKind>,
    pub subject: String,
    pub from: Option<NaiveDate>,
    pub to: Option<NaiveDate>,
    pub page: i64,
}
