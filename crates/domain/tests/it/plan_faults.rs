//! `plan check`: every fault at once, where it stands, in Chinese.

use domain::{
    kind::Service,
    plan::{FaultKind, Plan},
};

const HEAD: &str = r#"title = "方案"
effective_on = 2020-01-01

[[unit]]
code = "zwb"
name = "县政务办"
aliases = ["政务办"]
kind = "政府部门"

[[group]]
code = "quan"
name = "各部门"
kinds = ["政府部门"]

[[column]]
code = "pd"
name = "频道"

[[column]]
code = "tzgg"
name = "通知公告"
parent = "pd"
modes = ["单位发布"]
cadence = "每天"
leads = ["政务办"]
responsible = ["各部门"]
"#;

/// The faults of the file that `HEAD` becomes when `rest` follows it, as `line:column message`, lines counted
/// from the first of `rest`.
fn faults_after_head(rest: &str) -> Vec<(FaultKind, String)> {
    faults_of(&format!("{HEAD}{rest}"), HEAD.lines().count())
}

fn faults_of(text: &str, lines_before: usize) -> Vec<(FaultKind, String)> {
    let faults = Plan::from_toml(text).err().unwrap_or_default();
    let line = |fault: &domain::plan::file::Fault| fault.line.saturating_sub(lines_before);
    faults.iter().map(|f| (f.kind, format!("{}:{} {}", line(f), f.column, f.message))).collect()
}

fn one_fault(rest: &str) -> (FaultKind, String) {
    let mut faults = faults_after_head(rest);
    assert_eq!(faults.len(), 1, "{rest}\n{faults:#?}");
    faults.remove(0)
}

#[track_caller]
fn assert_fault(rest: &str, kind: FaultKind, message: &str) {
    assert_eq!(one_fault(rest), (kind, message.to_owned()), "{rest}");
}

#[test]
fn the_head_of_these_tests_is_without_fault() {
    assert_eq!(faults_after_head(""), []);
}

/// A publishing column with these lines added.
fn column(lines: &str) -> String {
    format!("[[column]]\ncode = \"x\"\nname = \"甲\"\nparent = \"pd\"\n{lines}")
}

#[test]
fn names_that_nobody_bears() {
    let unknown = column("cadence = \"每天\"\nleads = [\"政务办\", \"县旅发委\"]\nresponsible = [\"各委办\"]\n");
    assert_eq!(
        faults_after_head(&unknown),
        [
            (FaultKind::UnknownParty, "6:17 没有名为“县旅发委”的单位或单位组".into()),
            (FaultKind::UnknownParty, "7:16 没有名为“各委办”的单位或单位组".into()),
        ]
    );
    assert_fault(
        "[[group]]\ncode = \"g\"\nname = \"几个单位\"\nunits = [\"县政务办\", \"县档案局\"]\n",
        FaultKind::UnknownParty,
        "4:18 没有名为“县档案局”的单位",
    );
}

#[test]
fn codes_and_names_that_are_taken() {
    let unit = |code: &str, name: &str| format!("[[unit]]\ncode = \"{code}\"\nname = \"{name}\"\nkind = \"乡镇\"\n");
    assert_fault(&unit("zwb", "那桐镇"), FaultKind::DuplicateCode, "2:8 单位代码“zwb”重复");
    assert_fault(
        &unit("ntz", "政务办"),
        FaultKind::DuplicateName,
        "3:8 名称“政务办”被两个单位或单位组占用，无法判断所指",
    );
    assert_fault(
        &unit("乡", "那桐镇"),
        FaultKind::BadCode,
        "2:8 单位代码“乡”不合规：须为1至40个小写字母、数字或连字符",
    );
    assert_fault(
        "[[group]]\ncode = \"quan\"\nname = \"全部\"\noutside = true\n",
        FaultKind::DuplicateCode,
        "2:8 单位组代码“quan”重复",
    );
    assert_fault(
        "[[column]]\ncode = \"tzgg\"\nname = \"乙\"\nparent = \"pd\"\n",
        FaultKind::DuplicateCode,
        "2:8 栏目代码“tzgg”重复",
    );
    let numbered = "number = \"C01\"\ncadence = \"每天\"\nleads = [\"政务办\"]\n";
    let twice = format!("{}{}", column(numbered), column(numbered).replace("\"x\"", "\"y\""));
    assert_fault(&twice, FaultKind::DuplicateNumber, "12:10 编号“C01”被两个栏目使用，后一个是“甲”");
}

#[test]
fn release_calendars_that_are_none() {
    let with = |cadence: &str, days: &str| {
        column(&format!("cadence = \"{cadence}\"\nleads = [\"政务办\"]\nreleases = [{days}]\n"))
    };
    assert_eq!(faults_after_head(&with("每月", "\"01-20\", \"3月18日\"")), []);
    assert_eq!(faults_after_head(&with("每季度", "\"04-20\"")), []);
    assert_fault(
        &with("每月", "\"03-18\", \"01-20\""),
        FaultKind::BadDate,
        "7:22 发布日历须按日期先后写：“01-20”不在“03-18”之后",
    );
    assert_fault(
        &with("每月", "\"13-18\""),
        FaultKind::BadDate,
        "7:13 发布日历中的“13-18”不是每年都有的日期，应写作 01-31 或 1月31日",
    );
    assert_fault(
        &with("每周", "\"01-20\""),
        FaultKind::BadRow,
        "7:12 栏目“甲”的更新时效“每周”不以月计，不应写发布日历",
    );
}

#[test]
fn rows_that_cannot_work() {
    assert_fault(&column("cadence = \"每天\"\n"), FaultKind::MissingLead, "1:1 栏目“甲”没有牵头单位，无人终审终签");
    assert_fault(&column("leads = [\"政务办\"]\n"), FaultKind::MissingKey, "1:1 缺少“cadence”");
    assert_fault(
        &column("kind = \"链接\"\ncadence = \"每天\"\n"),
        FaultKind::MissingLink,
        "1:1 栏目“甲”是栏目链接，但没有链接地址",
    );
    assert_fault(
        &column("modes = [\"栏目链接\"]\ncadence = \"每天\"\nleads = [\"政务办\"]\n"),
        FaultKind::MissingLink,
        "1:1 栏目“甲”是栏目链接，但没有链接地址",
    );
    assert_fault(
        &column("kind = \"链接\"\ncadence = \"每天\"\nlink = \"javascript:alert(1)\"\n"),
        FaultKind::BadLink,
        "7:8 栏目“甲”的链接“javascript:alert(1)”不是地址：须以 https://、http:// 或 / 开头，不含空格",
    );
    assert_fault(
        &column("kind = \"栏目组\"\ncadence = \"每天\"\n"),
        FaultKind::BadRow,
        "5:8 栏目组“甲”不发布信息，不应写更新时效、牵头单位等",
    );
    assert_fault(
        &column("kind = \"功能\"\n"),
        FaultKind::BadRow,
        "5:8 栏目“甲”没有方案表中的内容（保障方式、更新时效、牵头单位等）",
    );
    assert_fault(
        &column("modes = [\"抄送\"]\ncadence = \"每天\"\nleads = [\"政务办\"]\n"),
        FaultKind::BadValue,
        "5:10 “抄送”不在可写的词中：单位发布、信息报送、转载、栏目链接、栏目共建",
    );
    assert_fault(
        &column("life_events = [\"上学教育\"]\ncadence = \"每天\"\nleads = [\"政务办\"]\n"),
        FaultKind::BadRow,
        "5:15 栏目“甲”不是便民专题，不应写办事情形",
    );
    assert_fault(
        &column("counts_as = \"访谈\"\ncadence = \"每天\"\nleads = [\"政务办\"]\n"),
        FaultKind::BadValue,
        "5:13 “访谈”不在可写的词中：通知公告、咨询渠道、常见问题、在线访谈、调查征集、热点回应、统计数据、数据开放、年度报表",
    );
    assert_fault(
        &column("counts_as = \"咨询渠道\"\ncadence = \"每天\"\nleads = [\"政务办\"]\n"),
        FaultKind::BadRow,
        "5:13 栏目“甲”的类型是文章，考核时不能按“咨询渠道”取数",
    );
    assert_fault(
        "[[column]]\ncode = \"x\"\nname = \"甲\"\nparent = \"pd\"\ncounts_as = \"在线访谈\"\n",
        FaultKind::BadRow,
        "5:13 栏目“甲”的类型是栏目组，考核时不能按“在线访谈”取数",
    );
    let unknown = "kind = \"便民专题\"\nlife_events = [\"上学\"]\ncadence = \"每天\"\nleads = [\"政务办\"]\n";
    assert_fault(
        &column(unknown),
        FaultKind::BadValue,
        &format!("6:16 “上学”不在可写的词中：{}", Service::life_events().collect::<Vec<_>>().join("、")),
    );
}

#[test]
fn topics_stand_in_one_column() {
    let topics = |code: &str, more: &str| {
        format!(
            "[[column]]\ncode = \"{code}\"\nname = \"{code}\"\nparent = \"pd\"\nkind = \"专题\"\n\
                 cadence = \"按要求更新\"\nleads = [\"政务办\"]\n{more}"
        )
    };
    assert_eq!(faults_after_head(&topics("zt", "")), []);
    assert_eq!(faults_after_head(&(topics("zt", "retired_on = 2024-01-01\n") + &topics("zt-2", ""))), []);
    // A group there is whoever asks: somebody must decide.
    assert_fault(
        &topics("zt", "").replace("政务办", "各部门"),
        FaultKind::MissingLead,
        "7:9 专题栏目“zt”须点名至少一个牵头单位，由其批准和签发专题",
    );
    assert_fault(
        &(topics("zt", "") + &topics("zt-2", "")),
        FaultKind::SecondTopics,
        "12:8 在用的专题栏目只能有一个，“zt-2”是多余的",
    );
}

#[test]
fn cadences_that_nobody_can_keep() {
    for (written, kind) in [
        ("13次每月", FaultKind::BadValue),
        ("有空就发", FaultKind::BadValue),
        ("0个工作日", FaultKind::ImpossibleCadence),
        ("每0天", FaultKind::ImpossibleCadence),
        ("1年0次以上", FaultKind::ImpossibleCadence),
        ("1年400次以上", FaultKind::ImpossibleCadence),
        ("20个工作日（许可处罚0个工作日）", FaultKind::ImpossibleCadence),
        ("1年（2月29日前）", FaultKind::BadDate),
        ("每年13月1日前", FaultKind::BadDate),
        ("1年（1月31日）", FaultKind::BadValue),
    ] {
        let (found, message) = one_fault(&column(&format!("cadence = \"{written}\"\nleads = [\"政务办\"]\n")));
        assert_eq!(found, kind, "{written}");
        assert!(message.starts_with(&format!("5:11 更新时效“{written}”")), "{message}");
    }
}

#[test]
fn a_day_of_the_year_is_kept_and_has_no_backstop_beside_it() {
    let with = |cadence: &str, more: &str| column(&format!("cadence = \"{cadence}\"\n{more}leads = [\"政务办\"]\n"));
    for spelling in ["1年（1月31日前）", "1年(1月31日前)", "1年内（1月31日前）", "每年1月31日前"]
    {
        let plan = Plan::from_toml(&format!("{HEAD}{}", with(spelling, ""))).unwrap();
        assert!(plan.to_toml().contains("cadence = \"1年（1月31日前）\"\n"), "{spelling}: {}", plan.to_toml());
        assert_eq!(Plan::from_toml(&plan.to_toml()), Ok(plan), "{spelling}");
    }
    let (_, message) = one_fault(&with("1年（2月29日前）", ""));
    assert_eq!(message, "5:11 更新时效“1年（2月29日前）”中的“2月29日”不是每年都有，应写 2月28日 或 3月1日");
    assert_fault(
        &with("1年（1月31日前）", "floor = \"1年\"\n"),
        FaultKind::BadRow,
        "6:9 栏目“甲”的更新时效已写明每年的日期，不应再写巡查底线",
    );
}

#[test]
fn a_tree_that_is_none() {
    assert_fault(
        "[[column]]\ncode = \"x\"\nname = \"甲\"\nparent = \"nope\"\n",
        FaultKind::UnknownParent,
        "4:10 栏目“甲”的上级栏目“nope”不存在",
    );
    assert_fault(
        "[[column]]\ncode = \"x\"\nname = \"甲\"\nparent = \"y\"\n\
         [[column]]\ncode = \"y\"\nname = \"乙\"\nparent = \"x\"\n",
        FaultKind::Cycle,
        "4:10 栏目“甲”的上级栏目首尾相接，成为循环",
    );
    let group =
        |code: &str, parent: &str| format!("[[column]]\ncode = \"{code}\"\nname = \"{code}\"\nparent = \"{parent}\"\n");
    let deep = [group("b", "pd"), group("c", "b"), group("d", "c"), group("e", "d")].concat();
    assert_fault(&deep, FaultKind::TooDeep, "16:10 栏目“e”在第5级，栏目树最多四级");
    assert_fault(&group("b", "tzgg"), FaultKind::BadParent, "4:10 “通知公告”不是栏目组，不能有下级栏目“b”");
}

/// The line of a plan that ends a column; none for what stays.
fn end(day: &str) -> String {
    if day.is_empty() { String::new() } else { format!("retired_on = {day}\n") }
}

/// What is said of a column that stays, beside what ends: the day may be over or still to come, the plan is read without one.
/// What ends itself is left alone: history that a later version leaves below an older group, too.
const ENDS: [(&str, &str, Option<&str>); 8] = [
    ("", "", None),
    ("", "2024-01-01", None),
    ("2024-01-01", "", Some("2024年1月1日")),
    ("2099-12-31", "", Some("2099年12月31日")),
    ("2099-12-31", "2099-12-31", None),
    ("2099-12-31", "2024-01-01", None),
    ("2024-01-01", "2024-01-01", None),
    ("2024-01-01", "2024-05-01", None),
];

#[test]
fn nothing_stays_below_what_ends() {
    for (above, below, refused) in ENDS {
        let child = format!("[[column]]\ncode = \"y\"\nname = \"乙\"\nparent = \"x\"\n{}", end(below));
        let found = faults_after_head(&(column(&end(above)) + &child));
        let expected = refused.map(|day| format!("9:10 上级“甲”自{day}起停用，下级“乙”应同时或更早停用"));
        let expected: Vec<_> = expected.map(|message| (FaultKind::BadParent, message)).into_iter().collect();
        assert_eq!(found, expected, "{above} {below}");
    }
}

#[test]
fn no_mirror_outlives_what_it_shows() {
    for (shown, showing, refused) in ENDS {
        let target = column(&format!("cadence = \"每天\"\nleads = [\"政务办\"]\n{}", end(shown)));
        let mirror = format!("kind = \"镜像\"\ncadence = \"每天\"\nmirrors = \"x\"\n{}", end(showing));
        let mirror = column(&mirror).replace("\"x\"\nname = \"甲\"", "\"y\"\nname = \"乙\"");
        let found = faults_after_head(&(target + &mirror));
        let expected = refused.map(|day| format!("14:11 “甲”自{day}起停用，显示它的镜像栏目“乙”应同时或更早停用"));
        let expected: Vec<_> = expected.map(|message| (FaultKind::MirrorOfNothing, message)).into_iter().collect();
        assert_eq!(found, expected, "{shown} {showing}");
    }
}

#[test]
fn a_group_that_stays_takes_columns() {
    for (lines, expected) in [
        ("", true),
        ("retired_on = 2024-01-01\n", false),
        ("retired_on = 2099-12-31\n", false),
        ("cadence = \"每天\"\nleads = [\"政务办\"]\n", false),
    ] {
        let plan = Plan::from_toml(&format!("{HEAD}{}", column(lines))).unwrap();
        let added = plan.columns.iter().find(|column| column.name == "甲").unwrap();
        assert_eq!(added.takes_columns(), expected, "{lines}");
    }
}

#[test]
fn mirrors_of_nothing() {
    let mirror = |code: &str, lines: &str| {
        column(&format!("kind = \"镜像\"\ncadence = \"每天\"\n{lines}"))
            .replace("code = \"x\"", &format!("code = \"{code}\""))
    };
    assert_fault(&mirror("x", ""), FaultKind::MirrorOfNothing, "1:1 镜像栏目“甲”没有写明显示哪个栏目");
    assert_fault(
        &mirror("x", "mirrors = \"nope\"\n"),
        FaultKind::MirrorOfNothing,
        "7:11 镜像栏目“甲”所显示的栏目“nope”不存在",
    );
    assert_fault(
        &mirror("x", "mirrors = \"pd\"\n"),
        FaultKind::MirrorOfNothing,
        "7:11 镜像栏目“甲”所显示的“频道”不发布信息",
    );
    assert_fault(&mirror("x", "mirrors = \"x\"\n"), FaultKind::Cycle, "7:11 镜像栏目“甲”首尾相接，成为循环");
    let ring = mirror("x", "mirrors = \"y\"\n") + &mirror("y", "mirrors = \"x\"\n");
    assert_fault(&ring, FaultKind::Cycle, "7:11 镜像栏目“甲”首尾相接，成为循环");
}

#[test]
fn successions_that_lead_nowhere() {
    let unit = |code: &str, name: &str, successor: &str| {
        format!(
            "[[unit]]\ncode = \"{code}\"\nname = \"{name}\"\nkind = \"政府部门\"\n\
             successor = {{ unit = \"{successor}\", on = 2019-03-01 }}\n"
        )
    };
    assert_fault(&unit("a", "县甲局", "县乙局"), FaultKind::UnknownSuccessor, "5:22 没有名为“县乙局”的单位可以承接");
    let ring = unit("a", "县甲局", "县乙局") + &unit("b", "县乙局", "县甲局");
    assert_fault(&ring, FaultKind::Cycle, "5:13 “县甲局”的职责承接首尾相接，成为循环");
    let no_day =
        "[[unit]]\ncode = \"a\"\nname = \"县甲局\"\nkind = \"政府部门\"\nsuccessor = { unit = \"县政务办\" }\n";
    assert_fault(no_day, FaultKind::MissingKey, "5:13 缺少“on”");
}

#[test]
fn dates_keys_and_types() {
    let unit = "[[unit]]\ncode = \"a\"\nname = \"县甲局\"\nkind = \"政府部门\"\n";
    assert_fault(
        &format!("{unit}closed_on = \"2019年3月\"\n"),
        FaultKind::BadDate,
        "5:13 “closed_on”应写日期，如 2019-03-01",
    );
    assert_fault(
        &format!(
            "{unit}index_code = \"X1\"\n\n{}index_code = \"X1\"\n",
            unit.replace("\"a\"", "\"b\"").replace('甲', "乙")
        ),
        FaultKind::DuplicateCode,
        "11:14 索引号用的单位代码“X1”与另一单位的相同",
    );
    assert_fault(
        &format!("{unit}alias = \"甲局\"\n"),
        FaultKind::UnknownKey,
        "5:1 不认识“alias”这一项，可写的有：code、name、aliases、kind、account、successor、founded_on、closed_on、index_code",
    );
    assert_fault(
        &format!("{unit}account = \"有\"\n"),
        FaultKind::BadValue,
        "5:11 “account”应写true（是）或 false（否）",
    );
    assert_fault(
        &format!("{unit}aliases = \"甲局\"\n"),
        FaultKind::BadValue,
        "5:11 “aliases”应写用方括号括起来的列表，如 [\"县委办\", \"县政府办\"]",
    );
    assert_fault(
        "[[unit]]\ncode = \"a\"\nname = \"县甲局\"\nkind = \"机关\"\n",
        FaultKind::BadValue,
        "4:8 “机关”不在可写的词中：党群机关、政府部门、乡镇、事业单位",
    );
    assert_fault(
        "[[group]]\ncode = \"g\"\nname = \"谁\"\n",
        FaultKind::MissingKey,
        "1:1 单位组“谁”的成员应在 kinds、units、outside 中选一种写法",
    );
    assert_fault(
        "[[group]]\ncode = \"g\"\nname = \"谁\"\nunits = []\n",
        FaultKind::EmptyGroup,
        "4:9 单位组“谁”没有成员",
    );
    let top = faults_of("document_number = 7\n", 0);
    assert_eq!(
        top,
        [
            (FaultKind::MissingKey, "1:1 缺少“title”".to_owned()),
            (FaultKind::MissingKey, "1:1 缺少“effective_on”".to_owned()),
            (FaultKind::BadValue, "1:19 “document_number”应写文字，用英文双引号括起来".to_owned()),
        ]
    );
}

#[test]
fn slips_of_the_syntax_do_not_hide_other_faults() {
    let faults = faults_after_head(
        "[[column]]\ncode = \"x\"\nname = 甲\n\n\
         [[column]]\ncode = \"y\"\nname = \"乙\"\nparent = \"nope\"\ncode = \"z\"\n",
    );
    let kinds: Vec<FaultKind> = faults.iter().map(|f| f.0).collect();
    assert!(faults.contains(&(FaultKind::UnknownParent, "8:10 栏目“乙”的上级栏目“nope”不存在".into())), "{faults:#?}");
    assert!(faults.contains(&(FaultKind::Syntax, "9:1 不符合TOML语法：这一项写了两次".into())), "{faults:#?}");
    assert!(kinds.iter().filter(|k| **k == FaultKind::Syntax).count() >= 2, "{faults:#?}");
}

#[test]
fn clocks_are_set_in_working_days_and_backstops_are_not() {
    let head = "title = \"示例县方案\"\neffective_on = 2024-01-01\n";
    let clock = "[clock]\nregion = \"云南\"\npromptly = \"5天\"\nsigning = \"0个工作日\"\nwarn_percent = \"120%\"\nwarn = [\"2周内十天\"]\n";
    let column = "[[unit]]\ncode = \"zwb\"\nname = \"政务办\"\nkind = \"政府部门\"\n[[column]]\ncode = \"x\"\nname = \"甲\"\n\
                  modes = [\"单位发布\"]\ncadence = \"及时更新\"\nleads = [\"政务办\"]\nfloor = \"20个工作日\"\nevent_term = \"二十天\"\n";
    let faults = Plan::from_toml(&format!("{head}{clock}{column}")).unwrap_err();
    let faults: Vec<String> = faults.iter().map(ToString::to_string).collect();
    assert_eq!(
        faults,
        [
            "4:10 没有“云南”的放假安排，可写：广西；其他地区的安排在后台录入",
            "5:12 promptly 应以工作日计，如“5个工作日”，不能是“5天”",
            "6:11 期限“0个工作日”不合情理：须大于零，至多 750 个工作日、1100 天、36 个月",
            "7:16 warn_percent 应为 1% 至 99%，不能是“120%”",
            "8:9 “2周内十天”应写作“2周内 10天”：更新时效和几天后提醒",
            "19:9 栏目“甲”的巡查底线“20个工作日”应以天、个月或年计",
            "20:14 期限“二十天”无法识别，可写：20wd（工作日）、14d（天）、6m（个月）、1y（年），或 20个工作日、14天、6个月、1年",
        ]
    );
}

#[test]
fn a_service_level_is_a_share_and_a_time() {
    let head = "title = \"示例县方案\"\neffective_on = 2024-01-01\n[clock]\n";
    let read = |clock: &str| Plan::from_toml(&format!("{head}{clock}"));
    let plan = read("service_level = \"99.5%\"\nservice_time = \"3秒\"\n").unwrap();
    assert_eq!((plan.clock.service.opens, plan.clock.service.seconds), (9_950, 3));
    assert!(plan.to_toml().contains("service_level = \"99.5%\"\nservice_time = \"3秒\"\n"), "{}", plan.to_toml());
    let usual = read("").unwrap().clock.service;
    assert_eq!((usual.opens, usual.seconds), (9_900, 5));

    let faults = read("service_level = \"101%\"\nservice_time = \"5天\"\n").unwrap_err();
    let faults: Vec<String> = faults.iter().map(ToString::to_string).collect();
    assert_eq!(
        faults,
        [
            "4:17 service_level 应为 50% 至 100%，至多两位小数，如“99.5%”，不能是“101%”",
            "5:16 service_time 应为 1秒 至 60秒，不能是“5天”",
        ]
    );
    let faults = read("service_level = 99\n").unwrap_err();
    assert_eq!(faults[0].to_string(), "4:17 “service_level”应写文字，用英文双引号括起来");
}

/// One file with a slip of every kind at once: none hides another.
#[test]
fn all_faults_are_reported_at_once() {
    let text = include_str!("faulty-plan.toml");
    let report = Plan::from_toml(text).unwrap_err().iter().map(ToString::to_string).collect::<Vec<_>>().join("\n");
    insta::assert_snapshot!("faulty_plan_report", report);
}

#[test]
fn a_text_that_is_no_plan_at_all_is_reported_not_panicked_on() {
    for text in ["", "\u{feff}", "[[[", "= = =", "unit = 3\n[column]\n", "\"", "a = \"\"\"", "[[column]]\n[[column]]"] {
        assert!(Plan::from_toml(text).is_err(), "{text:?}");
    }
}
