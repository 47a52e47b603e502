//! What the desk shows when a new year's rule set comes.

use domain::assessment::RuleSet;

use crate::rule_sets::{NATIONAL, census, guangxi, national, read};

fn lines(older: &RuleSet, newer: &RuleSet) -> Vec<String> {
    RuleSet::diff(older, newer).iter().map(ToString::to_string).collect()
}

#[test]
fn a_rule_set_differs_in_nothing_from_itself() {
    for rules in [census(), guangxi(), national()] {
        assert_eq!(lines(&rules, &rules), Vec::<String>::new());
    }
}

#[test]
fn every_kind_of_change_has_its_line() {
    let text = NATIONAL
        .replace("effective_from = 2019-04-01", "effective_from = 2020-04-01")
        .replace("query = \"blank-columns\"\nlimit = \"5个以上\"", "query = \"blank-columns\"\nlimit = \"3个以上\"")
        .replace("warn = \"超过2个\"", "warn = \"2个以上\"")
        .replace("beyond = \"5个工作日\"", "beyond = \"3个工作日\"")
        .replace("code = \"m4\"", "code = \"m5\"")
        .replace(
            "code = \"gnsj\"\nname = \"功能设计\"\npoints = 20\nsureness = \"待核对\"",
            "code = \"gnsj\"\nname = \"功能设计\"\npoints = 20\nsureness = \"凭记忆\"",
        );
    assert_eq!(
        lines(&national(), &read(&text)),
        [
            "± 规则集 施行日期：2019-04-01 → 2020-04-01",
            "± 否决项 栏目不更新：空白栏目5个以上 界限：5个以上 → 3个以上",
            "± 否决项 栏目不更新：空白栏目5个以上 预警线：超过2个 → 2个以上",
            "+ 否决项 政务新媒体弄虚作假：购买粉丝、强制要求点赞",
            "± 指标组 功能设计 分值：待核对 → 凭记忆",
            "± 测点 办理答复：简单常见问题5个工作日内未答复 取数指标：逾期未答复的有效来信（5个工作日） → 逾期未答复的有效来信（3个工作日）",
            "− 否决项 政务新媒体弄虚作假：购买粉丝、强制要求点赞",
        ]
    );
}

#[test]
fn the_order_of_entries_is_no_difference() {
    let mut turned = national();
    turned.vetoes.reverse();
    turned.indicators.reverse();
    turned.sources.reverse();
    assert_eq!(lines(&national(), &turned), Vec::<String>::new());
}
