//! 春节 2024: 02-10 to 02-17 are off, 02-04 and 02-18, both Sundays, are worked; 除夕, 02-09, is a working day like any other.
//!
//! The working days of the story: 02-01 02 · 04 05 06 07 08 09 · 18 19 20 21 22 23 · 26 27 28.

use cms::simulation::Patrolling;
use domain::{
    desk::{
        board::Tally,
        clocks::{Adjust, AdjustmentKind},
    },
    obligation::State,
};

use super::*;

const NO_SERVICES: &str = "没有办事服务";

fn county() -> String {
    let columns = [
        column("zdgz", "重点工作", "每周", "县教育局", "floor = \"14天\""),
        column("xzxk", "行政许可", "20个工作日（许可处罚7个工作日）", "县教育局", ""),
        column("bsgg", "办事公告", "及时更新", "县教育局", "floor = \"6个月\""),
        column("cyxx", "常用信息", "必要时更新", "县委宣传部", "floor = \"14天\""),
    ];
    plan("广西", &columns.concat())
}

fn adjust(kind: AdjustmentKind, column: &str, from: &str, to: &str) -> Deed {
    let reason = "春节期间系统迁移".to_owned();
    Deed::Adjust(Adjust {
        kind,
        column: code(column),
        item: None,
        matter: None,
        from: day(from),
        to: Some(day(to)),
        reason,
    })
}

/// Everything is there on 02-01. A licence is decided on 02-06 and gets an extension; a draft of 02-07 is held up by a pause;
/// on 除夕 宣传部 confirms that nothing has changed in 常用信息, and then forgets about it.
async fn story() -> Story {
    let licence = Some(EventDate { on: day("2024-02-06"), kind: EventKind::Licence });
    let script = Script::default()
        .on("2024-02-01", publish(1, "zdgz", "jyj"))
        .on("2024-02-01", publish(2, "xzxk", "jyj"))
        .on("2024-02-01", publish(3, "bsgg", "jyj"))
        .on("2024-02-01", publish(4, "cyxx", "xcb"))
        .on("2024-02-07", publish(5, "zdgz", "jyj"))
        .on("2024-02-07", [write(6, "xzxk", "jyj", licence, None), write(7, "bsgg", "jyj", None, None)])
        .on("2024-02-09", [Deed::Confirm { unit: unit("xcb"), column: code("cyxx") }])
        .on("2024-02-18", [adjust(AdjustmentKind::Pause, "bsgg", "2024-02-19", "2024-02-23")])
        .on("2024-02-20", publish(8, "zdgz", "jyj"))
        .on("2024-02-20", [adjust(AdjustmentKind::Extension, "xzxk", "2024-02-21", "2024-02-25")])
        .on("2024-02-26", [submit(6), sign(6)])
        .on("2024-02-27", [submit(7), sign(7)])
        .on("2024-02-27", publish(9, "zdgz", "jyj"));
    Story::of(&county(), ["2024-02-01", "2024-02-28"], Patrolling::Never, script).await
}

#[tokio::test]
async fn spring_festival_as_it_was_computed_by_hand() {
    let story = story().await;
    board(&story);
    reminders(&story);
    score(&story);
}

fn board(story: &Story) {
    use State::{DueSoon, Normal, Overdue};
    story.assert_board(&[
        // 02-01 + 7 days = 02-08. Amber after 70 % of 7 = 4.9, so 5 days: 02-06.
        ("2024-02-05", "zdgz", Normal, "2024-02-01", Some("2024-02-08")),
        ("2024-02-06", "zdgz", DueSoon, "2024-02-06", Some("2024-02-08")),
        // 02-07 + 7 = 02-14, off: 02-18, a Sunday that is worked. Amber after 5 days = 02-12 would be in the holidays. Two working
        // days before the end are 02-09, 08; the second of the term is 02-09.
        ("2024-02-07", "zdgz", Normal, "2024-02-07", Some("2024-02-18")),
        ("2024-02-08", "zdgz", Normal, "2024-02-07", Some("2024-02-18")),
        ("2024-02-09", "zdgz", DueSoon, "2024-02-09", Some("2024-02-18")),
        ("2024-02-18", "zdgz", DueSoon, "2024-02-09", Some("2024-02-18")),
        ("2024-02-19", "zdgz", Overdue, "2024-02-19", Some("2024-02-18")),
        // Amber after 5 days = 02-25, a Sunday; two working days before 02-27 are 26, 23.
        ("2024-02-22", "zdgz", Normal, "2024-02-20", Some("2024-02-27")),
        ("2024-02-23", "zdgz", DueSoon, "2024-02-23", Some("2024-02-27")),
        // 7 working days from 02-06: 02-07 08 09 (3) 18 19 20 21 (7). Amber after 70 % = 4.9, so 5: 02-19.
        ("2024-02-07", "xzxk", Normal, "2024-02-06", Some("2024-02-21")),
        ("2024-02-18", "xzxk", Normal, "2024-02-06", Some("2024-02-21")),
        ("2024-02-19", "xzxk", DueSoon, "2024-02-19", Some("2024-02-21")),
        // Extended to 02-25, a Sunday: 02-26.
        ("2024-02-20", "xzxk", DueSoon, "2024-02-19", Some("2024-02-26")),
        ("2024-02-25", "xzxk", DueSoon, "2024-02-19", Some("2024-02-26")),
        ("2024-02-26", "xzxk", Normal, "2024-02-26", None),
        // 及时更新 is five working days from the draft on: 02-08 09 (2) 18 19 20 (5). Without the days of the pause: 02-08 09 18
        // (3) 26 27 (5), amber after 70 % = 3.5, so 4: 02-26.
        ("2024-02-07", "bsgg", Normal, "2024-02-07", Some("2024-02-20")),
        ("2024-02-18", "bsgg", Normal, "2024-02-07", Some("2024-02-27")),
        ("2024-02-23", "bsgg", Normal, "2024-02-07", Some("2024-02-27")),
        ("2024-02-26", "bsgg", DueSoon, "2024-02-26", Some("2024-02-27")),
        // Published: the backstop of six months is left, 02-27 + 6 months = 08-27.
        ("2024-02-27", "bsgg", Normal, "2024-02-27", Some("2024-08-27")),
        // 02-01 + 14 = 02-15, off: 02-18; two working days before it are 02-09, 08: amber. Confirmed on 02-09: + 14 = 02-23, amber
        // after 10 days: 02-19.
        ("2024-02-07", "cyxx", Normal, "2024-02-01", Some("2024-02-18")),
        ("2024-02-08", "cyxx", DueSoon, "2024-02-08", Some("2024-02-18")),
        ("2024-02-09", "cyxx", Normal, "2024-02-09", Some("2024-02-23")),
        ("2024-02-18", "cyxx", Normal, "2024-02-09", Some("2024-02-23")),
        ("2024-02-19", "cyxx", DueSoon, "2024-02-19", Some("2024-02-23")),
        ("2024-02-24", "cyxx", Overdue, "2024-02-24", Some("2024-02-23")),
    ]);
    let board = &story.report("2024-02-24").board;
    assert_eq!(board.tally, Tally { normal: 1, due_soon: 2, overdue: 1, ..Tally::default() });
    let ranks: Vec<_> = board.units.iter().map(|rank| (rank.place, rank.unit.code.as_str())).collect();
    assert_eq!(ranks, [(1, "jyj"), (2, "xcb")]);
    assert_eq!((story.log("2024-02-09").confirmed, story.log("2024-02-18").adjusted), (1, 1));
}

fn reminders(story: &Story) {
    story.assert_reminders(&[
        ("2024-02-01", "jyj", "zdgz", "空白", "2024-02-01"),
        ("2024-02-01", "jyj", "xzxk", "空白", "2024-02-01"),
        ("2024-02-01", "jyj", "bsgg", "空白", "2024-02-01"),
        ("2024-02-01", "xcb", "cyxx", "空白", "2024-02-01"),
        // Two working days before 02-08: 07, 06; before 02-18: 09, 08, but that is one day after the start; before 02-27: 26, 23.
        ("2024-02-06", "jyj", "zdgz", "到期前 2 个工作日", "2024-02-08"),
        ("2024-02-18", "jyj", "zdgz", "到期当日", "2024-02-18"),
        ("2024-02-19", "jyj", "zdgz", "逾期", "2024-02-18"),
        ("2024-02-23", "jyj", "zdgz", "到期前 2 个工作日", "2024-02-27"),
        ("2024-02-27", "jyj", "zdgz", "到期当日", "2024-02-27"),
        // Before 02-21: 20, 19. The extension makes a deadline of its own: before 02-26: 23, 22; seven before it, 02-09, are over
        // when it is approved, so that is told on the next morning.
        ("2024-02-19", "jyj", "xzxk", "到期前 2 个工作日", "2024-02-21"),
        ("2024-02-21", "jyj", "xzxk", "到期前 7 个工作日", "2024-02-26"),
        ("2024-02-22", "jyj", "xzxk", "到期前 2 个工作日", "2024-02-26"),
        ("2024-02-26", "jyj", "xzxk", "到期当日", "2024-02-26"),
        // Before 02-20: 19, 18; the pause came later that morning. Before 02-27: 26, 23, and seven before it 18; while the pause
        // lasts nothing is asked, so that is told on the first morning after it.
        ("2024-02-18", "jyj", "bsgg", "到期前 2 个工作日", "2024-02-20"),
        ("2024-02-26", "jyj", "bsgg", "到期前 2 个工作日", "2024-02-27"),
        ("2024-02-27", "jyj", "bsgg", "到期当日", "2024-02-27"),
        // Before 02-18: 09, 08; seven before it is 02-02, the first day of the term. Before 02-23: 22, 21. Overdue on a
        // Saturday, told on Monday; two working days later (27, 28) nobody has answered.
        ("2024-02-08", "xcb", "cyxx", "到期前 2 个工作日", "2024-02-18"),
        ("2024-02-21", "xcb", "cyxx", "到期前 2 个工作日", "2024-02-23"),
        ("2024-02-23", "xcb", "cyxx", "到期当日", "2024-02-23"),
        ("2024-02-26", "xcb", "cyxx", "逾期", "2024-02-23"),
        ("2024-02-28", "xcb", "cyxx", "上报单位负责人", "2024-02-23"),
        ("2024-02-28", "zwb", "cyxx", "上报牵头单位", "2024-02-23"),
    ]);
}

/// 94 are left, of which 58.8 are unknown, and 30 of bonus are possible, as on 国庆节. A confirmation keeps the board green, but
/// the inspection sees only that 常用信息 is of 02-01: 14 days before 02-16 is 02-02, so from then on it costs 1.
fn score(story: &Story) {
    story.assert_scores(&[
        ("2024-02-01", "35.2", "124", &[NO_SERVICES]),
        ("2024-02-15", "35.2", "124", &[NO_SERVICES]),
        ("2024-02-16", "34.2", "123", &[NO_SERVICES]),
        // 02-07 to 02-20: thirteen days without news, one less than a veto.
        ("2024-02-20", "34.2", "123", &[NO_SERVICES]),
        ("2024-02-28", "34.2", "123", &[NO_SERVICES]),
    ]);
}
