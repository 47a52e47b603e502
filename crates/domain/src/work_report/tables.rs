//! The same figures by column and by unit.

use std::collections::BTreeSet;

use super::{Counts, form::share};
use crate::{
    obligation::State,
    plan::{ColumnCode, InForce, UnitCode},
};

/// A column in the period.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ColumnLine {
    /// 频道 › 栏目组 › 栏目.
    pub name: String,
    pub published: i64,
    pub in_time: i64,
    pub late: i64,
    /// Days on which it was seen overdue and empty, and all on which it was looked at.
    pub overdue_days: i64,
    pub blank_days: i64,
    pub known_days: i64,
}

/// A unit in the period.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UnitLine {
    pub name: String,
    pub published: i64,
    pub in_time: i64,
    pub late: i64,
    pub received: i64,
    pub answered: i64,
    pub rounds: i64,
}

impl ColumnLine {
    /// 按期率 of what had a day.
    pub fn share_in_time(&self) -> String {
        share(self.in_time, self.in_time + self.late)
    }
}

impl UnitLine {
    pub fn share_in_time(&self) -> String {
        share(self.in_time, self.in_time + self.late)
    }
}

/// Every column that units keep, in the order of the plan, and at the end those that only the period knows.
pub fn columns(plan: &InForce, counts: &Counts) -> Vec<ColumnLine> {
    let kept = plan.plan.columns.iter().filter(|column| column.row.is_some() && column.retired_on.is_none());
    let mut codes: Vec<&ColumnCode> = kept.map(|column| &column.code).collect();
    let seen = counts.published.iter().map(|row| &row.column).chain(counts.in_time.iter().map(|row| &row.column));
    append_unknown(&mut codes, seen);
    codes.into_iter().map(|code| column(plan, counts, code)).collect()
}

fn column(plan: &InForce, counts: &Counts, code: &ColumnCode) -> ColumnLine {
    let names: Vec<&str> = plan.plan.path(code).iter().map(|place| place.name.as_str()).collect();
    let timed = |late: bool| {
        let rows = counts.in_time.iter().filter(|row| row.is_late == late && &row.column == code);
        rows.map(|row| row.count).sum()
    };
    let days = |wanted: Option<State>| {
        let rows = counts.column_days.iter().filter(|row| &row.column == code);
        rows.filter(|row| wanted.is_none_or(|state| row.state == state)).map(|row| row.days).sum()
    };
    ColumnLine {
        name: if names.is_empty() { code.to_string() } else { names.join(" › ") },
        published: counts.published.iter().filter(|row| &row.column == code).map(|row| row.count).sum(),
        in_time: timed(false),
        late: timed(true),
        overdue_days: days(Some(State::Overdue)),
        blank_days: days(Some(State::Blank)),
        known_days: days(None),
    }
}

/// Every unit that is responsible for a column, in the order of the plan, and those that did something all the same.
pub fn units(plan: &InForce, counts: &Counts) -> Vec<UnitLine> {
    let responsible: BTreeSet<&UnitCode> = plan.all_duties().flat_map(|(_, duties)| &duties.responsible).collect();
    let of_plan = plan.plan.units.iter().map(|unit| &unit.code).filter(|unit| responsible.contains(unit));
    let mut codes: Vec<&UnitCode> = of_plan.collect();
    let published = counts.published.iter().map(|row| &row.unit);
    let letters = counts.received.iter().map(|(unit, _)| unit).chain(counts.answered.iter().map(|row| &row.unit));
    let seen = published.chain(counts.in_time.iter().map(|row| &row.unit)).chain(letters).chain(&counts.rounds);
    append_unknown(&mut codes, seen);
    codes.into_iter().map(|code| unit(plan, counts, code)).collect()
}

fn unit(plan: &InForce, counts: &Counts, code: &UnitCode) -> UnitLine {
    let timed = |late: bool| {
        let rows = counts.in_time.iter().filter(|row| row.is_late == late && &row.unit == code);
        rows.map(|row| row.count).sum()
    };
    let many = |count: usize| i64::try_from(count).unwrap_or(i64::MAX);
    UnitLine {
        name: plan.unit_name(code).to_owned(),
        published: counts.published.iter().filter(|row| &row.unit == code).map(|row| row.count).sum(),
        in_time: timed(false),
        late: timed(true),
        received: counts.received.iter().filter(|(unit, _)| unit == code).map(|(_, count)| count).sum(),
        answered: many(counts.answered.iter().filter(|row| &row.unit == code).count()),
        rounds: many(counts.rounds.iter().filter(|unit| *unit == code).count()),
    }
}

fn append_unknown<'a, T: Ord>(known: &mut Vec<&'a T>, seen: impl Iterator<Item = &'a T>) {
    let seen: BTreeSet<&T> = seen.collect();
    known.extend(seen.into_iter().filter(|code| !known.contains(code)).collect::<Vec<_>>());
}
