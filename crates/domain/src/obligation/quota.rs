//! At least so many a year (1年6次以上), spread evenly over it.

use chrono::{Datelike, NaiveDate};
use serde::{Deserialize, Serialize};

use crate::calendar::Calendar;

/// How a column stands with its yearly number.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Quota {
    pub year: i32,
    pub wanted: u16,
    pub done: u16,
    /// The even spread: by when each would be done.
    pub slots: Vec<Slot>,
}

/// The `number`th of the year is due on `by`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Slot {
    pub number: u16,
    pub by: NaiveDate,
    pub done: bool,
}

impl Quota {
    /// Spreads `wanted` over the year of `today`: the end of each part of the year, on its last working day. A slot never
    /// moves into the next year.
    pub fn new(wanted: u16, done: u16, calendar: &Calendar, today: NaiveDate) -> Self {
        let year = today.year();
        let slots = (1..=wanted).map(|number| {
            let end = end_of_part(year, number, wanted).unwrap_or(today);
            Slot { number, by: calendar.working_day_until(end), done: number <= done }
        });
        Self { year, wanted, done, slots: slots.collect() }
    }

    /// The first that is not done.
    pub fn next(&self) -> Option<&Slot> {
        self.slots.iter().find(|slot| !slot.done)
    }

    /// The last working day on which the rest of the year has as many months as are still wanted, today's counted; after
    /// it the pace of one a month is no longer enough (`domain.md` §10.2). `None` when nothing is wanted any more.
    pub fn last_chance(&self, calendar: &Calendar) -> Option<NaiveDate> {
        let missing = u32::from(self.wanted.saturating_sub(self.done));
        let month = 13_u32.saturating_sub(missing).max(1);
        end_of_month(self.year, month).filter(|_| missing > 0).map(|day| calendar.working_day_until(day))
    }
}

/// The last day of the `number`th of `parts` of the year; whole months as long as there are enough of them.
fn end_of_part(year: i32, number: u16, parts: u16) -> Option<NaiveDate> {
    let (number, parts) = (u32::from(number), u32::from(parts).max(1));
    if parts <= 12 {
        return end_of_month(year, (12 * number).div_ceil(parts));
    }
    let days = NaiveDate::from_ymd_opt(year, 12, 31)?.ordinal();
    NaiveDate::from_yo_opt(year, (days * number / parts).max(1))
}

fn end_of_month(year: i32, month: u32) -> Option<NaiveDate> {
    let next =
        if month < 12 { NaiveDate::from_ymd_opt(year, month + 1, 1) } else { NaiveDate::from_ymd_opt(year + 1, 1, 1) };
    next?.pred_opt()
}
