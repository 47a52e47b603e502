//! A unit is judged on what it could do. Two columns are to change within two weeks: what 教育局 writes lies with the lead unit
//! over the day on which it is due, what 宣传部 writes is handed in two days after it.
//!
//! The days of the story, March 2024: 4 5 6 7 8 · 11 12 13 14 15 · 18 19 20 21 22. 03-04 + 14 days = 03-18; amber after ten.

use cms::simulation::Patrolling;
use domain::{
    desk::{assessment::AssessmentAsk, board::Tally},
    obligation::{Side, State},
};

use super::*;

async fn story() -> Story {
    let columns = [
        column("gzdt", "工作动态", "2周内", "县教育局", "floor = \"14天\""),
        column("mryw", "每日要闻", "2周内", "县委宣传部", "floor = \"14天\""),
    ];
    let script = Script::default()
        .on("2024-03-04", publish(1, "gzdt", "jyj"))
        .on("2024-03-04", publish(2, "mryw", "xcb"))
        .on("2024-03-12", [write(3, "gzdt", "jyj", None, None), submit(3)])
        .on("2024-03-12", [write(4, "mryw", "xcb", None, None)])
        .on("2024-03-20", [submit(4)])
        .on("2024-03-22", [sign(3), sign(4)]);
    Story::of(&plan("广西", &columns.concat()), ["2024-03-04", "2024-03-22"], Patrolling::Never, script).await
}

#[tokio::test]
async fn days_at_the_lead_unit_are_the_lead_units() {
    let story = story().await;
    board(&story);
    ranking(&story);
    reminders(&story);
    score(&story).await;
}

/// The law knows one clock for both columns; the board shows beside it whose the days are.
fn board(story: &Story) {
    use State::{DueSoon, Normal, Overdue};
    for column in ["gzdt", "mryw"] {
        story.assert_board(&[
            ("2024-03-13", column, Normal, "2024-03-04", Some("2024-03-18")),
            ("2024-03-14", column, DueSoon, "2024-03-14", Some("2024-03-18")),
            ("2024-03-18", column, DueSoon, "2024-03-14", Some("2024-03-18")),
            ("2024-03-19", column, Overdue, "2024-03-19", Some("2024-03-18")),
            ("2024-03-21", column, Overdue, "2024-03-19", Some("2024-03-18")),
            ("2024-03-22", column, Normal, "2024-03-22", Some("2024-04-07")),
        ]);
    }
    let of = |date, column| {
        let line = story.line(date, column);
        (line.with, line.shares.as_ref().map(|of| (of.unit_days, of.lead_days, of.late)))
    };
    // 03-05..08, 11, 12 with 教育局; 03-13 14 15 18 19 with the lead unit, one of them late.
    assert_eq!(of("2024-03-19", "gzdt"), (Side::Lead, Some((6, 5, Some((0, 1))))));
    // A draft is nobody's excuse.
    assert_eq!(of("2024-03-19", "mryw"), (Side::Unit, None));
    // 宣传部 let 19 and 20 pass, the lead unit 21.
    assert_eq!(of("2024-03-21", "mryw"), (Side::Lead, Some((12, 1, Some((2, 1))))));
}

fn ranking(story: &Story) {
    let ranks = |date: &str| -> Vec<(String, Tally)> {
        let units = &story.report(date).board.units;
        units.iter().map(|rank| (rank.unit.code.to_string(), rank.tally)).collect()
    };
    let (red, amber) = (Tally { overdue: 1, ..Tally::default() }, Tally { due_soon: 1, ..Tally::default() });
    let both = |of_lead: Tally, of_unit: Tally| vec![("xcb".to_owned(), of_unit), ("zwb".to_owned(), of_lead)];
    assert_eq!(ranks("2024-03-18"), both(amber, amber));
    assert_eq!(ranks("2024-03-19"), both(red, red));
    // Now the lead unit has both.
    assert_eq!(ranks("2024-03-20"), [("zwb".to_owned(), Tally { overdue: 2, ..Tally::default() })]);
}

fn reminders(story: &Story) {
    story.assert_reminders(&[
        ("2024-03-04", "jyj", "gzdt", "空白", "2024-03-04"),
        ("2024-03-04", "xcb", "mryw", "空白", "2024-03-04"),
        // Seven working days before 03-18: 15 14 13 12 11 08 07. From 03-12 on nobody tells 教育局 anything: the lead unit has it.
        ("2024-03-07", "jyj", "gzdt", "到期前 7 个工作日", "2024-03-18"),
        ("2024-03-07", "xcb", "mryw", "到期前 7 个工作日", "2024-03-18"),
        ("2024-03-13", "zwb", "gzdt", "到期前 7 个工作日", "2024-03-18"),
        ("2024-03-14", "zwb", "gzdt", "到期前 2 个工作日", "2024-03-18"),
        ("2024-03-14", "xcb", "mryw", "到期前 2 个工作日", "2024-03-18"),
        ("2024-03-18", "zwb", "gzdt", "到期当日", "2024-03-18"),
        ("2024-03-18", "xcb", "mryw", "到期当日", "2024-03-18"),
        ("2024-03-19", "zwb", "gzdt", "逾期", "2024-03-18"),
        ("2024-03-19", "xcb", "mryw", "逾期", "2024-03-18"),
        // Two working days later it goes up: to the head of the lead unit, not of 教育局. What 宣传部 was asked for is settled.
        ("2024-03-21", "zwb", "gzdt", "上报单位负责人", "2024-03-18"),
        ("2024-03-21", "zwb", "mryw", "逾期", "2024-03-18"),
        // What 教育局 handed in on 03-12 has a day to be signed by, three working days later: 03-13, 14, 15. Nobody takes note of it,
        // so that two working days after Monday 03-18 it goes to the head of the lead unit. What 宣传部 handed in has until 03-25.
        ("2024-03-15", "zwb", "gzdt", "到期当日", "2024-03-15"),
        ("2024-03-18", "zwb", "gzdt", "逾期", "2024-03-15"),
        ("2024-03-20", "zwb", "gzdt", "上报单位负责人", "2024-03-15"),
    ]);
}

/// Each news column that is older than two weeks costs a point (`dtyw`), which divides by the days.
async fn score(story: &Story) {
    let losers = async |date: &str, column: &str| -> Vec<(String, String)> {
        let ask = AssessmentAsk { at: Some(day(date)), rules: "national-2019".into(), ..AssessmentAsk::default() };
        let sheet = story.county.cms().assessment(story.county.office(), &ask).await.unwrap();
        let charges = sheet.score.charges().into_iter();
        let stale = charges.filter(|(_, test, _)| test.code.as_str() == "dtyw-stale");
        let of_column =
            stale.filter(|(_, _, charge)| charge.answerable.column.as_ref().is_some_and(|of| of.as_str() == column));
        let mut losers: Vec<(String, String)> = of_column
            .map(|(_, _, charge)| {
                let unit = charge.answerable.unit.as_ref().map(ToString::to_string).unwrap_or_default();
                let parts = charge.evidence.iter().flat_map(|evidence| &evidence.parts);
                let its = parts.filter(|part| part.unit.as_str() == unit).map(|part| part.days.to_string());
                let days = its.collect();
                (unit, days)
            })
            .collect();
        losers.sort();
        losers
    };
    let alone = |unit: &str| vec![(unit.to_owned(), String::new())];
    assert_eq!(losers("2024-03-18", "gzdt").await, []);
    assert_eq!((losers("2024-03-19", "gzdt").await, losers("2024-03-19", "mryw").await), (alone("zwb"), alone("xcb")));
    assert_eq!(losers("2024-03-20", "mryw").await, alone("xcb"), "the day on which it is handed in is the unit's");
    let divided = [("xcb", "2"), ("zwb", "1")].map(|(unit, days)| (unit.to_owned(), days.to_owned()));
    assert_eq!(
        (losers("2024-03-21", "gzdt").await, losers("2024-03-21", "mryw").await),
        (alone("zwb"), divided.to_vec())
    );
}
