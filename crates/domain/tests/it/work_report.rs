//! 工作年度报表 with known answers: what is counted where, and what is left to a person.

use chrono::{DateTime, Utc};
use domain::{
    kind::Form,
    obligation::{Side, State},
    plan::{ColumnCode, InForce, UnitCode},
    time::parse_minute,
    work_report::{
        Answered, BY_HAND, ColumnDays, ColumnLine, Counts, Entry, NoPeriod, Part, PatrolWork, Period, Published,
        Quarter, Section, Timed, TopicWork, UnitLine, WorkReport,
    },
};
use proptest::prelude::*;

use crate::{
    calendar::day,
    shipped_plan::{code, longan},
};

fn at(text: &str) -> DateTime<Utc> {
    parse_minute(text).unwrap()
}

fn unit(text: &str) -> UnitCode {
    UnitCode::parse(text).unwrap()
}

fn plan() -> InForce {
    longan().in_force(day("2026-12-31"))
}

fn published(column: &str, of: &str, count: i64) -> Published {
    Published { column: code(column), unit: unit(of), count }
}

fn timed(column: &str, of: &str, late_with: Option<Side>, count: i64) -> Timed {
    Timed { column: code(column), unit: unit(of), late_with, count }
}

/// A small quarter: nine items, one of them of a column that the plan has no longer.
fn counts() -> Counts {
    Counts {
        published: vec![
            published("tzgg", "zwb", 3),
            published("lajj", "zwb", 1),
            published("wjzl", "jyj", 2),
            published("rdhy", "zwb", 1),
            published("jiulan", "czj", 2),
        ],
        timed: vec![
            timed("wjzl", "jyj", None, 2),
            timed("jypx", "jyj", Some(Side::Unit), 1),
            timed("jypx", "czj", None, 1),
            timed("jypx", "czj", Some(Side::Lead), 1),
        ],
        column_days: vec![
            ColumnDays { column: code("jypx"), state: State::Overdue, days: 4 },
            ColumnDays { column: code("jypx"), state: State::Normal, days: 16 },
            ColumnDays { column: code("laly"), state: State::Blank, days: 20 },
        ],
        interpretations: vec![Form::Text, Form::Questions, Form::Film, Form::Pictures, Form::Sound],
        topics: TopicWork { kept_up: 3, opened: 1 },
        services: 12,
        received: vec![(unit("jyj"), 2), (unit("zwb"), 1)],
        answered: vec![
            Answered { unit: unit("jyj"), received_at: at("2026-10-08 09:00"), answered_at: at("2026-10-10 09:00") },
            Answered { unit: unit("zwb"), received_at: at("2026-10-08 09:00"), answered_at: at("2026-10-09 15:00") },
        ],
        patrol: PatrolWork { rounds: 5, found: 8, mended: 6 },
        rounds: vec![unit("jyj"), unit("jyj"), unit("czj")],
        accounts: vec![("微信公众号".into(), "隆安发布".into()), ("抖音".into(), "隆安融媒".into())],
        actions: vec![("item.save".into(), 40), ("item.create".into(), 9)],
    }
}

fn report(counts: &Counts) -> WorkReport {
    let period = Period::Quarter(2026, Quarter::Fourth);
    WorkReport::new(&plan(), period, counts, day("2026-11-24"), at("2027-01-05 09:00"))
}

/// What stands in a row of the form or of its appendix.
fn entry(report: &WorkReport, part: &str, group: &str, label: &str) -> String {
    let mut parts = report.form.iter().chain(&report.appendix).filter(|known| known.title == part);
    let row = parts.find_map(|part| part.row(group, label));
    row.unwrap_or_else(|| panic!("no row {part} › {group} › {label}")).entry.text()
}

#[test]
fn every_figure_stands_where_the_form_asks_for_it() {
    let report = report(&counts());
    for (part, group, label, value) in [
        ("", "", "网站名称", "隆安县人民政府门户网站"),
        ("", "", "网站类型", "☑政府门户网站 □部门网站 □专项网站"),
        ("信息发布", "", "总数（单位：条）", "9"),
        ("信息发布", "", "概况类信息更新量（单位：条）", "1"),
        ("信息发布", "", "政务动态信息更新量（单位：条）", "3"),
        ("信息发布", "", "信息公开目录信息更新量（单位：条）", "2"),
        ("专栏专题", "", "维护数量（单位：个）", "3"),
        ("专栏专题", "", "新开设数量（单位：个）", "1"),
        ("解读回应", "解读信息发布", "解读材料数量（单位：条）", "2"),
        ("解读回应", "解读信息发布", "解读产品数量（单位：个）", "3"),
        ("解读回应", "", "回应公众关注热点或重大舆情数量（单位：次）", "1"),
        ("办事服务", "", "是否发布服务事项目录", "☑是 □否"),
        ("办事服务", "", "政务服务事项数量（单位：项）", "12"),
        ("移动新媒体", "", "是否有移动新媒体", "☑是 □否"),
        ("移动新媒体", "微信", "名称", "隆安发布"),
        ("移动新媒体", "微博", "名称", BY_HAND),
        ("移动新媒体", "", "其他", "隆安融媒"),
        ("信息发布补充", "", "其他栏目信息更新量（条）", "3"),
        ("公开时效", "", "有期限的信息（条）", "5"),
        ("公开时效", "", "按期公开（条）", "3"),
        ("公开时效", "", "超期公开（条）", "2"),
        ("公开时效", "", "其中超期在牵头单位（条）", "1"),
        ("公开时效", "", "按期率", "60.0%"),
        ("读者反馈", "", "收到读者反馈（件）", "3"),
        ("读者反馈", "", "答复读者反馈（件）", "2"),
        // 2 days and 1.25 days: 1.625.
        ("读者反馈", "", "平均答复时间（天）", "1.6"),
        ("内容巡查", "", "系统巡查（次）", "5"),
        ("内容巡查", "", "单位月度巡查签字（份）", "3"),
    ] {
        assert_eq!(entry(&report, part, group, label), value, "{part} {group} {label}");
    }
    assert_eq!(report.title(), "政府网站工作季度报表（2026年第四季度）");
    // The shipped plan leaves it to the county.
    assert_eq!(report.filled_in_by, Entry::ByHand);
    assert_eq!(report.gaps, ["系统自 2026-11-24 起记录，此前的处理过程不在统计之内"]);
    assert_eq!(report.actions, [("保存草稿".to_owned(), 40), ("新建信息".to_owned(), 9)]);
}

#[test]
fn what_the_system_has_no_record_of_is_left_to_a_person() {
    for counts in [counts(), Counts::default()] {
        let report = report(&counts);
        for (part, group, label) in [
            ("", "", "独立用户访问总量（单位：个）"),
            ("", "", "网站总访问量（单位：次）"),
            // The articles of media are part of it.
            ("解读回应", "解读信息发布", "总数（单位：条）"),
            ("解读回应", "解读信息发布", "媒体评论文章数量（单位：篇）"),
            ("办事服务", "", "注册用户数（单位：个）"),
            ("办事服务", "办件量", "总数（单位：件）"),
            // The plan's mailboxes, surveys and interviews are the city's system.
            ("互动交流", "留言办理", "收到留言数量（单位：条）"),
            ("互动交流", "留言办理", "办结留言数量（单位：条）"),
            ("互动交流", "留言办理", "平均办理时间（单位：天）"),
            ("互动交流", "留言办理", "公开答复数量（单位：条）"),
            ("互动交流", "征集调查", "征集调查期数（单位：期）"),
            ("互动交流", "在线访谈", "访谈期数（单位：期）"),
            ("安全防护", "", "安全检测评估次数（单位：次）"),
            ("移动新媒体", "微信", "订阅数（单位：个）"),
        ] {
            assert_eq!(entry(&report, part, group, label), "由人工填写", "{part} {group} {label}");
        }
        for (part, label) in
            [("互动交流", "是否使用统一平台"), ("互动交流", "是否提供智能问答"), ("安全防护", "是否开展应急演练")]
        {
            assert_eq!(entry(&report, part, "", label), "□是 □否", "{part} {label}");
        }
        let innovation = entry(&report, "创新发展", "", "");
        assert_eq!(innovation, "□搜索即服务 □多语言版本 □无障碍浏览 □千人千网 □其他");
    }
    let nothing = report(&Counts::default());
    assert_eq!(entry(&nothing, "读者反馈", "", "平均答复时间（天）"), "—");
    assert_eq!(entry(&nothing, "公开时效", "", "按期率"), "—");
    assert_eq!(entry(&nothing, "办事服务", "", "是否发布服务事项目录"), "□是 □否");
}

#[test]
fn what_is_held_here_is_counted_here() {
    let mut plan = longan();
    for column in &mut plan.columns {
        if ["县长信箱", "部门信箱", "调查征集", "在线访谈"].contains(&column.name.as_str())
            && let Some(row) = &mut column.row
        {
            row.link = None;
        }
    }
    // Whatever the office calls it: what a column counts as says what it is.
    plan.columns
        .iter_mut()
        .filter(|column| column.name == "在线访谈")
        .for_each(|column| column.name = "嘉宾面对面".to_owned());
    plan.site.owner = "隆安县人民政府办公室".to_owned();
    let plan = plan.in_force(day("2026-12-31"));
    let counts = Counts { published: vec![published("dczj", "zwb", 2), published("zxft", "zwb", 1)], ..counts() };
    let report = WorkReport::new(&plan, Period::Year(2026), &counts, day("2026-01-01"), at("2027-01-05 09:00"));
    assert_eq!(report.filled_in_by.text(), "隆安县人民政府办公室");
    for (group, label, value) in [
        ("留言办理", "收到留言数量（单位：条）", "3"),
        ("留言办理", "办结留言数量（单位：条）", "2"),
        ("留言办理", "平均办理时间（单位：天）", "1.6"),
        ("征集调查", "征集调查期数（单位：期）", "2"),
        ("在线访谈", "访谈期数（单位：期）", "1"),
    ] {
        assert_eq!(entry(&report, "互动交流", group, label), value, "{group} {label}");
    }
}

#[test]
fn a_plan_that_names_no_mailbox_leaves_the_letters_to_a_person() {
    let mut plan = longan();
    plan.columns.iter_mut().for_each(|column| column.counts_as = None);
    let plan = plan.in_force(day("2026-12-31"));
    let report = WorkReport::new(&plan, Period::Year(2026), &counts(), day("2026-01-01"), at("2027-01-05 09:00"));
    for (part, group, label) in [
        ("互动交流", "留言办理", "收到留言数量（单位：条）"),
        ("互动交流", "在线访谈", "访谈期数（单位：期）"),
        ("解读回应", "", "回应公众关注热点或重大舆情数量（单位：次）"),
    ] {
        assert_eq!(entry(&report, part, group, label), "由人工填写", "{part} {group} {label}");
    }
}

/// 国办函〔2018〕12号 names the eight areas.
#[test]
fn the_form_has_its_parts_in_order_and_says_nothing_of_ours() {
    let report = report(&counts());
    let titles: Vec<&str> = report.form.iter().map(|part| part.title).collect();
    assert_eq!(
        titles,
        ["", "信息发布", "专栏专题", "解读回应", "办事服务", "互动交流", "安全防护", "移动新媒体", "创新发展"]
    );
    let labels = |parts: &[Part]| -> Vec<&str> { parts.iter().flat_map(Part::rows).map(|row| row.label).collect() };
    let of_form = labels(&report.form);
    assert!(labels(&report.appendix).iter().all(|label| !of_form.contains(label)), "one label, one meaning");
    assert!(report.form.iter().all(|part| !part.title.starts_with('附')));
    let bases: Vec<&str> = report.bases().map(|(part, _)| part).collect();
    assert!(bases.contains(&"信息发布") && bases.contains(&"公开时效") && !bases.contains(&"安全防护"), "{bases:?}");
}

#[test]
fn columns_and_units_are_those_of_the_plan_and_those_that_did_something() {
    let report = report(&counts());
    let column = |name: &str| report.columns.iter().find(|line| line.name.ends_with(name)).unwrap();
    let training = column("教育培训");
    assert_eq!((training.published, training.in_time, training.late), (0, 1, 2));
    assert_eq!((training.overdue_days, training.blank_days, training.known_days), (4, 0, 20));
    assert_eq!(training.share_in_time(), "33.3%");
    assert_eq!((column("隆安旅游").blank_days, column("隆安旅游").share_in_time()), (20, "—".to_owned()));
    // What the plan has no longer keeps its figures, under its code, at the end.
    let last = report.columns.last().unwrap();
    assert_eq!((last.name.as_str(), last.published), ("jiulan", 2));
    let of = |name: &str| report.units.iter().find(|line| line.name == name).unwrap();
    let bureau = of("县教育局");
    assert_eq!((bureau.published, bureau.in_time, bureau.late), (2, 2, 1));
    assert_eq!((bureau.received, bureau.answered, bureau.rounds), (2, 1, 2));
    // What waited for the lead unit is not the unit's.
    let finance = of("县财政局");
    assert_eq!((finance.in_time, finance.late, finance.late_at_lead), (1, 0, 1));
    assert_eq!(finance.share_in_time(), "100.0%");
    let (columns, units) = (ColumnLine::total(&report.columns), UnitLine::total(&report.units));
    assert_eq!((columns.name.as_str(), columns.published, columns.in_time, columns.late), ("合计", 9, 3, 2));
    assert_eq!((units.published, units.in_time, units.late + units.late_at_lead), (9, 3, 2), "both tables agree");
    assert!(report.units.iter().any(|line| line.published == 0), "units that did nothing are seen, too");
}

/// 隆安旅游 was looked at on twenty days of the quarter.
#[test]
fn a_column_that_has_become_history_keeps_its_red_days() {
    let days = |retired_on: &str, state: State| {
        let mut plan = longan();
        let column = plan.columns.iter_mut().find(|column| column.code == code("laly")).unwrap();
        column.retired_on = Some(day(retired_on));
        let seen = ColumnDays { column: code("laly"), state, days: 20 };
        let counts = Counts { column_days: vec![seen], ..Counts::default() };
        let lines = domain::work_report::columns(&plan.in_force(day("2026-12-31")), &counts);
        let line = lines.into_iter().find(|line| line.name.ends_with("隆安旅游"));
        line.map(|line| (line.overdue_days, line.blank_days, line.known_days))
    };
    for (retired_on, state, expected) in [
        ("2026-11-01", State::Overdue, Some((20, 0, 20))),
        ("2026-11-01", State::Blank, Some((0, 20, 20))),
        ("2026-11-01", State::Normal, Some((0, 0, 20))),
        ("2026-01-01", State::NotApplicable, None),
        ("2027-01-01", State::NotApplicable, Some((0, 0, 20))),
    ] {
        assert_eq!(days(retired_on, state), expected, "{retired_on} {state:?}");
    }
}

#[test]
fn the_place_in_the_plan_decides_the_section() {
    let plan = longan();
    for (column, section) in [
        ("tzgg", Section::News),
        ("ladt", Section::News),
        ("sjzyxx", Section::News),
        ("lajj", Section::Overview),
        ("laly", Section::Overview),
        ("wjzl", Section::Directory),
        ("xxgknb", Section::Directory),
        ("jypx", Section::Other),
        ("rdhy", Section::Other),
        ("jiulan", Section::Other),
    ] {
        assert_eq!(Section::of(&plan, &code(column)), section, "{column}");
    }
}

#[test]
fn a_period_has_its_days_and_says_whether_it_has_begun() {
    for (period, first, last) in [
        (Period::Year(2026), "2026-01-01", "2026-12-31"),
        (Period::Quarter(2024, Quarter::First), "2024-01-01", "2024-03-31"),
        (Period::Quarter(2026, Quarter::Second), "2026-04-01", "2026-06-30"),
        (Period::Quarter(2026, Quarter::Fourth), "2026-10-01", "2026-12-31"),
    ] {
        assert_eq!((period.first_day(), period.last_day()), (day(first), day(last)));
    }
    let (asked, today) = (Period::Quarter(2027, Quarter::First), day("2026-12-31"));
    assert!(!asked.has_begun(today) && asked.has_begun(day("2027-01-01")));
    assert_eq!(Period::asked("", ""), Ok(None));
    assert_eq!(Period::asked("2027", "1"), Ok(Some(asked)));
    for (year, quarter) in [("x", ""), ("2027", "5"), ("", "1"), ("27", "1")] {
        assert_eq!(Period::asked(year, quarter), Err(NoPeriod), "{year} {quarter}");
    }
    let open = WorkReport::new(&plan(), Period::Year(2026), &counts(), day("2025-01-01"), at("2026-11-24 09:00"));
    assert_eq!(open.gaps, ["2026年度尚未结束，统计截至 2026-11-24"]);
    assert_eq!(open.first_year, 2025);
}

proptest! {
    /// The parts of 信息发布 and both tables add up to the total, whatever was published where.
    #[test]
    fn nothing_is_counted_twice_or_lost(
        rows in proptest::collection::vec((0..6_usize, 0..4_usize, 0..1000_i64), 0..20),
    ) {
        let columns: [ColumnCode; 6] = ["tzgg", "lajj", "wjzl", "jypx", "rdhy", "jiulan"].map(code);
        let units: [UnitCode; 4] = ["jyj", "zwb", "czj", "laodanwei"].map(unit);
        let published = rows.into_iter().map(|(column, unit, count)| Published {
            column: columns[column].clone(),
            unit: units[unit].clone(),
            count,
        });
        let counts = Counts { published: published.collect(), ..Counts::default() };
        let report = report(&counts);
        let total: i64 = counts.published.iter().map(|row| row.count).sum();
        let parts = report.form.iter().chain(&report.appendix);
        let parts = parts.filter(|part| part.title.starts_with("信息发布"));
        let figures = parts.flat_map(Part::rows).map(|row| match row.entry { Entry::Count(count) => count, _ => -1 });
        let figures: Vec<i64> = figures.collect();
        prop_assert_eq!(figures[0], total);
        prop_assert_eq!(figures.len(), 5);
        prop_assert_eq!(figures[1..].iter().sum::<i64>(), total);
        prop_assert_eq!(report.columns.iter().map(|line| line.published).sum::<i64>(), total);
        prop_assert_eq!(report.units.iter().map(|line| line.published).sum::<i64>(), total);
    }

    /// The four quarters are the year.
    #[test]
    fn quarters_make_a_year(year in 2000..2999_i32) {
        let quarters = Quarter::ALL.map(|quarter| Period::Quarter(year, quarter));
        prop_assert_eq!(quarters[0].first_day(), Period::Year(year).first_day());
        prop_assert_eq!(quarters[3].last_day(), Period::Year(year).last_day());
        for pair in quarters.windows(2) {
            prop_assert_eq!(pair[0].last_day().succ_opt(), Some(pair[1].first_day()));
        }
        for quarter in quarters {
            let number = quarter.quarter().map(|quarter| quarter.number().to_string()).unwrap();
            prop_assert_eq!(Period::parse(&year.to_string(), &number), Some(quarter));
        }
    }
}
