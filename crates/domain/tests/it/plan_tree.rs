//! The tree of the shipped plan, as pages walk it.

use domain::plan::{Column, ColumnKind, InForce, Plan};

use crate::shipped_plan::{code, longan};

/// Its last day as a column like any other, and the day that the plan names for its end.
const LAST_DAY: &str = "2025-12-31";
const END: &str = "2026-01-01";

fn on(plan: &Plan, day: &str) -> InForce {
    plan.clone().in_force(day.parse().unwrap())
}

#[test]
fn a_channel_holds_the_items_of_everything_below_it_until_that_is_history() {
    let mut plan = longan();
    let group = plan.columns.iter_mut().find(|column| column.code == code("dtyw")).unwrap();
    group.retired_on = END.parse().ok();
    for (day, holds) in [(LAST_DAY, true), (END, false)] {
        let plan = on(&plan, day);
        let channel = plan.plan.column(&code("gkyw")).unwrap();
        assert_eq!(plan.item_columns(channel).contains(&code("tzgg")), holds, "{day}");
        let notices = plan.plan.column(&code("tzgg")).unwrap();
        assert_eq!(plan.item_columns(notices), [code("tzgg")], "{day}");
    }
}

/// Wherever the successor stands in the tree.
#[test]
fn topics_stand_in_the_column_that_ends_until_its_day() {
    let mut plan = longan();
    let at = plan.columns.iter().position(|column| column.kind == ColumnKind::Topics).unwrap();
    let successor = Column { code: code("xzt"), ..plan.columns[at].clone() };
    plan.columns[at].retired_on = END.parse().ok();
    let old = plan.columns[at].code.clone();
    plan.columns.insert(at, successor);
    for (day, expected) in [(LAST_DAY, old), (END, code("xzt"))] {
        assert_eq!(on(&plan, day).topics_column().map(|column| &column.code), Some(&expected), "{day}");
    }
}

#[test]
fn what_can_hold_no_items_has_no_news() {
    let plan = longan();
    for (column, expected) in [("gkyw", true), ("tzgg", true), ("wsjb", false)] {
        assert_eq!(plan.column(&code(column)).unwrap().has_news(), expected, "{column}");
    }
}
