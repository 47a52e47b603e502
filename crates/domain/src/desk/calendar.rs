//! Views of the working-day calendar for 工作日历.

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};

use crate::{
    calendar::{CalendarVersion, Notice},
    id::{CalendarNoticeId, CaseId},
    obligation::{MatterKind, State},
    plan::ColumnCode,
};

/// The calendar of the county with where it comes from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CalendarSheet {
    pub version: CalendarVersion,
    /// Those that come with the system, in the order in which they apply.
    pub shipped: Vec<Notice>,
    /// Those that were entered, oldest first.
    pub entered: Vec<EnteredNotice>,
    pub may_change: bool,
}

/// A notice that somebody entered in the desk.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct EnteredNotice {
    pub id: CalendarNoticeId,
    pub notice: Notice,
    /// Who entered it, and when.
    pub by: String,
    pub at: DateTime<Utc>,
    pub removed: Option<Removed>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Removed {
    pub at: DateTime<Utc>,
    pub by: String,
    pub reason: String,
}

/// What another calendar does to a running clock.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MovedClock {
    pub of: ClockOf,
    /// The column's name, the public title or the number of a single duty, the number of a case.
    pub name: String,
    /// Names of the units that answer for it.
    pub units: Vec<String>,
    pub due_before: Option<NaiveDate>,
    pub due_after: Option<NaiveDate>,
    pub state_before: State,
    pub state_after: State,
}

/// What a running clock belongs to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", tag = "kind")]
pub enum ClockOf {
    Column { column: ColumnCode },
    Matter { matter: MatterKind },
    Case { case: CaseId },
}

impl MovedClock {
    /// What it belongs to, in a clerk's words: 教育培训, 待解读：招生办法, 整改 隆门户改〔2026〕7号.
    pub fn titled(&self) -> String {
        match self.of {
            ClockOf::Column { .. } => self.name.clone(),
            ClockOf::Matter { matter } => format!("{}：{}", matter.label(), self.name),
            ClockOf::Case { .. } => format!("整改 {}", self.name),
        }
    }
}
