//! Every fault of a rule set at once, where it stands, in Chinese.

use domain::assessment::{FaultKind, RuleSet};

use crate::rule_sets::{HEAD, NATIONAL, read};

/// The faults of the file that `HEAD` becomes when `rest` follows it, lines counted from the first of `rest`.
fn faults(rest: &str) -> Vec<(FaultKind, String)> {
    let before = HEAD.lines().count();
    let faults = RuleSet::from_toml(&format!("{HEAD}{rest}")).err().unwrap_or_default();
    let line = |line: usize| line.saturating_sub(before);
    faults.iter().map(|f| (f.kind, format!("{}:{} {}", line(f.line), f.column, f.message))).collect()
}

#[track_caller]
fn assert_fault(rest: &str, kind: FaultKind, message: &str) {
    assert_eq!(faults(rest), [(kind, message.to_owned())], "{rest}");
}

/// The only fault of the small rule set when `from` is written as `to`.
#[track_caller]
fn assert_fault_of_head(from: &str, to: &str, kind: FaultKind, message: &str) {
    let text = HEAD.replacen(from, to, 1);
    assert_ne!(text, HEAD, "{from}");
    let faults = RuleSet::from_toml(&text).err().unwrap_or_default();
    let told: Vec<_> = faults.iter().map(|f| (f.kind, f.to_string())).collect();
    assert_eq!(told, [(kind, message.to_owned())], "{to}");
}

/// A veto condition with `lines` in it, the word of certainty first.
fn veto(lines: &str) -> String {
    format!("[[veto]]\ncode = \"v\"\nitem = \"否决\"\nname = \"情形\"\nsureness = \"待核对\"\n{lines}\n")
}

/// A test of a further indicator that takes no points of its own group, since sums are looked at elsewhere.
fn test(lines: &str) -> String {
    let group = "[[group]]\ncode = \"g\"\nname = \"组\"\nparent = \"all\"\npoints = 10\nsureness = \"待核对\"\n";
    let indicator = "[[indicator]]\ncode = \"i\"\nname = \"指标\"\ngroup = \"g\"\npoints = 10\nsureness = \"待核对\"\n";
    format!("{group}{indicator}[[indicator.test]]\ncode = \"t\"\nname = \"测点\"\nhours = 1\n{lines}\n")
}

/// The faults of a test, but for the one that `test` makes: its group is ten points more than the whole has.
#[track_caller]
fn assert_fault_of_test(lines: &str, kind: FaultKind, message: &str) {
    let faults: Vec<_> =
        faults(&test(lines)).into_iter().filter(|(kind, _)| *kind != FaultKind::PointsDiffer).collect();
    assert_eq!(faults, [(kind, message.to_owned())], "{lines}");
}

#[test]
fn the_head_of_these_tests_is_without_fault() {
    read(HEAD);
}

#[test]
fn a_query_must_be_one_that_the_system_can_take() {
    let lines = "query = \"moon-phase\"\nlimit = \"5个以上\"";
    assert_fault(&veto(lines), FaultKind::UnknownQuery, "6:9 没有取数指标“moon-phase”");
}

#[test]
fn a_leaf_is_measured_or_judged_and_not_both() {
    let message = "1:1 须写取数指标（query 或 queries），或写 judged = true（人工评判），二者必居其一";
    assert_fault(&veto(""), FaultKind::NoBasis, message);
    assert_fault(&veto("judged = true\nquery = \"blank-columns\""), FaultKind::NoBasis, message);
}

#[test]
fn a_measured_veto_needs_a_threshold() {
    let message = "1:1 “情形”写了取数指标，但没有写界限（limit），如 5个以上";
    assert_fault(&veto("query = \"blank-columns\""), FaultKind::MissingThreshold, message);
    let message = "7:9 “情形”由人工评判，不应写界限";
    assert_fault(&veto("judged = true\nlimit = \"5个以上\""), FaultKind::BadBasis, message);
}

#[test]
fn a_threshold_has_a_known_unit_and_that_of_its_query() {
    let message = "7:9 “5公里以上”的计量单位无法识别，可写：个（次、条、封、项、件、篇、页、处、类）、%、秒、天、周、个工作日、个月、年";
    let lines = "query = \"blank-columns\"\nlimit = \"5公里以上\"";
    assert_fault(&veto(lines), FaultKind::UnknownUnit, message);
    let lines = "query = \"blank-columns\"\nlimit = \"5%以上\"";
    assert_fault(&veto(lines), FaultKind::WrongUnit, "7:9 “5%”按%计，而“空白栏目”按个计");
    let lines = "query = \"home-visits-failed\"\nlimit = \"0%以上\"";
    assert_fault(&veto(lines), FaultKind::BadNumber, "7:9 “0%以上”须大于零");
    let lines = "query = \"home-visits-failed\"\nlimit = \"很多\"";
    assert_fault(
        &veto(lines),
        FaultKind::BadValue,
        "7:9 “很多”里没有数字，可写如 5个、5%、2周、14天、5个工作日、3个月、15秒",
    );
}

#[test]
fn a_line_over_deeds_or_under_faults_is_the_wrong_way_round() {
    let lines = "query = \"service-items\"\nlimit = \"5个以上\"";
    assert_fault(&veto(lines), FaultKind::WrongWay, "7:9 取数指标计的是已做的事，界限“5个以上”应写成“少于5个”");
    let lines = "query = \"blank-columns\"\nlimit = \"少于5个\"";
    assert_fault(&veto(lines), FaultKind::WrongWay, "7:9 取数指标计的是问题，界限“少于5个”应写成“5个以上”");
    let lines = "query = \"surveys-held\"\nbeyond = \"1年\"\neach = \"1次\"\nloses = 1";
    let message = "19:8 “测点”的扣分条件与取数指标不合，应写short_of（每少一个扣分）";
    assert_fault_of_test(lines, FaultKind::WrongWay, message);
}

#[test]
fn a_query_with_a_term_needs_one_and_another_has_none() {
    let lines = "query = \"letters-unanswered\"\nlimit = \"1个以上\"";
    assert_fault(&veto(lines), FaultKind::BadBasis, "1:1 取数指标“逾期未答复的有效来信”须写期限（beyond），如 3个月");
    let lines = "query = \"letters-unanswered\"\nbeyond = \"4类\"\nlimit = \"1个以上\"";
    assert_fault(&veto(lines), FaultKind::BadBasis, "7:10 “4个”不能作为取数指标“逾期未答复的有效来信”的期限");
    let lines = "query = \"blank-columns\"\nbeyond = \"3个月\"\nlimit = \"1个以上\"";
    assert_fault(&veto(lines), FaultKind::BadBasis, "7:10 取数指标“空白栏目”没有期限，不应写 beyond");
}

#[test]
fn only_counts_can_be_added_up() {
    let lines = "queries = [\"blank-columns\", \"home-visits-failed\"]\nlimit = \"5个以上\"";
    assert_fault(&veto(lines), FaultKind::BadBasis, "6:11 “情形”的取数指标不能相加");
    let lines = "queries = [\"blank-columns\", \"blank-columns\"]\nlimit = \"5个以上\"";
    assert_fault(&veto(lines), FaultKind::BadBasis, "6:11 “情形”的取数指标写了两次");
}

#[test]
fn a_warning_comes_before_the_veto() {
    let lines = "query = \"blank-columns\"\nlimit = \"5个以上\"\nwarn = \"6个以上\"";
    assert_fault(&veto(lines), FaultKind::BadWarning, "8:8 预警线“6个以上”并不早于界限“5个以上”");
    let lines = "query = \"letters-unanswered\"\nbeyond = \"3个月\"\nlimit = \"1封以上\"\nwarn_beyond = \"100天\"";
    assert_fault(&veto(lines), FaultKind::BadWarning, "9:15 提前预警“100天”并不早于“3个月”");
    let lines = "query = \"blank-columns\"\nlimit = \"5个以上\"\nwarn_beyond = \"10天\"";
    assert_fault(&veto(lines), FaultKind::BadWarning, "8:15 “情形”的取数指标没有期限，不能写提前预警（warn_beyond）");
}

#[test]
fn points_add_up_to_what_is_declared() {
    let message = "21:9 总分写90分，各指标组合计100分";
    assert_fault_of_head("total = 100", "total = 90", FaultKind::PointsDiffer, message);
    let text = "name = \"其余\"\ngroup = \"all\"\npoints = 100";
    let message = "33:10 指标组“全部”写100分，其下各项合计99.9分";
    assert_fault_of_head(text, &text.replace("100", "99.9"), FaultKind::PointsDiffer, message);
}

#[test]
fn a_factor_for_bodies_without_services_makes_the_rest_whole() {
    let text = NATIONAL.replace("without_services = \"4/3\"", "without_services = \"5/4\"");
    let faults = RuleSet::from_toml(&text).unwrap_err();
    assert_eq!(faults.len(), 1);
    assert_eq!(faults[0].kind, FaultKind::ScaleDiffers);
    assert_eq!(faults[0].message, "无办事服务时其余75分乘以5/4，不等于总分100分");
}

#[test]
fn bonus_points_are_those_that_the_rule_allows() {
    let text = NATIONAL.replace("bonus_most = 30", "bonus_most = 20");
    let faults = RuleSet::from_toml(&text).unwrap_err();
    assert_eq!(faults.iter().map(|f| f.message.as_str()).collect::<Vec<_>>(), ["加分上限写20分，各加分项合计30分"]);
    let bonus = "[[bonus]]\ncode = \"b\"\nname = \"加分\"\npoints = 3\njudged = true\nsureness = \"待核对\"\n";
    let kinds: Vec<FaultKind> = faults_of(bonus);
    assert_eq!(kinds, [FaultKind::BadBonus]);
}

fn faults_of(rest: &str) -> Vec<FaultKind> {
    faults(rest).into_iter().map(|(kind, _)| kind).collect()
}

#[test]
fn codes_are_unique_over_all_entries() {
    let lines = "judged = true";
    let twice = format!("{}{}", veto(lines), veto(lines));
    assert_fault(&twice, FaultKind::DuplicateCode, "8:8 代码“v”重复：已用于否决项");
    let as_group = veto(lines).replace("\"v\"", "\"all\"");
    let message = "1:1 代码“all”重复：已用于否决项";
    let faults = faults(&as_group);
    assert_eq!(faults.len(), 1, "{faults:?} {message}");
    assert_eq!(faults[0].0, FaultKind::DuplicateCode);
    let bad = veto(lines).replace("\"v\"", "\"V 1\"");
    assert_fault(&bad, FaultKind::BadCode, "2:8 否决项代码“V 1”不合规：须为1至40个小写字母、数字或连字符");
}

#[test]
fn dates_of_effect_stand_in_their_order() {
    let from = "effective_from = 2019-01-01";
    let to = "effective_from = 2019-01-01\neffective_until = 2018-12-31";
    let message = "5:19 规则集的截止日期早于施行日期";
    assert_fault_of_head(from, to, FaultKind::DatesUpsideDown, message);
}

#[test]
fn no_rule_set_follows_itself() {
    let from = "effective_from = 2019-01-01";
    let itself = "effective_from = 2019-01-01\nfollows = \"small\"";
    assert_fault_of_head(from, itself, FaultKind::FollowsItself, "5:11 规则集不能接续自己");
    let other = read(&HEAD.replacen(from, "effective_from = 2019-01-01\nfollows = \"smaller\"", 1));
    assert_eq!(other.follows.map(|code| code.to_string()).as_deref(), Some("smaller"));
    assert_eq!(read(HEAD).follows, None);
}

#[test]
fn what_is_called_confirmed_cites_something() {
    let lines = "judged = true\nconfirmed = [\"name\"]";
    let message = "1:1 “否决项 否决：情形”写为已核对，但没有写出处（source）";
    assert_fault(&veto(lines), FaultKind::MissingSource, message);
    let lines = "judged = true\nsource = \"hearsay\"";
    assert_fault(&veto(lines), FaultKind::UnknownSource, "7:10 没有代码为“hearsay”的出处");
    let lines = "query = \"blank-columns\"\nlimit = \"5个以上\"\nwarn = \"3个以上\"\nconfirmed = [\"warn\"]";
    let message = "1:1 “情形”的预警线写为已核对，但没有写出处（warn_source）";
    assert_fault(&veto(lines), FaultKind::MissingSource, message);
    let lines = "judged = true\nunsure = [\"points\"]";
    assert_fault(&veto(lines), FaultKind::BadValue, "7:11 “unsure”所列的“points”不是这里写的一项");
}

#[test]
fn groups_lead_somewhere_and_have_indicators() {
    let lost = "[[group]]\ncode = \"g\"\nname = \"组\"\nparent = \"nowhere\"\npoints = 5\nsureness = \"待核对\"\n";
    assert_eq!(
        faults(lost),
        [
            (FaultKind::EmptyGroup, "1:1 指标组“组”没有指标".to_owned()),
            (FaultKind::UnknownGroup, "4:10 指标组“组”的上级“nowhere”不存在".to_owned()),
        ]
    );
    let circle = lost.replace("nowhere", "g");
    assert!(faults_of(&circle).contains(&FaultKind::Cycle));
    let inner =
        "[[group]]\ncode = \"g\"\nname = \"组\"\nparent = \"all\"\npoints = 5\nweight = 10\nsureness = \"待核对\"\n";
    assert!(faults_of(inner).contains(&FaultKind::BadGroup));
}

#[test]
fn a_test_costs_something_and_not_more_than_its_indicator() {
    let each = "query = \"blank-columns\"\neach = \"1个\"\n";
    let message = "19:9 “测点”每次扣11分，须大于零且不超过指标的10分";
    assert_fault_of_test(&format!("{each}loses = 11"), FaultKind::BadNumber, message);
    let message = "13:1 缺少扣分条件，可写：each（每个）、at（达到界限）、short_of（每少一个）";
    assert_fault_of_test("query = \"blank-columns\"\nloses = 1", FaultKind::MissingThreshold, message);
    let message = "19:6 扣分条件 each、at、short_of 只能写一个";
    assert_fault_of_test(&format!("{each}at = \"2个以上\"\nloses = 1"), FaultKind::BadValue, message);
    let message = "18:6 “测点”由人工评判，扣分条件只能写每处（each）";
    assert_fault_of_test("judged = true\nat = \"2个以上\"\nloses = 1", FaultKind::BadBasis, message);
}

#[test]
fn faults_of_reading_do_not_make_others() {
    let text = HEAD.replace("group = \"all\"\npoints = 100", "group = \"all\"\npoints = \"一百\"");
    let faults = RuleSet::from_toml(&text).unwrap_err();
    assert_eq!(faults.iter().map(ToString::to_string).collect::<Vec<_>>(), ["40:10 “points”应写数字，不加引号"]);
}

/// One file with a slip of many kinds at once: none hides another.
#[test]
fn all_faults_are_reported_at_once() {
    let text = include_str!("faulty-rules.toml");
    let report = RuleSet::from_toml(text).unwrap_err().iter().map(ToString::to_string).collect::<Vec<_>>().join("\n");
    insta::assert_snapshot!("faulty_rules_report", report);
}

#[test]
fn a_text_that_is_no_rule_set_is_reported_not_panicked_on() {
    for text in
        ["", "\u{feff}", "[[[", "veto = 3", "[[indicator]]", "[[indicator]]\ntest = 3", "[grading]", "warning = []"]
    {
        assert!(RuleSet::from_toml(text).is_err(), "{text:?}");
    }
}
