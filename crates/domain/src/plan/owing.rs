//! Since when each unit owes an item of its own, where a row asks each of its units for one a year.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;

use super::{Cadence, Column, GroupMembers, Party, Plan, PlanRow, UnitCode};

impl PlanRow {
    /// Whether units that are several owe an item each.
    pub const fn asks_each_unit(&self) -> bool {
        matches!(self.cadence, Cadence::ByDay { .. })
    }
}

impl Plan {
    /// Since when each of those `responsible` on `on` owes an item of its own; `None` where nobody owes one. Who took over from
    /// another goes on owing what that one owed, however late it was founded.
    pub(super) fn owing(
        &self,
        column: &Column,
        responsible: &BTreeSet<UnitCode>,
        on: NaiveDate,
    ) -> Option<BTreeMap<UnitCode, NaiveDate>> {
        let row = column.row.as_ref().filter(|row| row.asks_each_unit())?;
        let mut owed_by = self.named(column, row);
        // Also who is named no more: its successor owes it from the day on which it takes over.
        owed_by.extend(row.owing_since.keys().cloned());
        let owed_by = owed_by.iter();
        let borne: Vec<_> = owed_by.map(|unit| (self.bearer(unit, on), self.named_owes_since(row, unit))).collect();
        let since = |unit: &UnitCode| {
            let its = borne.iter().filter(|(bearer, _)| bearer == unit).map(|(_, since)| *since);
            its.min().unwrap_or_else(|| self.named_owes_since(row, unit))
        };
        Some(responsible.iter().map(|unit| (unit.clone(), since(unit))).collect())
    }

    /// Since when a unit owes that the row names or once named, whoever bears its duties now.
    pub(super) fn named_owes_since(&self, row: &PlanRow, unit: &UnitCode) -> NaiveDate {
        let of_row = self.owed_since(row);
        match row.owing_since.get(unit) {
            Some(its) => of_row.max(*its),
            None => self.unit(unit).map_or(of_row, |unit| unit.owes_since(of_row)),
        }
    }

    /// The units that the row names, as they stand in the plan: members for their group, whatever has become of them.
    pub(super) fn named(&self, column: &Column, row: &PlanRow) -> BTreeSet<UnitCode> {
        let responsible = self.named_by(&row.responsible);
        if responsible.is_empty() { self.named_by(&row.deciding_parties(column.kind)) } else { responsible }
    }

    fn named_by(&self, parties: &[Party]) -> BTreeSet<UnitCode> {
        let mut named = BTreeSet::new();
        for party in parties {
            match party {
                Party::Unit(code) => {
                    named.insert(code.clone());
                }
                Party::Group(code) => match self.group(code).map(|group| &group.members) {
                    Some(GroupMembers::Kinds(kinds)) => {
                        let members = self.units.iter().filter(|unit| kinds.contains(&unit.kind));
                        named.extend(members.map(|unit| unit.code.clone()));
                    }
                    Some(GroupMembers::Units(members)) => named.extend(members.iter().cloned()),
                    Some(GroupMembers::Outside) | None => {}
                },
            }
        }
        named
    }
}
