//! Terms and deadlines: known answers across every holiday since 2017, and what holds for all of them.

use chrono::{Datelike, Days, NaiveDate};
use domain::calendar::{Calendar, Doubt};
use domain::clock::{DayOfYear, Deadline, Pause, Pauses, StepKind, Term};
use proptest::prelude::*;

use crate::calendar::{county, day, national};

#[derive(Debug, Clone, Copy, PartialEq)]
enum Of {
    National,
    /// With the layer of Guangxi.
    County,
}
use Of::{County, National};

/// First day, term, calendar, last day; beside it the working days that were counted on the notices of the years, each run
/// of days with the number that it reaches.
#[rustfmt::skip]
const KNOWN: [(&str, &str, Of, &str); 80] = [
    ("2018-02-09", "7wd", National, "2018-02-24"), // 2-11..2-14 =4, 2-22..2-24 =7
    ("2018-02-14", "20wd", National, "2018-03-20"), // 2-22..2-24 =3, 2-26..3-02 =8, 3-05..3-09 =13, 3-12..3-16 =18, 3-19..3-20 =20
    ("2018-04-04", "7wd", National, "2018-04-16"), // 4-08..4-13 =6, 4-16 =7
    ("2018-04-27", "7wd", National, "2018-05-09"), // 4-28 =1, 5-02..5-04 =4, 5-07..5-09 =7
    ("2018-06-15", "7wd", National, "2018-06-27"), // 6-19..6-22 =4, 6-25..6-27 =7
    ("2018-09-21", "20wd", National, "2018-10-25"), // 9-25..9-30 =6, 10-08..10-12 =11, 10-15..10-19 =16, 10-22..10-25 =20
    ("2018-09-28", "7wd", National, "2018-10-12"), // 9-29..9-30 =2, 10-08..10-12 =7
    ("2018-12-28", "7wd", National, "2019-01-09"), // 12-29 =1, 1-02..1-04 =4, 1-07..1-09 =7
    ("2019-01-31", "7wd", National, "2019-02-14"), // 2-01..2-03 =3, 2-11..2-14 =7
    ("2019-02-01", "20wd", National, "2019-03-06"), // 2-02..2-03 =2, 2-11..2-15 =7, 2-18..2-22 =12, 2-25..3-01 =17, 3-04..3-06 =20
    ("2019-04-26", "7wd", National, "2019-05-08"), // 4-28..4-30 =3, 5-05..5-08 =7
    ("2019-04-30", "7wd", National, "2019-05-13"), // 5-05..5-10 =6, 5-13 =7
    ("2019-06-06", "20wd", National, "2019-07-05"), // 6-10..6-14 =5, 6-17..6-21 =10, 6-24..6-28 =15, 7-01..7-05 =20
    ("2019-09-12", "20wd", National, "2019-10-16"), // 9-16..9-20 =5, 9-23..9-27 =10, 9-29..9-30 =12, 10-08..10-12 =17, 10-14..10-16 =20
    ("2019-09-27", "7wd", National, "2019-10-12"), // 9-29..9-30 =2, 10-08..10-12 =7
    ("2019-12-31", "7wd", National, "2020-01-10"), // 1-02..1-03 =2, 1-06..1-10 =7
    ("2020-01-20", "20wd", National, "2020-02-25"), // 1-21..1-23 =3, 2-03..2-07 =8, 2-10..2-14 =13, 2-17..2-21 =18, 2-24..2-25 =20
    ("2020-01-23", "7wd", National, "2020-02-11"), // 2-03..2-07 =5, 2-10..2-11 =7
    ("2020-04-24", "7wd", National, "2020-05-07"), // 4-26..4-30 =5, 5-06..5-07 =7
    ("2020-04-30", "20wd", National, "2020-06-01"), // 5-06..5-09 =4, 5-11..5-15 =9, 5-18..5-22 =14, 5-25..5-29 =19, 6-01 =20
    ("2020-06-24", "7wd", National, "2020-07-06"), // 6-28..7-03 =6, 7-06 =7
    ("2020-09-25", "7wd", National, "2020-10-12"), // 9-27..9-30 =4, 10-09..10-10 =6, 10-12 =7
    ("2020-09-30", "20wd", National, "2020-11-04"), // 10-09..10-10 =2, 10-12..10-16 =7, 10-19..10-23 =12, 10-26..10-30 =17, 11-02..11-04 =20
    ("2021-02-05", "7wd", National, "2021-02-20"), // 2-07..2-10 =4, 2-18..2-20 =7
    ("2021-02-10", "20wd", National, "2021-03-16"), // 2-18..2-20 =3, 2-22..2-26 =8, 3-01..3-05 =13, 3-08..3-12 =18, 3-15..3-16 =20
    ("2021-04-23", "7wd", National, "2021-05-06"), // 4-25..4-30 =6, 5-06 =7
    ("2021-09-17", "7wd", National, "2021-09-28"), // 9-18 =1, 9-22..9-24 =4, 9-26..9-28 =7
    ("2021-09-30", "20wd", National, "2021-11-03"), // 10-08..10-09 =2, 10-11..10-15 =7, 10-18..10-22 =12, 10-25..10-29 =17, 11-01..11-03 =20
    ("2022-01-28", "7wd", National, "2022-02-11"), // 1-29..1-30 =2, 2-07..2-11 =7
    ("2022-01-30", "20wd", National, "2022-03-04"), // 2-07..2-11 =5, 2-14..2-18 =10, 2-21..2-25 =15, 2-28..3-04 =20
    ("2022-04-01", "7wd", National, "2022-04-13"), // 4-02 =1, 4-06..4-08 =4, 4-11..4-13 =7
    ("2022-04-29", "7wd", National, "2022-05-12"), // 5-05..5-07 =3, 5-09..5-12 =7
    ("2022-09-09", "7wd", National, "2022-09-21"), // 9-13..9-16 =4, 9-19..9-21 =7
    ("2022-09-30", "7wd", National, "2022-10-14"), // 10-08..10-14 =7
    ("2023-01-20", "7wd", National, "2023-02-03"), // 1-28..2-03 =7
    ("2023-01-19", "20wd", National, "2023-02-21"), // 1-20 =1, 1-28..2-03 =8, 2-06..2-10 =13, 2-13..2-17 =18, 2-20..2-21 =20
    ("2023-04-20", "7wd", National, "2023-04-28"), // 4-21 =1, 4-23..4-28 =7
    ("2023-04-20", "20wd", National, "2023-05-19"), // 4-21 =1, 4-23..4-28 =7, 5-04..5-06 =10, 5-08..5-12 =15, 5-15..5-19 =20
    ("2023-06-21", "7wd", National, "2023-07-03"), // 6-25..6-30 =6, 7-03 =7
    ("2023-09-28", "20wd", National, "2023-11-01"), // 10-07..10-13 =7, 10-16..10-20 =12, 10-23..10-27 =17, 10-30..11-01 =20
    ("2024-02-09", "7wd", National, "2024-02-26"), // 2-18..2-23 =6, 2-26 =7
    ("2024-02-02", "20wd", National, "2024-03-06"), // 2-04..2-09 =6, 2-18..2-23 =12, 2-26..3-01 =17, 3-04..3-06 =20
    ("2024-04-03", "7wd", National, "2024-04-15"), // 4-07..4-12 =6, 4-15 =7
    ("2024-04-26", "7wd", National, "2024-05-09"), // 4-28..4-30 =3, 5-06..5-09 =7
    ("2024-09-13", "7wd", National, "2024-09-25"), // 9-14 =1, 9-18..9-20 =4, 9-23..9-25 =7
    ("2024-09-14", "20wd", National, "2024-10-18"), // 9-18..9-20 =3, 9-23..9-27 =8, 9-29..9-30 =10, 10-08..10-12 =15, 10-14..10-18 =20
    ("2024-09-30", "7wd", National, "2024-10-15"), // 10-08..10-12 =5, 10-14..10-15 =7
    ("2024-12-31", "20wd", National, "2025-02-05"), // 1-02..1-03 =2, 1-06..1-10 =7, 1-13..1-17 =12, 1-20..1-24 =17, 1-26..1-27 =19, 2-05 =20
    ("2025-01-20", "20wd", National, "2025-02-21"), // 1-21..1-24 =4, 1-26..1-27 =6, 2-05..2-08 =10, 2-10..2-14 =15, 2-17..2-21 =20
    ("2025-01-24", "7wd", National, "2025-02-10"), // 1-26..1-27 =2, 2-05..2-08 =6, 2-10 =7
    ("2025-04-25", "7wd", National, "2025-05-08"), // 4-27..4-30 =4, 5-06..5-08 =7
    ("2025-05-30", "7wd", National, "2025-06-11"), // 6-03..6-06 =4, 6-09..6-11 =7
    ("2025-09-25", "7wd", National, "2025-10-11"), // 9-26 =1, 9-28..9-30 =4, 10-09..10-11 =7
    ("2025-09-30", "20wd", National, "2025-11-04"), // 10-09..10-11 =3, 10-13..10-17 =8, 10-20..10-24 =13, 10-27..10-31 =18, 11-03..11-04 =20
    ("2026-02-10", "7wd", National, "2026-02-26"), // 2-11..2-14 =4, 2-24..2-26 =7
    ("2026-02-10", "20wd", National, "2026-03-16"), // 2-11..2-14 =4, 2-24..2-28 =9, 3-02..3-06 =14, 3-09..3-13 =19, 3-16 =20
    ("2026-02-13", "7wd", National, "2026-03-02"), // 2-14 =1, 2-24..2-28 =6, 3-02 =7
    ("2026-06-18", "7wd", National, "2026-06-30"), // 6-22..6-26 =5, 6-29..6-30 =7
    ("2026-09-18", "7wd", National, "2026-09-29"), // 9-20..9-24 =5, 9-28..9-29 =7
    ("2026-09-30", "20wd", National, "2026-11-03"), // 10-08..10-10 =3, 10-12..10-16 =8, 10-19..10-23 =13, 10-26..10-30 =18, 11-02..11-03 =20
    ("2017-03-29", "7wd", County, "2017-04-12"), // 4-05..4-08 =4, 4-10..4-12 =7
    ("2018-04-13", "7wd", County, "2018-04-26"), // 4-15..4-17 =3, 4-23..4-26 =7
    ("2018-12-07", "7wd", County, "2018-12-20"), // 12-12..12-14 =3, 12-17..12-20 =7
    ("2019-04-03", "7wd", County, "2019-04-17"), // 4-09..4-12 =4, 4-15..4-17 =7
    ("2020-03-25", "7wd", County, "2020-04-03"), // 3-26..3-27 =2, 3-30..4-03 =7
    ("2021-04-13", "7wd", County, "2021-04-25"), // 4-18..4-23 =6, 4-25 =7
    ("2022-04-01", "7wd", County, "2022-04-15"), // 4-07..4-08 =2, 4-11..4-15 =7
    ("2023-04-20", "7wd", County, "2023-05-05"), // 4-24..4-28 =5, 5-04..5-05 =7
    ("2023-04-20", "20wd", County, "2023-05-23"), // 4-24..4-28 =5, 5-04..5-06 =8, 5-08..5-12 =13, 5-15..5-19 =18, 5-22..5-23 =20
    ("2024-04-10", "7wd", County, "2024-04-23"), // 4-15..4-19 =5, 4-22..4-23 =7
    ("2025-03-28", "7wd", County, "2025-04-11"), // 4-02..4-03 =2, 4-07..4-11 =7
    ("2026-04-16", "7wd", County, "2026-04-29"), // 4-21..4-24 =4, 4-27..4-29 =7
    ("2018-09-17", "14d", National, "2018-10-08"), // 2018-10-01 is off, next worked 2018-10-08
    ("2024-09-20", "14d", National, "2024-10-08"), // 2024-10-04 is off, next worked 2024-10-08
    ("2023-12-31", "6m", National, "2024-07-01"), // 2024-06-30 is off, next worked 2024-07-01
    ("2024-08-31", "6m", National, "2025-02-28"), // 2025-02-28 is worked
    ("2024-02-29", "12m", National, "2025-02-28"), // 2025-02-28 is worked
    ("2025-01-14", "14d", National, "2025-02-05"), // 2025-01-28 is off, next worked 2025-02-05
    ("2019-09-06", "20d", National, "2019-09-26"), // 2019-09-26 is worked
    ("2026-02-01", "14d", National, "2026-02-24"), // 2026-02-15 is off, next worked 2026-02-24
];

#[test]
fn worked_dates_come_out_as_counted_by_hand() {
    let wrong: Vec<String> = KNOWN
        .iter()
        .filter_map(|(from, term, of, due)| {
            let calendar = if *of == County { county() } else { national() };
            let term = Term::parse(term).expect("a term");
            let found = term.due(day(from), &calendar, &Pauses::none());
            (found != Some(day(due))).then(|| format!("{from} + {term} ({of:?}): {found:?} instead of {due}"))
        })
        .collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// Day of the year, year, calendar, last day.
const BY_DAY: [(&str, i32, Of, &str); 19] = [
    ("01-31", 2017, National, "2017-02-03"), // Spring Festival 1-27..2-02
    ("01-31", 2018, National, "2018-01-31"), // a Wednesday
    ("01-31", 2019, National, "2019-01-31"), // a Thursday
    ("01-31", 2020, National, "2020-02-03"), // Spring Festival, made longer to 2-02
    ("01-31", 2021, National, "2021-02-01"), // a Sunday
    ("01-31", 2022, National, "2022-02-07"), // Spring Festival 1-31..2-06
    ("01-31", 2023, National, "2023-01-31"), // a Tuesday
    ("01-31", 2024, National, "2024-01-31"), // a Wednesday
    ("01-31", 2025, National, "2025-02-05"), // Spring Festival 1-28..2-04
    ("01-31", 2026, National, "2026-02-02"), // a Saturday
    ("01-31", 2027, National, "2027-02-01"), // a Sunday
    ("01-01", 2026, National, "2026-01-04"), // New Year 1-01..1-03; Sunday 1-04 is worked
    ("04-12", 2024, National, "2024-04-12"), // a Friday
    ("04-12", 2024, County, "2024-04-15"),   // 三月三 4-11..4-12
    ("06-30", 2024, National, "2024-07-01"), // a Sunday
    ("12-31", 2018, National, "2018-12-29"), // 12-30..1-01 are off, Saturday 12-29 is worked
    ("12-31", 2022, National, "2022-12-30"), // 12-31..1-02 are off
    ("12-31", 2023, National, "2023-12-29"), // a Sunday
    ("12-31", 2026, National, "2026-12-31"), // a Thursday
];

#[test]
fn days_of_the_year_come_out_as_counted_by_hand() {
    for (text, year, of, due) in BY_DAY {
        let calendar = if of == County { county() } else { national() };
        let by = DayOfYear::parse(text).expect("a day of every year");
        let counted = by.deadline(year, &calendar, &Pauses::none()).expect("a deadline");
        assert_eq!(counted.due, Some(day(due)), "{text} {year} {of:?}");
        assert_eq!(by.due(year, &calendar, &Pauses::none()), counted.due);
    }
}

#[test]
fn a_day_of_the_year_is_one_that_every_year_has() {
    for text in ["01-31", "1-31", "1月31日", "02-28", "12-31"] {
        let by = DayOfYear::parse(text).expect("a day of every year");
        assert_eq!((DayOfYear::parse(&by.to_string()), DayOfYear::parse(&by.label())), (Ok(by), Ok(by)), "{text}");
        let json = serde_json::to_string(&by).expect("a text");
        assert_eq!((json, serde_json::from_str(&format!("\"{text}\"")).ok()), (format!("\"{by}\""), Some(by)));
    }
    for (text, says) in [
        ("02-29", "“02-29”不是每年都有，应写 2月28日 或 3月1日"),
        ("2月29日", "“2月29日”不是每年都有，应写 2月28日 或 3月1日"),
        ("04-31", "“04-31”不是每年都有的日期，应写作 01-31 或 1月31日"),
        ("2026-01-31", "“2026-01-31”不是每年都有的日期，应写作 01-31 或 1月31日"),
        ("一月底", "“一月底”不是每年都有的日期，应写作 01-31 或 1月31日"),
        ("+1-31", "“+1-31”不是每年都有的日期，应写作 01-31 或 1月31日"),
    ] {
        assert_eq!(DayOfYear::parse(text).map_err(|refused| refused.to_string()), Err(says.to_owned()));
    }
}

#[test]
fn the_first_day_of_the_year_to_come_and_the_last_that_is_over() {
    let (by, calendar) = (DayOfYear::parse("01-31").expect("a day of every year"), national());
    let pauses = Pauses::none();
    // 2025-02-05 and 2026-02-02 are the last good days.
    for (today, next, over) in [
        ("2025-02-04", "2025-02-05", 2024),
        ("2025-02-05", "2026-02-02", 2024),
        ("2025-02-06", "2026-02-02", 2025),
        ("2026-02-01", "2026-02-02", 2025),
        ("2026-02-02", "2027-02-01", 2025),
        ("2026-02-03", "2027-02-01", 2026),
    ] {
        let after = by.deadline_after(day(today), &calendar, &pauses).and_then(|deadline| deadline.due);
        let found = (after, by.last_year_over(day(today), &calendar, &pauses));
        assert_eq!(found, (Some(day(next)), Some(over)), "{today}");
    }
    // While the clock of a year stands still, that of the year before is the last that is over.
    let stopped = Pause { from: day("2026-01-05"), to: None, reason: "系统迁移".into() };
    let pauses = [stopped].into_iter().collect();
    assert_eq!(by.last_year_over(day("2026-06-01"), &calendar, &pauses), Some(2025));
    assert_eq!(by.last_year_over(day("2027-06-01"), &calendar, &pauses), None);
}

#[test]
fn every_step_is_told() {
    let deadline = Deadline::new(day("2024-09-14"), Term::WorkingDays(20), &county(), &Pauses::none());
    let steps: Vec<&str> = deadline.steps.iter().map(|step| step.text.as_str()).collect();
    assert_eq!(
        steps,
        [
            "2024-09-14 起算日，不计入",
            "2024-09-15 至 2024-09-17 中秋节放假，不计（国办发明电〔2023〕7号）",
            "2024-09-18 至 2024-09-20 计第 1–3 天",
            "2024-09-21 至 2024-09-22 周末，不计",
            "2024-09-23 至 2024-09-27 计第 4–8 天",
            "2024-09-28 周末，不计",
            "2024-09-29 国庆节调休上班，计第 9 天（国办发明电〔2023〕7号）",
            "2024-09-30 计第 10 天",
            "2024-10-01 至 2024-10-07 国庆节放假，不计（国办发明电〔2023〕7号）",
            "2024-10-08 至 2024-10-11 计第 11–14 天",
            "2024-10-12 国庆节调休上班，计第 15 天（国办发明电〔2023〕7号）",
            "2024-10-13 周末，不计",
            "2024-10-14 至 2024-10-18 计第 16–20 天",
        ]
    );
    assert_eq!(deadline.due, Some(day("2024-10-18")));
    assert_eq!(
        deadline.arithmetic("形成"),
        "形成 9-14 → 20 个工作日 → 10-18，扣中秋节 3 天、国庆节 7 天，计调休上班 2 天"
    );
    assert!(deadline.doubts.is_empty(), "{:?}", deadline.doubts);
}

#[test]
fn a_last_day_off_moves_on_and_says_so() {
    let deadline = Deadline::new(day("2018-09-17"), Term::Days(14), &national(), &Pauses::none());
    assert_eq!(deadline.arithmetic("更新"), "更新 9-17 → 14 天 → 10-08，遇休息日顺延");
    assert_eq!(deadline.steps.last().map(|step| &step.kind), Some(&StepKind::MovedOn));
}

#[test]
fn days_of_a_pause_do_not_count() {
    let pause = |from, to: Option<&str>| Pause { from: day(from), to: to.map(day), reason: "网站改版".into() };
    let of = |pauses: Vec<Pause>| {
        Deadline::new(day("2026-03-02"), Term::WorkingDays(5), &national(), &pauses.into_iter().collect())
    };
    // 3-03, 3-04 | pause 3-05..3-10 | 3-11, 3-12, 3-13
    let paused = of(vec![pause("2026-03-05", Some("2026-03-10"))]);
    assert_eq!(paused.due, Some(day("2026-03-13")));
    assert_eq!(paused.arithmetic("形成"), "形成 3-02 → 5 个工作日 → 3-13，扣暂停（网站改版） 6 天");
    let open = of(vec![pause("2026-03-05", None)]);
    assert_eq!((open.due, open.arithmetic("形成").as_str()), (None, "形成 3-02 → 5 个工作日 → 暂停计时"));
    // A pause after the last day changes nothing; one that covers the last day moves it.
    assert_eq!(of(vec![pause("2026-03-10", None)]).due, Some(day("2026-03-09")));
    assert_eq!(of(vec![pause("2026-03-09", Some("2026-03-09"))]).due, Some(day("2026-03-10")));
}

#[test]
fn a_year_without_notice_falls_back_to_weekdays_and_says_so() {
    let deadline = Deadline::new(day("2026-12-28"), Term::WorkingDays(7), &county(), &Pauses::none());
    assert_eq!(deadline.due, Some(day("2027-01-06")));
    assert_eq!(deadline.doubts, [Doubt::NotPublished { year: 2027 }]);
    assert_eq!(deadline.doubts[0].to_string(), "2027 年的国务院放假安排尚未录入，按周一至周五推算");
    let spring = Deadline::new(day("2027-03-25"), Term::WorkingDays(20), &county(), &Pauses::none());
    let season = "三月三".to_owned();
    assert!(spring.doubts.contains(&Doubt::SeasonNotPublished { year: 2027, season }), "{:?}", spring.doubts);
}

/// The New Year's holiday of 2019 began on 2018-12-30, for which 12-29 was worked.
#[test]
fn a_last_day_at_the_end_of_a_year_hangs_on_the_notice_of_the_next() {
    for (from, days, due, in_doubt) in [
        ("2026-12-14", 14, "2026-12-28", None),
        ("2026-12-14", 15, "2026-12-29", Some(2027)),
        ("2026-12-14", 17, "2026-12-31", Some(2027)),
        // What is published is in no doubt.
        ("2024-12-17", 14, "2024-12-31", None),
        ("2018-12-15", 14, "2018-12-29", None),
    ] {
        let deadline = Deadline::new(day(from), Term::Days(days), &national(), &Pauses::none());
        let doubts: Vec<Doubt> = in_doubt.map(|year| Doubt::NotPublished { year }).into_iter().collect();
        assert_eq!((deadline.due, deadline.doubts), (Some(day(due)), doubts), "{from}");
    }
}

#[test]
fn what_rests_on_an_unchecked_notice_says_so() {
    let deadline = Deadline::new(day("2024-04-10"), Term::WorkingDays(7), &county(), &Pauses::none());
    assert_eq!(deadline.doubts, [Doubt::NotChecked { year: 2024, holiday: "壮族三月三".into() }]);
}

#[test]
fn a_text_that_is_no_term_is_refused_in_words() {
    for text in ["", "wd", "20", "20 weeks", "-5wd", "二十个工作日"] {
        assert!(Term::parse(text).is_err_and(|refused| refused.to_string().contains("无法识别")), "{text}");
    }
    for text in ["0wd", "99999999d", "4y"] {
        assert!(Term::parse(text).is_err_and(|refused| refused.to_string().contains("不合情理")), "{text}");
    }
}

fn any_day() -> impl Strategy<Value = NaiveDate> {
    (0_u64..4200).prop_map(|days| day("2017-01-01") + Days::new(days))
}

fn any_term() -> impl Strategy<Value = Term> {
    prop_oneof![
        (1_u16..=250).prop_map(Term::WorkingDays),
        (1_u16..=400).prop_map(Term::Days),
        (1_u16..=36).prop_map(Term::Months),
    ]
}

#[test]
fn a_pause_without_an_end_that_begins_in_the_weekend_of_the_last_day_stops_the_clock() {
    // 2026-11-21 + 14 d = Saturday 12-05; from Sunday on nothing counts until further notice.
    let pauses = [Pause { from: day("2026-12-06"), to: None, reason: "系统迁移".into() }].into_iter().collect();
    assert_eq!(Term::Days(14).due(day("2026-11-21"), &national(), &pauses), None);
}

/// Each start has the days of its own months: the limit of the property below.
#[test]
fn around_a_short_month_a_pause_may_favour_who_starts_later() {
    let due = |from: &str, first: &str, last: &str| {
        let pause = Pause { from: day(first), to: Some(day(last)), reason: "系统迁移".into() };
        Term::Months(1).due(day(from), &national(), &[pause].into_iter().collect())
    };
    // 30 days from 02-01 on; 29 days from 02-01 on.
    assert_eq!(due("2024-01-30", "2024-01-31", "2024-01-31"), Some(day("2024-03-01")));
    assert_eq!(due("2024-01-31", "2024-01-31", "2024-01-31"), Some(day("2024-02-29")));
    // 31 days from 2023-02-02 on end on Saturday 03-04; 28 days on 03-01, a Wednesday.
    assert_eq!(due("2023-01-28", "2023-01-29", "2023-02-01"), Some(day("2023-03-06")));
    assert_eq!(due("2023-02-01", "2023-01-29", "2023-02-01"), Some(day("2023-03-01")));
}

fn any_pauses() -> impl Strategy<Value = Pauses> {
    let pause = (any_day(), 0_u64..60).prop_map(|(from, length)| Pause {
        from,
        to: Some(from + Days::new(length)),
        reason: "暂停".into(),
    });
    prop::collection::vec(pause, 0..4).prop_map(|pauses| pauses.into_iter().collect())
}

/// The same notices less some, so that the calendar of another day is another calendar.
fn changed(calendar: &Calendar, without: usize) -> Calendar {
    let mut notices = calendar.notices().to_vec();
    notices.remove(without % notices.len());
    Calendar::new(notices, Vec::new())
}

proptest! {
    #[test]
    fn no_deadline_is_a_day_off(from in any_day(), term in any_term(), pauses in any_pauses()) {
        let calendar = county();
        let due = term.due(from, &calendar, &pauses).expect("every pause has an end");
        prop_assert!(calendar.is_worked(due) && due > from && pauses.of(due).is_none(), "{due}");
    }

    #[test]
    fn who_starts_later_is_never_due_earlier(from in any_day(), later in 0_u64..40, term in any_term(), pauses in any_pauses()) {
        // Months are of unequal length: with paused days around a short one, who starts later may gain some (docs/CALENDAR.md).
        prop_assume!(pauses.is_empty() || !matches!(term, Term::Months(_)));
        let calendar = county();
        let due = |from| term.due(from, &calendar, &pauses);
        prop_assert!(due(from) <= due(from + Days::new(later)));
    }

    #[test]
    fn a_longer_term_never_ends_earlier(from in any_day(), days in 1_u16..249, pauses in any_pauses()) {
        let calendar = county();
        for unit in [Term::WorkingDays, Term::Days] {
            prop_assert!(unit(days).due(from, &calendar, &pauses) <= unit(days + 1).due(from, &calendar, &pauses));
        }
    }

    #[test]
    fn another_calendar_loses_no_clock(from in any_day(), term in any_term(), without in 0_usize..40, pauses in any_pauses()) {
        let before = county();
        let calendar = changed(&before, without);
        let due = term.due(from, &calendar, &pauses);
        prop_assert!(due.is_some_and(|due| due > from && calendar.is_worked(due)));
        prop_assert_ne!(calendar.version(), before.version());
    }

    #[test]
    fn the_steps_cover_every_day_once_and_count_the_term(from in any_day(), count in 1_u16..120, pauses in any_pauses()) {
        let calendar = county();
        let deadline = Deadline::new(from, Term::WorkingDays(count), &calendar, &pauses);
        prop_assert_eq!(deadline.steps.first().map(|step| step.from), Some(from));
        prop_assert_eq!(deadline.steps.last().map(|step| Some(step.to)), Some(deadline.due));
        for pair in deadline.steps.windows(2) {
            prop_assert_eq!(pair[0].to.succ_opt(), Some(pair[1].from));
        }
        prop_assert_eq!(deadline.steps.last().map(|step| step.counted), Some(count));
    }

    #[test]
    fn what_is_due_by_a_day_of_the_year_stays_in_its_year(
        year in 2018_i32..2027, month in 1_u32..=12, on in 1_u32..=28, pauses in any_pauses(),
    ) {
        let (calendar, written) = (county(), format!("{month:02}-{on:02}"));
        let by = DayOfYear::parse(&written).expect("a day of every year");
        let last = calendar.working_day_until(NaiveDate::from_ymd_opt(year, 12, 31).expect("a day"));
        let counted = by.deadline(year, &calendar, &pauses).expect("a deadline");
        prop_assert_eq!(counted.due, by.due(year, &calendar, &pauses));
        if let Some(due) = counted.due {
            prop_assert!(calendar.is_worked(due) && due.year() == year && pauses.of(due).is_none(), "{}", due);
            prop_assert!(by.in_year(year).is_some_and(|plain| plain <= due), "{}", due);
            prop_assert_eq!(counted.steps.last().map(|step| step.to), Some(due));
        } else {
            // Every pause has an end: the clock stands still only where the year's last working day is paused.
            prop_assert!(pauses.of(last).is_some());
        }
    }

    #[test]
    fn a_term_is_read_back_as_it_is_written(term in any_term()) {
        prop_assert_eq!(Term::parse(&term.written()), Ok(term));
    }
}
