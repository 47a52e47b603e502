//! What a new version of the plan does to rights, shown before it is saved.

use std::collections::BTreeSet;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::super::{ColumnCode, InForce, Plan, UnitCode};

/// What a change does to rights: on this column, this unit gains or loses the right to publish or to sign.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RightsChange {
    pub column: ColumnCode,
    pub column_name: String,
    pub unit: UnitCode,
    pub unit_name: String,
    /// `true`: the right to review and sign; `false`: the right to write and submit.
    pub signs: bool,
    /// `true` when gained, `false` when lost.
    pub gained: bool,
}

impl Plan {
    /// What `newer` does to rights on the day `on`, ordered by column (as in the tree of `newer`, removed ones last),
    /// then unit. Groups and successions are resolved first, so that a reform that only renames a unit's duties
    /// away shows as well.
    pub fn rights_changes(&self, newer: &Plan, on: NaiveDate) -> Vec<RightsChange> {
        let old = self.clone().in_force(on);
        let new = newer.clone().in_force(on);
        let removed = self.columns.iter().filter(|c| newer.column(&c.code).is_none());
        let mut changes = Vec::new();
        for column in newer.columns.iter().chain(removed) {
            let before = holders(&old, &column.code);
            let after = holders(&new, &column.code);
            for holder in before.symmetric_difference(&after) {
                let (unit, signs) = holder.clone();
                let gained = after.contains(holder);
                let unit_name = if gained { new.unit_name(&unit) } else { old.unit_name(&unit) }.to_owned();
                let column_name = column.name.clone();
                changes.push(RightsChange { column: column.code.clone(), column_name, unit, unit_name, signs, gained });
            }
        }
        changes
    }
}

/// The units with rights on `column`, each with whether it is the right to sign.
fn holders(plan: &InForce, column: &ColumnCode) -> BTreeSet<(UnitCode, bool)> {
    let Some(duties) = plan.duties(column).filter(|d| d.takes_items) else { return BTreeSet::new() };
    let signing = duties.leads.iter().map(|u| (u.clone(), true));
    signing.chain(duties.responsible.iter().map(|u| (u.clone(), false))).collect()
}
