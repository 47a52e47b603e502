//! One probe: what was asked for, when, and how it went.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use crate::plan::ColumnCode;

/// What is probed.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Probed {
    Home,
    /// A column of 实时更新: its page, or where its link leads.
    Column(ColumnCode),
}

/// What one probe found.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Probe {
    pub at: DateTime<Utc>,
    pub outcome: Outcome,
}

/// How a probe went.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Outcome {
    /// It opened; so many milliseconds until the answer began, redirects included.
    Opened { milliseconds: u32 },
    /// It did not: why, in words for the clerk.
    Failed { why: String },
    /// Nobody can say, and it counts for nothing: the host refuses programs, or must not be asked.
    Unsettled { why: String },
}

impl Probed {
    /// The word that the database keeps: the column's code, or nothing for the home page.
    pub fn code(&self) -> &str {
        match self {
            Self::Home => "",
            Self::Column(code) => code.as_str(),
        }
    }

    /// Reads [`Probed::code`].
    pub fn from_code(code: &str) -> Option<Self> {
        if code.is_empty() { Some(Self::Home) } else { ColumnCode::parse(code).map(Self::Column) }
    }
}
