//! A deadline of a case as it was given.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::{
    calendar::{Calendar, CalendarVersion},
    clock::{Deadline, Pauses, Term},
    desk::due::DueDay,
};

/// A deadline with its arithmetic, as the letter states it. The day of a letter is a promise: when the calendar changes
/// afterwards, the deadline may move to a later day, never to an earlier one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Given {
    /// Day 0, which does not count.
    pub from: NaiveDate,
    pub working_days: u16,
    /// The day that the letter states.
    pub due: NaiveDate,
    /// `通知 11-24 → 5 个工作日 → 12-01`
    pub arithmetic: String,
    /// Why the calendar may still move it, as sentences: a year whose days off nobody has published.
    pub doubts: Vec<String>,
    /// With which days it was counted; `None` for what was given before that was written down.
    #[serde(default)]
    pub calendar: Option<CalendarVersion>,
}

impl Given {
    /// So many working days after `from`; `event` is what happens on that day, e.g. 通知. `None` past the end of all days.
    pub fn new(event: &str, from: NaiveDate, working_days: u16, calendar: &Calendar) -> Option<Self> {
        let deadline = Deadline::new(from, Term::WorkingDays(working_days), calendar, &Pauses::none());
        let DueDay { on, arithmetic, doubts, calendar } = DueDay::of(&deadline, event)?;
        Some(Self { from, working_days, due: on, arithmetic, doubts, calendar: Some(calendar) })
    }

    /// The last day under the calendar of today.
    pub fn due_by(&self, calendar: &Calendar) -> NaiveDate {
        let today = Term::WorkingDays(self.working_days).due(self.from, calendar, &Pauses::none());
        today.map_or(self.due, |due| due.max(self.due))
    }

    /// The last day under the calendar of today, with its arithmetic, where that is later than the letter states.
    pub fn moved_by(&self, calendar: &Calendar) -> Option<DueDay> {
        let event = self.arithmetic.split_once(' ').map_or("", |(event, _)| event);
        let today = Deadline::new(self.from, Term::WorkingDays(self.working_days), calendar, &Pauses::none());
        DueDay::of(&today, event).filter(|today| today.on > self.due)
    }

    /// `通知 11-24 → 5 个工作日 → 12-01；日历版本 2017-2026/8c1f22d0`
    pub fn note(&self) -> String {
        let version = self.calendar.as_ref().map(|version| format!("；日历版本 {version}"));
        self.arithmetic.clone() + &version.unwrap_or_default()
    }
}
