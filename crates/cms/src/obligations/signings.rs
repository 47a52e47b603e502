//! 待审签: what lies with a lead unit has a day of its own by which it is signed or given back. The board shows it beside the clock
//! that waits for it; reminders, calendars and letters about other days off tell the lead unit of each by itself.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use domain::{
    id::ItemId,
    obligation::{Matter, MatterKind, SettingItem},
    plan::InForce,
};
use store::event_clock::Open;

use super::{AllFacts, Calendars, ColumnStanding, matters};

/// How each item and each next page of a topic stands on `today` that waits for a signature; `all` are the single duties.
pub(super) fn judge(
    plan: &InForce,
    facts: &AllFacts,
    all: &[Matter],
    calendars: &Calendars,
    today: NaiveDate,
) -> Vec<ColumnStanding> {
    let to_sign = |open: &Open| Matter::to_sign(&open.item, open.column.clone(), plan.plan.bearer(&open.unit, today));
    let items = facts.open.values().flatten().filter_map(to_sign);
    let waiting: Vec<Matter> = items.chain(all.iter().filter_map(Matter::page_to_sign)).collect();
    let open = facts.open_items();
    let mut signings = matters::judge(plan, facts, &waiting, calendars, today);
    for signing in &mut signings {
        signing.standing.set_by = item_of(&open, signing);
    }
    signings
}

/// The item itself, whose title is told to those who may read it.
fn item_of(open: &BTreeMap<ItemId, &Open>, signing: &ColumnStanding) -> Option<SettingItem> {
    let MatterKind::Signing { item } = signing.matter.as_ref()?.kind else { return None };
    let found = open.get(&item)?;
    Some(SettingItem { item, title: found.item.title.clone(), is_open: true })
}
