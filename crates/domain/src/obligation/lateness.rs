//! Whose days an item or a column is late by. While it waits for the lead unit, the days are the lead unit's; no day counts
//! for anybody on which the clock was paused or nothing was owed.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::{Adjustments, Extension, Handover, Side, candidate::later};
use crate::{
    calendar::Calendar,
    clock::{Pauses, Term},
};

/// An item that became public after its day, or an item or a column that is over its day still.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Lateness {
    /// The last day, with every extension that was approved.
    pub due: NaiveDate,
    /// Days that its unit answers for.
    pub unit_days: u32,
    /// Days that the lead unit answers for.
    pub lead_days: u32,
}

/// The clock of one item.
#[derive(Debug, Clone, Copy)]
pub struct ItemClock<'a> {
    /// When its information was formed or decided, or from when on it was owed.
    pub start: NaiveDate,
    pub term: Term,
    /// From whom to whom it went, oldest first.
    pub handovers: &'a [Handover],
    /// Later days that were approved for it.
    pub extensions: &'a [Extension],
    /// What was decided about its column.
    pub adjustments: &'a Adjustments,
}

impl ItemClock<'_> {
    /// How late it was on `on`, the day on which it became public; `None` when it was in time, or late on days only that
    /// count for nobody.
    pub fn lateness(&self, calendar: &Calendar, on: NaiveDate) -> Option<Lateness> {
        let pauses: &Pauses = &self.adjustments.pauses;
        let due = self.term.due(self.start, calendar, pauses);
        // Of those for the column only what moved this very day: it may have ended another of its clocks.
        let of_column = |extension: &Extension, due| extension.instead_of == due;
        let (due, _) = later(due, &self.adjustments.extensions, calendar, of_column);
        let (due, _) = later(due, self.extensions, calendar, |_, _| true);
        let due = due?;
        // It became public on that day, worked or not: somebody did work.
        let is_day = |day: NaiveDate| day == on || calendar.is_worked(day);
        Lateness::counted((self.start, due), self.handovers, self.adjustments, is_day, on)
    }
}

impl Lateness {
    /// Divides the days after `due` up to and with `on` of what was owed since `start` and is not done yet; `None` when there
    /// is none that counts. Working days are counted. `handovers`: oldest first, before the first the unit has it.
    ///
    /// Of the days after the last one, the unit answers for those that it took beyond the term by itself, and the lead
    /// unit for the rest: so neither answers for more days than it had the item, and both parts are the whole.
    pub fn divided(
        (start, due): (NaiveDate, NaiveDate),
        handovers: &[Handover],
        adjustments: &Adjustments,
        calendar: &Calendar,
        on: NaiveDate,
    ) -> Option<Self> {
        Self::counted((start, due), handovers, adjustments, |day| calendar.is_worked(day), on)
    }

    /// The same of the days that are some for the calendar (`is_day`).
    fn counted(
        (start, due): (NaiveDate, NaiveDate),
        handovers: &[Handover],
        adjustments: &Adjustments,
        is_day: impl Fn(NaiveDate) -> bool,
        on: NaiveDate,
    ) -> Option<Self> {
        let is_exempt = |day: NaiveDate| adjustments.exemptions.iter().any(|exemption| exemption.covers(day));
        let is_paused = |day: NaiveDate| adjustments.pauses.of(day).is_some();
        let counts = |day: &NaiveDate| is_day(*day) && !is_paused(*day) && !is_exempt(*day);
        // The day on which it is handed over belongs to the side that hands it over.
        let holder = |day: NaiveDate| {
            let before = handovers.iter().rev().find(|handover| handover.on.max(start) < day);
            before.map_or(Side::Unit, |handover| handover.to)
        };
        let (mut allowed, mut late, mut of_unit) = (0_u32, 0_u32, 0_u32);
        let days = start.iter_days().skip(1).take_while(|day| *day <= on);
        for day in days.filter(counts) {
            if day <= due {
                allowed += 1;
            } else {
                late += 1;
            }
            of_unit += u32::from(holder(day) == Side::Unit);
        }
        let unit_days = of_unit.saturating_sub(allowed).min(late);
        (late > 0).then_some(Self { due, unit_days, lead_days: late - unit_days })
    }
}
