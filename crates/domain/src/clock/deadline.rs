//! A deadline with its arithmetic.

use std::collections::BTreeMap;

use chrono::{Datelike, NaiveDate};
use serde::{Deserialize, Serialize};

use super::{Pauses, Step, StepKind, Term};
use crate::{
    calendar::{Calendar, CalendarVersion, Day, Doubt},
    time::in_words,
};

/// The last day of a term and how it was found. Rule 8 of the product: a date is shown with its arithmetic.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Deadline {
    pub from: NaiveDate,
    pub term: Term,
    /// `None` while the clock stands still.
    pub due: Option<NaiveDate>,
    pub steps: Vec<Step>,
    /// What may still move it.
    pub doubts: Vec<Doubt>,
    pub calendar: CalendarVersion,
}

impl Deadline {
    pub fn new(from: NaiveDate, term: Term, calendar: &Calendar, pauses: &Pauses) -> Self {
        let due = term.due(from, calendar, pauses);
        let steps = due.map(|due| {
            let end = term.unrolled(from, calendar, pauses).unwrap_or(due);
            let mut steps = steps(from, end, term, calendar, pauses);
            if end < due {
                steps.push(Step::new(due, due, StepKind::MovedOn, counted(&steps), 1));
            }
            steps
        });
        let doubts = due.map(|due| calendar.doubts(from, due)).unwrap_or_default();
        Self { from, term, due, steps: steps.unwrap_or_default(), doubts, calendar: calendar.version().clone() }
    }

    /// The same, but never after `last`, a working day: what belongs to a year is not carried into the next, however long
    /// its clock was paused. The clock stands still when `last` itself is paused.
    #[must_use]
    pub(super) fn at_latest(self, last: NaiveDate, calendar: &Calendar, pauses: &Pauses) -> Self {
        if self.due.is_none_or(|due| due <= last) {
            return self;
        }
        if pauses.cover(last) {
            return Self { due: None, steps: Vec::new(), doubts: Vec::new(), ..self };
        }
        let before = last.pred_opt().unwrap_or(last);
        let mut steps = steps(self.from, before, self.term, calendar, pauses);
        steps.push(Step::new(last, last, StepKind::YearEnd, counted(&steps) + 1, 1));
        Self { due: Some(last), steps, doubts: calendar.doubts(self.from, last), ..self }
    }

    /// `6-03 → 20 个工作日 → 7-01，扣端午节 1 天`; `from` is what the first day is, e.g. 形成.
    pub fn arithmetic(&self, event: &str) -> String {
        self.counted_from(&format!("{event} {}", short(self.from)))
    }

    /// `自2024年3月1日起负责保障 → 14 天 → 3-15`: of a clock that nothing but this day has started.
    pub fn arithmetic_since_owed(&self) -> String {
        self.counted_from(&owed_from(self.from))
    }

    fn counted_from(&self, start: &str) -> String {
        let Some(due) = self.due else {
            return format!("{start} → {} → 暂停计时", self.term);
        };
        let short_due = if due.year() == self.from.year() { short(due) } else { due.to_string() };
        format!("{start} → {} → {short_due}{}", self.term, self.reasons())
    }

    /// `，扣端午节 1 天，遇休息日顺延`: why the day is not the plain one; empty when it is.
    pub(super) fn reasons(&self) -> String {
        let mut text = String::new();
        let mut less: BTreeMap<usize, (String, i64)> = BTreeMap::new();
        let mut make_up = 0;
        for (place, step) in self.steps.iter().enumerate() {
            let days = (step.to - step.from).num_days() + 1;
            match &step.kind {
                StepKind::Off { holiday, .. } => {
                    let known = less.values_mut().find(|(name, _)| name == holiday);
                    match known {
                        Some((_, sum)) => *sum += days,
                        None => drop(less.insert(place, (holiday.clone(), days))),
                    }
                }
                StepKind::Paused { reason } => drop(less.insert(place, (format!("暂停（{reason}）"), days))),
                StepKind::MakeUp { .. } => make_up += days,
                _ => {}
            }
        }
        let less: Vec<String> = less.into_values().map(|(name, days)| format!("{name} {days} 天")).collect();
        if !less.is_empty() {
            text += &format!("，扣{}", less.join("、"));
        }
        if make_up > 0 {
            text += &format!("，计调休上班 {make_up} 天");
        }
        match self.steps.last().map(|step| &step.kind) {
            Some(StepKind::MovedOn) => text += "，遇休息日顺延",
            Some(StepKind::YearEnd) => text += "，不晚于年内最后一个工作日",
            _ => {}
        }
        text
    }
}

/// 6-03.
pub(crate) fn short(day: NaiveDate) -> String {
    format!("{}-{:02}", day.month(), day.day())
}

/// Since when somebody has to keep something up, with the year, which may be long ago.
pub(crate) fn owed_from(day: NaiveDate) -> String {
    format!("自{}起负责保障", in_words(day))
}

/// What a day is to the term: what its step is called, and whether it counts.
fn kind_of(day: NaiveDate, term: Term, calendar: &Calendar, pauses: &Pauses) -> (StepKind, bool) {
    if let Some(pause) = pauses.of(day) {
        return (StepKind::Paused { reason: pause.reason.clone() }, false);
    }
    if !matches!(term, Term::WorkingDays(_)) {
        return (StepKind::Counts, true);
    }
    match calendar.day(day) {
        Day::Weekday => (StepKind::Counts, true),
        Day::Weekend => (StepKind::Weekend, false),
        Day::MakeUp { holiday, notice } => {
            (StepKind::MakeUp { holiday: holiday.name.clone(), source: notice.source() }, true)
        }
        Day::Off { holiday, notice } => {
            (StepKind::Off { holiday: holiday.name.clone(), source: notice.source() }, false)
        }
    }
}

/// How many days of the term are over after `steps`.
fn counted(steps: &[Step]) -> u16 {
    steps.last().map_or(0, |step| step.counted)
}

/// The days from the first of the term to `end`.
fn steps(from: NaiveDate, end: NaiveDate, term: Term, calendar: &Calendar, pauses: &Pauses) -> Vec<Step> {
    let mut steps = vec![Step::new(from, from, StepKind::Start, 0, 0)];
    let mut counted = 0;
    let mut open: Option<(NaiveDate, NaiveDate, StepKind, u16)> = None;
    for day in from.iter_days().skip(1).take_while(|day| *day <= end) {
        let (kind, counts) = kind_of(day, term, calendar, pauses);
        open = match open.take() {
            Some((first, _, known, length)) if known == kind => Some((first, day, kind, length + 1)),
            before => {
                steps.extend(before.map(|(first, last, kind, length)| Step::new(first, last, kind, counted, length)));
                Some((day, day, kind, 1))
            }
        };
        counted += u16::from(counts);
    }
    steps.extend(open.map(|(first, last, kind, length)| Step::new(first, last, kind, counted, length)));
    steps
}
