//! What belongs to a year: a yearly number, or what is due by a day of each year. Its days are days of the year by number. Paused
//! days of the year are not held against it (`docs/CALENDAR.md`), but nothing is carried into the next year, however long its
//! clock was paused.

use chrono::{Datelike, Days, NaiveDate};

use super::{Deadline, Pauses, Term, deadline::short};
use crate::calendar::Calendar;

/// How a day of a year is counted: it is due when as many days of the year are over that were not paused.
struct Counting {
    /// The day before the year.
    before: NaiveDate,
    term: Term,
    /// The year's last working day.
    last: NaiveDate,
}

impl Counting {
    fn new(year: i32, day: NaiveDate, calendar: &Calendar) -> Option<Self> {
        let before = NaiveDate::from_ymd_opt(year, 1, 1)?.pred_opt()?;
        let days = (day - before).num_days().max(0);
        let last = calendar.working_day_until(NaiveDate::from_ymd_opt(year, 12, 31)?);
        Some(Self { before, term: Term::Days(u16::try_from(days).ok()?), last })
    }
}

/// When what belongs to `year` by `day` is due; `None` while the clock stands still.
pub(crate) fn due_in_year(year: i32, day: NaiveDate, calendar: &Calendar, pauses: &Pauses) -> Option<NaiveDate> {
    let Counting { before, term, last } = Counting::new(year, day, calendar)?;
    let due = term.due(before, calendar, pauses)?;
    // As `Deadline::at_latest` has it.
    if due <= last { Some(due) } else { pauses.of(last).is_none().then_some(last) }
}

impl Deadline {
    /// The same with its arithmetic. It counts from the last day of the year before.
    pub fn in_year(year: i32, day: NaiveDate, calendar: &Calendar, pauses: &Pauses) -> Option<Self> {
        let Counting { before, term, last } = Counting::new(year, day, calendar)?;
        let deadline = Self::new(before, term, calendar, pauses).at_latest(last, calendar, pauses);
        // The day before the year starts the count and decides nothing: its year is in no doubt.
        let first = before.succ_opt()?;
        let doubts = deadline.due.map(|due| calendar.doubts(first, due)).unwrap_or_default();
        Some(Self { doubts, ..deadline })
    }

    /// `2026年应 1 次，最迟 1-31 → 2-02，遇休息日顺延`: of a deadline [`Deadline::in_year`] that asks for one.
    pub fn arithmetic_of_year(&self) -> String {
        let year = self.from.succ_opt().unwrap_or(self.from).year();
        format!("{year}年应 1 次，最迟 {}", self.day_of_year())
    }

    /// `9-30`, and behind it what makes it another day: `9-30 → 11-29，扣暂停（系统迁移） 60 天`.
    pub(crate) fn day_of_year(&self) -> String {
        let Term::Days(days) = self.term else { return String::new() };
        let plain = self.from + Days::new(u64::from(days));
        match self.due {
            Some(due) if due == plain => short(plain),
            Some(due) => format!("{} → {}{}", short(plain), short(due), self.reasons()),
            None => format!("{} → 暂停计时", short(plain)),
        }
    }
}
