//! Since when a column owes anything. A new version of the plan stops no clock: what stays goes on owing as before, and what
//! is new owes from the day on which it comes, not from a first day on which nobody knew of it.

use chrono::NaiveDate;

use super::super::{Column, Plan, PlanRow};
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
            }
        }
        self
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
