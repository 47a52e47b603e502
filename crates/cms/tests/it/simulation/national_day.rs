//! 国庆节 2024: 09-29 (Sunday) and 10-12 (Saturday) are worked, 10-01 to 10-07 are off; the days after 中秋节 begin on 09-18.
//!
//! The working days of the story: 09-18 19 20 · 23 24 25 26 27 · 29 30 · 10-08 09 10 11 12 · 14 15 16 17 18 · 21 22 23.

use cms::simulation::Patrolling;
use domain::{
    desk::board::Tally,
    obligation::{Side, State},
};

use super::*;

const NO_SERVICES: &str = "没有办事服务";
const HOME_STANDS: &str = "监测2周，首页无信息更新（没有发布时间的视为不更新；首页仅为导航的，看所有二级页面）";

fn county() -> String {
    let columns = [
        column("gzdt", "工作动态", "2周内", "县教育局", "floor = \"14天\""),
        column("jypx", "教育培训", "20个工作日（许可处罚7个工作日）", "县教育局", ""),
        column("mryw", "每日要闻", "每天", "县委宣传部", "floor = \"14天\""),
    ];
    plan("广西", &columns.concat())
}

/// 工作动态 is written once and then forgotten until 10-17. 教育培训 has one item whose information was formed on 09-19: its unit
/// keeps it until 10-16, its lead unit until 10-18. 每日要闻 comes on 09-18, 23, 26 and 30, and then no more.
async fn story() -> Story {
    let script = Script::default()
        .on("2024-09-18", publish(1, "gzdt", "jyj"))
        .on("2024-09-18", publish(2, "jypx", "jyj"))
        .on("2024-09-18", publish(3, "mryw", "xcb"))
        .on("2024-09-20", [write(4, "jypx", "jyj", Some(formed("2024-09-19")), None)])
        .on("2024-09-23", publish(5, "mryw", "xcb"))
        .on("2024-09-26", publish(6, "mryw", "xcb"))
        .on("2024-09-30", publish(7, "mryw", "xcb"))
        .on("2024-10-10", [Deed::Acknowledge(unit("jyj"))])
        .on("2024-10-16", [submit(4)])
        .on("2024-10-17", publish(8, "gzdt", "jyj"))
        .on("2024-10-18", [sign(4)]);
    Story::of(&county(), ["2024-09-18", "2024-10-23"], Patrolling::Never, script).await
}

#[tokio::test]
async fn national_day_as_it_was_computed_by_hand() {
    let story = story().await;
    board(&story);
    reminders(&story);
    score(&story);
}

fn board(story: &Story) {
    use State::{DueSoon, Normal, Overdue};
    story.assert_board(&[
        // 09-18 + 14 days = 10-02, off: 10-08. Amber after 10 days = 09-28, a Saturday: a warning is no deadline.
        ("2024-09-18", "gzdt", Normal, "2024-09-18", Some("2024-10-08")),
        ("2024-09-27", "gzdt", Normal, "2024-09-18", Some("2024-10-08")),
        ("2024-09-28", "gzdt", DueSoon, "2024-09-28", Some("2024-10-08")),
        ("2024-10-08", "gzdt", DueSoon, "2024-09-28", Some("2024-10-08")),
        ("2024-10-09", "gzdt", Overdue, "2024-10-09", Some("2024-10-08")),
        ("2024-10-16", "gzdt", Overdue, "2024-10-09", Some("2024-10-08")),
        // 10-17 + 14 days = 10-31, a Thursday.
        ("2024-10-17", "gzdt", Normal, "2024-10-17", Some("2024-10-31")),
        // Nothing is on its way: no clock runs.
        ("2024-09-19", "jypx", Normal, "2024-09-18", None),
        // 20 working days from 09-19: 09-20 (1) 23 24 25 26 27 (6) 29 30 (8) 10-08 09 10 11 12 (13) 14 15 16 17 18 (18)
        // 21 22 (20). Amber after 70 % of 20 = 14: 10-14.
        ("2024-09-20", "jypx", Normal, "2024-09-19", Some("2024-10-22")),
        ("2024-10-12", "jypx", Normal, "2024-09-19", Some("2024-10-22")),
        ("2024-10-14", "jypx", DueSoon, "2024-10-14", Some("2024-10-22")),
        ("2024-10-17", "jypx", DueSoon, "2024-10-14", Some("2024-10-22")),
        ("2024-10-18", "jypx", Normal, "2024-10-18", None),
        // 09-18 + 3 days = 09-21, a Saturday: 09-23. Amber after one working day without: 09-20.
        ("2024-09-19", "mryw", Normal, "2024-09-18", Some("2024-09-23")),
        ("2024-09-20", "mryw", DueSoon, "2024-09-20", Some("2024-09-23")),
        // 09-23 + 3 = 09-26. Published on that day: + 3 = 09-29, worked, so it stays. Amber after 09-27: 09-28.
        ("2024-09-23", "mryw", Normal, "2024-09-23", Some("2024-09-26")),
        ("2024-09-27", "mryw", Normal, "2024-09-26", Some("2024-09-29")),
        ("2024-09-28", "mryw", DueSoon, "2024-09-28", Some("2024-09-29")),
        ("2024-09-29", "mryw", DueSoon, "2024-09-28", Some("2024-09-29")),
        // 09-30 + 3 = 10-03, off: 10-08. The next working day is 10-08 itself: amber on it.
        ("2024-09-30", "mryw", Normal, "2024-09-30", Some("2024-10-08")),
        ("2024-10-07", "mryw", Normal, "2024-09-30", Some("2024-10-08")),
        ("2024-10-08", "mryw", DueSoon, "2024-10-08", Some("2024-10-08")),
        ("2024-10-09", "mryw", Overdue, "2024-10-09", Some("2024-10-08")),
        ("2024-10-23", "mryw", Overdue, "2024-10-09", Some("2024-10-08")),
    ]);
    // 10-16: the item waits for the lead unit, which has three working days of its own: 17, 18, 21. Its unit had it for
    // sixteen: 09-20 (1) … 10-16 (16).
    let waiting = story.line("2024-10-16", "jypx");
    let shares = waiting.shares.as_ref().unwrap();
    assert_eq!((waiting.with, shares.unit_days, shares.lead_days), (Side::Lead, 16, 0));
    assert_eq!(shares.lead_due, Some(day("2024-10-21")));
    // Amber counts for the lead unit, red for the units that write.
    let board = &story.report("2024-10-16").board;
    assert_eq!(board.tally, Tally { due_soon: 1, overdue: 2, ..Tally::default() });
    let ranks: Vec<_> = board.units.iter().map(|rank| (rank.place, rank.unit.code.as_str())).collect();
    assert_eq!(ranks, [(1, "zwb"), (2, "jyj"), (2, "xcb")]);
    // Into red columns came the three of the first day, into blank ones; 每日要闻 a day after 09-29, 工作动态 nine after 10-08.
    let red = story.days.values().filter(|(log, _)| log.while_red > 0);
    let red: Vec<_> = red.map(|(log, _)| (log.day, log.while_red)).collect();
    assert_eq!(red, [(day("2024-09-18"), 3), (day("2024-09-30"), 1), (day("2024-10-17"), 1)]);
}

fn reminders(story: &Story) {
    story.assert_reminders(&[
        // The first morning: every column is blank.
        ("2024-09-18", "jyj", "gzdt", "空白", "2024-09-18"),
        ("2024-09-18", "jyj", "jypx", "空白", "2024-09-18"),
        ("2024-09-18", "xcb", "mryw", "空白", "2024-09-18"),
        // A clock of three days warns nobody before its end: two working days before it has just begun.
        ("2024-09-23", "xcb", "mryw", "到期当日", "2024-09-23"),
        ("2024-09-26", "xcb", "mryw", "到期当日", "2024-09-26"),
        ("2024-09-29", "xcb", "mryw", "到期当日", "2024-09-29"),
        ("2024-09-30", "xcb", "mryw", "逾期", "2024-09-29"),
        ("2024-10-08", "xcb", "mryw", "到期当日", "2024-10-08"),
        ("2024-10-09", "xcb", "mryw", "逾期", "2024-10-08"),
        // Nobody of 宣传部 answers: two working days later (10, 11) it goes up, five later (10, 11, 12, 14, 15) to the office,
        // and every seven days again.
        ("2024-10-11", "xcb", "mryw", "上报单位负责人", "2024-10-08"),
        ("2024-10-11", "zwb", "mryw", "上报牵头单位", "2024-10-08"),
        ("2024-10-15", "zwb", "mryw", "上报门户管理部门", "2024-10-08"),
        ("2024-10-16", "xcb", "mryw", "逾期，第 2 次", "2024-10-08"),
        ("2024-10-23", "xcb", "mryw", "逾期，第 3 次", "2024-10-08"),
        // Seven working days before 10-08: 09-30 29 27 26 25 24 23; two before it: 09-30 29.
        ("2024-09-23", "jyj", "gzdt", "到期前 7 个工作日", "2024-10-08"),
        ("2024-09-29", "jyj", "gzdt", "到期前 2 个工作日", "2024-10-08"),
        ("2024-10-08", "jyj", "gzdt", "到期当日", "2024-10-08"),
        ("2024-10-09", "jyj", "gzdt", "逾期", "2024-10-08"),
        // 教育局 took note on 10-10: nothing goes up. The second red reminder is answered by the item itself on 10-17.
        ("2024-10-16", "jyj", "gzdt", "逾期，第 2 次", "2024-10-08"),
        // Seven before 10-31: 30 29 28 25 24 23 22.
        ("2024-10-22", "jyj", "gzdt", "到期前 7 个工作日", "2024-10-31"),
        // Seven working days before 10-22: 21 18 17 16 15 14 12, a Saturday that is worked. From 10-16 on 县政务办 has it.
        ("2024-10-12", "jyj", "jypx", "到期前 7 个工作日", "2024-10-22"),
        ("2024-10-17", "zwb", "jypx", "到期前 7 个工作日", "2024-10-22"),
        ("2024-10-18", "zwb", "jypx", "到期前 2 个工作日", "2024-10-22"),
    ]);
}

/// Points of `plans/rules/national-2019.toml` that are lost for certain: no services 5 (`sxgk`), 公安备案号 1 (`wzbs`): 6, so 94
/// are left. Nobody measures or judges, each up to its indicator's points, since the plan names no column for institutions,
/// leaders or surveys: 概况 3, 机构 4, 领导 4; 指南准确 4, 办事统计 4; 咨询渠道 3, 统一登录 2, 留言公开 5, 办理答复 5, 征集渠道 2,
/// 结果反馈 3; 域名 1, 可用性 4, 标签 2, 兼容 1, IPv6 1, 搜索 4, 一号登录 1, 页面标识 1: 54, and six surveys at 0.8 = 4.8 of
/// 征集活动: 58.8, so at least 35.2. More than 80 may be left, and nobody measures any bonus: 30, so at most 124. Each news
/// column that is older than two weeks costs 1 (`dtyw`).
fn score(story: &Story) {
    story.assert_scores(&[
        ("2024-09-18", "35.2", "124", &[NO_SERVICES]),
        // 14 days before 10-02 is 09-18: 工作动态 is just not older. The inspection knows no holidays: a day later it is.
        ("2024-10-02", "35.2", "124", &[NO_SERVICES]),
        ("2024-10-03", "34.2", "123", &[NO_SERVICES]),
        // The last thing that anybody read is of 09-30; 14 days without are a veto. 每日要闻 is older than two weeks on 10-15.
        ("2024-10-13", "34.2", "123", &[NO_SERVICES]),
        ("2024-10-14", "34.2", "123", &[HOME_STANDS, NO_SERVICES]),
        ("2024-10-15", "33.2", "122", &[HOME_STANDS, NO_SERVICES]),
        // 10-17 brings 工作动态; 每日要闻 stays lost.
        ("2024-10-17", "34.2", "123", &[NO_SERVICES]),
        ("2024-10-23", "34.2", "123", &[NO_SERVICES]),
    ]);
}
