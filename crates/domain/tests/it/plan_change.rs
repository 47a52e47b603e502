//! Comparing, adopting and editing plans.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;
use domain::plan::{
    AssuranceMode, Cadence, Change, Column, ColumnCode, ColumnEdit, ColumnKind, EditRefused, Party, Plan, PlanRow,
    Signing, UnitCode,
};

use crate::shipped_plan::code;

const SMALL: &str = r#"
title = "方案"
effective_on = 2020-01-01

[[unit]]
code = "zwb"
name = "县政务办"
kind = "政府部门"

[[unit]]
code = "lyj"
name = "县旅游局"
aliases = ["旅游局"]
kind = "政府部门"

[[group]]
code = "bm"
name = "各部门"
kinds = ["政府部门"]

[[column]]
code = "gk"
name = "概况"

[[column]]
code = "dt"
name = "动态"
parent = "gk"

[[column]]
code = "tzgg"
name = "通知公告"
parent = "dt"
modes = ["单位发布"]
cadence = "每周"
leads = ["县政务办"]
responsible = ["各部门"]

[[column]]
code = "ly"
name = "旅游"
parent = "dt"
modes = ["信息报送"]
cadence = "必要时更新"
leads = ["县旅游局"]

[[column]]
code = "fw"
name = "服务"

[[column]]
code = "lyjx"
name = "旅游信息"
parent = "fw"
kind = "镜像"
cadence = "必要时更新"
mirrors = "tzgg"
"#;

fn small() -> Plan {
    Plan::from_toml(SMALL).unwrap()
}

fn unit(text: &str) -> Party {
    Party::Unit(UnitCode::parse(text).unwrap())
}

fn items(codes: &[&str]) -> BTreeSet<ColumnCode> {
    codes.iter().map(|c| code(c)).collect()
}

fn day() -> NaiveDate {
    NaiveDate::from_ymd_opt(2024, 5, 1).unwrap()
}

fn publishing_row(lead: &str) -> PlanRow {
    PlanRow {
        owed_since: None,
        owing_since: BTreeMap::new(),
        number: String::new(),
        modes: vec![AssuranceMode::UnitPublishes],
        cadence: Cadence::Daily,
        releases: None,
        floor: None,
        event_term: None,
        leads: vec![unit(lead)],
        responsible: Vec::new(),
        requirement: String::new(),
        remark: String::new(),
        link: None,
        mirrors: None,
        signing: Signing::AnyLead,
    }
}

fn new_column(name: &str, parent: Option<&str>) -> Column {
    Column {
        code: code("xin"),
        name: name.into(),
        alias: None,
        parent: parent.map(code),
        kind: ColumnKind::Articles,
        assessed: false,
        summary: String::new(),
        life_events: Vec::new(),
        counts_as: None,
        row: Some(publishing_row("zwb")),
        retired_on: None,
    }
}

fn new_group(column: &str, parent: Option<&str>) -> ColumnEdit {
    let group = Column { code: code(column), kind: ColumnKind::Group, row: None, ..new_column("组", parent) };
    ColumnEdit::Add(Box::new(group))
}

fn moved(column: &str, parent: Option<&str>, before: Option<&str>) -> ColumnEdit {
    ColumnEdit::Move { code: code(column), parent: parent.map(code), before: before.map(code) }
}

fn edit(plan: &Plan, edit: &ColumnEdit) -> Result<Plan, EditRefused> {
    plan.edited(edit, &items(&["tzgg", "ly"]), day())
}

fn order(plan: &Plan) -> Vec<&str> {
    plan.columns.iter().map(|c| c.code.as_str()).collect()
}

/// What `plan diff` prints.
fn lines(from: &Plan, to: &Plan) -> Vec<String> {
    from.diff(to).iter().map(ToString::to_string).collect()
}

fn lines_of_import(from: &Plan, adopted: &Plan) -> Vec<String> {
    from.diff_to_successor(adopted).iter().map(ToString::to_string).collect()
}

fn since(plan: &Plan, column: &str) -> String {
    let row = plan.column(&code(column)).unwrap().row.as_ref().unwrap();
    plan.owed_since(row).to_string()
}

#[test]
fn a_new_plan_stops_no_clock_and_a_new_column_owes_from_its_own_day() {
    let yearly = SMALL.replace("2020-01-01", "2024-01-01")
        + "\n[[column]]\ncode = \"xin\"\nname = \"新栏目\"\nparent = \"dt\"\ncadence = \"每周\"\nleads = [\"县政务办\"]\n";
    let plan = small().adopt(Plan::from_toml(&yearly).unwrap(), &items(&[]), day());
    assert_eq!(plan.effective_on.to_string(), "2024-01-01");
    assert_eq!((since(&plan, "tzgg"), since(&plan, "ly")), ("2020-01-01".into(), "2020-01-01".into()));
    assert_eq!(since(&plan, "xin"), "2024-05-01");
    assert_eq!(plan.first_owed_day().to_string(), "2020-01-01");
    // The text keeps it, and the file that it came from changes nothing a second time.
    let kept = Plan::from_toml(&plan.to_toml()).unwrap();
    assert_eq!(kept, plan);
    let again = plan.adopt(Plan::from_toml(&yearly).unwrap(), &items(&[]), "2025-06-01".parse().unwrap());
    assert_eq!(again, plan);
    // What differs is the day of the plan and the column, not since when the others are owed.
    let fields = |change: &Change| matches!(change, Change::ColumnChanged { .. });
    assert!(!small().diff(&plan).iter().any(fields), "{:?}", small().diff(&plan));
    let moved =
        Plan::from_toml(&plan.to_toml().replacen("owed_since = 2020-01-01", "owed_since = 2021-01-01", 1)).unwrap();
    assert!(plan.diff(&moved).iter().any(fields));
}

#[test]
fn an_edit_keeps_what_is_owed_and_begins_what_is_new() {
    let row = |code_of: &str| ColumnEdit::Row { code: code(code_of), row: Box::new(publishing_row("zwb")) };
    let edited = small().edited(&row("tzgg"), &items(&[]), day()).unwrap();
    assert_eq!(since(&edited, "tzgg"), "2020-01-01");
    let column = Column { row: Some(publishing_row("zwb")), ..new_column("新栏目", Some("dt")) };
    let added = small().edited(&ColumnEdit::Add(Box::new(column)), &items(&[]), day()).unwrap();
    assert_eq!((since(&added, "xin"), since(&added, "tzgg")), ("2024-05-01".into(), "2020-01-01".into()));
    // History that comes back begins anew.
    let retired = small().edited(&ColumnEdit::Retire { code: code("ly") }, &items(&["ly"]), day()).unwrap();
    assert_eq!(since(&retired, "ly"), "2020-01-01");
    let back = retired.adopt(small(), &items(&["ly"]), "2024-09-01".parse().unwrap());
    assert_eq!((since(&back, "ly"), since(&back, "tzgg")), ("2024-09-01".into(), "2020-01-01".into()));
}

/// `SMALL` with a day for the end of 旅游.
fn ending(day: &str) -> Plan {
    let mut plan = small();
    plan.columns.iter_mut().find(|column| column.code == code("ly")).unwrap().retired_on = day.parse().ok();
    plan
}

#[test]
fn an_end_that_is_taken_back_before_its_day_stops_no_clock() {
    for (on, expected) in [("2024-08-31", "2020-01-01"), ("2024-09-01", "2024-09-01")] {
        let back = ending("2024-09-01").adopt(small(), &items(&["ly"]), on.parse().unwrap());
        assert_eq!((since(&back, "ly"), since(&back, "tzgg")), (expected.into(), "2020-01-01".into()), "{on}");
    }
}

#[test]
fn what_is_ended_or_left_out_before_its_announced_day_is_history_at_once() {
    let without = |plan: &Plan| {
        let mut plan = plan.clone();
        plan.columns.retain(|column| column.code != code("ly"));
        plan
    };
    for (announced, expected) in [("2024-04-30", "2024-04-30"), ("2024-09-01", "2024-05-01")] {
        let before = ending(announced);
        let retired = edit(&before, &ColumnEdit::Retire { code: code("ly") }).unwrap();
        let left_out = before.adopt(without(&before), &items(&["ly"]), day());
        for plan in [retired, left_out] {
            let ends = plan.column(&code("ly")).unwrap().retired_on;
            assert_eq!(ends, expected.parse().ok(), "announced for {announced}");
        }
    }
}

/// `SMALL` with a day since which 旅游 is owed.
fn stating(day: &str) -> Plan {
    let stated = format!("name = \"旅游\"\nparent = \"dt\"\nowed_since = {day}");
    Plan::from_toml(&SMALL.replace("name = \"旅游\"\nparent = \"dt\"", &stated)).unwrap()
}

#[test]
fn a_file_corrects_since_when_a_column_is_owed_to_a_later_day() {
    for (stated, expected, is_told) in [
        ("2023-03-01", "2023-03-01", true),
        // The day itself is not over yet.
        ("2024-05-01", "2024-05-01", true),
        // What was not owed does not become owed, and no clock is stopped.
        ("2019-03-01", "2020-01-01", false),
        ("2024-05-02", "2020-01-01", false),
    ] {
        let adopted = small().adopt(stating(stated), &items(&[]), day());
        assert_eq!(
            (since(&adopted, "ly"), since(&adopted, "tzgg")),
            (expected.into(), "2020-01-01".into()),
            "{stated}"
        );
        let told = lines_of_import(&small(), &adopted);
        let expected: Vec<String> = if is_told {
            vec![format!("± 概况 / 动态 / 旅游 起算日期：2020-01-01 → {stated}")]
        } else {
            Vec::new()
        };
        assert_eq!(told, expected, "{stated}");
        // The same file again changes nothing, nor does one that states no day.
        assert_eq!(adopted.adopt(stating(stated), &items(&[]), day()), adopted, "{stated}");
        assert_eq!(adopted.adopt(small(), &items(&[]), day()), adopted, "{stated}");
    }
    assert_eq!(lines(&small(), &stating("2019-03-01")), Vec::<String>::new(), "it would not be taken");
    // A column that nobody knew of is owed since the day that its file states.
    let without = small().edited(&ColumnEdit::Retire { code: code("ly") }, &items(&[]), day()).unwrap();
    assert_eq!(since(&without.adopt(stating("2023-03-01"), &items(&[]), day()), "ly"), "2023-03-01");
}

/// A row need not say the day that is the whole plan's. The import says all the same which days it excuses.
#[test]
fn what_begins_anew_with_the_plan_itself_is_told_too() {
    let newer = Plan { effective_on: day(), ..stating("2024-05-01") };
    let adopted = small().adopt(newer, &items(&[]), day());
    assert_eq!(adopted.column(&code("ly")).unwrap().row.as_ref().unwrap().owed_since, None);
    let told = lines_of_import(&small(), &adopted);
    let told: Vec<&String> = told.iter().filter(|line| line.contains("起算日期")).collect();
    assert_eq!(told, ["± 概况 / 动态 / 旅游 起算日期：2020-01-01 → 2024-05-01"]);
}

/// The file was exported while the column was in use.
#[test]
fn history_that_comes_back_begins_anew_whatever_its_file_says() {
    let before = small().adopt(stating("2021-01-01"), &items(&[]), day());
    let retired = before.edited(&ColumnEdit::Retire { code: code("ly") }, &items(&["ly"]), day()).unwrap();
    let back = |plan: &Plan, on: &str| plan.adopt(before.clone(), &items(&["ly"]), on.parse().unwrap());
    let anew = back(&retired, "2024-09-01");
    assert_eq!((since(&before, "ly"), since(&anew, "ly")), ("2021-01-01".into(), "2024-09-01".into()));
    assert_eq!(back(&anew, "2025-01-01"), anew, "the same file again changes nothing");
}

/// What was a link, a function or a mirror held nothing of its own: it is not blank since the plan's first day.
#[test]
fn a_column_that_comes_to_hold_items_begins_anew() {
    let with_kind = |kind: &str| {
        let of_kind =
            format!("name = \"旅游\"\nparent = \"dt\"\nkind = \"{kind}\"\nlink = \"https://www.example.cn/\"");
        Plan::from_toml(&SMALL.replace("name = \"旅游\"\nparent = \"dt\"", &of_kind)).unwrap()
    };
    for kind in ["链接", "功能"] {
        let held = with_kind(kind).adopt(small(), &items(&[]), day());
        assert_eq!((since(&held, "ly"), since(&held, "tzgg")), ("2024-05-01".into(), "2020-01-01".into()), "{kind}");
        assert_eq!(held.adopt(small(), &items(&[]), "2025-06-01".parse().unwrap()), held, "{kind}");
        // The other way round nothing begins.
        let linked = small().adopt(with_kind(kind), &items(&[]), day());
        assert_eq!(since(&linked, "ly"), "2020-01-01", "{kind}");
    }
    let own = SMALL.replace("kind = \"镜像\"\n", "leads = [\"县政务办\"]\n").replace("mirrors = \"tzgg\"\n", "");
    let mirrored = small().adopt(Plan::from_toml(&own).unwrap(), &items(&[]), day());
    assert_eq!(since(&mirrored, "lyjx"), "2024-05-01");
}

#[test]
fn a_column_with_a_row_is_a_duty_since_its_own_day_or_that_of_the_plan() {
    let column = Column { row: Some(publishing_row("zwb")), ..new_column("新栏目", Some("dt")) };
    let plan = small().edited(&ColumnEdit::Add(Box::new(column)), &items(&[]), day()).unwrap();
    let owed_since = |of: &str| plan.duty(plan.column(&code(of)).unwrap()).map(|duty| duty.owed_since.to_string());
    assert_eq!(owed_since("xin").as_deref(), Some("2024-05-01"));
    assert_eq!(owed_since("tzgg").as_deref(), Some("2020-01-01"));
    assert_eq!(owed_since("dt"), None, "a channel has no row");
}

#[test]
fn a_plan_does_not_differ_from_itself() {
    assert_eq!(small().diff(&small()), Vec::<Change>::new());
}

#[test]
fn what_a_column_counts_as_is_exported_and_compared() {
    let counted = SMALL.replace("cadence = \"每周\"", "counts_as = \"热点回应\"\ncadence = \"每周\"");
    let newer = Plan::from_toml(&counted).unwrap();
    let told = lines(&small(), &newer);
    assert_eq!(told.len(), 1);
    assert!(told[0].ends_with("考核取数：（空） → 热点回应"), "{told:?}");
    assert_eq!(Plan::from_toml(&newer.to_toml()), Ok(newer));
}

#[test]
fn every_kind_of_change_has_its_line() {
    let newer = SMALL
        .replace("effective_on = 2020-01-01", "effective_on = 2021-01-01\ndocument_number = \"隆办发〔2021〕1号\"")
        .replace("name = \"县旅游局\"\naliases = [\"旅游局\"]", "name = \"县文旅局\"\naliases = [\"县旅游局\"]")
        .replace("kinds = [\"政府部门\"]", "kinds = [\"政府部门\", \"乡镇\"]")
        .replace("cadence = \"每周\"", "cadence = \"每天\"\nsigning = \"两人审签\"")
        .replace("responsible = [\"各部门\"]", "responsible = [\"县旅游局\"]")
        .replace("name = \"旅游\"\nparent = \"dt\"", "name = \"文旅\"\nparent = \"gk\"\nstar = true");
    let newer = newer.split("[[column]]\ncode = \"lyjx\"").next().unwrap().to_owned()
        + "[[unit]]\ncode = \"ntz\"\nname = \"那桐镇\"\nkind = \"乡镇\"\n\
           [[column]]\ncode = \"bmxx\"\nname = \"便民信息\"\nparent = \"dt\"\ncadence = \"每月\"\nleads = [\"县政务办\"]\n";
    let newer = Plan::from_toml(&newer).unwrap();
    assert_eq!(
        lines(&small(), &newer),
        [
            "± 方案 文号：（空） → 隆办发〔2021〕1号",
            "± 方案 施行日期：2020-01-01 → 2021-01-01",
            "± 单位 县旅游局 名称：县旅游局 → 县文旅局",
            "± 单位 县旅游局 别名：旅游局 → 县旅游局",
            "+ 单位 那桐镇",
            "± 单位组 各部门 成员：政府部门 → 政府部门、乡镇",
            "± 概况 / 动态 / 通知公告 更新时效：每周 → 每天",
            "± 概况 / 动态 / 通知公告 审签方式：任一牵头单位 → 两人审签",
            "+ 保障 县文旅局：概况 / 动态 / 通知公告",
            "− 保障 各部门：概况 / 动态 / 通知公告",
            "+ 栏目 概况 / 动态 / 便民信息",
            "± 栏目 概况 / 动态 / 旅游 移动：→ 概况 / 文旅",
            "± 概况 / 文旅 名称：旅游 → 文旅",
            "± 概况 / 文旅 考核★：（空） → ★",
            "− 栏目 服务 / 旅游信息",
        ]
    );
}

#[test]
fn order_among_siblings_is_a_change() {
    let swapped = edit(&small(), &moved("ly", Some("dt"), Some("tzgg"))).unwrap();
    assert_eq!(lines(&small(), &swapped), ["± 概况 / 动态 顺序：通知公告、旅游 → 旅游、通知公告"]);
    let channels = edit(&small(), &moved("fw", None, Some("gk"))).unwrap();
    assert_eq!(lines(&small(), &channels), ["± 频道 顺序：概况、服务 → 服务、概况"]);
}

#[test]
fn rights_follow_the_duties_and_the_reform() {
    let mut newer = small();
    let tourism = newer.columns.iter_mut().find(|c| c.code == code("ly")).unwrap();
    tourism.row.as_mut().unwrap().leads = vec![unit("zwb")];
    let told = |older: &Plan, newer: &Plan| -> Vec<String> {
        let changes = older.rights_changes(newer, day());
        let words = |c: &domain::plan::RightsChange| {
            let (gained, signs) = (if c.gained { '+' } else { '-' }, if c.signs { "签" } else { "写" });
            format!("{} {gained}{signs} {}", c.column_name, c.unit_name)
        };
        changes.iter().map(words).collect()
    };
    assert_eq!(
        told(&small(), &newer),
        ["旅游 -写 县旅游局", "旅游 -签 县旅游局", "旅游 +写 县政务办", "旅游 +签 县政务办"]
    );
    let retired = edit(&small(), &ColumnEdit::Retire { code: code("ly") }).unwrap();
    assert_eq!(told(&small(), &retired), ["旅游 -写 县旅游局", "旅游 -签 县旅游局"]);
    let reform = |on: &str| {
        SMALL.replace(
            "aliases = [\"旅游局\"]\nkind = \"政府部门\"",
            &format!("aliases = [\"旅游局\"]\nkind = \"政府部门\"\nsuccessor = {{ unit = \"县政务办\", on = {on} }}"),
        )
    };
    let by_then = Plan::from_toml(&reform("2024-05-01")).unwrap();
    assert_eq!(
        told(&small(), &by_then),
        ["通知公告 -写 县旅游局", "旅游 -写 县旅游局", "旅游 -签 县旅游局", "旅游 +写 县政务办", "旅游 +签 县政务办"]
    );
    let not_yet = Plan::from_toml(&reform("2024-05-02")).unwrap();
    assert_eq!(told(&small(), &not_yet), Vec::<String>::new());
}

#[test]
fn adding() {
    let plan = edit(&small(), &ColumnEdit::Add(Box::new(new_column(" 便民信息 ", Some("dt"))))).unwrap();
    assert_eq!(order(&plan), ["gk", "dt", "tzgg", "ly", "xin", "fw", "lyjx"]);
    assert_eq!(plan.path_name(&code("xin")), "概况 / 动态 / 便民信息");
    let refusals = [
        (
            ColumnEdit::Add(Box::new(Column { code: code("ly"), ..new_column("甲", None) })),
            EditRefused::CodeTaken(code("ly")),
        ),
        (ColumnEdit::Add(Box::new(new_column(" ", None))), EditRefused::NoName),
        (ColumnEdit::Add(Box::new(new_column("甲", Some("nope")))), EditRefused::NoSuchColumn(code("nope"))),
        (
            ColumnEdit::Add(Box::new(new_column("甲", Some("tzgg")))),
            EditRefused::Faulty("“通知公告”不是栏目组，不能有下级栏目“甲”".into()),
        ),
        (
            ColumnEdit::Add(Box::new(Column { row: Some(publishing_row("nobody")), ..new_column("甲", None) })),
            EditRefused::Faulty("栏目“甲”的牵头单位“nobody”不存在".into()),
        ),
    ];
    for (refused, reason) in refusals {
        assert_eq!(edit(&small(), &refused), Err(reason), "{refused:?}");
    }
}

/// A code that comes over the wire has not been parsed.
#[test]
fn a_malformed_code_from_the_desk_is_refused() {
    let json = serde_json::to_string(&ColumnEdit::Add(Box::new(new_column("甲", None)))).unwrap();
    let forged: ColumnEdit = serde_json::from_str(&json.replace("\"xin\"", "\"../x\"")).unwrap();
    assert!(matches!(edit(&small(), &forged), Err(EditRefused::Faulty(_))));
}

#[test]
fn renaming() {
    let rename = |to: &str, column: &str| ColumnEdit::Rename { code: code(column), name: to.into() };
    let plan = edit(&small(), &rename("文旅", "ly")).unwrap();
    assert_eq!(lines(&small(), &plan), ["± 概况 / 动态 / 文旅 名称：旅游 → 文旅"]);
    assert_eq!(edit(&small(), &rename("\u{3000} ", "ly")), Err(EditRefused::NoName));
    assert_eq!(edit(&small(), &rename("甲", "nope")), Err(EditRefused::NoSuchColumn(code("nope"))));
}

fn described(column: &str, kind: ColumnKind) -> ColumnEdit {
    ColumnEdit::Describe {
        code: code(column),
        alias: Some(" 文旅 ".into()),
        kind,
        assessed: true,
        summary: " 景区和线路 ".into(),
    }
}

#[test]
fn describing() {
    let plan = edit(&small(), &described("ly", ColumnKind::Articles)).unwrap();
    assert_eq!(
        lines(&small(), &plan),
        [
            "± 概况 / 动态 / 旅游 别名：（空） → 文旅",
            "± 概况 / 动态 / 旅游 考核★：（空） → ★",
            "± 概况 / 动态 / 旅游 简介：（空） → 景区和线路",
        ]
    );
    let nothing = ColumnEdit::Describe {
        code: code("ly"),
        alias: Some("\u{3000}".into()),
        kind: ColumnKind::Articles,
        assessed: false,
        summary: String::new(),
    };
    assert_eq!(edit(&plan, &nothing), Ok(small()), "and back");
    assert_eq!(edit(&small(), &described("nope", ColumnKind::Articles)), Err(EditRefused::NoSuchColumn(code("nope"))));
}

#[test]
fn a_column_with_items_turns_into_what_takes_them() {
    let turned = |plan: &Plan, column: &str, kind: ColumnKind, with: &[&str]| {
        let edited = plan.edited(&described(column, kind), &items(with), day());
        edited.map(|plan| plan.column(&code(column)).unwrap().kind)
    };
    let (plan, none): (_, &[&str]) = (small(), &[]);
    let full: &[&str] = &["ly"];
    for (column, kind, with, expected) in [
        ("ly", ColumnKind::Videos, none, Ok(ColumnKind::Videos)),
        ("ly", ColumnKind::Programmes, full, Ok(ColumnKind::Programmes)),
        ("ly", ColumnKind::Articles, full, Ok(ColumnKind::Articles)),
        (
            "ly",
            ColumnKind::Videos,
            full,
            Err(EditRefused::HoldsItems { before: ColumnKind::Articles, after: ColumnKind::Videos }),
        ),
        ("ly", ColumnKind::Group, none, Err(EditRefused::FixedKind(ColumnKind::Group))),
        ("ly", ColumnKind::Topics, none, Err(EditRefused::FixedKind(ColumnKind::Topics))),
        ("dt", ColumnKind::Articles, none, Err(EditRefused::FixedKind(ColumnKind::Group))),
        ("lyjx", ColumnKind::Articles, none, Err(EditRefused::FixedKind(ColumnKind::Mirror))),
        ("ly", ColumnKind::Link, none, Err(EditRefused::Faulty("栏目“旅游”是栏目链接，但没有链接地址".into()))),
    ] {
        assert_eq!(turned(&plan, column, kind, with), expected, "{column} {kind:?}");
    }
}

/// What only the former kind has would be a fault of the plan that nobody could mend on the desk.
#[test]
fn what_belongs_to_the_former_kind_goes_with_it() {
    let of_kind = "name = \"旅游\"\nparent = \"dt\"\nkind = \"便民专题\"\nlife_events = [\"就业创业\"]";
    let plan = Plan::from_toml(&SMALL.replace("name = \"旅游\"\nparent = \"dt\"", of_kind)).unwrap();
    let to_articles = described("ly", ColumnKind::Articles);
    let edited = plan.edited(&to_articles, &items(&[]), day()).unwrap();
    assert_eq!(edited.column(&code("ly")).unwrap().life_events, Vec::<String>::new());
    let told = lines(&plan, &edited);
    assert!(told.contains(&"± 概况 / 动态 / 旅游 办事情形：就业创业 → （空）".to_owned()), "{told:?}");
    // A list of articles takes no guides to services.
    let (before, after) = (ColumnKind::LifeEvents, ColumnKind::Articles);
    assert_eq!(edit(&plan, &to_articles), Err(EditRefused::HoldsItems { before, after }));
}

#[test]
fn moving() {
    let plan = edit(&small(), &moved("dt", Some("fw"), Some("lyjx"))).unwrap();
    assert_eq!(order(&plan), ["gk", "fw", "dt", "tzgg", "ly", "lyjx"], "what stands below moves with it");
    assert_eq!(edit(&small(), &moved("ly", Some("dt"), Some("ly"))), Ok(small()), "dropped where it was");
    for under in ["gk", "dt"] {
        assert_eq!(edit(&small(), &moved("gk", Some(under), None)), Err(EditRefused::Cycle));
    }
    assert_eq!(edit(&small(), &moved("ly", Some("nope"), None)), Err(EditRefused::NoSuchColumn(code("nope"))));
    assert_eq!(
        edit(&small(), &moved("ly", Some("fw"), Some("tzgg"))),
        Err(EditRefused::NoSuchColumn(code("tzgg"))),
        "the sibling is not there"
    );
}

#[test]
fn no_fifth_level() {
    let three = edit(&small(), &new_group("a", Some("dt"))).unwrap();
    let four = edit(&three, &new_group("b", Some("a"))).unwrap();
    assert_eq!(edit(&four, &new_group("c", Some("b"))), Err(EditRefused::TooDeep));
    assert_eq!(edit(&four, &moved("dt", Some("fw"), None)).map(|p| p.path(&code("b")).len()), Ok(4));
    let below = edit(&edit(&four, &new_group("c", None)).unwrap(), &new_group("d", Some("c"))).unwrap();
    assert_eq!(edit(&below, &moved("a", Some("d"), None)).map(|p| p.path(&code("b")).len()), Ok(4));
    assert_eq!(edit(&below, &moved("c", Some("a"), None)), Err(EditRefused::TooDeep), "with what stands below it");
}

#[test]
fn giving_a_column_other_duties() {
    let row = ColumnEdit::Row { code: code("ly"), row: Box::new(publishing_row("zwb")) };
    let plan = edit(&small(), &row).unwrap();
    assert_eq!(
        lines(&small(), &plan),
        [
            "± 概况 / 动态 / 旅游 保障方式：信息报送 → 单位发布",
            "± 概况 / 动态 / 旅游 更新时效：必要时更新 → 每天",
            "+ 牵头 县政务办：概况 / 动态 / 旅游",
            "− 牵头 县旅游局：概况 / 动态 / 旅游",
        ]
    );
    let leaderless = PlanRow { leads: Vec::new(), ..publishing_row("zwb") };
    assert_eq!(
        edit(&small(), &ColumnEdit::Row { code: code("ly"), row: Box::new(leaderless) }),
        Err(EditRefused::Faulty("栏目“旅游”没有牵头单位，无人终审终签".into()))
    );
}

#[test]
fn retiring_keeps_what_has_items() {
    let retire = |plan: &Plan, column: &str, with: &[&str]| {
        plan.edited(&ColumnEdit::Retire { code: code(column) }, &items(with), day())
    };
    let with = retire(&small(), "ly", &["ly"]).unwrap();
    assert_eq!(with.column(&code("ly")).unwrap().retired_on, Some(day()));
    let without = retire(&small(), "ly", &[]).unwrap();
    assert_eq!(without.column(&code("ly")), None);
    // A group ends with everything below it and stays as long as something below has items.
    let no_mirror = retire(&small(), "lyjx", &[]).unwrap();
    let group = retire(&no_mirror, "gk", &["ly"]).unwrap();
    assert_eq!(order(&group), ["gk", "dt", "ly", "fw"]);
    assert!(group.columns.iter().filter(|c| c.code != code("fw")).all(|c| c.retired_on == Some(day())));
    assert_eq!(order(&retire(&no_mirror, "gk", &[]).unwrap()), ["fw"]);
    // Retired twice, it keeps its first day; what lost its items meanwhile disappears.
    let later = day().succ_opt().unwrap();
    let again = ColumnEdit::Retire { code: code("ly") };
    let twice = with.edited(&again, &items(&["ly"]), later).unwrap();
    assert_eq!(twice.column(&code("ly")).unwrap().retired_on, Some(day()));
    assert_eq!(with.edited(&again, &items(&[]), later).unwrap().column(&code("ly")), None);
    // What another column shows cannot end first.
    assert_eq!(
        retire(&small(), "tzgg", &["tzgg"]),
        Err(EditRefused::Faulty("“通知公告”自2024年5月1日起停用，显示它的镜像栏目“旅游信息”应同时或更早停用".into()))
    );
}

#[test]
fn nothing_new_under_a_history_column() {
    let plan = edit(&small(), &ColumnEdit::Retire { code: code("ly") }).unwrap();
    let group = edit(&plan, &new_group("a", Some("dt"))).unwrap();
    let ended = edit(&edit(&group, &moved("ly", Some("a"), None)).unwrap(), &ColumnEdit::Retire { code: code("a") });
    assert_eq!(
        edit(&ended.unwrap(), &ColumnEdit::Add(Box::new(new_column("甲", Some("a"))))),
        Err(EditRefused::Faulty("上级“组”自2024年5月1日起停用，下级“甲”应同时或更早停用".into()))
    );
}

/// A plan that drops 动态 with all below it, the tourism office, and gives its name to another unit.
fn reformed() -> Plan {
    let text = r#"
title = "新方案"
effective_on = 2024-05-01

[[unit]]
code = "wgj"
name = "县文旅局"
aliases = ["县旅游局"]
kind = "政府部门"

[[unit]]
code = "zwb"
name = "县政务办"
kind = "政府部门"

[[group]]
code = "quan"
name = "各部门"
kinds = ["政府部门"]

[[column]]
code = "gk"
name = "概况"

[[column]]
code = "wl"
name = "文旅"
parent = "gk"
modes = ["单位发布"]
cadence = "每天"
leads = ["县文旅局"]
responsible = ["各部门"]
"#;
    Plan::from_toml(text).unwrap()
}

#[test]
fn adopting_keeps_history_with_its_path_and_parties() {
    let plan = small().adopt(reformed(), &items(&["tzgg", "ly"]), day());
    assert_eq!(plan.faults(), Vec::<String>::new());
    assert_eq!(order(&plan), ["gk", "wl", "dt", "tzgg", "ly"]);
    let kept = |c: &str| plan.column(&code(c)).unwrap().retired_on;
    assert_eq!((kept("wl"), kept("dt"), kept("ly")), (None, Some(day()), Some(day())));
    assert_eq!(plan.path_name(&code("ly")), "概况 / 动态 / 旅游");
    let old_office = plan.unit(&UnitCode::parse("lyj").unwrap()).unwrap();
    assert_eq!((old_office.name.as_str(), old_office.closed_on), ("原县旅游局", Some(day())));
    let leads = &plan.column(&code("ly")).unwrap().row.as_ref().unwrap().leads;
    assert_eq!(plan.party_name(&leads[0]), "原县旅游局");
    let groups: Vec<&str> = plan.groups.iter().map(|g| g.name.as_str()).collect();
    assert_eq!(groups, ["各部门", "原各部门"]);
    // The closed office gains nothing from a group that now happens to fit it.
    let duties = plan.clone().in_force(day());
    let publishers = &duties.duties(&code("wl")).unwrap().responsible;
    assert!(!publishers.contains(&UnitCode::parse("lyj").unwrap()), "{publishers:?}");
    assert_eq!(Plan::from_toml(&plan.to_toml()), Ok(plan));
}

#[test]
fn adopting_twice_changes_nothing() {
    let with = items(&["tzgg", "ly"]);
    let once = small().adopt(reformed(), &with, day());
    let later = day().succ_opt().unwrap();
    assert_eq!(once.adopt(reformed(), &with, later), once);
    assert_eq!(once.adopt(once.clone(), &with, later), once);
}

#[test]
fn adopting_lets_go_of_what_is_empty() {
    let plan = small().adopt(reformed(), &items(&["gk"]), day());
    assert_eq!(order(&plan), ["gk", "wl"]);
}

/// Its old place may now stand so deep that nothing fits below it.
#[test]
fn adopting_finds_room_for_history() {
    let mut newer = edit(&small(), &ColumnEdit::Retire { code: code("lyjx") }).unwrap();
    for (column, parent) in [("a", "fw"), ("b", "a")] {
        newer = edit(&newer, &new_group(column, Some(parent))).unwrap();
    }
    newer.columns.retain(|c| !["tzgg", "ly"].contains(&c.code.as_str()));
    let newer = edit(&newer, &moved("dt", Some("b"), None)).unwrap();
    assert_eq!(newer.path_name(&code("dt")), "服务 / 组 / 组 / 动态");
    let plan = small().adopt(newer, &items(&["ly"]), day());
    assert_eq!(plan.faults(), Vec::<String>::new());
    assert_eq!(plan.path_name(&code("ly")), "服务 / 组 / 组 / 旅游");
}
