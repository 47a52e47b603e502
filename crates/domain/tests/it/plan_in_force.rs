//! The plan resolved for a day.

use std::collections::BTreeSet;

use chrono::NaiveDate;
use domain::plan::{ColumnCode, InForce, Plan, UnitCode};

const PLAN: &str = r#"
title = "方案"
effective_on = 2018-12-01

[[unit]]
code = "zwb"
name = "县政务办"
kind = "政府部门"

[[unit]]
code = "gszj"
name = "县工商质监局"
kind = "政府部门"
successor = { unit = "县市场监管局", on = 2019-03-01 }

[[unit]]
code = "syjj"
name = "县食药监局"
kind = "政府部门"
successor = { unit = "县市场监管局", on = 2019-03-01 }

[[unit]]
code = "scjg"
name = "县市场监管局"
kind = "政府部门"
successor = { unit = "县政务办", on = 2030-01-01 }
founded_on = 2019-03-01

[[unit]]
code = "ntz"
name = "那桐镇"
kind = "乡镇"

[[unit]]
code = "jz"
name = "旧镇"
kind = "乡镇"
closed_on = 2020-01-01

[[group]]
code = "bm"
name = "各部门"
kinds = ["政府部门"]

[[group]]
code = "xz"
name = "各乡镇"
kinds = ["乡镇"]

[[group]]
code = "lx"
name = "联席会议成员单位"
units = ["县工商质监局", "县政务办"]

[[group]]
code = "jsf"
name = "技术方"
outside = true

[[column]]
code = "pd"
name = "频道"

[[column]]
code = "bmfb"
name = "部门发布"
parent = "pd"
cadence = "每天"
leads = ["县政务办"]
responsible = ["各部门"]

[[column]]
code = "xzfb"
name = "乡镇发布"
parent = "pd"
cadence = "每天"
leads = ["县政务办"]
responsible = ["各乡镇", "联席会议成员单位"]

[[column]]
code = "syp"
name = "食药品"
parent = "pd"
cadence = "每天"
leads = ["县食药监局", "县工商质监局"]

[[column]]
code = "jz"
name = "旧镇之窗"
parent = "pd"
cadence = "每天"
leads = ["旧镇"]

[[column]]
code = "ss"
name = "搜索"
parent = "pd"
kind = "功能"
cadence = "实时更新"
leads = ["县政务办"]
responsible = ["技术方"]
"#;

fn on(year: i32, month: u32, day: u32) -> InForce {
    let plan = Plan::from_toml(PLAN).unwrap();
    plan.in_force(NaiveDate::from_ymd_opt(year, month, day).unwrap())
}

fn words(units: &BTreeSet<UnitCode>) -> String {
    units.iter().map(UnitCode::as_str).collect::<Vec<_>>().join(" ")
}

/// Lead and responsible units of a column.
fn duties(plan: &InForce, column: &str) -> (String, String) {
    let duties = plan.duties(&ColumnCode::parse(column).unwrap()).unwrap();
    (words(&duties.leads), words(&duties.responsible))
}

fn pair(leads: &str, responsible: &str) -> (String, String) {
    (leads.into(), responsible.into())
}

#[test]
fn before_the_reform() {
    let plan = on(2019, 2, 28);
    assert_eq!(duties(&plan, "bmfb"), pair("zwb", "gszj syjj zwb"));
    assert_eq!(duties(&plan, "xzfb"), pair("zwb", "gszj jz ntz zwb"));
    assert_eq!(duties(&plan, "syp"), pair("gszj syjj", "gszj syjj"));
    assert_eq!(plan.units().map(|u| u.code.as_str()).collect::<Vec<_>>(), ["zwb", "gszj", "syjj", "ntz", "jz"]);
}

#[test]
fn from_its_first_day_on() {
    let plan = on(2019, 3, 1);
    assert_eq!(duties(&plan, "bmfb"), pair("zwb", "scjg zwb"));
    assert_eq!(duties(&plan, "xzfb"), pair("zwb", "jz ntz scjg zwb"));
    assert_eq!(duties(&plan, "syp"), pair("scjg", "scjg"), "two offices became one");
    assert_eq!(plan.units().map(|u| u.code.as_str()).collect::<Vec<_>>(), ["zwb", "scjg", "ntz", "jz"]);
}

/// Who answers where only one lead unit can is the one that the plan names first, whatever the codes of the others are.
#[test]
fn the_first_lead_unit_is_the_first_that_the_row_names() {
    let first =
        |plan: &InForce, column: &str| plan.duties(&ColumnCode::parse(column).unwrap()).unwrap().first_lead.clone();
    let file = PLAN.replace(r#"leads = ["县政务办"]"#, r#"leads = ["县政务办", "县工商质监局"]"#);
    let plan = Plan::from_toml(&file).unwrap().in_force(NaiveDate::from_ymd_opt(2019, 2, 28).unwrap());
    assert_eq!(first(&plan, "ss").unwrap().as_str(), "zwb", "gszj comes first in the alphabet");
    assert_eq!(first(&on(2030, 1, 1), "syp").unwrap().as_str(), "zwb", "its successor");
}

#[test]
fn a_second_reform_follows_the_first() {
    assert_eq!(duties(&on(2030, 1, 1), "syp"), pair("zwb", "zwb"));
}

#[test]
fn a_closed_unit_has_no_duty() {
    assert_eq!(duties(&on(2019, 12, 31), "jz"), pair("jz", "jz"));
    let after = on(2020, 1, 1);
    assert_eq!(duties(&after, "jz"), pair("", ""));
    assert_eq!(duties(&after, "xzfb"), pair("zwb", "ntz scjg zwb"));
    assert_eq!(after.unit_name(&UnitCode::parse("jz").unwrap()), "旧镇", "its name stays for old items");
}

#[test]
fn a_column_takes_items_until_the_day_from_which_it_is_history() {
    for (day, takes_items) in [("2024-06-29", true), ("2024-06-30", true), ("2024-07-01", false), ("2024-07-02", false)]
    {
        let mut plan = Plan::from_toml(PLAN).unwrap();
        let column = plan.columns.iter_mut().find(|column| column.code.as_str() == "syp").unwrap();
        column.retired_on = "2024-07-01".parse().ok();
        let code = column.code.clone();
        let plan = plan.in_force(day.parse().unwrap());
        assert_eq!(plan.duties(&code).unwrap().takes_items, takes_items, "{day}");
        assert_eq!(plan.plan.column(&code).unwrap().is_history_on(plan.on), !takes_items, "{day}");
    }
}

#[test]
fn only_publishing_columns_take_items() {
    let plan = on(2024, 1, 1);
    let takes: Vec<&str> = plan.all_duties().filter(|(_, d)| d.takes_items).map(|(c, _)| c.as_str()).collect();
    assert_eq!(takes, ["bmfb", "jz", "syp", "xzfb"]);
    assert_eq!(duties(&plan, "ss"), pair("zwb", "zwb"), "nobody of the county is 技术方: the lead unit answers for it");
    assert_eq!(plan.duties(&ColumnCode::parse("pd").unwrap()).map(|d| d.leads.len()), Some(0));
    assert!(plan.duties(&ColumnCode::parse("nope").unwrap()).is_none());
}
