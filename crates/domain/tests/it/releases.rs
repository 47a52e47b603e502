//! Columns that count by months with a release calendar, worked by hand. In 2024 the 国庆节 was off from 10-01 to 10-07, and
//! Sunday 09-29 was worked for it; Sunday 2025-01-26 was worked for the Spring Festival.

use domain::clock::DayOfYear;
use domain::obligation::{Basis, ClockSettings, Extension, State};
use domain::plan::{Plan, PlanRow, Releases};

use crate::{
    calendar::day,
    obligation::{published, row, standing},
};

use State::{Blank, DueSoon, Normal, Overdue};

/// The figures of January come with those of February.
const DAYS: [&str; 11] =
    ["01-20", "03-18", "04-20", "05-20", "06-20", "07-20", "08-20", "09-27", "10-20", "11-20", "12-20"];

fn releases(days: &[&str]) -> Option<Releases> {
    Releases::of(days.iter().map(|day| DayOfYear::parse(day).unwrap()).collect())
}

fn statistics() -> PlanRow {
    PlanRow { releases: releases(&DAYS), ..row("每月", None) }
}

#[test]
fn what_is_planned_is_public_within_five_working_days() {
    for (on, today, state, since, due) in [
        // Nothing is asked of a month without figures of its own.
        ("2024-01-20", "2024-03-17", Normal, "2024-01-20", "2024-03-25"),
        ("2024-01-20", "2024-03-18", DueSoon, "2024-03-18", "2024-03-25"),
        ("2024-01-20", "2024-03-25", DueSoon, "2024-03-18", "2024-03-25"),
        ("2024-01-20", "2024-03-26", Overdue, "2024-03-26", "2024-03-25"),
        // What came late is none of the next, …
        ("2024-01-31", "2024-03-26", Overdue, "2024-03-26", "2024-03-25"),
        ("2024-03-08", "2024-03-26", Overdue, "2024-03-26", "2024-03-25"),
        // … what comes up to five working days early is what was planned. Saturday, 20 April, needs no roll.
        ("2024-03-15", "2024-03-26", Normal, "2024-03-15", "2024-04-26"),
        ("2024-03-18", "2024-03-26", Normal, "2024-03-18", "2024-04-26"),
        // Over holidays, with the days that are worked for them, and over the end of the year.
        ("2024-08-21", "2024-10-10", DueSoon, "2024-09-27", "2024-10-10"),
        ("2024-08-21", "2024-10-11", Overdue, "2024-10-11", "2024-10-10"),
        ("2024-12-20", "2025-01-02", Normal, "2024-12-20", "2025-01-26"),
        // Before its first day the column owed nothing.
        ("2023-11-20", "2023-12-04", Normal, "2023-12-01", "2023-12-27"),
    ] {
        let found = standing(&statistics(), &published(on), today);
        let told = (found.state, found.since, found.due, found.basis);
        assert_eq!(told, (state, day(since), Some(day(due)), Basis::Release), "{on} {today}");
    }
    assert_eq!(standing(&statistics(), &domain::obligation::Facts::default(), "2024-03-26").state, Blank);
}

#[test]
fn the_day_tells_its_steps() {
    let arithmetic = |on, today| standing(&statistics(), &published(on), today).arithmetic();
    assert_eq!(arithmetic("2024-01-20", "2024-02-25").as_deref(), Some("发布日历 3-18 → 5 个工作日 → 3-25"));
    assert_eq!(
        arithmetic("2024-08-21", "2024-09-27").as_deref(),
        Some("发布日历 9-27 → 5 个工作日 → 10-10，扣国庆节 7 天，计调休上班 1 天")
    );
    assert_eq!(Basis::Release.label(&statistics(), &ClockSettings::default()), "每月（按发布日历）");
}

#[test]
fn more_time_before_the_planned_day_is_kept() {
    let mut facts = published("2024-01-20");
    facts.adjustments.extensions = vec![Extension {
        instead_of: day("2024-03-25"),
        approved_on: day("2024-03-01"),
        until: day("2024-03-29"),
        reason: "数据待核定".into(),
    }];
    let found = standing(&statistics(), &facts, "2024-03-28");
    assert_eq!((found.state, found.due), (DueSoon, Some(day("2024-03-29"))));
}

#[test]
fn a_calendar_has_days_in_their_order() {
    assert_eq!(releases(&[]), None);
    assert_eq!(releases(&["03-18", "01-20"]), None);
    assert_eq!(releases(&["03-18", "03-18"]), None);
    let two = releases(&["01-20", "03-18"]).unwrap();
    assert_eq!(two.label(), "1月20日、3月18日");
    let json = serde_json::to_string(&two).unwrap();
    assert_eq!((json.as_str(), serde_json::from_str(&json).ok()), (r#"["01-20","03-18"]"#, Some(two)));
    assert!(serde_json::from_str::<Releases>(r#"["03-18","01-20"]"#).is_err());
}

#[test]
fn a_plan_file_says_it_and_a_comparison_shows_it() {
    let plan = |calendar: &str| {
        let text = format!(
            "title = \"方案\"\neffective_on = 2020-01-01\n\n[[unit]]\ncode = \"tjj\"\nname = \"县统计局\"\nkind = \
             \"政府部门\"\n\n[[column]]\ncode = \"pd\"\nname = \"频道\"\n\n[[column]]\ncode = \"tjxx\"\nname = \
             \"统计信息\"\nparent = \"pd\"\ncadence = \"每月\"\nleads = [\"县统计局\"]\n{calendar}"
        );
        Plan::from_toml(&text).unwrap()
    };
    let (without, with) = (plan(""), plan("releases = [\"1月20日\", \"03-18\"]\n"));
    let written = with.to_toml();
    assert!(written.contains("releases = [\"01-20\", \"03-18\"]\n"), "{written}");
    assert_eq!(Plan::from_toml(&written), Ok(with.clone()));
    let changes: Vec<String> = without.diff(&with).iter().map(ToString::to_string).collect();
    assert!(changes.len() == 1 && changes[0].contains("发布日历"), "{changes:?}");
}
