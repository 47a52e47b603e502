//! From when on a clock is amber (临期).

use chrono::NaiveDate;

use super::ClockSettings;
use crate::{
    calendar::Calendar,
    clock::{Pauses, Term},
};

impl ClockSettings {
    /// The day from which on a clock that has started on `start` warns of `due`; `None` while it stands still. A warning is no
    /// deadline: no day off moves it. Where days off count, few days of work may be left after it: then it comes as many of
    /// them before the end as the last reminder does, but not on the first of its term.
    pub(super) fn amber_from(
        &self,
        start: NaiveDate,
        term: Term,
        due: Option<NaiveDate>,
        calendar: &Calendar,
        pauses: &Pauses,
    ) -> Option<NaiveDate> {
        let warned = self.warning(term).unrolled(start, calendar, pauses)?;
        let Some(due) = due else { return Some(warned) };
        let is_work = |day: &NaiveDate| calendar.is_worked(*day) && pauses.of(*day).is_none();
        let left = match term {
            Term::WorkingDays(_) => 0,
            Term::Days(_) | Term::Months(_) => self.reminders.before.iter().min().copied().unwrap_or_default(),
        };
        let back = std::iter::successors(due.pred_opt(), NaiveDate::pred_opt).take_while(|day| start < *day);
        let last_call = back.filter(is_work).take(usize::from(left)).last();
        let second = start.iter_days().skip(1).take_while(|day| *day < due).filter(is_work).nth(1);
        let last_call = last_call.zip(second).map(|(call, second)| call.max(second));
        Some(last_call.map_or(warned, |call| warned.min(call)).min(due))
    }
}
