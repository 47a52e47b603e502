//! Items on their way that have a clock of their own (20个工作日, 及时更新). A column stands as the one that ends first; what
//! the others owe, and to whom, is told of each.

use std::collections::BTreeSet;

use chrono::NaiveDate;
use domain::{
    id::ItemId,
    obligation::Matter,
    plan::{ColumnKind, InForce},
};
use store::event_clock::Open;

use super::{AllFacts, Calendars, ColumnStanding, Standings};

/// How each stands on `today`, by the calendar of its column.
pub(super) fn judge(plan: &InForce, facts: &AllFacts, calendars: &Calendars, today: NaiveDate) -> Vec<ColumnStanding> {
    let mut items = Vec::new();
    for duty in plan.plan.columns.iter().filter_map(|column| plan.plan.duty(column)) {
        let column = duty.column;
        // What a mirror shows is owed where it lies.
        let Some(open) = facts.open.get(&column.code).filter(|_| column.kind != ColumnKind::Mirror) else { continue };
        let calendar = calendars.of(plan.duties(&column.code));
        let standings = duty.items(&facts.of(&column.code, &column.code), calendar, &plan.plan.clock, today);
        for (item, standing) in standings {
            let Some(Open { unit, item: open, .. }) = open.iter().find(|open| open.item.item == item) else { continue };
            let since = standing.deadline.as_ref().map_or(open.begun_on, |deadline| deadline.from);
            items.push(ColumnStanding {
                code: column.code.clone(),
                standing,
                reached: None,
                open_of: Some(unit.clone()),
                newest: None,
                published_on: None,
                handovers: Vec::new(),
                matter: Some(Matter::of_item(item, column.code.clone(), plan.plan.bearer(unit, today), since)),
            });
        }
    }
    items
}

impl Standings {
    /// Those by which their column does not stand.
    pub(super) fn items_beside(&self) -> impl Iterator<Item = &ColumnStanding> {
        let is_beside = self.is_beside();
        self.items.iter().filter(move |item| is_beside(item))
    }

    /// Whether no column stands by the clock of an item.
    pub(super) fn is_beside(&self) -> impl Fn(&ColumnStanding) -> bool + use<> {
        let told: BTreeSet<ItemId> = self.columns.iter().filter_map(|column| self.item_of(column)).collect();
        move |item| item.standing.by_item().is_none_or(|id| !told.contains(&id))
    }

    /// The item on its way by whose clock a column stands. A mirror is a row of the plan that owes for itself.
    pub(super) fn item_of(&self, column: &ColumnStanding) -> Option<ItemId> {
        column.standing.by_item().filter(|_| !self.is_mirror(column))
    }

    /// The single duty that a deadline is about, and how it is called: also of a column that stands by the clock of an item.
    pub(crate) fn matter_of(&self, owed: &ColumnStanding) -> Option<Matter> {
        let of_item = || {
            let item = self.item_of(owed)?;
            let unit = self.plan.plan.bearer(owed.open_of.as_ref()?, self.today);
            Some(Matter::of_item(item, owed.code.clone(), unit, owed.standing.since))
        };
        owed.matter.clone().or_else(of_item)
    }

    fn is_mirror(&self, column: &ColumnStanding) -> bool {
        self.plan.plan.column(&column.code).is_some_and(|of_plan| of_plan.kind == ColumnKind::Mirror)
    }
}
