//! Since when a column owes anything, and each unit where each owes an item of its own. A new version of the plan stops no clock:
//! what stays goes on owing as before, and what is new owes from the day on which it comes, not from a first day on which nobody
//! knew of it.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;

use super::super::{Column, Plan, PlanRow, UnitCode};
use crate::obligation::Duty;

impl Plan {
    /// The first day on which this row of the plan was owed: its own, or that of the plan.
    pub fn owed_since(&self, row: &PlanRow) -> NaiveDate {
        row.owed_since.unwrap_or(self.effective_on)
    }

    /// What a column of this plan owes, and since when; `None` where the plan's table has no row for it.
    pub fn duty<'a>(&self, column: &'a Column) -> Option<Duty<'a>> {
        column.row.as_ref().map(|row| Duty { column, row, owed_since: self.owed_since(row) })
    }

    /// The first day on which anything was owed.
    pub fn first_owed_day(&self) -> NaiveDate {
        let rows = self.columns.iter().filter_map(|column| column.row.as_ref());
        rows.map(|row| self.owed_since(row)).min().unwrap_or(self.effective_on)
    }

    /// `self` as it takes the place of `before` on `on`: who owed goes on. A row may state a later day, which excuses the days
    /// before it; an earlier one would make owed what was not, and one after `on` would stop a clock: both are left aside.
    pub(super) fn going_on_from(mut self, before: &Plan, on: NaiveDate) -> Plan {
        let first_day = self.effective_on;
        for column in &mut self.columns {
            let known = before.column(&column.code).and_then(|known| before.goes_on_owing_since(known, column, on));
            if let Some(row) = &mut column.row {
                let stated = row.owed_since;
                let since = match known {
                    Some(known) => stated.filter(|day| (known..=on).contains(day)).unwrap_or(known),
                    // What begins anew owes from its new day, whatever a file says that was written before.
                    None => stated.filter(|_| before.column(&column.code).is_none()).unwrap_or(on),
                };
                row.owed_since = (since != first_day).then_some(since);
                // What a file says of single units was true of the plan that it comes from.
                row.owing_since.clear();
            }
        }
        let units: Vec<_> = self.columns.iter().map(|column| self.units_going_on(column, before, on)).collect();
        for (column, since) in self.columns.iter_mut().zip(units) {
            if let Some(row) = &mut column.row {
                row.owing_since = since;
            }
        }
        self
    }

    /// Since when units owe `column` an item of their own, where the row and their founding do not say it: who owed goes on, and
    /// who is new owes from `on`. Who is named no more stays for the sake of whoever takes over from it, today or later.
    fn units_going_on(&self, column: &Column, before: &Plan, on: NaiveDate) -> BTreeMap<UnitCode, NaiveDate> {
        let Some(known) = before.column(&column.code) else { return BTreeMap::new() };
        let (Some(old), Some(row)) = (&known.row, &column.row) else { return BTreeMap::new() };
        if before.goes_on_owing_since(known, column, on).is_none() {
            return BTreeMap::new();
        }
        let (named_before, named) = (before.named(known, old), self.named(column, row));
        // What is known stays also while the cadence asks no unit singly: it may be put back.
        let mut since = old.owing_since.clone();
        if row.asks_each_unit() {
            let gone = named_before.difference(&named).map(|unit| (unit, before.named_owes_since(old, unit)));
            // Who is not founded yet owes since its founding.
            let is_there = |unit: &UnitCode| self.unit(unit).is_some_and(|unit| unit.exists_on(on));
            let new = named.difference(&named_before).filter(|unit| is_there(unit));
            let to_say = new.filter(|unit| self.named_owes_since(row, unit) != on).map(|unit| (unit, on));
            for (unit, day) in gone.chain(to_say) {
                since.entry(unit.clone()).or_insert(day);
            }
        }
        // Who left, and hands its duties to nobody who owes here, owes nothing any more.
        let heir = |unit: &UnitCode| self.bearer(unit, NaiveDate::MAX);
        let heirs: BTreeSet<UnitCode> = named.iter().map(heir).collect();
        since.retain(|unit, _| heirs.contains(&heir(unit)));
        since
    }

    /// Since when `known` goes on owing as `now`; `None` where `now` begins anew on `on`: `known` had no row or no items of its
    /// own, or was history that comes back. An end that is taken back before its day never came.
    fn goes_on_owing_since(&self, known: &Column, now: &Column, on: NaiveDate) -> Option<NaiveDate> {
        let comes_back = known.is_history_on(on) && !now.is_history_on(on);
        // A link, a function or a mirror was never blank: what it holds now is asked for since today.
        let held_none = !known.kind.holds_items() && now.kind.holds_items();
        known.row.as_ref().filter(|_| !comes_back && !held_none).map(|row| self.owed_since(row))
    }
}
