//! Putting a new version of the plan in the place of the one in force, without losing what has content.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;

use super::super::tree::LEVELS;
use super::super::{Column, ColumnCode, ColumnKind, GroupCode, GroupMembers, Party, Plan};

impl Plan {
    /// `newer` as it can take effect after `self`: a column of `self` that `newer` no longer has stays as 历史栏目
    /// from `on` when it is in `with_items`, together with the groups above it and the parties that it names.
    /// Units that `newer` no longer has stay closed from `on`, since old items name them as their source. What both have
    /// goes on owing; what is new owes from `on`.
    /// Adopting the same plan again changes nothing.
    #[must_use]
    pub fn adopt(&self, newer: Plan, with_items: &BTreeSet<ColumnCode>, on: NaiveDate) -> Plan {
        let mut plan = newer;
        self.keep_units(&mut plan, on);
        let gone: BTreeSet<&ColumnCode> = self
            .columns
            .iter()
            .map(|c| &c.code)
            .filter(|c| with_items.contains(c) && plan.column(c).is_none())
            .collect();
        let mut kept: Vec<&Column> = Vec::new();
        for column in gone.iter().flat_map(|code| self.path(code)) {
            if plan.column(&column.code).is_none() && !kept.iter().any(|k| k.code == column.code) {
                kept.push(column);
            }
        }
        // Parents first, and siblings as they stood.
        kept.sort_by_key(|c| {
            let position = self.columns.iter().position(|other| other.code == c.code);
            (self.path(&c.code).len(), position)
        });
        for column in kept {
            let for_its_items = gone.contains(&column.code);
            let history = plan.history_of(column, for_its_items, on);
            self.keep_groups(&history, &mut plan);
            plan.columns.push(history);
        }
        plan.in_tree_order().going_on_from(self, on)
    }

    fn keep_units(&self, plan: &mut Plan, on: NaiveDate) {
        let gone: Vec<_> = self.units.iter().filter(|u| plan.unit(&u.code).is_none()).cloned().collect();
        for mut unit in gone {
            unit.name = plan.free_name(&unit.name);
            unit.aliases.retain(|alias| !plan.is_name_taken(alias));
            unit.closed_on.get_or_insert(on);
            plan.units.push(unit);
        }
    }

    /// Keeps the groups that a history column names and `plan` no longer has.
    fn keep_groups(&self, history: &Column, plan: &mut Plan) {
        let parties = history.row.iter().flat_map(|row| row.leads.iter().chain(&row.responsible));
        let named: BTreeMap<&GroupCode, _> = parties
            .filter_map(|party| match party {
                Party::Group(code) if plan.group(code).is_none() => Some((code, self.group(code)?.clone())),
                Party::Group(_) | Party::Unit(_) => None,
            })
            .collect();
        for mut group in named.into_values() {
            group.name = plan.free_name(&group.name);
            if let GroupMembers::Units(members) = &mut group.members {
                members.retain(|unit| plan.unit(unit).is_some());
            }
            plan.groups.push(group);
        }
    }

    /// `column` as it is kept: retired, under the nearest place that still exists and has room below it.
    fn history_of(&self, column: &Column, for_its_items: bool, on: NaiveDate) -> Column {
        let mut history = column.clone();
        history.retire(on);
        history.parent = history.parent.and_then(|parent| {
            let path = self.path(&parent);
            path.into_iter().take(LEVELS - 1).next_back().map(|c| c.code.clone())
        });
        if !for_its_items {
            // Kept only for its place in the path.
            history.kind = ColumnKind::Group;
            history.row = None;
        }
        history
    }

    /// `name`, or when another unit or group has taken it since, the customary 原…: 原县旅游局.
    fn free_name(&self, name: &str) -> String {
        let mut free = name.to_owned();
        while self.is_name_taken(&free) {
            free.insert(0, '原');
        }
        free
    }

    fn is_name_taken(&self, name: &str) -> bool {
        self.unit_named(name).is_some() || self.groups.iter().any(|g| g.name == name)
    }
}
