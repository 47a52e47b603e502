//! Which reminders a column's standing asks for on a day.

use std::collections::BTreeSet;

use chrono::NaiveDate;

use super::{Occasion, ReminderSettings};
use crate::{
    calendar::Calendar,
    clock::Pauses,
    obligation::{Standing, State},
    plan::UnitCode,
};

/// Somebody to be told something.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Asked {
    /// Who is told.
    pub unit: UnitCode,
    /// Whose duty it is; another unit when somebody above is told.
    pub of: UnitCode,
    pub occasion: Occasion,
}

/// What is asked on one morning.
#[derive(Debug, Clone, Copy)]
pub struct Asking<'a> {
    pub calendar: &'a Calendar,
    pub settings: &'a ReminderSettings,
    pub today: NaiveDate,
    /// The units of the portal's office.
    pub office: &'a BTreeSet<UnitCode>,
}

impl Asking<'_> {
    /// The deadline and who is told of it, by unit; nobody on a day off, nor while the clock is paused. `unanswered` gives the
    /// day of the oldest reminder of a unit that the column is overdue or blank which nobody has acknowledged.
    pub fn on(
        &self,
        standing: &Standing,
        answering: &BTreeSet<UnitCode>,
        leads: &BTreeSet<UnitCode>,
        unanswered: impl Fn(&UnitCode, NaiveDate) -> Option<NaiveDate>,
    ) -> Option<(NaiveDate, Vec<Asked>)> {
        let occasion = occasion_on(standing, self.calendar, self.settings, self.today)?;
        let deadline = deadline_of(standing)?;
        let mut asked = Vec::new();
        for of in answering {
            let mut tell =
                |unit: &UnitCode, occasion| asked.push(Asked { unit: unit.clone(), of: of.clone(), occasion });
            tell(of, occasion);
            let since = unanswered(of, deadline).filter(|_| occasion.is_red());
            let rungs =
                since.map(|since| escalations(since, self.calendar, &standing.pauses, self.settings, self.today));
            for rung in rungs.into_iter().flatten() {
                // A unit is not told above itself, and nobody leads a unit that leads the column itself: where thirty share
                // one, each would be told of all the others.
                let above: Vec<&UnitCode> = match rung {
                    Occasion::Lead if leads.contains(of) => Vec::new(),
                    Occasion::Lead => leads.iter().collect(),
                    Occasion::Office => self.office.iter().filter(|unit| *unit != of).collect(),
                    _ => vec![of],
                };
                for unit in above {
                    tell(unit, rung);
                }
            }
        }
        asked.sort();
        Some((deadline, asked))
    }
}

/// The day that names what a reminder is about: the last good day, or the day since which there is nothing.
pub fn deadline_of(standing: &Standing) -> Option<NaiveDate> {
    match (standing.state, standing.due) {
        (State::NotApplicable, _) => None,
        (State::Blank, _) | (State::Overdue, None) => Some(standing.since),
        (_, due) => due,
    }
}

/// What a unit is told on `today`; nothing while the clock is paused, whatever was late before. A reminder whose day has
/// passed, since the server or the clock stood still, comes on the next working day, unless a later one has come by then.
pub fn occasion_on(
    standing: &Standing,
    calendar: &Calendar,
    settings: &ReminderSettings,
    today: NaiveDate,
) -> Option<Occasion> {
    let deadline =
        deadline_of(standing).filter(|_| calendar.is_worked(today) && standing.paused_on(today).is_none())?;
    match standing.state {
        State::NotApplicable => None,
        State::Blank => period(deadline, calendar, settings, today).map(Occasion::Blank),
        State::Overdue => period(deadline.succ_opt()?, calendar, settings, today).map(Occasion::Overdue),
        State::Normal | State::DueSoon => {
            let start = standing.deadline.as_ref().map(|counted| counted.from);
            warning(start, deadline, calendar, settings, today)
        }
    }
}

/// How many periods are over since `first`, 0 in the first; `None` before it.
pub(super) fn period(
    first: NaiveDate,
    calendar: &Calendar,
    settings: &ReminderSettings,
    today: NaiveDate,
) -> Option<u16> {
    let days = u64::try_from((today - calendar.working_day_from(first)).num_days()).ok()?;
    u16::try_from(days / u64::from(settings.again.max(1))).ok()
}

/// A clock has begun for its unit with this working day of its term: on the first nobody is reminded of the end.
const BEGUN: u16 = 2;

/// What is told of a deadline that is not over, of a clock that runs since `start`.
pub(super) fn warning(
    start: Option<NaiveDate>,
    deadline: NaiveDate,
    calendar: &Calendar,
    settings: &ReminderSettings,
    today: NaiveDate,
) -> Option<Occasion> {
    if deadline == today {
        return Some(Occasion::OnTheDay);
    }
    let before = settings.before.iter().copied().filter(|days| {
        let on = working_days_before(deadline, *days, calendar);
        // Else a column of every day would be warned of on the morning after each item. A reminder that comes a single day
        // before the end has half of the shortest term behind it.
        let begun = i64::from(BEGUN.min(*days));
        let has_begun = start.is_none_or(|start| calendar.working_days_between(start, on) >= begun);
        on <= today && today < deadline && has_begun
    });
    before.min().map(Occasion::Before)
}

/// Who is told above a unit that has not acknowledged since `since`. Paused days are held against nobody.
pub fn escalations(
    since: NaiveDate,
    calendar: &Calendar,
    pauses: &Pauses,
    settings: &ReminderSettings,
    today: NaiveDate,
) -> Vec<Occasion> {
    let days = since.iter_days().skip(1).take_while(|day| *day <= today);
    let waited = days.filter(|day| calendar.is_worked(*day) && pauses.of(*day).is_none()).count();
    let rungs = [
        (Occasion::Head, settings.escalate_head),
        (Occasion::Lead, settings.escalate_head),
        (Occasion::Office, settings.escalate_office),
    ];
    rungs.into_iter().filter(|(_, after)| waited >= usize::from(*after)).map(|(rung, _)| rung).collect()
}

fn working_days_before(deadline: NaiveDate, count: u16, calendar: &Calendar) -> NaiveDate {
    let earlier =
        std::iter::successors(deadline.pred_opt(), NaiveDate::pred_opt).filter(|day| calendar.is_worked(*day));
    earlier.take(usize::from(count)).last().unwrap_or(deadline)
}
