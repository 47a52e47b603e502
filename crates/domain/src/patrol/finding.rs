//! A finding as it is kept: what is wrong, whose it is, until when, and where it stands.

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};

use super::{
    evidence::Evidence,
    fingerprint::Fingerprint,
    owner::Owner,
    state::{NotThatWay, State, Step},
};
use crate::{
    calendar::Calendar,
    clock::{Deadline, Pauses, Term},
};

/// By when a finding is to be mended. The day is computed, not kept: a new calendar of holidays moves it (`design.md` §2).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Clock {
    /// The day on which the finding was opened; it does not count itself.
    pub started_on: NaiveDate,
    /// How many working days there are.
    pub working_days: u16,
}

impl Clock {
    /// The last day and how it is found; `calendar` is that of whoever mends the finding.
    pub fn deadline(self, calendar: &Calendar) -> Deadline {
        Deadline::new(self.started_on, self.term(), calendar, &Pauses::none())
    }

    /// The last day alone, where thousands are looked at.
    pub fn due_on(self, calendar: &Calendar) -> NaiveDate {
        self.term().due(self.started_on, calendar, &Pauses::none()).unwrap_or(self.started_on)
    }

    const fn term(self) -> Term {
        Term::WorkingDays(self.working_days)
    }
}

/// A finding.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Finding {
    /// Which fault it is.
    pub fingerprint: Fingerprint,
    /// What proves it, as it was seen last.
    pub evidence: Evidence,
    /// On how many pages.
    pub pages: usize,
    /// Who mends it.
    pub owner: Owner,
    /// Since it was opened; `None` while it is only suspected.
    pub clock: Option<Clock>,
    /// Where it stands.
    pub state: State,
    /// When it was seen first.
    pub first_seen: DateTime<Utc>,
    /// When it was seen last.
    pub last_seen: DateTime<Utc>,
    /// How often it came back after it had been mended.
    pub returned: u32,
}

impl Finding {
    /// The finding after a person's or the calendar's step; `None`: it is forgotten.
    pub fn after(self, step: Step) -> Result<Option<Self>, NotThatWay> {
        let Self { state, .. } = self;
        let next = state.after(step)?;
        Ok(next.map(|state| Self { state, ..self }))
    }
}
