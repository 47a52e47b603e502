//! The rule sets of an installation: which there are, which is in use, and where each comes from.

use domain::assessment::{RuleCode, RuleOrigin, RuleSet, RuleSets, RuleSetsRefused, Succession, shipped};

use crate::rule_sets::{GUANGXI, NATIONAL, census, guangxi, national, read};

/// The rules of 2019 under another code and first day.
fn later(code: &str, from: &str) -> RuleSet {
    read(&NATIONAL.replacen("\"national-2019\"", &format!("\"{code}\""), 1).replacen("2019-04-01", from, 1))
}

fn with(files: Vec<(&str, RuleSet)>) -> RuleSets {
    RuleSets::new(shipped::rule_sets(), files.into_iter().map(|(name, rules)| (name.to_owned(), rules)).collect())
        .unwrap()
}

fn told(sets: &RuleSets) -> Vec<String> {
    sets.iter().map(|known| format!("{}：{}", known.rules.code, known.origin)).collect()
}

#[test]
fn a_file_is_one_more_or_takes_the_place_of_its_code() {
    let shipped = with(Vec::new());
    assert_eq!(told(&shipped), ["national-2019：随系统提供", "guangxi-2018：随系统提供", "census-2015：随系统提供"]);
    let corrected = RuleSet { name: "已核对".into(), ..guangxi() };
    let sets = with(vec![("2027.toml", later("national-2027", "2027-01-01")), ("gx.toml", corrected)]);
    assert_eq!(
        told(&sets),
        [
            "national-2027：本地文件 2027.toml",
            "national-2019：随系统提供",
            "guangxi-2018：本地文件 gx.toml",
            "census-2015：随系统提供",
        ]
    );
    assert_eq!(sets.get("guangxi-2018").map(|known| known.rules.name.as_str()), Some("已核对"));
    assert_eq!(sets.get("gx"), None);
    assert_eq!(sets.get("census-2015").map(|known| &known.origin), Some(&RuleOrigin::Shipped));
}

#[test]
fn a_page_is_slow_by_the_strictest_of_them() {
    let slow = |seconds: &str| read(&GUANGXI.replacen("beyond = \"3秒\"", &format!("beyond = \"{seconds}\""), 1));
    let strictest = |sets: &RuleSets| sets.slow_beyond().map(|seconds| seconds.to_string());
    assert_eq!(strictest(&with(Vec::new())).as_deref(), Some("3"));
    assert_eq!(strictest(&with(vec![("gx.toml", slow("5秒"))])).as_deref(), Some("5"));
    let stricter = RuleSet { code: RuleCode::parse("guangxi-2027").unwrap(), ..slow("2秒") };
    assert_eq!(strictest(&with(vec![("2027.toml", stricter)])).as_deref(), Some("2"));
    assert_eq!(strictest(&RuleSets::new(vec![following(None, national())], Vec::new()).unwrap()), None);
}

#[test]
fn of_two_files_of_one_code_neither_counts() {
    let file = |name: &str| (name.to_owned(), national());
    let refused = RuleSets::new(shipped::rule_sets(), vec![file("a.toml"), file("b.toml")]).unwrap_err();
    assert_eq!(refused.to_string(), "a.toml 和 b.toml 的代码都是“national-2019”，只能保留一个");
}

#[test]
fn in_use_is_the_latest_that_is_in_effect() {
    let sets = with(vec![("2027.toml", later("national-2027", "2027-01-01"))]);
    for (day, code) in [
        // Before all of them: some rule set is always shown.
        ("2014-12-31", "census-2015"),
        ("2015-03-11", "census-2015"),
        ("2015-12-31", "census-2015"),
        // Over, and none in its place yet.
        ("2016-01-01", "census-2015"),
        ("2018-10-01", "guangxi-2018"),
        ("2019-03-31", "guangxi-2018"),
        ("2019-04-01", "national-2019"),
        ("2026-12-31", "national-2019"),
        ("2027-01-01", "national-2027"),
    ] {
        assert_eq!(sets.in_use(day.parse().unwrap()).map(|known| known.rules.code.as_str()), Some(code), "{day}");
    }
}

fn following(follows: Option<&str>, rules: RuleSet) -> RuleSet {
    RuleSet { follows: follows.and_then(RuleCode::parse), ..rules }
}

/// What the region asks is no predecessor of what the country asks, though it came into effect before it.
#[test]
fn each_is_compared_with_the_one_that_it_follows() {
    let next = following(Some("national-2019"), later("national-2027", "2027-01-01"));
    let silent = following(None, later("silent", "2027-06-01"));
    let sets = with(vec![("2027.toml", next.clone()), ("silent.toml", silent.clone())]);
    for (later, before) in [
        (next, Some(("national-2019", Succession::Stated))),
        (national(), Some(("census-2015", Succession::Stated))),
        // Nobody has said; the last that came into effect before, and it is told that this is all that is known.
        (silent, Some(("national-2027", Succession::ByDate))),
        (guangxi(), Some(("census-2015", Succession::ByDate))),
        (census(), None),
    ] {
        let found = sets.before(&later.code).map(|(rules, succession)| (rules.code.as_str(), succession));
        assert_eq!(found, before, "{}", later.code);
    }
}

#[test]
fn of_two_that_begin_on_one_day_neither_went_before() {
    let silent = following(None, later("silent", "2015-03-11"));
    let sets = with(vec![("silent.toml", silent.clone())]);
    assert_eq!(sets.before(&silent.code), None);
    assert_eq!(sets.before(&census().code), None);
}

#[test]
fn what_is_followed_is_there_and_earlier() {
    let refused = |files: Vec<RuleSet>| {
        let files = files.into_iter().map(|rules| (format!("{}.toml", rules.code), rules)).collect();
        RuleSets::new(shipped::rule_sets(), files).unwrap_err()
    };
    let none = refused(vec![following(Some("national-2018"), later("national-2027", "2027-01-01"))]);
    assert_eq!(none.to_string(), "指标“national-2027”写明接续“national-2018”（follows），但没有这套指标");
    // A circle has one that is no earlier.
    let circle = vec![following(Some("b"), later("a", "2027-01-01")), following(Some("a"), later("b", "2028-01-01"))];
    let refused_circle = refused(circle);
    assert!(matches!(refused_circle, RuleSetsRefused::FollowsNoEarlier { .. }), "{refused_circle:?}");
    assert_eq!(refused_circle.to_string(), "指标“a”写明接续“b”（follows），但后者的施行日期不早于它");
    // A correction of what comes with the system may move it behind what follows it.
    let moved = refused(vec![RuleSet { effective_from: national().effective_from, ..census() }]);
    assert!(matches!(moved, RuleSetsRefused::FollowsNoEarlier { .. }), "{moved:?}");
}
