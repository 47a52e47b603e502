//! Views of readers' reports: the inbox of corrections, one report with its history.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use crate::{
    feedback::{Outcome, ReportKind, ReportState},
    id::{ItemId, ReportId},
    permission::Action,
    plan::{ColumnCode, UnitCode},
};

/// A line of the list. What the reader wrote is masked: numbers of people do not stand in lists.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReportRow {
    pub id: ReportId,
    /// 2026-00012
    pub receipt: String,
    pub kind: ReportKind,
    pub state: ReportState,
    /// Of the page that it is about.
    pub title: String,
    pub column_path: String,
    /// The unit that answers for it now.
    pub unit_name: String,
    pub excerpt: String,
    pub claimed_by: Option<String>,
    pub received_at: DateTime<Utc>,
}

/// Filters of the list; `None` and `""` mean all.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct ReportFilter {
    pub state: Option<ReportState>,
    pub column: Option<ColumnCode>,
    pub kind: Option<ReportKind>,
    /// Words of the page's title or of the report.
    pub words: String,
    /// From 1.
    pub page: i64,
}

/// Everything that the desk shows of a report.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReportSheet {
    pub row: ReportRow,
    /// Where the page stands on the portal.
    pub address: String,
    /// `None`: about a list.
    pub item: Option<ItemId>,
    pub readers: Option<Readership>,
    pub passage: String,
    pub words: String,
    /// The sender left an address; it is opened only by the one who handles the report, and that is logged.
    pub has_contact: bool,
    pub outcome: Option<Outcome>,
    pub answer: String,
    pub history: Vec<ReportStep>,
    /// What the reader of this page may do with it now.
    pub allowed: Vec<Action>,
    /// Where 修订 leads: a draft that is there, or one that the reader may start.
    pub may_revise: bool,
}

/// One step of a report, oldest first.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReportStep {
    pub at: DateTime<Utc>,
    pub label: String,
    /// Empty for the reader who sent it.
    pub by: String,
    pub unit_name: String,
}

/// What somebody wants to do with a report.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum ReportAsk {
    Claim,
    Release,
    Answer {
        outcome: Outcome,
        answer: String,
    },
    /// 转其他单位, by a lead unit.
    Forward {
        unit: UnitCode,
        reason: String,
    },
}

/// What readers say of an item that somebody is about to revise.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OpenReport {
    pub id: ReportId,
    pub receipt: String,
    pub kind: ReportKind,
    pub passage: String,
    pub words: String,
}

/// What is counted of an item's readers.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Readership {
    pub views: i64,
    pub useful: i64,
    pub useless: i64,
}
