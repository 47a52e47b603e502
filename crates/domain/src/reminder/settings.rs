//! When reminders come; the county's own figures, in `[clock]` of the plan file.

use serde::{Deserialize, Serialize};

/// No law says when a unit is reminded: the defaults are those of most offices that remind at all.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct ReminderSettings {
    /// So many working days before the last good day, the longest first.
    pub before: Vec<u16>,
    /// While a column is overdue or blank, again after so many days.
    pub again: u16,
    /// Nobody has acknowledged for so many working days: the unit's head and the lead unit are told.
    pub escalate_head: u16,
    /// … the portal's office is told.
    pub escalate_office: u16,
}

impl Default for ReminderSettings {
    fn default() -> Self {
        Self { before: vec![7, 2], again: 7, escalate_head: 2, escalate_office: 5 }
    }
}
