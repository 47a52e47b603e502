//! What the county owes, seen by a clerk, the office and the portal manager. 教育培训 has a clock for each item: 20 working
//! days from the day on which the information was formed, 2026-11-20, which is 2026-12-18.

use cms::planning::ImportOutcome;
use domain::{
    calendar::{Days, Holiday, Layer, Notice, shipped},
    desk::{
        board::{ColumnLine, UnitName},
        calendar::{ClockOf, MovedClock},
        clocks::{Adjust, AdjustmentKind},
    },
    event::SubjectKind,
    obligation::{Side, State},
    permission::Refusal,
    plan::{Cadence, Column, ColumnKind, Plan},
};

use store::event::NewEvent;

use super::*;
use crate::both_databases;

async fn line(county: &TestCounty, login: &str, code: &str) -> ColumnLine {
    let board = county.cms.county_board(&county.ctx(login).await).await.unwrap();
    board.lines.into_iter().find(|line| line.code == column(code)).unwrap()
}

/// In whose eyes `jypx` is no empty column.
async fn with_something_public(county: &TestCounty) {
    published(county, "先前的通知").await;
}

#[track_caller]
fn of_column(moved: &[MovedClock]) -> &MovedClock {
    let of = ClockOf::Column { column: column(COLUMN) };
    moved.iter().find(|clock| clock.of == of).unwrap_or_else(|| panic!("{moved:?}"))
}

async fn told(county: &TestCounty, login: &str) -> Vec<String> {
    let notices = county.cms.notices(&county.ctx(login).await).await.unwrap();
    notices.into_iter().map(|one| one.text).collect()
}

/// Next year's plan is the same but for its day and one column more.
#[tokio::test]
async fn a_new_plan_stops_no_clock_and_a_new_column_is_blank_since_it_came() {
    let county = TestCounty::new().await;
    with_something_public(&county).await;
    draft(&county, &county.ctx("fabu").await, "秋季学期工作安排").await;
    let manager = county.ctx("guanli").await;
    let standings = async || {
        let lines = county.cms.county_board(&manager).await.unwrap().lines;
        lines.into_iter().map(|line| (line.code, line.state, line.since, line.due)).collect::<Vec<_>>()
    };
    let before = standings().await;
    let mut yearly = Plan::from_toml(testkit::PLAN).unwrap();
    yearly.effective_on = day("2026-11-24");
    let mut new =
        Column { code: column("xinlm"), name: "新栏目".into(), ..yearly.column(&column(COLUMN)).unwrap().clone() };
    new.row.as_mut().unwrap().number.clear();
    yearly.columns.push(new);
    let imported = county.cms.import_plan(&manager, &yearly.to_toml(), None, "新方案").await.unwrap();
    assert!(matches!(imported, ImportOutcome::Imported { .. }), "{imported:?}");
    let mut after = standings().await;
    let new = after.iter().position(|(code, ..)| *code == column("xinlm")).unwrap();
    let (_, state, since, _) = after.remove(new);
    assert_eq!((state, since), (State::Blank, day("2026-11-24")));
    assert_eq!(after, before);
}

#[tokio::test]
async fn a_draft_starts_a_clock_and_its_publication_stops_it() {
    for county in both_databases().await {
        with_something_public(&county).await;
        let author = county.ctx("fabu").await;
        let item = draft(&county, &author, "秋季学期工作安排").await;
        let now = line(&county, "fabu", COLUMN).await;
        assert_eq!((now.state, now.due), (State::Normal, Some(day("2026-12-18"))));
        assert_eq!(now.arithmetic.as_deref(), Some("形成 11-20 → 20 个工作日 → 12-18"));
        let set_by = now.set_by.unwrap();
        assert_eq!((set_by.title.as_str(), set_by.is_public), ("秋季学期工作安排", false));
        // Amber when fourteen of the twenty days are over, red after the last.
        county.set_clock("2026-12-10 09:00");
        assert_eq!(line(&county, "fabu", COLUMN).await.state, State::DueSoon);
        county.set_clock("2026-12-21 09:00");
        let late = line(&county, "fabu", COLUMN).await;
        assert_eq!((late.state, late.since, late.days_left), (State::Overdue, day("2026-12-19"), Some(-3)));

        assert_eq!(decide(&county, &author, item, Ask::Submit).await.unwrap(), Stage::InReview);
        let waiting = line(&county, "fabu", COLUMN).await;
        assert_eq!(waiting.with, Side::Lead);
        assert_eq!(waiting.shares.unwrap().lead_due, Some(day("2026-12-24")));
        decide(&county, &county.ctx("shenhe").await, item, sign()).await.unwrap();
        assert_eq!(line(&county, "fabu", COLUMN).await.state, State::Normal);
        let met = county.cms.store().event_clocks_met(day("2026-12-21"), day("2026-12-21")).await.unwrap();
        assert_eq!(met.iter().map(|met| met.count).collect::<Vec<_>>(), [1]);
    }
}

#[tokio::test]
async fn the_title_of_a_draft_is_told_to_its_unit_and_its_signers_only() {
    let county = TestCounty::new().await;
    with_something_public(&county).await;
    draft(&county, &county.ctx("fabu").await, "尚未公开的安排").await;
    let title = async |login: &str| line(&county, login, COLUMN).await.set_by.map(|set_by| set_by.title);
    for (login, told) in [("fabu", "尚未公开的安排"), ("shenhe", "尚未公开的安排"), ("guanli", "在办信息")]
    {
        assert_eq!(title(login).await.as_deref(), Some(told), "{login}");
    }
    let secure = county.ctx("anquan").await;
    assert_eq!(refused(county.cms.county_board(&secure).await), Refusal::Role);
    assert_eq!(refused(county.cms.my_duties(&secure).await), Refusal::Role);
}

#[tokio::test]
async fn my_duties_are_the_columns_my_unit_writes_for_and_thirty_days() {
    let county = TestCounty::new().await;
    with_something_public(&county).await;
    draft(&county, &county.ctx("fabu").await, "秋季学期工作安排").await;
    let mine = county.cms.my_duties(&county.ctx("fabu").await).await.unwrap();
    assert_eq!(mine.unit_name, "县教育局");
    assert!(mine.lines.iter().all(|line| line.responsible.iter().any(|unit| unit.name == "县教育局")));
    let owed: Vec<&str> = mine.lines.iter().map(|line| line.code.as_str()).collect();
    // 教育领域 shows what 教育培训 holds.
    assert!(owed.contains(&"jypx") && owed.contains(&"jyly"), "{owed:?}");
    assert_eq!((mine.ahead.len(), mine.ahead[0].day), (30, day("2026-11-24")));
    assert_eq!(mine.tally.owed() + mine.tally.not_applicable, u32::try_from(mine.lines.len()).unwrap());
    let due: Vec<_> = mine.ahead.iter().filter(|day| !day.due.is_empty()).map(|day| day.day).collect();
    assert!(due.contains(&day("2026-12-18")), "{due:?}");
    assert!(mine.ahead.iter().filter(|day| !day.due.is_empty()).all(|day| day.is_worked));
    let states: Vec<State> = mine.lines.iter().map(|line| line.state).collect();
    assert!(states.is_sorted_by(|a, b| a >= b), "the worst first: {states:?}");
}

#[tokio::test]
async fn what_lies_with_the_lead_unit_stands_on_its_home_too() {
    let county = TestCounty::new().await;
    with_something_public(&county).await;
    let (author, reviewer) = (county.ctx("fabu").await, county.ctx("shenhe").await);
    let item = draft(&county, &author, "秋季学期工作安排").await;
    let stands = async |ctx: &Ctx| {
        let mine = county.cms.my_duties(ctx).await.unwrap();
        let due = mine.ahead.iter().find(|ahead| ahead.day == day("2026-12-18")).unwrap().due.clone();
        let in_days = due.iter().any(|due| due.address == format!("/desk/board?column={COLUMN}"));
        (mine.lines.iter().any(|line| line.code.as_str() == COLUMN), in_days)
    };
    assert_eq!((stands(&author).await, stands(&reviewer).await), ((true, true), (false, false)));
    decide(&county, &author, item, Ask::Submit).await.unwrap();
    assert_eq!((stands(&author).await, stands(&reviewer).await), ((true, true), (true, true)));
    decide(&county, &reviewer, item, Ask::Return { reason: "请补充附件".into() }).await.unwrap();
    assert_eq!((stands(&author).await, stands(&reviewer).await), ((true, true), (false, false)));
    // So do the columns that more than three units share: board and reminders lay them on those who lead.
    let is_among = |units: &[UnitName]| units.iter().any(|unit| unit.code.as_str() == "zwb");
    let board = county.cms.county_board(&county.ctx("guanli").await).await.unwrap();
    let leads = |line: &ColumnLine| line.responsible.len() > 3 && is_among(&line.leads);
    let its_own = board.lines.iter().filter(|line| is_among(&line.responsible) || leads(line));
    let its_own: Vec<_> = its_own.map(|line| &line.code).collect();
    let mine = county.cms.my_duties(&reviewer).await.unwrap();
    assert_eq!(mine.lines.iter().map(|line| &line.code).collect::<Vec<_>>(), its_own);
    assert!(mine.lines.iter().any(|line| !is_among(&line.responsible)));
}

#[tokio::test]
async fn a_notice_moves_running_clocks_and_tells_which() {
    let county = TestCounty::new().await;
    with_something_public(&county).await;
    draft(&county, &county.ctx("fabu").await, "秋季学期工作安排").await;
    let manager = county.ctx("guanli").await;
    let notice = day_off("2026-12-08");
    assert_eq!(refused(county.cms.enter_notice(&county.ctx("fabu").await, &notice).await), Refusal::Role);
    let before = line(&county, "fabu", COLUMN).await;
    let preview = county.cms.preview_notice(&manager, &notice).await.unwrap();
    assert_eq!(line(&county, "fabu", COLUMN).await.due, before.due, "a preview changes nothing");
    let (id, moved) = county.cms.enter_notice(&manager, &notice).await.unwrap();
    assert_eq!(moved, preview);
    let of_column = of_column(&moved);
    assert_eq!((of_column.due_before, of_column.due_after), (Some(day("2026-12-18")), Some(day("2026-12-21"))));
    assert_eq!(of_column.units, ["县教育局"]);
    let after = line(&county, "fabu", COLUMN).await;
    assert_eq!(after.due, Some(day("2026-12-21")));
    assert_ne!(after.doubts, before.doubts, "the version of the calendar stands beside the date");
    let words = told(&county, "fabu").await;
    assert!(
        words[0].starts_with("放假安排有变，") && words[0].contains("教育培训 2026-12-18 改为 2026-12-21"),
        "{words:?}"
    );
    // Another node reads it, too.
    let node = county.second_node().await;
    let there = node.county_board(&manager).await.unwrap();
    assert_eq!(there.calendar, county.cms.county_board(&manager).await.unwrap().calendar);

    assert!(matches!(county.cms.remove_notice(&manager, id, " ").await, Err(Error::Invalid(_))));
    county.cms.remove_notice(&manager, id, "录错").await.unwrap();
    assert!(matches!(county.cms.remove_notice(&manager, id, "录错").await, Err(Error::Stale)));
    assert_eq!(line(&county, "fabu", COLUMN).await.due, before.due);
    let words = told(&county, "fabu").await;
    assert!(words[0].contains("教育培训 2026-12-21 改为 2026-12-18"), "{words:?}");
    assert!(!told(&county, "fabu2").await.concat().contains("教育培训"), "another unit hears of its own columns only");
    let sheet = county.cms.calendar_sheet(&manager).await.unwrap();
    assert_eq!((sheet.entered.len(), sheet.may_change), (1, true));
    let actions = county.logged_actions().await;
    assert!(actions.ends_with(&["calendar.enter".to_owned(), "calendar.remove".to_owned()]), "{actions:?}");
}

/// As a release before this one has left it, which knew one day off more.
async fn log_of_an_older_release(county: &TestCounty) {
    let (mut notices, _) = shipped::notices("广西");
    let holiday = Holiday { name: "国庆节".into(), off: vec![Days::one(day("2026-12-08"))], work: Vec::new() };
    let (number, address) = (String::new(), String::new());
    notices.push(Notice {
        layer: Layer::National,
        year: 2026,
        number,
        address,
        checked: true,
        holidays: vec![holiday],
    });
    let event = NewEvent {
        at: county.cms.now(),
        actor: None,
        unit: None,
        action: "calendar.change",
        subject_kind: SubjectKind::Calendar,
        subject: "shipped",
        data: serde_json::json!({ "version": "2017-2026/00000000", "region": "广西", "moved": [], "notices": notices }),
    };
    let mut tx = county.cms.store().begin().await.unwrap();
    tx.append_event(&event).await.unwrap();
    tx.commit().await.unwrap();
}

#[tokio::test]
async fn other_days_of_another_release_are_told_once() {
    for county in both_databases().await {
        with_something_public(&county).await;
        draft(&county, &county.ctx("fabu").await, "秋季学期工作安排").await;
        log_of_an_older_release(&county).await;
        let (job, node) = (Ctx::system("job"), county.second_node().await);
        let (one, other) = tokio::join!(county.cms.compare_shipped_days(&job), node.compare_shipped_days(&job));
        let both = [one.unwrap(), other.unwrap()];
        let moved = both.iter().find(|moved| !moved.is_empty()).unwrap();
        assert_eq!(both.iter().filter(|moved| moved.is_empty()).count(), 1, "one node tells it");
        let clock = of_column(moved);
        assert_eq!((clock.due_before, clock.due_after), (Some(day("2026-12-21")), Some(day("2026-12-18"))));
        let words = told(&county, "fabu").await;
        let named = words.iter().filter(|text| text.contains("教育培训 2026-12-21 改为 2026-12-18"));
        assert_eq!(named.count(), 1, "{words:?}");
        let said = format!("系统自带的放假安排已更换，{} 项期限随之变动，已告知保障单位", moved.len());
        assert_eq!(told(&county, "guanli").await[0], said);
        let kept = county.cms.store().events_of(SubjectKind::Calendar, "shipped").await.unwrap();
        assert_eq!(kept.len(), 2);
        assert!(kept[1].data.contains("教育培训") && kept[1].data.contains("2026-12-21"), "the log keeps the list");
        assert_eq!(refused(county.cms.compare_shipped_days(&county.ctx("guanli").await).await), Refusal::Role);
    }
}

#[tokio::test]
async fn a_plan_of_another_region_is_no_silent_change() {
    let county = TestCounty::new().await;
    let job = Ctx::system("job");
    let changes =
        async || county.logged_actions().await.into_iter().filter(|action| action == "calendar.change").count();
    for _ in 0..2 {
        assert_eq!(county.cms.compare_shipped_days(&job).await.unwrap(), []);
    }
    assert_eq!(changes().await, 1, "what is there at the first start is known");
    assert!(told(&county, "guanli").await.iter().all(|text| !text.contains("放假安排")), "and no news");
    let elsewhere = testkit::PLAN.replace("region = \"广西\"", "region = \"\"");
    county.cms.import_plan(&job, &elsewhere, None, "改按全国安排").await.unwrap();
    // 三月三 is in spring: no clock that runs in November counts with it. But one runs since the first days of the plan, and
    // 2018-12-10 and 11 were days off in Guangxi alone (自治区成立60周年).
    let moved = county.cms.compare_shipped_days(&job).await.unwrap();
    let [clock] = &moved[..] else { panic!("{moved:?}") };
    assert_eq!(clock.titled(), "视频新闻");
    assert_eq!((clock.due_before, clock.due_after), (Some(day("2018-12-12")), Some(day("2018-12-10"))));
    assert_eq!(changes().await, 2);
    assert_eq!(told(&county, "guanli").await[0], "系统自带的放假安排已更换，1 项期限随之变动，已告知保障单位");
}

#[tokio::test]
async fn the_manager_stops_a_clock_with_a_reason_that_stays() {
    let county = TestCounty::new().await;
    with_something_public(&county).await;
    draft(&county, &county.ctx("fabu").await, "秋季学期工作安排").await;
    let manager = county.ctx("guanli").await;
    let adjust = |kind, from: &str, to: Option<&str>, reason: &str| Adjust {
        kind,
        column: column(COLUMN),
        item: None,
        matter: None,
        from: day(from),
        to: to.map(day),
        reason: reason.to_owned(),
    };
    let pause = adjust(AdjustmentKind::Pause, "2026-12-01", Some("2026-12-07"), "系统迁移");
    assert_eq!(refused(county.cms.adjust_clock(&county.ctx("shenhe").await, pause.clone()).await), Refusal::Role);
    let Err(Error::Invalid(faults)) =
        county.cms.adjust_clock(&manager, Adjust { reason: " ".into(), ..pause.clone() }).await
    else {
        panic!("a reason is part of the record")
    };
    assert_eq!(faults[0].field, "reason");
    let id = county.cms.adjust_clock(&manager, pause).await.unwrap();
    // Five working days of the pause do not count: 12-18 becomes 12-25.
    let paused = line(&county, "fabu", COLUMN).await;
    assert_eq!(paused.due, Some(day("2026-12-25")));
    assert!(paused.arithmetic.unwrap().contains("扣暂停（系统迁移） 7 天"));
    county.cms.end_adjustment(&manager, id, "迁移提前完成").await.unwrap();
    assert_eq!(line(&county, "fabu", COLUMN).await.due, Some(day("2026-12-18")));
    let kept = county.cms.adjustments(&manager, &column(COLUMN)).await.unwrap();
    assert_eq!(
        (kept.len(), kept[0].ended.as_ref().map(|(_, by, reason)| (by.clone(), reason.clone()))),
        (1, Some((manager.actor().unwrap().name.clone(), "迁移提前完成".to_owned())))
    );

    let slip = adjust(AdjustmentKind::Extension, "2026-12-17", Some("2026-12-30"), "换届");
    let Err(Error::Invalid(faults)) = county.cms.adjust_clock(&manager, slip).await else {
        panic!("no clock ends then")
    };
    assert_eq!(faults[0].message, "栏目现在的期限是 2026-12-18，请按此日期延期");
    // The clock that ends is the draft's; an extension of it, and one more from the day that it left.
    for (from, to) in [("2026-12-18", "2026-12-25"), ("2026-12-25", "2026-12-31")] {
        let extension = adjust(AdjustmentKind::Extension, from, Some(to), "换届");
        county.cms.adjust_clock(&manager, extension).await.unwrap();
        let extended = line(&county, "fabu", COLUMN).await;
        assert_eq!(extended.due, Some(day(to)));
        assert_eq!(extended.extended, Some(format!("已批准延期至 {to}：换届")));
    }

    // What was granted stays granted when another day no longer counts.
    county
        .cms
        .adjust_clock(&manager, adjust(AdjustmentKind::Pause, "2026-12-07", Some("2026-12-07"), "停电"))
        .await
        .unwrap();
    let extended = line(&county, "fabu", COLUMN).await;
    assert_eq!(
        (extended.due, extended.extended),
        (Some(day("2026-12-31")), Some("已批准延期至 2026-12-31：换届".to_owned()))
    );
}

#[tokio::test]
async fn the_days_of_a_pause_that_somebody_ends_stay_what_they_were() {
    let county = TestCounty::new().await;
    with_something_public(&county).await;
    draft(&county, &county.ctx("fabu").await, "秋季学期工作安排").await;
    let manager = county.ctx("guanli").await;
    let pause = Adjust {
        kind: AdjustmentKind::Pause,
        column: column(COLUMN),
        item: None,
        matter: None,
        from: day("2026-11-30"),
        to: None,
        reason: "系统迁移".into(),
    };
    let id = county.cms.adjust_clock(&manager, pause).await.unwrap();
    assert_eq!(line(&county, "fabu", COLUMN).await.due, None, "nobody knows until when");
    county.set_clock("2026-12-14 09:00");
    county.cms.end_adjustment(&manager, id, "迁移完成").await.unwrap();
    // Of the twenty days 11-23..27 are five; after the pause 12-14..18 =10, 21..25 =15, 28..31 =19. No notice says yet that
    // New Year of 2027 is off: it is the last, and the line says so.
    let resumed = line(&county, "fabu", COLUMN).await;
    assert_eq!(resumed.due, Some(day("2027-01-01")));
    assert!(
        resumed.doubts.iter().any(|doubt| doubt.contains("2027 年的国务院放假安排尚未录入")),
        "{:?}",
        resumed.doubts
    );
}

/// 教育培训 owes six a year, and the year is nearly over.
#[tokio::test]
async fn a_yearly_number_is_shown_with_its_arithmetic_and_moves_with_pauses() {
    for county in both_databases().await {
        let mut plan = Plan::from_toml(testkit::PLAN).unwrap();
        let row = plan.columns.iter_mut().find(|of_plan| of_plan.code == column(COLUMN)).unwrap().row.as_mut();
        row.unwrap().cadence = Cadence::parse("1年6次以上").unwrap();
        county.cms.import_plan(&Ctx::system("test"), &plan.to_toml(), None, "每年六次").await.unwrap();
        with_something_public(&county).await;
        let now = line(&county, "fabu", COLUMN).await;
        assert_eq!((now.state, now.due), (State::Overdue, Some(day("2026-08-31"))));
        let counting =
            "今年应 6 次，已 1 次 → 第 2 次均衡安排最迟 4-30 → 还差 5 次，至少留 5 个月 → 8 月最后一个工作日 8-31";
        assert_eq!(now.arithmetic.as_deref(), Some(counting));
        let pause = Adjust {
            kind: AdjustmentKind::Pause,
            column: column(COLUMN),
            item: None,
            matter: None,
            from: day("2026-08-01"),
            to: Some(day("2026-10-31")),
            reason: "系统迁移".into(),
        };
        county.cms.adjust_clock(&county.ctx("guanli").await, pause).await.unwrap();
        // The 243rd day of the year, and 92 paused ones: the 335th.
        let paused = line(&county, "fabu", COLUMN).await;
        assert_eq!((paused.state, paused.due), (State::DueSoon, Some(day("2026-12-01"))));
        county.set_clock("2026-12-01 08:30");
        county.cms.remind(&Ctx::system("morning")).await.unwrap();
        let told = county.cms.my_reminders(&county.ctx("fabu").await).await.unwrap().waiting;
        let told = told.into_iter().find(|line| line.column == column(COLUMN)).unwrap();
        assert_eq!(told.arithmetic, format!("{counting} → 12-01，扣暂停（系统迁移） 92 天"));
        // No notice tells the days of 2027 yet.
        county.set_clock("2027-03-01 09:00");
        let doubts = line(&county, "fabu", COLUMN).await.doubts.concat();
        assert!(doubts.contains("2027 年的国务院放假安排尚未录入") && doubts.contains("日历版本"), "{doubts}");
    }
}

/// 教育培训 owes one item a year, by 31 January. That of 2027 is a Sunday, and no notice tells the days of that year yet.
#[tokio::test]
async fn a_yearly_report_is_owed_by_its_day_and_a_correction_is_none() {
    for county in both_databases().await {
        let mut plan = Plan::from_toml(testkit::PLAN).unwrap();
        let of_plan = plan.columns.iter_mut().find(|of_plan| of_plan.code == column(COLUMN)).unwrap();
        let row = of_plan.row.as_mut().unwrap();
        (row.cadence, row.floor) = (Cadence::parse("1年（1月31日前）").unwrap(), None);
        county.cms.import_plan(&Ctx::system("test"), &plan.to_toml(), None, "每年一份").await.unwrap();
        let stands = async || {
            let line = line(&county, "fabu", COLUMN).await;
            (line.state, line.due)
        };
        // Owed since 2018-12-01: nothing of it was there on 2019-01-31.
        assert_eq!(stands().await, (State::Blank, Some(day("2019-01-31"))));
        let item = published(&county, "2025年度工作报告").await;
        assert_eq!(stands().await, (State::Normal, Some(day("2027-02-01"))));
        let now = line(&county, "fabu", COLUMN).await;
        assert_eq!(now.arithmetic.as_deref(), Some("2027年应 1 次，最迟 1-31 → 2-01，遇休息日顺延"));
        assert_eq!(now.rule, "1年（1月31日前）");
        assert!(now.doubts.concat().contains("2027 年的国务院放假安排尚未录入"), "{:?}", now.doubts);

        // In January the old one is put right; that is not the new one.
        county.set_clock("2027-01-11 09:00");
        let author = county.ctx("fabu").await;
        decide(&county, &author, item, Ask::Revise).await.unwrap();
        write(&county, &author, item, "2025年度工作报告（更正）", "<p>更正一处文字。</p>").await;
        county.cms.record_secrecy_review(&author, item, secrecy_review()).await.unwrap();
        decide(&county, &author, item, Ask::Submit).await.unwrap();
        decide(&county, &county.ctx("shenhe").await, item, sign()).await.unwrap();
        assert_eq!(stands().await, (State::Normal, Some(day("2027-02-01"))));
        // Seven working days before 02-01: 01-29 28 27 26 25 22 21.
        county.set_clock("2027-01-21 08:30");
        county.cms.remind(&Ctx::system("morning")).await.unwrap();
        let told = county.cms.my_reminders(&county.ctx("fabu").await).await.unwrap().waiting;
        let told = told.into_iter().find(|line| line.column == column(COLUMN)).unwrap();
        assert_eq!((told.occasion.to_string().as_str(), told.deadline), ("到期前 7 个工作日", day("2027-02-01")));
        county.set_clock("2027-01-22 09:00");
        assert_eq!(stands().await.0, State::DueSoon);
        county.set_clock("2027-02-02 09:00");
        assert_eq!(stands().await, (State::Overdue, Some(day("2027-02-01"))));
        // 2028-01-31 is a Monday.
        published(&county, "2026年度工作报告").await;
        assert_eq!(stands().await, (State::Normal, Some(day("2028-01-31"))));
    }
}

/// Both came on 2026-11-24 and owe six a year, of which the year would have seen five by then: what is public in the one, and
/// shown by the other, is the sixth.
#[tokio::test]
async fn what_a_new_column_publishes_counts_toward_its_yearly_number() {
    for county in both_databases().await {
        let mut plan = Plan::from_toml(testkit::PLAN).unwrap();
        let of_plan = plan.column(&column(COLUMN)).unwrap().clone();
        let mut new = Column { code: column("xinlm"), name: "新栏目".into(), ..of_plan };
        let row = new.row.as_mut().unwrap();
        (row.cadence, row.floor) = (Cadence::parse("1年6次以上").unwrap(), None);
        row.number.clear();
        let mut mirror =
            Column { code: column("xinjx"), name: "新镜像".into(), kind: ColumnKind::Mirror, ..new.clone() };
        mirror.life_events.clear();
        mirror.row.as_mut().unwrap().mirrors = Some(new.code.clone());
        plan.columns.extend([new, mirror]);
        let imported = county.cms.import_plan(&Ctx::system("test"), &plan.to_toml(), None, "新方案").await.unwrap();
        assert!(matches!(imported, ImportOutcome::Imported { .. }), "{imported:?}");
        let author = county.ctx("fabu").await;
        let standing = async |code: &str| {
            let line = line(&county, "fabu", code).await;
            let quota = line.quota.unwrap();
            (line.state, line.due, (quota.done, quota.waived, quota.wanted))
        };
        assert_eq!(standing("xinlm").await, (State::Blank, Some(day("2026-12-31")), (0, 5, 6)));
        assert_eq!(standing("xinjx").await, (State::Normal, Some(day("2026-12-31")), (0, 5, 6)));
        let item = draft_in(&county, &author, "xinlm", "第一期").await;
        decide(&county, &author, item, Ask::Submit).await.unwrap();
        decide(&county, &county.ctx("shenhe").await, item, sign()).await.unwrap();
        for code in ["xinlm", "xinjx"] {
            assert_eq!(standing(code).await, (State::Normal, None, (1, 5, 6)), "{code}");
        }
    }
}

#[tokio::test]
async fn mending_what_is_public_starts_no_clock() {
    let county = TestCounty::new().await;
    let item = published(&county, "秋季学期工作安排").await;
    let author = county.ctx("fabu").await;
    // Long after the day on which it was formed.
    county.set_clock("2027-02-01 09:00");
    let before = line(&county, "fabu", COLUMN).await;
    decide(&county, &author, item, Ask::Revise).await.unwrap();
    write(&county, &author, item, "秋季学期工作安排（更正）", "<p>更正一处文字。</p>").await;
    let after = line(&county, "fabu", COLUMN).await;
    assert_eq!((after.state, after.due), (before.state, before.due));
    county.cms.record_secrecy_review(&author, item, secrecy_review()).await.unwrap();
    decide(&county, &author, item, Ask::Submit).await.unwrap();
    decide(&county, &county.ctx("shenhe").await, item, sign()).await.unwrap();
    let mended = line(&county, "fabu", COLUMN).await;
    assert_eq!((mended.state, mended.due), (before.state, before.due), "the list bears the day that it bore");
    let late = county.cms.store().event_clocks_met(day("2027-01-01"), day("2027-12-31")).await.unwrap();
    assert_eq!(late, [], "it was met in November");
}

#[tokio::test]
async fn a_mirror_is_exempted_for_itself_alone() {
    let county = TestCounty::new().await;
    with_something_public(&county).await;
    let manager = county.ctx("guanli").await;
    let exemption = Adjust {
        kind: AdjustmentKind::Exemption,
        column: column("jyly"),
        item: None,
        matter: None,
        from: day("2026-11-01"),
        to: None,
        reason: "并入教育培训".into(),
    };
    county.cms.adjust_clock(&manager, exemption).await.unwrap();
    assert_eq!(line(&county, "fabu", "jyly").await.state, State::NotApplicable);
    assert_eq!(line(&county, "fabu", COLUMN).await.state, State::Normal);
}

#[tokio::test]
async fn a_unit_that_is_closed_has_its_days_where_it_writes_alone() {
    let county = TestCounty::new().await;
    with_something_public(&county).await;
    draft(&county, &county.ctx("fabu").await, "秋季学期工作安排").await;
    let manager = county.ctx("guanli").await;
    let unit = domain::plan::UnitCode::parse("jyj").unwrap();
    let closed = Holiday { name: "办公楼搬迁".into(), off: vec![Days::one(day("2026-12-08"))], work: Vec::new() };
    let notice = Notice {
        layer: Layer::Unit(unit),
        year: 2026,
        number: String::new(),
        address: "javascript:alert(1)".into(),
        checked: true,
        holidays: vec![closed],
    };
    let Err(Error::Invalid(faults)) = county.cms.enter_notice(&manager, &notice).await else { panic!("no address") };
    assert_eq!(faults[0].message, "通知地址须以 https:// 或 http:// 开头");
    let notice = Notice { address: String::new(), ..notice };
    let (_, moved) = county.cms.enter_notice(&manager, &notice).await.unwrap();
    assert_eq!(of_column(&moved).due_after, Some(day("2026-12-21")));
    assert_eq!(line(&county, "fabu", COLUMN).await.due, Some(day("2026-12-21")));
    let Err(Error::Invalid(faults)) = county.cms.enter_notice(&manager, &notice).await else { panic!("entered twice") };
    assert_eq!(faults[0].message, "同样的安排已经录入");
    // On the home of the unit the day is off; on those of others it is not.
    for (login, is_worked, note) in [("fabu", false, "办公楼搬迁"), ("fabu2", true, "")] {
        let ahead = county.cms.my_duties(&county.ctx(login).await).await.unwrap().ahead;
        let closed = ahead.iter().find(|ahead| ahead.day == day("2026-12-08")).unwrap();
        assert_eq!((closed.is_worked, closed.note.as_str()), (is_worked, note), "{login}");
    }
}

#[tokio::test]
async fn a_unit_confirms_only_what_has_no_number_of_its_own() {
    let county = TestCounty::new().await;
    let author = county.ctx("fabu").await;
    // 机构职能 is 及时更新, 规划计划 once a year.
    county.cms.confirm_column(&author, &column("jgzn"), "逐页核对，无变化").await.unwrap();
    county.cms.confirm_column(&author, &column("jgzn"), "再点一次").await.unwrap();
    let actions = county.logged_actions().await;
    assert_eq!(actions.iter().filter(|action| *action == "column.confirm").count(), 1);
    let Err(Error::Invalid(faults)) = county.cms.confirm_column(&author, &column("ghjh"), "").await else {
        panic!("a yearly plan is published, not confirmed")
    };
    assert_eq!(faults[0].message, "本栏目更新时效为“1年”，须发布新信息，不能只作确认");
    assert_eq!(refused(county.cms.confirm_column(&author, &column("laly"), "").await), Refusal::Column);
}

#[tokio::test]
async fn units_are_ranked_with_the_arithmetic_open_and_the_trend_is_kept() {
    let county = TestCounty::new().await;
    with_something_public(&county).await;
    let manager = county.ctx("guanli").await;
    let board = county.cms.county_board(&manager).await.unwrap();
    let merits: Vec<u32> = board.units.iter().map(|unit| unit.tally.kept_per_mille()).collect();
    assert!(merits.is_sorted_by(|a, b| a >= b) && board.units[0].place == 1, "{merits:?}");
    // Of the county's columns most are blank on its first day; none is lost.
    assert_eq!(board.lines.len(), 65);
    let columns = u32::try_from(board.lines.len()).unwrap();
    assert_eq!(board.tally.owed() + board.tally.not_applicable, columns);
    assert_eq!(board.trend.len(), 1, "today alone");

    county.cms.note_standings(&Ctx::system("test")).await.unwrap();
    county.cms.note_standings(&Ctx::system("test")).await.unwrap();
    assert_eq!(refused(county.cms.note_standings(&manager).await), Refusal::Role);
    county.advance_days(7);
    let board = county.cms.county_board(&manager).await.unwrap();
    let days: Vec<_> = board.trend.iter().map(|point| point.day).collect();
    assert_eq!(days, [day("2026-11-24"), day("2026-12-01")]);
}
