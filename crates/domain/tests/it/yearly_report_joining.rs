//! Since when each unit owes an item of its own, where versions of the plan make one responsible after the other. The first is
//! owed since 2020-01-01, the next come into force on 2024-05-01 and 2026-03-01.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;
use domain::plan::{ColumnEdit, Plan, UnitCode};

use crate::{calendar::day, shipped_plan::code};

const FIRST: &str = "2020-01-01";
const SECOND: &str = "2024-05-01";
const THIRD: &str = "2026-03-01";

/// A plan whose 年度报告 asks the `responsible` for one a year. `units` are more than 县政务办, 县旅游局 and 那桐镇; 各部门 are the
/// first two and what of them is 政府部门.
fn plan(units: &str, responsible: &str) -> Plan {
    let text = format!(
        r#"
title = "方案"
effective_on = 2020-01-01

[[unit]]
code = "zwb"
name = "县政务办"
kind = "政府部门"

[[unit]]
code = "lyj"
name = "县旅游局"
kind = "政府部门"

[[unit]]
code = "ntz"
name = "那桐镇"
kind = "乡镇"
{units}
[[group]]
code = "bm"
name = "各部门"
kinds = ["政府部门"]

[[column]]
code = "gk"
name = "公开"

[[column]]
code = "nb"
name = "年度报告"
parent = "gk"
cadence = "1年（1月31日前）"
leads = ["县政务办"]
responsible = {responsible}
"#
    );
    Plan::from_toml(&text).unwrap()
}

/// A department, and what else is said of it.
fn unit(code: &str, name: &str, more: &str) -> String {
    format!("\n[[unit]]\ncode = \"{code}\"\nname = \"{name}\"\nkind = \"政府部门\"\n{more}\n")
}

/// 县文旅局, and what else is said of it.
fn culture(more: &str) -> String {
    unit("wlj", "县文旅局", more)
}

/// `plan` but that 县文旅局 follows the unit of this name on 2026-03-01.
fn followed(plan: &Plan, name: &str) -> Plan {
    let named = format!("name = \"{name}\"\n");
    let text = plan.to_toml();
    assert!(text.contains(&named), "{text}");
    let followed = format!("{named}successor = {{ unit = \"县文旅局\", on = 2026-03-01 }}\n");
    Plan::from_toml(&text.replace(&named, &followed)).unwrap()
}

/// `plan` but that its 年度报告 asks for one a year by no day of it, and so no unit singly.
fn by_no_day(plan: &Plan) -> Plan {
    Plan::from_toml(&plan.to_toml().replace("1年（1月31日前）", "1年")).unwrap()
}

fn adopted(before: &Plan, newer: &Plan, on: &str) -> Plan {
    let adopt = |before: &Plan, on| before.adopt(newer.clone(), &BTreeSet::new(), on);
    let plan = adopt(before, day(on));
    assert_eq!(Plan::from_toml(&plan.to_toml()).as_ref(), Ok(&plan), "the text keeps it");
    let later = day(on).succ_opt().unwrap();
    assert_eq!(adopt(&plan, later), plan, "the same file again changes nothing");
    plan
}

/// Who owes on `on`, and since when.
fn owing(plan: &Plan, on: &str) -> Vec<(String, String)> {
    let in_force = plan.clone().in_force(day(on));
    let responsible = in_force.duties(&code("nb")).unwrap().responsible.iter();
    let since = |unit: &UnitCode| in_force.owes_since(&code("nb"), unit).unwrap();
    responsible.map(|unit| (unit.to_string(), since(unit).to_string())).collect()
}

fn since<const N: usize>(expected: [(&str, &str); N]) -> Vec<(String, String)> {
    expected.map(|(unit, since)| (unit.to_owned(), since.to_owned())).into()
}

fn stated(plan: &Plan) -> &BTreeMap<UnitCode, NaiveDate> {
    &plan.column(&code("nb")).unwrap().row.as_ref().unwrap().owing_since
}

#[test]
fn who_was_there_with_the_first_plan_owes_since_its_day() {
    let first = plan("", r#"["各部门"]"#);
    assert_eq!(owing(&first, THIRD), since([("lyj", FIRST), ("zwb", FIRST)]));
    let exported = plan("", "[\"各部门\", \"那桐镇\"]\nowing_since = { ntz = 2024-05-01 }");
    assert_eq!(owing(&exported, THIRD), since([("lyj", FIRST), ("ntz", SECOND), ("zwb", FIRST)]));
}

#[test]
fn who_comes_to_the_row_later_owes_since_the_version_that_says_so() {
    let first = plan("", r#"["各部门"]"#);
    let second = adopted(&first, &plan("", r#"["各部门", "那桐镇"]"#), SECOND);
    let expected = since([("lyj", FIRST), ("ntz", SECOND), ("zwb", FIRST)]);
    assert_eq!(owing(&second, THIRD), expected);
    // A version that changes other things leaves it, whatever its file says.
    let third = plan(&culture(""), "[\"各部门\", \"那桐镇\"]\nowing_since = { ntz = 2020-01-01, lyj = 2026-01-01 }");
    let third = adopted(&second, &third, THIRD);
    let expected = since([("lyj", FIRST), ("ntz", SECOND), ("wlj", THIRD), ("zwb", FIRST)]);
    assert_eq!(owing(&third, THIRD), expected, "the group has a new member");
    // Who was gone for a while begins anew.
    let left = adopted(&second, &first, "2025-05-01");
    let back = adopted(&left, &plan("", r#"["各部门", "那桐镇"]"#), THIRD);
    assert_eq!(owing(&back, THIRD), since([("lyj", FIRST), ("ntz", THIRD), ("zwb", FIRST)]));
}

#[test]
fn an_edit_of_the_row_is_such_a_version_too() {
    let first = plan("", r#"["各部门"]"#);
    let row = plan("", r#"["各部门", "那桐镇"]"#).column(&code("nb")).unwrap().row.clone().unwrap();
    let edit = ColumnEdit::Row { code: code("nb"), row: Box::new(row) };
    let second = first.edited(&edit, &BTreeSet::new(), day(SECOND)).unwrap();
    let expected = since([("lyj", FIRST), ("ntz", SECOND), ("zwb", FIRST)]);
    assert_eq!(owing(&second, SECOND), expected);
    let renamed = ColumnEdit::Rename { code: code("nb"), name: "公开年报".into() };
    assert_eq!(owing(&second.edited(&renamed, &BTreeSet::new(), day(THIRD)).unwrap(), THIRD), expected);
}

#[test]
fn who_comes_with_the_rule_owes_since_the_rule() {
    let first = by_no_day(&plan("", r#"["县政务办"]"#));
    let second = adopted(&first, &plan("", r#"["县政务办", "那桐镇"]"#), SECOND);
    assert_eq!(owing(&second, SECOND), since([("ntz", SECOND), ("zwb", FIRST)]));
    // The same of a column that nobody knew of: all owe since its own day.
    let text = first.to_toml();
    let text = text.split("[[column]]\ncode = \"nb\"").next().unwrap();
    let second = adopted(&Plan::from_toml(text).unwrap(), &plan("", r#"["县政务办", "那桐镇"]"#), SECOND);
    assert_eq!(owing(&second, SECOND), since([("ntz", SECOND), ("zwb", SECOND)]));
    assert!(stated(&second).is_empty());
}

#[test]
fn a_unit_that_is_to_be_founded_owes_since_its_founding() {
    let first = plan("", r#"["各部门"]"#);
    let second = adopted(&first, &plan(&culture("founded_on = 2025-01-01"), r#"["各部门"]"#), SECOND);
    assert!(stated(&second).is_empty());
    let expected = since([("lyj", FIRST), ("wlj", "2025-01-01"), ("zwb", FIRST)]);
    assert_eq!(owing(&second, THIRD), expected);
    // Founded long ago, and told of it now.
    let second = adopted(&first, &plan(&culture("founded_on = 2021-01-01"), r#"["各部门"]"#), SECOND);
    assert_eq!(owing(&second, THIRD), since([("lyj", FIRST), ("wlj", SECOND), ("zwb", FIRST)]));
}

#[test]
fn a_successor_goes_on_owing_what_the_other_owed() {
    let founded = culture("founded_on = 2026-03-01");
    let with = |responsible: &str| followed(&plan(&founded, responsible), "县旅游局");
    // By its day alone, be it in the same group or not.
    for responsible in [r#"["各部门"]"#, r#"["县政务办", "县旅游局"]"#] {
        let first = with(responsible);
        assert_eq!(owing(&first, "2026-02-28"), since([("lyj", FIRST), ("zwb", FIRST)]), "{responsible}");
        assert_eq!(owing(&first, THIRD), since([("wlj", FIRST), ("zwb", FIRST)]), "{responsible}");
    }
    // By a version that names it in the other's place, and since the day on which that one came to the row.
    let first = plan(&founded, r#"["县政务办"]"#);
    let second = adopted(&first, &plan(&founded, r#"["县政务办", "县旅游局"]"#), SECOND);
    assert_eq!(owing(&second, SECOND), since([("lyj", SECOND), ("zwb", FIRST)]));
    let third = adopted(&second, &with(r#"["县政务办", "县文旅局"]"#), THIRD);
    assert_eq!(owing(&third, THIRD), since([("wlj", SECOND), ("zwb", FIRST)]));
    // Who takes the other's place in the row and not its duties is new.
    let third = adopted(&second, &plan(&founded, r#"["县政务办", "县文旅局"]"#), THIRD);
    assert_eq!(owing(&third, THIRD), since([("wlj", THIRD), ("zwb", FIRST)]));
}

#[test]
fn a_version_that_names_the_successor_alone_stops_no_clock() {
    let founded = culture("founded_on = 2026-03-01");
    let with = |responsible: &str| followed(&plan(&founded, responsible), "县旅游局");
    let alone = with(r#"["县政务办", "县文旅局"]"#);
    let expected = since([("wlj", FIRST), ("zwb", FIRST)]);
    // It stood beside the other before.
    let both = with(r#"["县政务办", "县旅游局", "县文旅局"]"#);
    assert_eq!(owing(&both, THIRD), expected);
    let later = adopted(&both, &alone, "2026-06-01");
    assert_eq!(owing(&later, "2026-06-01"), expected);
    // Nor does one that names the other again.
    assert_eq!(owing(&adopted(&later, &both, "2026-07-01"), "2026-07-01"), expected);
}

#[test]
fn a_version_may_come_before_the_day_of_the_succession() {
    let founded = culture("founded_on = 2026-03-01");
    let first = plan(&founded, r#"["县政务办", "县旅游局"]"#);
    let called_off = plan(&founded, r#"["县政务办", "县文旅局"]"#);
    let early = adopted(&first, &followed(&called_off, "县旅游局"), "2026-02-15");
    // What the other published counts for it since that day; so does what the other owed.
    assert_eq!(owing(&early, "2026-02-28"), since([("wlj", THIRD), ("zwb", FIRST)]));
    assert_eq!(owing(&early, THIRD), since([("wlj", FIRST), ("zwb", FIRST)]));
    // A succession that is called off before its day never came.
    let called_off = adopted(&early, &called_off, "2026-02-20");
    assert_eq!(owing(&called_off, THIRD), since([("wlj", THIRD), ("zwb", FIRST)]));
    assert!(stated(&called_off).is_empty());
}

#[test]
fn what_was_owed_is_handed_on_from_successor_to_successor() {
    let units = culture("founded_on = 2026-03-01\nsuccessor = { unit = \"县文广旅局\", on = 2026-06-01 }")
        + &unit("wgl", "县文广旅局", "founded_on = 2026-06-01");
    let with = |responsible: &str| followed(&plan(&units, responsible), "县旅游局");
    let first = with(r#"["县政务办", "县旅游局"]"#);
    let second = adopted(&first, &with(r#"["县政务办", "县文旅局"]"#), "2026-03-15");
    assert_eq!(owing(&second, "2026-03-15"), since([("wlj", FIRST), ("zwb", FIRST)]));
    assert_eq!(owing(&second, "2026-06-01"), since([("wgl", FIRST), ("zwb", FIRST)]));
    // One of them may be left out.
    let last = with(r#"["县政务办", "县文广旅局"]"#);
    for before in [&first, &second] {
        let last = adopted(before, &last, "2026-06-15");
        assert_eq!(owing(&last, "2026-06-15"), since([("wgl", FIRST), ("zwb", FIRST)]));
    }
    let early = adopted(&first, &last, "2026-03-15");
    assert_eq!(owing(&early, "2026-05-31"), since([("wgl", "2026-06-01"), ("zwb", FIRST)]));
    assert_eq!(owing(&early, "2026-06-01"), since([("wgl", FIRST), ("zwb", FIRST)]));
}

#[test]
fn who_follows_several_owes_since_the_first_of_them_did() {
    let founded = culture("founded_on = 2026-03-01");
    let with = |responsible: &str| followed(&followed(&plan(&founded, responsible), "县旅游局"), "那桐镇");
    let first = plan(&founded, r#"["县政务办", "县旅游局"]"#);
    let second = adopted(&first, &plan(&founded, r#"["县政务办", "县旅游局", "那桐镇"]"#), SECOND);
    assert_eq!(owing(&second, SECOND), since([("lyj", FIRST), ("ntz", SECOND), ("zwb", FIRST)]));
    // Be it named itself, or by one of those that it follows.
    for responsible in [r#"["县政务办", "县文旅局"]"#, r#"["县政务办", "那桐镇"]"#] {
        let third = adopted(&second, &with(responsible), THIRD);
        assert_eq!(owing(&third, THIRD), since([("wlj", FIRST), ("zwb", FIRST)]), "{responsible}");
    }
}

#[test]
fn a_cadence_that_is_changed_by_mistake_and_put_back_changes_nothing() {
    let without = plan("", r#"["各部门"]"#);
    let with = plan("", r#"["各部门", "那桐镇"]"#);
    let joined = adopted(&without, &with, SECOND);
    let mistaken = adopted(&joined, &by_no_day(&with), THIRD);
    assert_eq!(adopted(&mistaken, &with, THIRD), joined);
    // Who leaves meanwhile has left.
    let left = adopted(&mistaken, &by_no_day(&without), THIRD);
    assert!(stated(&left).is_empty());
    assert_eq!(owing(&adopted(&left, &with, THIRD), THIRD), since([("lyj", FIRST), ("ntz", THIRD), ("zwb", FIRST)]));
}
