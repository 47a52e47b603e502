//! What the plan says about clocks beside the cadence of each column.

use serde::{Deserialize, Serialize};

use crate::{availability::ServiceLevel, clock::Term, plan::Cadence, reminder::ReminderSettings};

/// `[clock]` of the plan file. The defaults are those of `domain.md` §10.2; none is fixed by law but the terms themselves.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct ClockSettings {
    /// Whose days of its own the calendar has, e.g. 广西; empty for the nation's alone.
    pub region: String,
    /// How long 及时更新 may take, in working days from the day on which a draft was begun; pages say that it is the
    /// county's own figure.
    pub promptly: u16,
    /// How long a lead unit may hold an item, in working days.
    pub signing: u16,
    /// A clock turns amber when so much of its term is over, in per cent.
    pub warn_percent: u8,
    /// Cadences that turn amber after so many days instead: 2周内 after 10, 6个月 after 120, 1年 after 330.
    pub warn_days: Vec<(Cadence, u16)>,
    /// A policy document has its interpretation so many working days after it became public.
    pub interpretation: u16,
    /// A reader's letter is answered within so many working days (`domain.md` §8.1: 5 for a simple question).
    pub reply: u16,
    /// How long a unit usually has to mend what a notice (整改通知) holds against it, in working days.
    pub rectification: u16,
    /// How well a column of 实时更新 must be reached.
    pub service: ServiceLevel,
    pub reminders: ReminderSettings,
}

impl Default for ClockSettings {
    fn default() -> Self {
        Self {
            region: String::new(),
            promptly: 5,
            signing: 3,
            warn_percent: 70,
            warn_days: vec![
                (Cadence::Days { days: 14 }, 10),
                (Cadence::Months { months: 6 }, 120),
                (Cadence::Months { months: 12 }, 330),
            ],
            interpretation: 3,
            reply: 5,
            rectification: 5,
            service: ServiceLevel::default(),
            reminders: ReminderSettings::default(),
        }
    }
}

impl ClockSettings {
    /// After how much of `term` a clock warns.
    pub fn warning(&self, term: Term) -> Term {
        let listed = |days: u16| Term::Days(days.max(1));
        let share = |count: u16| {
            let part = (u32::from(count) * u32::from(self.warn_percent)).div_ceil(100);
            u16::try_from(part).unwrap_or(count).max(1)
        };
        let written = match term {
            Term::Days(days) => Some(Cadence::Days { days }),
            Term::Months(months) => Some(Cadence::Months { months }),
            Term::WorkingDays(_) => None,
        };
        let found = self.warn_days.iter().find(|(cadence, _)| Some(*cadence) == written);
        match (found, term) {
            (Some((_, days)), _) => listed(*days),
            (None, Term::WorkingDays(count)) => Term::WorkingDays(share(count)),
            (None, Term::Days(count)) => Term::Days(share(count)),
            // A month counts thirty days here: a warning is no deadline.
            (None, Term::Months(count)) => Term::Days(share(count.saturating_mul(30))),
        }
    }
}
