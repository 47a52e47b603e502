//! The same figures by column and by unit.

use std::collections::BTreeSet;

use super::{
    Counts, Timed,
    figures::{number, share},
};
use crate::{
    obligation::{Side, State},
    plan::{ColumnCode, InForce, UnitCode},
};

const TOTAL: &str = "合计";

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
    /// On days of which it has to answer for some.
    pub late: i64,
    /// On days only that the lead unit took for the signature.
    pub late_at_lead: i64,
    pub received: i64,
    pub answered: i64,
    pub rounds: i64,
}

impl ColumnLine {
    /// 合计.
    pub fn total(lines: &[Self]) -> Self {
        let sum = |of: fn(&Self) -> i64| lines.iter().map(of).sum();
        Self {
            name: TOTAL.to_owned(),
            published: sum(|line| line.published),
            in_time: sum(|line| line.in_time),
            late: sum(|line| line.late),
            overdue_days: sum(|line| line.overdue_days),
            blank_days: sum(|line| line.blank_days),
            known_days: sum(|line| line.known_days),
        }
    }

    /// 按期率 of what had a day.
    pub fn share_in_time(&self) -> String {
        share(self.in_time, self.in_time + self.late)
    }
}

impl UnitLine {
    /// 合计.
    pub fn total(lines: &[Self]) -> Self {
        let sum = |of: fn(&Self) -> i64| lines.iter().map(of).sum();
        Self {
            name: TOTAL.to_owned(),
            published: sum(|line| line.published),
            in_time: sum(|line| line.in_time),
            late: sum(|line| line.late),
            late_at_lead: sum(|line| line.late_at_lead),
            received: sum(|line| line.received),
            answered: sum(|line| line.answered),
            rounds: sum(|line| line.rounds),
        }
    }

    /// Of what was up to the unit.
    pub fn share_in_time(&self) -> String {
        share(self.in_time, self.in_time + self.late)
    }
}

/// Every column that units keep, in the order of the plan, and at the end those that only the period knows.
pub fn columns(plan: &InForce, counts: &Counts) -> Vec<ColumnLine> {
    let kept = plan.plan.columns.iter().filter(|column| column.row.is_some() && !column.is_history_on(plan.on));
    let mut codes: Vec<&ColumnCode> = kept.map(|column| &column.code).collect();
    let published = counts.published.iter().map(|row| &row.column);
    let timed = counts.timed.iter().map(|row| &row.column);
    // What had become history before the period owed nothing on any day of it.
    let owing = counts.column_days.iter().filter(|row| row.state != State::NotApplicable).map(|row| &row.column);
    let seen = published.chain(timed).chain(owing);
    append_unknown(&mut codes, seen);
    codes.into_iter().map(|code| column(plan, counts, code)).collect()
}

fn column(plan: &InForce, counts: &Counts, code: &ColumnCode) -> ColumnLine {
    let names: Vec<&str> = plan.plan.path(code).iter().map(|place| place.name.as_str()).collect();
    let timed = |wanted: fn(&Timed) -> bool| {
        let rows = counts.timed.iter().filter(|row| &row.column == code && wanted(row));
        rows.map(|row| row.count).sum()
    };
    let days = |wanted: Option<State>| {
        let rows = counts.column_days.iter().filter(|row| &row.column == code);
        rows.filter(|row| wanted.is_none_or(|state| row.state == state)).map(|row| row.days).sum()
    };
    ColumnLine {
        name: if names.is_empty() { code.to_string() } else { names.join(" › ") },
        published: counts.published.iter().filter(|row| &row.column == code).map(|row| row.count).sum(),
        in_time: timed(|row| row.late_with.is_none()),
        late: timed(|row| row.late_with.is_some()),
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
    let seen = published.chain(counts.timed.iter().map(|row| &row.unit)).chain(letters).chain(&counts.rounds);
    append_unknown(&mut codes, seen);
    codes.into_iter().map(|code| unit(plan, counts, code)).collect()
}

fn unit(plan: &InForce, counts: &Counts, code: &UnitCode) -> UnitLine {
    let timed = |late_with: Option<Side>| {
        let rows = counts.timed.iter().filter(|row| &row.unit == code && row.late_with == late_with);
        rows.map(|row| row.count).sum()
    };
    UnitLine {
        name: plan.unit_name(code).to_owned(),
        published: counts.published.iter().filter(|row| &row.unit == code).map(|row| row.count).sum(),
        in_time: timed(None),
        late: timed(Some(Side::Unit)),
        late_at_lead: timed(Some(Side::Lead)),
        received: counts.received.iter().filter(|(unit, _)| unit == code).map(|(_, count)| count).sum(),
        answered: number(counts.answered.iter().filter(|row| &row.unit == code).count()),
        rounds: number(counts.rounds.iter().filter(|unit| *unit == code).count()),
    }
}

fn append_unknown<'a, T: Ord>(known: &mut Vec<&'a T>, seen: impl Iterator<Item = &'a T>) {
    let seen: BTreeSet<&T> = seen.collect();
    known.extend(seen.into_iter().filter(|code| !known.contains(code)).collect::<Vec<_>>());
}
