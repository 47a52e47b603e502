//! The rule sets that ship with Longan, and small ones for single rules.

use domain::assessment::RuleSet;

pub(crate) const CENSUS: &str = include_str!("../../../../plans/rules/census-2015.toml");
pub(crate) const GUANGXI: &str = include_str!("../../../../plans/rules/guangxi-2018.toml");
pub(crate) const NATIONAL: &str = include_str!("../../../../plans/rules/national-2019.toml");

#[track_caller]
pub(crate) fn read(text: &str) -> RuleSet {
    RuleSet::from_toml(text).unwrap_or_else(|faults| {
        let lines: Vec<String> = faults.iter().map(ToString::to_string).collect();
        panic!("{}\n{text}", lines.join("\n"))
    })
}

pub(crate) fn census() -> RuleSet {
    read(CENSUS)
}

pub(crate) fn guangxi() -> RuleSet {
    read(GUANGXI)
}

pub(crate) fn national() -> RuleSet {
    read(NATIONAL)
}

/// The head of a small rule set: a hundred points, pass line sixty.
pub(crate) const HEAD: &str = r#"code = "small"
name = "示例检查"
document = "示例文件"
effective_from = 2019-01-01

[[source]]
code = "paper"
name = "示例文件原文"

[measuring]
news = "2周"
documents = "6个月"
others = "1年"
visits_over = "1周"
visits_a_day = 20
visit_timeout = "15秒"
sureness = "已核对"
source = "paper"

[grading]
total = 100
pass = 60
sureness = "已核对"
source = "paper"

[warning]
ratio = 0.7
sureness = "待核对"

[[group]]
code = "all"
name = "全部"
points = 100
sureness = "待核对"

[[indicator]]
code = "rest"
name = "其余"
group = "all"
points = 100
sureness = "待核对"

[[indicator.test]]
code = "rest-judged"
name = "其余情况"
judged = true
loses = 1
hours = 1
"#;
