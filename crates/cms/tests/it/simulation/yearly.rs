//! One report a year, by 31 January (政府信息公开条例 art. 49). In 2026 that day is a Saturday: 02-02 is the last good one.
//!
//! The working days of the story: 2025-12-29 30 31 · 2026-01-04 05 … 22 23 · 26 27 28 29 30 · 02-02 03 04 05 06 · 09 10 11.

use chrono::Weekday;
use cms::simulation::Patrolling;
use domain::obligation::State;

use super::*;

/// The report of 2025 comes in its last days, that of 2026 six working days after its own.
async fn story() -> Story {
    let columns = column("ndbg", "年度报告", "1年（1月31日前）", "县教育局", "");
    let script =
        Script::default().on("2025-12-29", publish(1, "ndbg", "jyj")).on("2026-02-10", publish(2, "ndbg", "jyj"));
    let days = ["2025-12-29", "2026-02-16"];
    Story::of(&plan("广西", &columns), days, Patrolling::Weekly(Weekday::Mon), script).await
}

#[tokio::test]
async fn a_yearly_report_as_it_was_computed_by_hand() {
    use State::{DueSoon, Normal, Overdue};
    let story = story().await;
    story.assert_board(&[
        // What became public in 2025 is of 2025, and enough until 02-02. Amber after 70 % of 31 days = 21.7, so 22: 01-22.
        ("2025-12-29", "ndbg", Normal, "2025-12-29", Some("2026-02-02")),
        ("2026-01-21", "ndbg", Normal, "2025-12-29", Some("2026-02-02")),
        ("2026-01-22", "ndbg", DueSoon, "2026-01-22", Some("2026-02-02")),
        ("2026-02-02", "ndbg", DueSoon, "2026-01-22", Some("2026-02-02")),
        ("2026-02-03", "ndbg", Overdue, "2026-02-03", Some("2026-02-02")),
        ("2026-02-09", "ndbg", Overdue, "2026-02-03", Some("2026-02-02")),
        // 2027-01-31 is a Sunday.
        ("2026-02-10", "ndbg", Normal, "2026-02-10", Some("2027-02-01")),
    ]);
    let line = story.line("2026-02-03", "ndbg");
    assert_eq!(line.arithmetic.as_deref(), Some("2026年应 1 次，最迟 1-31 → 2-02，遇休息日顺延"));
    assert_eq!(line.rule, "1年（1月31日前）");
    story.assert_reminders(&[
        ("2025-12-29", "jyj", "ndbg", "空白", "2025-12-29"),
        // Seven working days before 02-02: 01-30 29 28 27 26 23 22; two before it: 01-30 29.
        ("2026-01-22", "jyj", "ndbg", "到期前 7 个工作日", "2026-02-02"),
        ("2026-01-29", "jyj", "ndbg", "到期前 2 个工作日", "2026-02-02"),
        ("2026-02-02", "jyj", "ndbg", "到期当日", "2026-02-02"),
        ("2026-02-03", "jyj", "ndbg", "逾期", "2026-02-02"),
        // Two working days later: 04, 05; five: 04 05 06 09 10, and seven days.
        ("2026-02-05", "jyj", "ndbg", "上报单位负责人", "2026-02-02"),
        ("2026-02-05", "zwb", "ndbg", "上报牵头单位", "2026-02-02"),
        ("2026-02-10", "jyj", "ndbg", "逾期，第 2 次", "2026-02-02"),
        ("2026-02-10", "zwb", "ndbg", "上报门户管理部门", "2026-02-02"),
    ]);
    // From 02-03 on the public must find something of 2026.
    let rounds: Vec<_> =
        story.rounds.iter().map(|(day, opened, fixed, open)| (&**day, *opened, *fixed, &**open)).collect();
    let expected: [(_, _, _, &[FaultKind]); 8] = [
        ("2025-12-29", 1, 0, &[FaultKind::BlankColumn]),
        ("2026-01-05", 0, 1, &[]),
        ("2026-01-12", 0, 0, &[]),
        ("2026-01-19", 0, 0, &[]),
        ("2026-01-26", 0, 0, &[]),
        ("2026-02-02", 0, 0, &[]),
        ("2026-02-09", 1, 0, &[FaultKind::StaleColumn]),
        ("2026-02-16", 0, 1, &[]),
    ];
    assert_eq!(rounds, expected);
}
