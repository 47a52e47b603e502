//! The tree of the shipped plan, as pages and patrols walk it.

use crate::shipped_plan::{code, longan};

#[test]
fn the_addresses_outside_the_site_are_known_for_the_patrol() {
    let mut plan = longan();
    let found: Vec<(String, String)> =
        plan.outside_addresses().map(|(column, link)| (column.code.to_string(), link.to_owned())).collect();
    assert!(found.contains(&("spxw".to_owned(), "https://www.nntv.cn/".to_owned())), "{found:?}");
    assert_eq!(found.len(), 8, "the site map is an address of the site itself: {found:?}");
    let video = plan.columns.iter_mut().find(|column| column.code == code("spxw")).unwrap();
    video.retired_on = "2026-01-01".parse().ok();
    assert_eq!(plan.outside_addresses().count(), 7, "nobody is led from a column that is kept for its old items");
}

#[test]
fn a_channel_holds_the_items_of_everything_in_use_below_it() {
    let mut plan = longan();
    let channel = plan.column(&code("gkyw")).unwrap().clone();
    assert!(plan.item_columns(&channel).contains(&code("tzgg")));
    let group = plan.columns.iter_mut().find(|column| column.code == code("dtyw")).unwrap();
    group.retired_on = "2026-01-01".parse().ok();
    assert!(!plan.item_columns(&channel).contains(&code("tzgg")));
    let notices = plan.column(&code("tzgg")).unwrap();
    assert_eq!(plan.item_columns(notices), [code("tzgg")]);
}

#[test]
fn what_can_hold_no_items_has_no_news() {
    let plan = longan();
    for (column, expected) in [("gkyw", true), ("tzgg", true), ("wsjb", false)] {
        assert_eq!(plan.column(&code(column)).unwrap().has_news(), expected, "{column}");
    }
}
