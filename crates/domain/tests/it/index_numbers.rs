//! 索引号: the template of a county, the series of a unit and year.

use domain::{
    index_number::{Template, USUAL},
    plan::{Plan, UnitCode},
};

fn plan(site: &str, unit: &str) -> Result<Plan, Vec<String>> {
    let text = format!(
        "title = \"示例县方案\"\neffective_on = 2024-01-01\n\n[site]\n{site}\n\n\
         [[unit]]\ncode = \"jyj\"\nname = \"县教育局\"\nkind = \"政府部门\"\n{unit}\n"
    );
    Plan::from_toml(&text).map_err(|faults| faults.iter().map(ToString::to_string).collect())
}

fn numbered(site: &str, unit: &str, serial: u32) -> String {
    let plan = plan(site, unit).unwrap();
    assert_eq!(Plan::from_toml(&plan.to_toml()), Ok(plan.clone()), "it reads back");
    plan.index_series(&UnitCode::parse("jyj").unwrap(), 2026).number(serial)
}

#[test]
fn a_number_is_made_of_the_unit_s_code_the_year_and_the_serial() {
    let filed = "index_code = \"11450123007777777T\"";
    assert_eq!(numbered("", filed, 17), "11450123007777777T/2026-00017");
    assert_eq!(numbered("", "", 1), "jyj/2026-00001", "a unit without a filing code has its code in the plan");
    assert_eq!(numbered("index_number = \"LA{year}{serial}号\"", filed, 123_456), "LA2026123456号");
}

#[test]
fn each_unit_counts_for_itself_where_the_template_names_units() {
    let name = |template: &str, unit: &str, year| Template::parse(template).unwrap().series(unit, year).name();
    assert_eq!(name(USUAL, "jyj", 2026), "jyj/2026-{serial}");
    assert_ne!(name(USUAL, "jyj", 2026), name(USUAL, "jyj", 2027));
    assert_ne!(name(USUAL, "jyj", 2026), name(USUAL, "czj", 2026));
    assert_eq!(name("LA-{year}-{serial}", "jyj", 2026), name("LA-{year}-{serial}", "czj", 2026));
}

#[test]
fn a_template_has_a_year_and_one_serial_and_no_other_place() {
    for wrong in [
        "",
        "{unit}/{year}",
        "{unit}-{serial}",
        "{year}-{serial}-{serial}",
        "{year}-{serial}-{class}",
        "}{year}{serial}",
    ] {
        assert_eq!(Template::parse(wrong), None, "{wrong}");
    }
    assert_eq!(Template::parse(&format!("{}{{year}}{{serial}}", "长".repeat(60))), None);
    let faults = plan("index_number = \"{unit}/{year}\"", "index_code = \"隆安1\"").unwrap_err();
    assert_eq!(
        faults,
        [
            "5:16 索引号格式“{unit}/{year}”须有 {year} 和一个 {serial}，可有 {unit}，不超过60字，如 {unit}/{year}-{serial}",
            "11:14 索引号用的单位代码“隆安1”须为1至40个字母、数字或连字符，如统一社会信用代码",
        ]
    );
}
