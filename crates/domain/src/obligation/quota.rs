//! At least so many a year (1年6次以上), spread evenly over it.
//!
//! Paused days are not held against the column (`docs/CALENDAR.md`): the number of the year stays, its days move by them.

use std::collections::BTreeMap;

use chrono::{Datelike, NaiveDate};
use serde::{Deserialize, Serialize};

use super::Facts;
use crate::{
    calendar::Calendar,
    clock::{Deadline, Pauses, due_in_year, owed_from, short},
};

const MONTHS: u32 = 12;

/// How a column stands with its yearly number.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Quota {
    pub year: i32,
    pub wanted: u16,
    /// How many became public in the year; where some are waived, since the column is owed.
    pub done: u16,
    /// Of a column that is owed since a day of this year: how many would have been done before it. They are not asked for.
    /// None where what became public in the whole year comes as far without.
    #[serde(default)]
    pub waived: u16,
    /// That day; `None` where nothing is waived.
    #[serde(default)]
    pub owed_since: Option<NaiveDate>,
    /// The even spread: by when each would be done.
    pub slots: Vec<Slot>,
    /// The last day on which the rest of the year has as many months as are still wanted, the month of the day counted; after
    /// it the pace of one a month is no longer enough (`domain.md` §10.2). `None` when nothing is wanted any more.
    pub deadline: Option<Deadline>,
}

/// The `number`th of the year is due on `by`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Slot {
    pub number: u16,
    /// `None` while the clock stands still.
    pub by: Option<NaiveDate>,
    /// Public, or waived.
    pub done: bool,
}

impl Quota {
    /// Spreads `wanted` over the year of `today`: the end of each part of the year, on its last working day, moved by the
    /// paused days before it. Nothing moves into the next year.
    pub fn new(wanted: u16, facts: &Facts, owed_since: NaiveDate, calendar: &Calendar, today: NaiveDate) -> Self {
        let days = QuotaDays { year: today.year(), calendar, pauses: &facts.adjustments.pauses };
        let settled = Settled::of(wanted, facts, owed_since, days.year);
        let Settled { waived, done } = settled;
        let is_settled = |number| number <= settled.number();
        let slots = (1..=wanted).map(|number| Slot { number, by: days.slot(number, wanted), done: is_settled(number) });
        let missing = wanted.saturating_sub(settled.number());
        let deadline = if missing > 0 { days.deadline(missing) } else { None };
        let owed_since = (waived > 0).then_some(owed_since);
        Self { year: days.year, wanted, done, waived, owed_since, slots: slots.collect(), deadline }
    }

    /// The first that is not done.
    pub fn next(&self) -> Option<&Slot> {
        self.slots.iter().find(|slot| !slot.done)
    }

    /// `今年应 6 次，已 2 次 → 第 3 次均衡安排最迟 6-28 → 还差 4 次，至少留 4 个月 → 9 月最后一个工作日 9-30`, and behind it what
    /// pauses make of that day; `None` when nothing is wanted any more.
    pub fn arithmetic(&self) -> Option<String> {
        let deadline = self.deadline.as_ref()?;
        let missing = self.wanted.saturating_sub(Settled { waived: self.waived, done: self.done }.number());
        let month = last_month(missing);
        let mut text = format!("今年应 {} 次，已 {} 次", self.wanted, self.done);
        if let Some(since) = self.owed_since {
            // The parts of the year that were over before that day, as whole as they are.
            let end = end_of_part(self.year, self.waived, self.wanted).unwrap_or(since);
            let of = format!("1月1日至{}月{}日的 {} 次不计", end.month(), end.day(), self.waived);
            text += &format!("，{}，{of}", owed_from(since));
        }
        if let Some(Slot { number, by: Some(by), .. }) = self.next() {
            text += &format!(" → 第 {number} 次均衡安排最迟 {}", short(*by));
        }
        text += &format!(" → 还差 {missing} 次，至少留 {} 个月 → {month} 月最后一个工作日", MONTHS + 1 - month);
        text += &format!(" {}", deadline.day_of_year());
        Some(text)
    }
}

/// The days of yearly numbers in a year.
#[derive(Debug, Clone, Copy)]
pub(super) struct QuotaDays<'a> {
    pub(super) year: i32,
    pub(super) calendar: &'a Calendar,
    pub(super) pauses: &'a Pauses,
}

impl QuotaDays<'_> {
    /// By when the `number`th of `wanted` would be done; `None` while the clock stands still.
    pub(super) fn slot(&self, number: u16, wanted: u16) -> Option<NaiveDate> {
        self.due(end_of_part(self.year, number, wanted)?)
    }

    /// The last day for what is `missing`; `None` while the clock stands still.
    pub(super) fn last_chance(&self, missing: u16) -> Option<NaiveDate> {
        self.due(end_of_month(self.year, last_month(missing))?)
    }

    /// Behind which days more items than one are needed for a last chance that is not over, and how many, when so many are
    /// `missing` and have been due by `due`. Of the days before `today` alone: what is needed on a day depends on no later
    /// one, so that whose day it was stays so.
    pub(super) fn needed(&self, missing: u16, due: NaiveDate, today: NaiveDate) -> BTreeMap<NaiveDate, usize> {
        let mut needed = BTreeMap::new();
        let mut over = due;
        // More than twelve are due with the first month, too.
        let later = (0..missing).rev().skip_while(|rest| last_month(*rest) == last_month(missing));
        for rest in later {
            if over >= today {
                break;
            }
            needed.insert(over, usize::from(missing - rest));
            let Some(next) = self.last_chance(rest) else { break };
            over = over.max(next);
        }
        needed
    }

    /// A part of the year that ends with `end` ends on its last working day.
    fn due(&self, end: NaiveDate) -> Option<NaiveDate> {
        due_in_year(self.year, self.calendar.working_day_until(end), self.calendar, self.pauses)
    }

    /// The last chance with its arithmetic.
    fn deadline(&self, missing: u16) -> Option<Deadline> {
        let end = self.calendar.working_day_until(end_of_month(self.year, last_month(missing))?);
        Deadline::in_year(self.year, end, self.calendar, self.pauses)
    }
}

/// How much of a yearly number nobody need do any more.
#[derive(Debug, Clone, Copy)]
pub(super) struct Settled {
    waived: u16,
    done: u16,
}

impl Settled {
    /// Of `wanted` in `year`: what would have been done before the column was owed and what became public since, or what became
    /// public in the whole year, whichever is more. Nobody is worse off for having begun before it was owed.
    pub(super) fn of(wanted: u16, facts: &Facts, owed_since: NaiveDate, year: i32) -> Self {
        let since = Self { waived: waived(year, wanted, owed_since), done: facts.since_owed };
        let whole_year = Self { waived: 0, done: facts.this_year };
        if since.number() > whole_year.number() { since } else { whole_year }
    }

    /// It may be more than the year asks for.
    pub(super) fn number(self) -> u16 {
        self.waived.saturating_add(self.done)
    }
}

/// How many of `wanted` would have been done by the day since which the column is owed.
fn waived(year: i32, wanted: u16, owed_since: NaiveDate) -> u16 {
    let is_before = |number: &u16| end_of_part(year, *number, wanted).is_some_and(|end| end < owed_since);
    (1..=wanted).take_while(is_before).last().unwrap_or(0)
}

/// The last month of the year from which on one a month is enough for what is `missing`.
fn last_month(missing: u16) -> u32 {
    (MONTHS + 1).saturating_sub(u32::from(missing)).clamp(1, MONTHS)
}

/// The last day of the `number`th of `parts` of the year; whole months as long as there are enough of them.
fn end_of_part(year: i32, number: u16, parts: u16) -> Option<NaiveDate> {
    let (number, parts) = (u32::from(number), u32::from(parts).max(1));
    if parts <= MONTHS {
        return end_of_month(year, (MONTHS * number).div_ceil(parts));
    }
    let days = NaiveDate::from_ymd_opt(year, 12, 31)?.ordinal();
    NaiveDate::from_yo_opt(year, (days * number / parts).max(1))
}

fn end_of_month(year: i32, month: u32) -> Option<NaiveDate> {
    let next = if month < MONTHS {
        NaiveDate::from_ymd_opt(year, month + 1, 1)
    } else {
        NaiveDate::from_ymd_opt(year + 1, 1, 1)
    };
    next?.pred_opt()
}
