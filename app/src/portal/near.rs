//! The columns that a mistaken address may have meant: a slip of the finger, a capital letter, an address cut short, a
//! column's name where its code belongs.

use std::cmp::Reverse;

use domain::plan::{Column, InForce};

use super::address;

/// More would be a menu again, and that stands above the page already.
const MOST: usize = 6;
/// Codes are initials of the pinyin: one letter in common says nothing.
const LETTERS_IN_COMMON: usize = 2;

/// The columns in use that are most like `typed`, the likest first, equals in the order of the plan.
pub(super) fn near<'a>(plan: &'a InForce, typed: &str) -> Vec<&'a Column> {
    let typed = typed.trim().to_lowercase();
    let mut found: Vec<(usize, &Column)> = plan
        .plan
        .columns
        .iter()
        .filter(|column| address::is_in_menus(plan, column))
        .filter_map(|column| Some((likeness(column, &typed)?, column)))
        .collect();
    found.sort_by_key(|(likeness, _)| Reverse(*likeness));
    found.into_iter().map(|(_, column)| column).take(MOST).collect()
}

/// `None` when they have nothing in common.
fn likeness(column: &Column, typed: &str) -> Option<usize> {
    if typed.is_empty() {
        return None;
    }
    let is_named = |name: &str| name.contains(typed) || typed.contains(name);
    if is_named(&column.name) || column.alias.as_deref().is_some_and(is_named) {
        return Some(usize::MAX);
    }
    let code = column.code.as_str();
    let in_common = code.bytes().zip(typed.bytes()).take_while(|(a, b)| a == b).count();
    (in_common >= LETTERS_IN_COMMON).then_some(in_common)
}

#[cfg(test)]
mod tests {
    use domain::plan::Plan;
    use testkit::PLAN;

    use super::*;

    fn found(typed: &str) -> Vec<String> {
        let plan = Plan::from_toml(PLAN).expect("the shipped plan is valid");
        let plan = plan.in_force("2026-11-24".parse().expect("a day"));
        near(&plan, typed).into_iter().map(|column| column.name.clone()).collect()
    }

    #[test]
    fn a_slip_leads_to_the_column_that_was_meant() {
        for typed in ["tzg", "tzggg", "Tzgg", "TZGG", "通知公告", "公告"] {
            assert_eq!(found(typed).first().map(String::as_str), Some("通知公告"), "{typed}");
        }
        assert_eq!(found("政务动态").first().map(String::as_str), Some("隆安动态"), "by its second name");
    }

    #[test]
    fn what_is_like_nothing_finds_nothing() {
        for typed in ["", " ", "t", "qqq", "-", "不存在"] {
            assert!(found(typed).is_empty(), "{typed}: {:?}", found(typed));
        }
    }

    #[test]
    fn few_are_named_and_none_without_a_page() {
        let many = found("信息");
        assert!((2..=MOST).contains(&many.len()), "{many:?}");
        assert!(found("znss").is_empty(), "智能搜索 has no page yet: {:?}", found("znss"));
    }
}
