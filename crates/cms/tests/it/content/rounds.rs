//! Monthly rounds as the education bureau and the portal's office live with them. The system begins on Tuesday 24
//! November 2026; the round of November is due on Monday the 30th.

use std::collections::BTreeMap;

use domain::{
    desk::{
        board::DueAhead,
        calendar::ClockOf,
        rounds::{AnswerSave, AsRead, RoundFilter, RoundSheet},
    },
    obligation::{Side, State},
    patrol::{Finding, Owner},
    permission::Refusal,
    plan::{Cadence, Plan, UnitCode},
    round::{Answer, Month, RoundState, Verdict},
};

use super::*;
use crate::both_databases;

/// 单位负责人.
const HEAD: &str = "陆局长";

fn month(text: &str) -> Month {
    Month::parse(text).unwrap()
}

async fn round(county: &TestCounty, login: &str, of: &str) -> RoundSheet {
    county.cms.my_round(&county.ctx(login).await, Some(month(of))).await.unwrap()
}

fn fine(note: &str) -> Answer {
    Answer { verdict: Some(Verdict::Fine), note: note.to_owned(), unchanged: false }
}

fn problem(note: &str) -> Answer {
    Answer { verdict: Some(Verdict::Problem), note: note.to_owned(), unchanged: false }
}

/// An answer to every line that nothing can be said against.
fn answers(sheet: &RoundSheet) -> Vec<AnswerSave> {
    let lines = sheet.lines.iter();
    lines
        .map(|line| AnswerSave {
            column: line.line.column.clone(),
            version: line.version,
            answer: if line.line.known_faults().is_empty() { fine("") } else { problem("正在补充") },
        })
        .collect()
}

fn read(sheet: &RoundSheet) -> AsRead {
    let versions = sheet.lines.iter().map(|line| (line.line.column.clone(), line.version)).collect();
    AsRead { shown: sheet.shown.clone(), versions }
}

async fn signed(county: &TestCounty, login: &str, of: &str) {
    let ctx = county.ctx(login).await;
    let sheet = round(county, login, of).await;
    county.cms.save_round(&ctx, month(of), &answers(&sheet)).await.unwrap();
    let as_read = read(&round(county, login, of).await);
    county.cms.sign_round(&ctx, month(of), HEAD, &as_read).await.unwrap();
}

fn faults_of<T: std::fmt::Debug>(result: Result<T>) -> Vec<(String, String)> {
    match result {
        Err(Error::Invalid(faults)) => faults.into_iter().map(|fault| (fault.field, fault.message)).collect(),
        other => panic!("nothing is wrong: {other:?}"),
    }
}

#[tokio::test]
async fn the_checklist_is_made_of_the_units_columns_as_they_stand() {
    let county = TestCounty::new().await;
    published(&county, "先前的通知").await;
    let sheet = round(&county, "fabu", "2026-11").await;
    assert_eq!((sheet.unit.name.as_str(), sheet.state), ("县教育局", RoundState::Open));
    assert_eq!(
        (sheet.due.on.to_string().as_str(), sheet.due.arithmetic.as_str()),
        ("2026-11-30", "11 月最后一天 11-30，为工作日")
    );
    let mine = county.cms.my_duties(&county.ctx("fabu").await).await.unwrap();
    let of_board: std::collections::BTreeSet<_> = mine.lines.iter().map(|line| line.code.clone()).collect();
    let of_round: std::collections::BTreeSet<_> = sheet.lines.iter().map(|line| line.line.column.clone()).collect();
    assert_eq!(of_round, of_board, "the same columns as on the unit's first page");
    let training = sheet.lines.iter().find(|line| line.line.column == column(COLUMN)).unwrap();
    assert_eq!(training.line.last.as_ref().map(|last| last.title.as_str()), Some("先前的通知"));
    assert!(!training.line.requirement.is_empty());
    assert!(sheet.lines.iter().any(|line| line.line.state == State::Blank), "a new county has empty columns");
    // A month to come has no round, and the one before the system was there is not owed.
    let next = county.cms.my_round(&county.ctx("fabu").await, Some(month("2026-12"))).await;
    assert!(matches!(next, Err(Error::NotFound)), "{next:?}");
    let before = round(&county, "fabu", "2026-10").await;
    assert_eq!((before.state, before.may_sign), (RoundState::NotOwed, false));
    // Nor can anybody fill it in or sign it.
    let (ctx, october) = (county.ctx("fabu").await, month("2026-10"));
    let saved = county.cms.save_round(&ctx, october, &answers(&before)).await;
    assert!(matches!(saved, Err(Error::NotFound)), "{saved:?}");
    let signed = county.cms.sign_round(&ctx, october, HEAD, &read(&before)).await;
    assert!(matches!(signed, Err(Error::NotFound)), "{signed:?}");
}

/// The round is due on Monday the 30th.
#[tokio::test]
async fn the_round_stands_among_the_thirty_days_and_in_the_calendar_until_it_is_signed() {
    for county in both_databases().await {
        let clerk = county.ctx("fabu").await;
        let address = county.cms.renew_calendar_address(&clerk).await.unwrap();
        let token = address.rsplit_once('/').unwrap().1.trim_end_matches(".ics");
        let own = DueAhead { name: "2026年11月月度巡查".into(), address: "/desk/rounds?month=2026-11".into() };
        let stands = async || {
            let mine = county.cms.my_duties(&clerk).await.unwrap();
            let of_day = mine.ahead.into_iter().find(|ahead| ahead.day == day("2026-11-30")).unwrap();
            let calendar = county.cms.unit_calendar(token).await.unwrap().unwrap().replace("\r\n ", "");
            let of_calendar = calendar.split("END:VEVENT").find(|event| event.contains("VALUE=DATE:20261130"));
            let told = "2026年11月月度巡查（11 月最后一天 11-30，为工作日）";
            let is_told = |event: &str| event.contains("1 份月度巡查待签字") && event.contains(told);
            (of_day.due.contains(&own), of_calendar.is_some_and(is_told))
        };
        assert_eq!(stands().await, (true, true));
        signed(&county, "fabu", "2026-11").await;
        assert_eq!(stands().await, (false, false));
    }
}

/// A wrong word on a page of 文件资料 that `units` mend.
async fn with_a_finding(county: &TestCounty, page: &str, units: &[&str]) {
    let responsible = units.iter().map(|code| unit(code)).collect();
    let owner = Owner::Column { column: column("wjzl"), responsible, leads: [unit("zwb")].into() };
    county.keep_finding(&Finding { owner, ..county.typo("wjzl", page) }).await;
}

#[tokio::test]
async fn the_checklist_counts_the_findings_that_the_unit_mends() {
    let county = TestCounty::new().await;
    let findings = async || {
        let sheet = round(&county, "fabu", "2026-11").await;
        sheet.lines.iter().find(|line| line.line.column == column("wjzl")).unwrap().line.findings
    };
    with_a_finding(&county, "https://www.lax.gov.cn/a/1", &["zwb"]).await;
    assert_eq!(findings().await, 0, "all units share the column, but the page is another's");
    with_a_finding(&county, "https://www.lax.gov.cn/a/2", &["jyj", "zwb"]).await;
    assert_eq!(findings().await, 1);
}

#[tokio::test]
async fn another_last_working_day_is_told_to_the_units_that_have_not_signed() {
    for county in both_databases().await {
        let manager = county.ctx("guanli").await;
        let version = async || county.cms.calendar_sheet(&manager).await.unwrap().version;
        assert_eq!(round(&county, "fabu2", "2026-11").await.due.calendar, version().await);
        signed(&county, "fabu", "2026-11").await;
        let (id, moved) = county.cms.enter_notice(&manager, &day_off("2026-11-30")).await.unwrap();
        let november = ClockOf::Round { month: month("2026-11") };
        let rounds: Vec<_> = moved.iter().filter(|clock| matches!(clock.of, ClockOf::Round { .. })).collect();
        let [clock] = rounds[..] else { panic!("{rounds:?}") };
        assert_eq!((&clock.of, clock.titled().as_str()), (&november, "月度巡查 2026年11月"));
        assert_eq!((clock.due_before, clock.due_after), ("2026-11-30".parse().ok(), "2026-11-27".parse().ok()));
        let names = |name: &str| clock.units.iter().any(|unit| unit == name);
        assert!(names("县财政局") && !names("县教育局"), "{:?}", clock.units);
        let told = async |login: &str, words: &str| {
            let notices = county.cms.notices(&county.ctx(login).await).await.unwrap();
            notices.iter().filter(|one| one.text.contains(words)).count()
        };
        let words = "月度巡查 2026年11月 2026-11-30 改为 2026-11-27";
        assert_eq!((told("fabu2", words).await, told("fabu", words).await), (1, 0));
        let due = round(&county, "fabu2", "2026-11").await.due;
        assert_eq!((due.on.to_string().as_str(), due.calendar), ("2026-11-27", version().await));

        // Past its day it runs still, until it is signed.
        county.set_clock("2026-12-02 09:00");
        let moved = county.cms.remove_notice(&manager, id, "录错").await.unwrap();
        let late = moved.iter().find(|clock| clock.of == november).unwrap();
        assert_eq!((late.state_after, late.due_after), (State::Overdue, "2026-11-30".parse().ok()));
    }
}

#[tokio::test]
async fn what_the_system_says_now_is_not_what_was_read_before() {
    let county = TestCounty::new().await;
    let (ctx, november) = (county.ctx("fabu").await, month("2026-11"));
    county.cms.save_round(&ctx, november, &answers(&round(&county, "fabu", "2026-11").await)).await.unwrap();
    let before = round(&county, "fabu", "2026-11").await;
    // The answers stay as they are; the column is empty no longer.
    published(&county, "秋季学期工作安排").await;
    let stale = county.cms.sign_round(&ctx, november, HEAD, &read(&before)).await;
    assert!(matches!(stale, Err(Error::Stale)), "{stale:?}");
    let now = round(&county, "fabu", "2026-11").await;
    assert_ne!(now.shown, before.shown);
    county.cms.sign_round(&ctx, november, HEAD, &read(&now)).await.unwrap();
}

#[tokio::test]
async fn what_is_wrong_with_an_answer_names_its_column() {
    let county = TestCounty::new().await;
    let (ctx, november) = (county.ctx("fabu").await, month("2026-11"));
    let save = |code: &str, note: String| AnswerSave { column: column(code), version: 0, answer: fine(&note) };
    let both = [save(COLUMN, "长".repeat(301)), save("ldjy", String::new())];
    assert_eq!(
        faults_of(county.cms.save_round(&ctx, november, &both).await),
        [
            (format!("round.{COLUMN}.note"), "“教育培训”：说明最多 300 字".to_owned()),
            ("round.ldjy".to_owned(), "栏目 ldjy 现在不由本单位负责，请刷新后再填".to_owned()),
        ]
    );
}

#[tokio::test]
async fn a_new_plan_takes_no_missing_round_away() {
    let county = TestCounty::new().await;
    county.set_clock("2026-12-02 09:00");
    let office = county.ctx("guanli").await;
    let cell = async |code: &str| {
        let matrix = county.cms.round_matrix(&office, &RoundFilter::default()).await.unwrap();
        let row = matrix.rows.into_iter().find(|(unit, _)| unit.code.as_str() == code);
        row.map(|(unit, cells)| (unit.name, cells[10].state))
    };
    let missing = Some(("县教育局".to_owned(), RoundState::Missing));
    assert_eq!(cell("jyj").await, missing);
    let newer = domain::plan::Plan::from_toml(testkit::PLAN).unwrap();
    let system = cms::Ctx::system("test");
    let day = "2026-12-02".parse().ok();
    let imported = county.cms.import_plan(&system, &newer.to_toml(), day, "新方案").await.unwrap();
    assert!(matches!(imported, cms::planning::ImportOutcome::Imported { .. }), "{imported:?}");
    assert_eq!(cell("jyj").await, missing, "it was owed when it fell due");
    let mine = county.cms.my_duties(&county.ctx("fabu").await).await.unwrap();
    let owed: Vec<_> = mine.rounds.iter().map(|round| (round.due.month.to_string(), round.state)).collect();
    assert_eq!(owed, [("2026-11".to_owned(), RoundState::Missing), ("2026-12".to_owned(), RoundState::Open)]);
    // It can still be signed, late.
    signed(&county, "fabu", "2026-11").await;
    assert_eq!(cell("jyj").await, Some(("县教育局".to_owned(), RoundState::Late)));
}

#[tokio::test]
async fn two_people_fill_in_one_round_and_nothing_is_lost() {
    for county in both_databases().await {
        county.open_account("jyj2", "黄老师", domain::account::Role::Publisher, "jyj").await;
        let (one, other) = (county.ctx("fabu").await, county.ctx("jyj2").await);
        let november = month("2026-11");
        let sheet = round(&county, "fabu", "2026-11").await;
        let [first, second] = [&sheet.lines[0].line.column, &sheet.lines[1].line.column];
        let save = |column: &ColumnCode, answer| AnswerSave { column: column.clone(), version: 0, answer };
        let kept = county.cms.save_round(&one, november, &[save(first, problem("附件打不开"))]).await.unwrap();
        assert_eq!((kept.kept, kept.conflicts), (vec![(first.clone(), 1)], Vec::new()));
        let both = [save(first, fine("我看是好的")), save(second, fine(""))];
        let saved = county.cms.save_round(&other, november, &both).await.unwrap();
        assert_eq!(saved.kept, [(second.clone(), 1)], "the other column is kept");
        let [conflict] = saved.conflicts.as_slice() else { panic!("one conflict: {:?}", saved.conflicts) };
        assert_eq!((&conflict.column, &conflict.answer, conflict.version), (first, &problem("附件打不开"), 1));
        // An answer that was lost on its way is sent again and changes nothing.
        let again = county.cms.save_round(&one, november, &[save(first, problem("附件打不开"))]).await.unwrap();
        assert_eq!(again.kept, [(first.clone(), 1)]);
        let now = round(&county, "jyj2", "2026-11").await;
        assert_eq!((&now.lines[0].answer, now.lines[0].by.as_str()), (&problem("附件打不开"), "韦小兰"));
        // Nobody signs what has changed since it was read.
        let stale = county.cms.sign_round(&one, november, HEAD, &read(&sheet)).await;
        assert!(matches!(stale, Err(Error::Stale)), "{stale:?}");
        assert_eq!(refused(county.cms.save_round(&county.ctx("guanli").await, november, &both).await), Refusal::Role);
    }
}

#[tokio::test]
async fn a_round_is_signed_once_and_the_next_begins_from_its_problems() {
    for county in both_databases().await {
        published(&county, "先前的通知").await;
        let (ctx, november) = (county.ctx("fabu").await, month("2026-11"));
        let sheet = round(&county, "fabu", "2026-11").await;
        let faults = faults_of(county.cms.sign_round(&ctx, november, HEAD, &read(&sheet)).await);
        assert_eq!(faults.len(), sheet.lines.len(), "every column waits for its answer");
        // What the system holds against a column wants a reason.
        let blank = sheet.lines.iter().find(|line| line.line.state == State::Blank).unwrap().line.column.clone();
        let mut all = answers(&sheet);
        all.iter_mut().find(|save| save.column == blank).unwrap().answer = fine("");
        county.cms.save_round(&ctx, november, &all).await.unwrap();
        let now = round(&county, "fabu", "2026-11").await;
        let faults = faults_of(county.cms.sign_round(&ctx, november, HEAD, &read(&now)).await);
        assert_eq!(faults.len(), 1, "{faults:?}");
        assert!(faults[0].0 == format!("round.{blank}.note") && faults[0].1.contains("栏目空白"), "{faults:?}");
        let mend = AnswerSave { column: blank.clone(), version: 1, answer: problem("首批内容下周发布") };
        county.cms.save_round(&ctx, november, std::slice::from_ref(&mend)).await.unwrap();
        let now = round(&county, "fabu", "2026-11").await;
        let faults = faults_of(county.cms.sign_round(&ctx, november, "  ", &read(&now)).await);
        assert_eq!(faults, [("head".to_owned(), "请填写单位负责人姓名".to_owned())], "in nobody's name");
        let signature = county.cms.sign_round(&ctx, november, HEAD, &read(&now)).await.unwrap();
        assert_eq!((signature.by.as_str(), signature.head.as_str()), ("韦小兰", HEAD));
        // Signed is signed; an answer that was lost on its way is given again to whoever signed, for the same name.
        let again = AnswerSave { version: 2, ..mend };
        assert!(matches!(county.cms.save_round(&ctx, november, &[again]).await, Err(Error::Stale)));
        county.advance_minutes(3);
        assert_eq!(county.cms.sign_round(&ctx, november, HEAD, &read(&now)).await.unwrap(), signature);
        county.open_account("jyj2", "黄老师", domain::account::Role::Publisher, "jyj").await;
        for (ctx, head) in [(&ctx, "另一位局长"), (&county.ctx("jyj2").await, HEAD)] {
            let again = county.cms.sign_round(ctx, november, head, &read(&now)).await;
            assert!(matches!(again, Err(Error::Stale)), "{again:?}");
        }
        let kept = round(&county, "fabu", "2026-11").await;
        assert_eq!((kept.state, kept.may_sign, kept.at), (RoundState::Signed, false, signature.at));
        assert_eq!(kept.shown, now.shown, "it is what was read");
        let events = county.cms.store().events_after(0, 10_000).await.unwrap();
        let signed = events.iter().find(|event| event.action == "round.sign").unwrap();
        assert!(signed.data.contains(&format!("\"shown\":\"{}\"", now.shown)), "the log knows it: {}", signed.data);
        let of_blank = |sheet: &RoundSheet| sheet.lines.iter().find(|line| line.line.column == blank).unwrap().clone();
        assert_eq!(of_blank(&kept).answer, problem("首批内容下周发布"));

        county.set_clock("2026-12-07 09:00");
        let next = round(&county, "fabu", "2026-12").await;
        let carried = of_blank(&next);
        assert_eq!(carried.answer, problem("首批内容下周发布"), "it is open until somebody says otherwise");
        assert_eq!(carried.line.carried.map(|carried| carried.month), Some(november));
        assert_eq!(round(&county, "fabu", "2026-11").await.lines, kept.lines, "what was signed stays as it was");
        let actions = county.logged_actions().await;
        assert_eq!(actions.iter().filter(|action| *action == "round.sign").count(), 1);
        assert_eq!(actions.iter().filter(|action| *action == "round.save").count(), 2);
    }
}

#[tokio::test]
async fn unchanged_counts_where_the_rule_allows_it_and_nowhere_else() {
    let county = TestCounty::new().await;
    county.open_account("zwb2", "甲主任", domain::account::Role::Publisher, "zwb").await;
    let (ctx, november) = (county.ctx("zwb2").await, month("2026-11"));
    let sheet = round(&county, "zwb2", "2026-11").await;
    let able = sheet.lines.iter().find(|line| line.line.confirmable).expect("a column without a number of its own");
    let unable = sheet.lines.iter().find(|line| !line.line.confirmable).expect("a column with one");
    let (able, unable) = (able.line.column.clone(), unable.line.column.clone());
    let mut all = answers(&sheet);
    for save in &mut all {
        save.answer = Answer { unchanged: save.column == able || save.column == unable, ..fine("已逐条核对") };
    }
    county.cms.save_round(&ctx, november, &all).await.unwrap();
    let faults =
        faults_of(county.cms.sign_round(&ctx, november, HEAD, &read(&round(&county, "zwb2", "2026-11").await)).await);
    assert_eq!(faults.iter().map(|(field, _)| field.as_str()).collect::<Vec<_>>(), [format!("round.{unable}")]);
    assert_eq!(
        county.cms.store().last_confirmations().await.unwrap(),
        BTreeMap::new(),
        "nothing is confirmed by halves"
    );
    let mend = AnswerSave { column: unable, version: 1, answer: fine("已逐条核对") };
    county.cms.save_round(&ctx, november, &[mend]).await.unwrap();
    let as_read = read(&round(&county, "zwb2", "2026-11").await);
    county.cms.sign_round(&ctx, november, HEAD, &as_read).await.unwrap();
    let confirmed = county.cms.store().last_confirmations().await.unwrap();
    assert_eq!(confirmed.into_iter().collect::<Vec<_>>(), [(able, county.cms.today())]);
    assert!(county.logged_actions().await.contains(&"column.confirm".to_owned()));
}

#[tokio::test]
async fn what_the_lead_unit_has_or_returned_takes_no_confirmation_away() {
    let county = TestCounty::new().await;
    let mut plan = Plan::from_toml(testkit::PLAN).unwrap();
    let row = plan.columns.iter_mut().find(|of_plan| of_plan.code == column(COLUMN)).unwrap().row.as_mut();
    row.unwrap().cadence = Cadence::WhenNeeded;
    let imported = county.cms.import_plan(&Ctx::system("test"), &plan.to_toml(), None, "必要时更新").await.unwrap();
    assert!(matches!(imported, cms::planning::ImportOutcome::Imported { .. }), "{imported:?}");
    published(&county, "先前的通知").await;
    let (ctx, november) = (county.ctx("fabu").await, month("2026-11"));
    let item = submitted(&county, &ctx, "秋季学期工作安排").await;
    county.set_clock("2026-11-26 09:00");
    // The backstop runs from what is public, whoever has the other item, and for two days that was the lead unit.
    let stands = async || {
        let mine = county.cms.my_duties(&ctx).await.unwrap();
        let line = mine.lines.into_iter().find(|line| line.code == column(COLUMN)).unwrap();
        let sheet = round(&county, "fabu", "2026-11").await;
        let of_round = sheet.lines.into_iter().find(|line| line.line.column == column(COLUMN)).unwrap();
        (line.with, line.shares.map(|shares| shares.lead_days), of_round.line.confirmable)
    };
    assert_eq!(stands().await, (Side::Lead, Some(2), true));
    let back = Ask::Return { reason: "请补充附件".into() };
    decide(&county, &county.ctx("shenhe").await, item, back).await.unwrap();
    assert_eq!(stands().await, (Side::Unit, Some(2), true));
    let mut all = answers(&round(&county, "fabu", "2026-11").await);
    let save = all.iter_mut().find(|save| save.column == column(COLUMN)).unwrap();
    save.answer = Answer { unchanged: true, ..fine("已逐条核对") };
    county.cms.save_round(&ctx, november, &all).await.unwrap();
    let as_read = read(&round(&county, "fabu", "2026-11").await);
    county.cms.sign_round(&ctx, november, HEAD, &as_read).await.unwrap();
    let confirmed = county.cms.store().last_confirmations().await.unwrap();
    assert_eq!(confirmed.into_iter().collect::<Vec<_>>(), [(column(COLUMN), county.cms.today())]);
}

#[tokio::test]
async fn the_office_sees_who_signed_who_was_late_and_who_did_not() {
    let county = TestCounty::new().await;
    published(&county, "先前的通知").await;
    signed(&county, "fabu", "2026-11").await;
    county.set_clock("2026-12-01 09:00");
    signed(&county, "fabu2", "2026-11").await;
    let office = county.ctx("guanli").await;
    let matrix = county.cms.round_matrix(&office, &RoundFilter::default()).await.unwrap();
    let cell = |code: &str, number: usize| {
        let (_, cells) = matrix.rows.iter().find(|(unit, _)| unit.code.as_str() == code).unwrap();
        cells[number - 1].clone()
    };
    assert_eq!(cell("jyj", 11).state, RoundState::Signed);
    assert_eq!((cell("czj", 11).state, cell("czj", 11).signed.unwrap().by), (RoundState::Late, "黄志强".to_owned()));
    assert_eq!(cell("zwb", 11).state, RoundState::Missing);
    assert_eq!((cell("jyj", 10).state, cell("jyj", 12).state), (RoundState::NotOwed, RoundState::Open));
    let missing = RoundFilter { state: Some(RoundState::Missing), ..RoundFilter::default() };
    let missing = county.cms.round_matrix(&office, &missing).await.unwrap();
    assert!(missing.rows.iter().all(|(unit, _)| unit.code.as_str() != "jyj" && unit.code.as_str() != "czj"));
    let one = RoundFilter { unit: UnitCode::parse("czj"), ..RoundFilter::default() };
    assert_eq!(county.cms.round_matrix(&office, &one).await.unwrap().rows.len(), 1);
    assert_eq!(missing.units.len(), matrix.rows.len(), "the filter offers all of them");
    // The paper of a unit: for its own people and the office.
    let unit = UnitCode::parse("jyj").unwrap();
    let november = month("2026-11");
    assert!(county.cms.round_sheet(&office, &unit, november).await.unwrap().signed.is_some());
    assert_eq!(refused(county.cms.round_sheet(&county.ctx("fabu2").await, &unit, november).await), Refusal::OtherUnit);
    let asked = county.cms.round_matrix(&county.ctx("fabu").await, &RoundFilter::default()).await;
    assert_eq!(refused(asked), Refusal::Role);
    // A missing round stands on the unit's first page, the oldest first.
    county.open_account("zwb2", "甲主任", domain::account::Role::Publisher, "zwb").await;
    let mine = county.cms.my_duties(&county.ctx("zwb2").await).await.unwrap();
    let owed: Vec<_> = mine.rounds.iter().map(|round| (round.due.month.to_string(), round.state)).collect();
    assert_eq!(owed, [("2026-11".to_owned(), RoundState::Missing), ("2026-12".to_owned(), RoundState::Open)]);
    let mine = county.cms.my_duties(&county.ctx("fabu").await).await.unwrap();
    assert_eq!(mine.rounds.len(), 1, "December only");
}
