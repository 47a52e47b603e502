//! 工作年度报表 with known answers: what is counted where, and what is left to a person.

use chrono::{DateTime, NaiveDate, Utc};
use domain::{
    kind::Form,
    obligation::State,
    plan::{ColumnCode, InForce, UnitCode},
    time::parse_minute,
    work_report::{
        Answered, BY_HAND, ColumnDays, Counts, Entry, InTime, PatrolWork, Period, Published, Quarter, Section,
        TopicWork, WorkReport,
    },
};
use proptest::prelude::*;

use crate::shipped_plan::{code, longan};

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

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

fn in_time(column: &str, of: &str, is_late: bool, count: i64) -> InTime {
    InTime { column: code(column), unit: unit(of), is_late, count }
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
        in_time: vec![
            in_time("wjzl", "jyj", false, 2),
            in_time("jypx", "jyj", true, 1),
            in_time("jypx", "czj", false, 1),
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

fn entry(report: &WorkReport, part: &str, label: &str) -> String {
    let part = report.parts.iter().find(|known| known.title == part).expect("a part of the form");
    part.rows.iter().find(|row| row.label == label).unwrap_or_else(|| panic!("{label}")).entry.text()
}

#[test]
fn every_figure_stands_where_the_form_asks_for_it() {
    let report = report(&counts());
    for (part, label, value) in [
        ("信息发布", "总数（条）", "9"),
        ("信息发布", "概况类信息更新量", "1"),
        ("信息发布", "政务动态信息更新量", "3"),
        ("信息发布", "信息公开目录信息更新量", "2"),
        ("信息发布", "其他栏目信息更新量", "3"),
        ("专栏专题", "维护数量（个）", "3"),
        ("专栏专题", "新开设数量（个）", "1"),
        ("解读回应", "解读信息发布总数（条）", "5"),
        ("解读回应", "解读材料数量（条）", "2"),
        ("解读回应", "解读产品数量（图解、音频、视频）（个）", "3"),
        ("解读回应", "回应公众关注热点或重大舆情数量（次）", "1"),
        ("办事服务", "是否发布服务事项目录", "是"),
        ("办事服务", "政务服务事项数量（项）", "12"),
        ("互动交流", "收到留言数量（条）", "3"),
        ("互动交流", "办结留言数量（条）", "2"),
        // 2 days and 1.25 days: 1.625.
        ("互动交流", "平均办理时间（天）", "1.6"),
        ("互动交流", "征集调查期数（期）", "0"),
        ("移动新媒体", "微信名称", "隆安发布"),
        ("移动新媒体", "微博名称", BY_HAND),
        ("移动新媒体", "其他", "隆安融媒"),
        ("附：公开时效", "有期限的信息（条）", "4"),
        ("附：公开时效", "按期公开（条）", "3"),
        ("附：公开时效", "超期公开（条）", "1"),
        ("附：公开时效", "按期率", "75.0%"),
        ("附：内容巡查", "系统巡查次数（次）", "5"),
        ("附：内容巡查", "单位月度巡查签字数量（份）", "3"),
    ] {
        assert_eq!(entry(&report, part, label), value, "{part} {label}");
    }
    assert_eq!(report.gaps, ["系统自 2026-11-24 起记录，此前的处理过程不在统计之内"]);
    assert_eq!(report.actions, [("保存草稿".to_owned(), 40), ("新建信息".to_owned(), 9)]);
}

#[test]
fn what_the_system_has_no_record_of_is_left_to_a_person() {
    for counts in [counts(), Counts::default()] {
        let report = report(&counts);
        for (part, label) in [
            ("基本情况", "独立用户访问总量（个）"),
            ("基本情况", "网站总访问量（次）"),
            ("解读回应", "媒体评论文章数量（篇）"),
            ("办事服务", "注册用户数（个）"),
            ("办事服务", "办件量总数（件）"),
            ("互动交流", "公开答复数量（条）"),
            ("安全防护", "安全检测评估次数（次）"),
            ("移动新媒体", "微信订阅数（个）"),
            ("创新发展", "无障碍浏览"),
        ] {
            assert_eq!(entry(&report, part, label), "由人工填写", "{part} {label}");
        }
    }
    let nothing = report(&Counts::default());
    assert_eq!(entry(&nothing, "互动交流", "平均办理时间（天）"), "—");
    assert_eq!(entry(&nothing, "附：公开时效", "按期率"), "—");
    assert_eq!(entry(&nothing, "办事服务", "是否发布服务事项目录"), BY_HAND);
    assert!(nothing.parts.iter().all(|part| !part.rows.is_empty()));
}

#[test]
fn columns_and_units_are_those_of_the_plan_and_those_that_did_something() {
    let report = report(&counts());
    let column = |name: &str| report.columns.iter().find(|line| line.name.ends_with(name)).unwrap();
    let training = column("教育培训");
    assert_eq!((training.published, training.in_time, training.late), (0, 1, 1));
    assert_eq!((training.overdue_days, training.blank_days, training.known_days), (4, 0, 20));
    assert_eq!(training.share_in_time(), "50.0%");
    assert_eq!((column("隆安旅游").blank_days, column("隆安旅游").share_in_time()), (20, "—".to_owned()));
    // What the plan has no longer keeps its figures, under its code, at the end.
    let last = report.columns.last().unwrap();
    assert_eq!((last.name.as_str(), last.published), ("jiulan", 2));
    let of = |name: &str| report.units.iter().find(|line| line.name == name).unwrap();
    let bureau = of("县教育局");
    assert_eq!((bureau.published, bureau.in_time, bureau.late), (2, 2, 1));
    assert_eq!((bureau.received, bureau.answered, bureau.rounds), (2, 1, 2));
    assert!(report.units.iter().any(|line| line.published == 0), "units that did nothing are seen, too");
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
fn a_period_has_its_days_and_one_to_come_is_none() {
    for (period, first, last) in [
        (Period::Year(2026), "2026-01-01", "2026-12-31"),
        (Period::Quarter(2024, Quarter::First), "2024-01-01", "2024-03-31"),
        (Period::Quarter(2026, Quarter::Second), "2026-04-01", "2026-06-30"),
        (Period::Quarter(2026, Quarter::Fourth), "2026-10-01", "2026-12-31"),
    ] {
        assert_eq!((period.first_day(), period.last_day()), (day(first), day(last)));
    }
    let (asked, today) = (Period::Quarter(2027, Quarter::First), day("2026-12-31"));
    assert_eq!(Period::asked(Some(asked), today), Period::Year(2026));
    assert_eq!(Period::asked(Some(asked), day("2027-01-01")), asked);
    assert_eq!(Period::asked(None, today), Period::Year(2026));
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
        let part = report.parts.iter().find(|part| part.title == "信息发布").unwrap();
        let figures: Vec<i64> = part.rows.iter().map(|row| match row.entry { Entry::Count(count) => count, _ => -1 }).collect();
        prop_assert_eq!(figures[0], total);
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
