//! A list that is never closed is one fault of a plan file, not thousands: what follows is read as ever.

use domain::plan::Plan;

const HEAD: &str = r#"title = "方案"
effective_on = 2020-01-01

[[unit]]
code = "zwb"
name = "县政务办"
aliases = ["政务办"]
kind = "政府部门"

[[unit]]
code = "cz"
name = "县财政局"
kind = "政府部门"
"#;

/// A later column with a true fault, which no list before it may hide.
const TAIL: &str = r#"
[[column]]
code = "cwgk"
name = "财务公开"
cadence = "每天"
leads = ["县财政局", "县旅发委"]
"#;

fn faults_of(text: &str) -> Vec<String> {
    Plan::from_toml(text).err().unwrap_or_default().iter().map(ToString::to_string).collect()
}

/// The faults of a column with these lines, counted from the first of them, and of the one after it.
#[track_caller]
fn assert_faults(lines: &str, expected: &[&str]) {
    let before = format!("{HEAD}[[column]]\ncode = \"tzgg\"\nname = \"通知公告\"\ncadence = \"每天\"\n");
    let place = |line: usize, sentence: &str| format!("{}:{sentence}", before.lines().count() + line);
    let mut expected: Vec<String> = expected
        .iter()
        .map(|fault| {
            let (line, sentence) = fault.split_once(':').unwrap();
            place(line.parse().unwrap(), sentence)
        })
        .collect();
    expected.push(place(lines.lines().count() + 6, "18 没有名为“县旅发委”的单位或单位组"));
    assert_eq!(faults_of(&format!("{before}{lines}{TAIL}")), expected, "{lines}");
}

#[test]
fn a_list_of_several_lines_without_its_bracket() {
    let list = "leads = [\n    \"政务办\",\n    \"县财政局\", # 会同\n";
    assert_faults(&format!("{list}summary = \"通知\"\n"), &["1:9 不符合TOML语法：列表缺少结尾的“]”"]);
    assert_faults(list, &["1:9 不符合TOML语法：列表缺少结尾的“]”"]);
    assert_faults(&list.replace('\n', "\r\n"), &["1:9 不符合TOML语法：列表缺少结尾的“]”"]);
    // What can be read of it is read.
    assert_faults(
        &list.replace("县财政局", "县档案局"),
        &["1:9 不符合TOML语法：列表缺少结尾的“]”", "3:5 没有名为“县档案局”的单位或单位组"],
    );
}

#[test]
fn a_list_of_one_line_without_its_bracket() {
    let slip = "1:9 不符合TOML语法：列表缺少结尾的“]”";
    assert_faults("leads = [\"政务办\"\nresponsible = [\"县财政局\"]\n", &[slip]);
    assert_faults("leads = [\"政务办\", # 会同\n", &[slip]);
    assert_faults("leads = [\nsummary = \"通知\"\n", &[slip]);
    assert_faults(
        "leads = [\"政务办\"\nresponsible = [\"县财政局\"\n",
        &[slip, "2:15 不符合TOML语法：列表缺少结尾的“]”"],
    );
}

#[test]
fn a_quote_within_a_list_that_is_not_closed() {
    assert_faults("leads = [\"政务办, \"县财政局\"]\n", &["1:10 不符合TOML语法：引号没有闭合"]);
    assert_faults("leads = [\"政务办\", \"县财政局]\n", &["1:17 不符合TOML语法：引号没有闭合"]);
    assert_faults("leads = [\"政务办\", 县财政局\"] # 会同\n", &["1:17 不符合TOML语法：引号没有闭合"]);
    assert_faults(
        "leads = [\n    \"政务办,\n    \"县财政局\",\n]\nsummary = \"通知\"\n",
        &["2:5 不符合TOML语法：引号没有闭合"],
    );
    // Nothing is said of names that are guessed; the others are read.
    assert_faults(
        "leads = [\"县档案局\", \"县编办, \"县财政局\"]\n",
        &["1:10 没有名为“县档案局”的单位或单位组", "1:18 不符合TOML语法：引号没有闭合"],
    );
}

#[test]
fn whoever_is_named_by_a_broken_alias_is_known() {
    let broken = HEAD.replace("[\"政务办\"]", "[\"政务办]");
    let column = "[[column]]\ncode = \"tzgg\"\nname = \"通知公告\"\ncadence = \"每天\"\nleads = [\"政务办\"]\n";
    assert_eq!(faults_of(&format!("{broken}{column}")), ["7:12 不符合TOML语法：引号没有闭合"]);
}

/// Wherever a clerk's hand slips in a list of the shipped plan, it is one fault on that line.
#[test]
fn one_slip_in_any_list_of_a_long_plan_is_one_fault() {
    let plan = include_str!("../../../../plans/longan-2018.toml");
    let slips = [("]\n", "\n", "列表缺少结尾的“]”"), ("\"", "", "引号没有闭合"), ("\"]\n", "]\n", "引号没有闭合")];
    // Every eleventh list: all of them take half a minute.
    for (at, _) in plan.match_indices(" = [").step_by(11) {
        for (written, slipped, cause) in slips {
            let (before, list) = plan.split_at(at);
            let broken = format!("{before}{}", list.replacen(written, slipped, 1));
            let faults = faults_of(&broken);
            assert_eq!(faults.len(), 1, "{}\n{faults:#?}", list.lines().next().unwrap());
            assert!(faults[0].ends_with(cause), "{faults:?}");
        }
    }
}
