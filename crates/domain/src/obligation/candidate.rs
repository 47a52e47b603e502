//! The clocks that run for a column at the same time; the one that ends first, or is longest over, sets its state.

use std::collections::BTreeMap;

use chrono::{Datelike, NaiveDate};

use super::{
    Basis, ClockSettings, Duty, Facts, OpenItem, PublicItem, Shares, Side, State,
    facts::Extension,
    held::Held,
    quota::{QuotaDays, Settled},
};
use crate::{
    calendar::Calendar,
    clock::{DayOfYear, Term},
    item::EventKind,
    plan::{Cadence, Releases},
};

/// One clock.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Candidate<'a> {
    pub(super) basis: Basis,
    /// Day 0 of what is counted.
    pub(super) start: NaiveDate,
    /// Since when it is this clock that runs: mostly since `start`. One of a year that is yet to begin runs since the year
    /// before was met.
    pub(super) runs_since: NaiveDate,
    /// Whether it starts with the day since which the column owes, because what would start it lies before it or never was.
    pub(super) from_first_day: bool,
    pub(super) term: Option<Term>,
    /// The last good day; `None` while the clock stands still.
    pub(super) due: Option<NaiveDate>,
    pub(super) warns_on: Option<NaiveDate>,
    pub(super) open: Option<&'a OpenItem>,
    /// Who had what it waits for: the item, or as many items of the column as would meet it.
    pub(super) held: Held,
    pub(super) newest: Option<&'a PublicItem>,
    pub(super) extended: Option<Extension>,
}

impl Candidate<'_> {
    /// The state on `today` and since when.
    pub(super) fn state(&self, today: NaiveDate) -> (State, NaiveDate) {
        State::of_clock(self.runs_since, self.due, self.warns_on, today)
    }
}

/// Reads every clock of a column.
pub(super) struct Clocks<'a> {
    pub(super) duty: &'a Duty<'a>,
    pub(super) facts: &'a Facts,
    pub(super) calendar: &'a Calendar,
    pub(super) settings: &'a ClockSettings,
    pub(super) today: NaiveDate,
}

impl<'a> Clocks<'a> {
    pub(super) fn all(&self) -> Vec<Candidate<'a>> {
        let row = self.duty.row;
        let mut clocks = Vec::new();
        match row.cadence {
            Cadence::Daily => clocks.push(self.daily()),
            Cadence::Days { days } => clocks.push(self.period(Term::Days(days), Basis::Cadence)),
            Cadence::Months { months } => match &row.releases {
                Some(releases) => clocks.extend(self.release(releases)),
                None => clocks.push(self.period(Term::Months(months), Basis::Cadence)),
            },
            Cadence::ByDay { day } => clocks.extend(self.by_day(day)),
            Cadence::CountPerYear { count } => clocks.extend(self.quota(count)),
            Cadence::AfterEvent { .. } | Cadence::Promptly => {}
            Cadence::RealTime | Cadence::WhenNeeded | Cadence::PerTopic => {}
        }
        clocks.extend(self.of_items());
        clocks.extend(row.floor.map(|floor| self.period(floor, Basis::Floor)));
        clocks
    }

    /// Those of the items that are on their way, each for itself.
    pub(super) fn of_items(&self) -> Vec<Candidate<'a>> {
        self.new_items().filter_map(|item| self.event(item)).collect()
    }

    /// From the newest item on, or from the day on which the column began to owe.
    fn period(&self, term: Term, basis: Basis) -> Candidate<'a> {
        let (start, from_first_day) = self.counted_from(self.kept_up_on());
        let newest = self.facts.newest.as_ref().filter(|newest| newest.on == start);
        let clock = self.clock(basis, start, term, None, newest);
        Candidate { from_first_day, ..clock }
    }

    /// By the release calendar: up to the planned day nothing is missing, from it on the column has a few working days.
    fn release(&self, releases: &Releases) -> Option<Candidate<'a>> {
        let last = self.kept_up_on();
        let (runs_since, _) = self.counted_from(last);
        let first = releases.on_or_after(self.duty.owed_since)?;
        let planned = last.and_then(|last| releases.after(last, self.calendar)).map_or(first, |next| next.max(first));
        let mut clock = Candidate {
            basis: Basis::Release,
            start: planned,
            runs_since,
            from_first_day: false,
            term: Some(Releases::GRACE),
            due: Releases::GRACE.due(planned, self.calendar, &self.facts.adjustments.pauses),
            warns_on: Some(planned),
            open: None,
            held: self.held(),
            newest: self.facts.newest.as_ref(),
            extended: None,
        };
        self.extend(&mut clock);
        Some(clock)
    }

    /// 每天: amber after a working day without an item, red after three days (`domain.md` §10.2).
    fn daily(&self) -> Candidate<'a> {
        let newest = self.facts.newest.as_ref();
        let (start, from_first_day) = self.counted_from(self.kept_up_on());
        let next_working_day = Term::WorkingDays(1).due(start, self.calendar, &self.facts.adjustments.pauses);
        let mut clock = self.clock(Basis::Cadence, start, Term::Days(3), None, newest);
        clock.warns_on =
            next_working_day.and_then(|day| day.succ_opt()).map(|day| clock.due.map_or(day, |due| day.min(due)));
        Candidate { from_first_day, ..clock }
    }

    /// When the column last changed. A confirmation counts as an item only where one may be given.
    fn kept_up_on(&self) -> Option<NaiveDate> {
        let confirmed = self.facts.confirmed_on.filter(|_| self.duty.is_confirmable());
        self.facts.newest.as_ref().map(|newest| newest.on).max(confirmed)
    }

    /// The day from which a clock counts that `last` has started, but no day on which the column did not owe yet; and whether
    /// it is the first on which it did, since `last` lies before it or there is none.
    fn counted_from(&self, last: Option<NaiveDate>) -> (NaiveDate, bool) {
        let owed_since = self.duty.owed_since;
        match last {
            Some(last) if last >= owed_since => (last, false),
            _ => (owed_since, true),
        }
    }

    /// Once a year, by a day of it. What becomes public in a year is that year's, and until the day of the next it is enough.
    fn by_day(&self, day: DayOfYear) -> Option<Candidate<'a>> {
        let newest = self.facts.newest.as_ref();
        let (runs_since, _) = self.counted_from(newest.map(|newest| newest.on));
        let year = self.year_owed(day)?;
        let start = NaiveDate::from_ymd_opt(year, 1, 1)?.pred_opt()?;
        let term = Term::Days(u16::try_from((day.in_year(year)? - start).num_days()).ok()?);
        let pauses = &self.facts.adjustments.pauses;
        let due = day.due(year, self.calendar, pauses);
        let warns_on = self.settings.amber_from(start, term, due, self.calendar, pauses);
        let coming: Vec<OpenItem> = self.new_items().cloned().collect();
        let mut clock = Candidate {
            basis: Basis::ByDay,
            start,
            runs_since,
            from_first_day: false,
            term: Some(term),
            due,
            // Nobody was warned before the column was owed.
            warns_on: warns_on.map(|on| on.max(self.duty.owed_since)).map(|on| due.map_or(on, |due| on.min(due))),
            open: None,
            held: Held::of_column(&coming, &BTreeMap::new(), self.duty.owed_since),
            newest,
            extended: None,
        };
        self.extend(&mut clock);
        Some(clock)
    }

    /// The first year that has no item yet, of those whose `day` the column owes. A new text for what was public before is
    /// none of its year, as far as that is known.
    fn year_owed(&self, day: DayOfYear) -> Option<i32> {
        let (owed_since, pauses) = (self.duty.owed_since, &self.facts.adjustments.pauses);
        let year = owed_since.year();
        let plain = day.in_year(year)?;
        let by = day.due(year, self.calendar, pauses).map_or(plain, |due| due.min(plain));
        let first = year + i32::from(by < owed_since);
        let newest = self.facts.newest.as_ref().map(|newest| newest.on);
        let published = newest.map(|newest| self.facts.published_on.unwrap_or(newest));
        Some(published.map_or(first, |published| first.max(published.year() + 1)))
    }

    /// The clock of the yearly number; `None` when nothing is missing any more.
    fn quota(&self, wanted: u16) -> Option<Candidate<'a>> {
        let settled = Settled::of(wanted, self.facts, self.duty.owed_since, self.today.year()).number();
        let missing = wanted.checked_sub(settled).filter(|missing| *missing > 0)?;
        let pauses = &self.facts.adjustments.pauses;
        let days = QuotaDays { year: self.today.year(), calendar: self.calendar, pauses };
        let start = NaiveDate::from_ymd_opt(days.year, 1, 1)?;
        let mut clock = Candidate {
            basis: Basis::Quota,
            start,
            runs_since: start,
            from_first_day: false,
            term: None,
            due: days.last_chance(missing),
            warns_on: days.slot(settled + 1, wanted).and_then(|by| by.succ_opt()),
            open: None,
            held: Held::default(),
            newest: None,
            extended: None,
        };
        self.extend(&mut clock);
        // The longer it is over, the fewer months are left: one more item is enough for so long, and no longer.
        let coming: Vec<OpenItem> = self.new_items().cloned().collect();
        let due = clock.due.filter(|_| !coming.is_empty());
        let needed = due.map(|due| days.needed(missing, due, self.today)).unwrap_or_default();
        clock.held = Held::of_column(&coming, &needed, self.duty.owed_since);
        Some(clock)
    }

    /// Those on their way that have never been public.
    fn new_items(&self) -> impl Iterator<Item = &'a OpenItem> + use<'a> {
        self.facts.open.iter().filter(|item| !item.revises)
    }

    /// Who had any of the items that are on their way to the column.
    pub(super) fn held(&self) -> Held {
        Held::of_column(&self.facts.open, &BTreeMap::new(), self.duty.owed_since)
    }

    /// An item that is on its way to a column with a clock for each item.
    fn event(&self, item: &'a OpenItem) -> Option<Candidate<'a>> {
        let (basis, begun, term) = self.duty.item_clock(item, self.settings)?;
        // What was formed before the column began to owe is owed from that day on.
        let (start, from_first_day) = self.counted_from(Some(begun));
        let mut clock = self.clock(basis, start, term, Some(item), None);
        (clock.due, clock.extended) = later(clock.due, &item.extensions, self.calendar, |_, _| true);
        Some(Candidate { from_first_day, ..clock })
    }

    fn clock(
        &self,
        basis: Basis,
        start: NaiveDate,
        term: Term,
        open: Option<&'a OpenItem>,
        newest: Option<&'a PublicItem>,
    ) -> Candidate<'a> {
        let pauses = &self.facts.adjustments.pauses;
        let due = term.due(start, self.calendar, pauses);
        let warns_on = self.settings.amber_from(start, term, due, self.calendar, pauses);
        let held = open.map_or_else(|| self.held(), |item| Held::of_item(item, self.duty.owed_since));
        let (term, runs_since, from_first_day, extended) = (Some(term), start, false, None);
        let mut clock =
            Candidate { basis, start, runs_since, from_first_day, term, due, warns_on, open, held, newest, extended };
        if open.is_none() {
            self.extend(&mut clock);
        }
        clock
    }

    /// What was approved for the column's own clock.
    fn extend(&self, clock: &mut Candidate<'a>) {
        let extensions = &self.facts.adjustments.extensions;
        let since = clock.runs_since;
        (clock.due, clock.extended) =
            later(clock.due, extensions, self.calendar, |extension, due| extension.means(since, due));
    }

    /// How the time of a clock divides between unit and lead unit, of what was `held` so. `None` where no clock runs, and
    /// for a column of whose items none has ever lain with the lead unit.
    pub(super) fn shares(&self, clock: &Candidate<'a>, held: &Held) -> Option<Shares> {
        let pauses = &self.facts.adjustments.pauses;
        let term = match (clock.term, clock.due) {
            (Some(term), _) => term,
            // The yearly number has a last chance and no term: as many days as count up to it. Pauses have moved it already.
            (None, Some(due)) => {
                let days = clock.start.iter_days().skip(1).take_while(|day| *day <= due);
                let counting = days.filter(|day| self.calendar.is_worked(*day) && pauses.of(*day).is_none());
                Term::WorkingDays(u16::try_from(counting.count()).ok()?)
            }
            (None, None) => return None,
        };
        let signing = Term::WorkingDays(self.settings.signing);
        let shares = Shares::of(held, clock.start, term, signing, self.calendar, pauses, self.today);
        (clock.open.is_some() || held.with() == Side::Lead || shares.lead_days > 0).then_some(shares)
    }
}

/// A due day moved by every extension that `means` the clock which ends on the day before it, never to a day off nor to an
/// earlier one, and the last that did.
pub(super) fn later(
    due: Option<NaiveDate>,
    extensions: &[Extension],
    calendar: &Calendar,
    means: impl Fn(&Extension, NaiveDate) -> bool,
) -> (Option<NaiveDate>, Option<Extension>) {
    extensions.iter().fold((due, None), |(due, last), extension| {
        let until = calendar.working_day_from(extension.until);
        match due {
            Some(day) if day < until && means(extension, day) => (Some(until), Some(extension.clone())),
            _ => (due, last),
        }
    })
}

impl Duty<'_> {
    /// The clock of one item: which rule, from when, how long.
    pub fn item_clock(&self, item: &OpenItem, settings: &ClockSettings) -> Option<(Basis, NaiveDate, Term)> {
        match (self.row.cadence, item.event) {
            (Cadence::AfterEvent { working_days, decision_working_days }, Some(event)) => {
                let days = match event.kind {
                    EventKind::Formed => working_days,
                    EventKind::Licence | EventKind::Penalty => decision_working_days,
                };
                Some((Basis::Event(event.kind), event.on, Term::WorkingDays(days)))
            }
            (Cadence::Promptly, event) => {
                let from = event.map_or(item.begun_on, |event| event.on);
                Some((Basis::Promptly, from, Term::WorkingDays(settings.promptly)))
            }
            (_, Some(event)) => self.row.event_term.map(|term| (Basis::Event(event.kind), event.on, term)),
            _ => None,
        }
    }
}
