//! 整改 as the portal's office and the education bureau live with it, on both databases.

pub(crate) mod evidence;
mod opening;
mod told;
mod twice;

use chrono::NaiveDate;
use cms::{Cms, Error};
use domain::{
    account::Role,
    calendar::{Days, Holiday, Layer, Notice},
    desk::{
        board::DueAhead,
        calendar::ClockOf,
        cases::{CaseFilter, CaseList, CaseSeen, CaseSheet, CaseStart, UnitsTurn},
    },
    id::CaseId,
    permission::{Action, Refusal},
    plan::{ColumnCode, UnitCode},
    rectification::{Answer, CaseAsk, CaseState, NoticeForm, Point, Verdict},
};
use testkit::TestCounty;

use crate::both_databases;

fn column(code: &str) -> ColumnCode {
    ColumnCode::parse(code).unwrap()
}

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn unit(code: &str) -> UnitCode {
    UnitCode::parse(code).unwrap()
}

/// A notice to the education bureau with three working days: sent on Tuesday the 24th, due on Friday the 27th.
fn form(cms: &Cms) -> NoticeForm {
    NoticeForm {
        key: cms.new_form_key(),
        unit: "jyj".into(),
        subject: "栏目空白，请联系13800138000".into(),
        points: vec![
            Point { fault: "栏目空白".into(), column: Some(column("jypx")), ..Point::default() },
            Point { fault: "咨询电话无人接听".into(), ..Point::default() },
        ],
        demand: "逐项整改".into(),
        basis: "内容保障方案".into(),
        working_days: "3".into(),
    }
}

async fn opened(county: &TestCounty) -> CaseId {
    county.cms.open_case(&county.ctx("guanli").await, form(&county.cms)).await.unwrap()
}

async fn sheet(county: &TestCounty, login: &str, case: CaseId) -> CaseSheet {
    county.cms.case_sheet(&county.ctx(login).await, case).await.unwrap()
}

async fn take(county: &TestCounty, login: &str, case: CaseId, ask: CaseAsk) -> cms::Result<CaseState> {
    let version = county.cms.store().case(case).await.unwrap().unwrap().version;
    county.cms.take_case_step(&county.ctx(login).await, CaseSeen { case, version }, ask).await
}

fn answer(point: u16) -> Answer {
    Answer { point, done: "已整改".into(), links: vec!["/c/jypx".into()], files: Vec::new() }
}

fn reply(points: &[u16]) -> CaseAsk {
    CaseAsk::Reply { answers: points.iter().copied().map(answer).collect(), note: String::new() }
}

fn check(verdicts: &[(u16, bool)], days: &str) -> CaseAsk {
    let verdict = |(point, accepted): &(u16, bool)| {
        let reason = if *accepted { String::new() } else { "仍无人接听".into() };
        Verdict { point: *point, accepted: *accepted, reason }
    };
    CaseAsk::Check { verdicts: verdicts.iter().map(verdict).collect(), note: String::new(), working_days: days.into() }
}

async fn list(county: &TestCounty, login: &str, filter: CaseFilter) -> CaseList {
    county.cms.cases(&county.ctx(login).await, &filter).await.unwrap()
}

async fn waiting(county: &TestCounty, login: &str) -> (i64, i64) {
    let me = county.cms.me(&county.ctx(login).await).await.unwrap();
    (me.waiting_cases, me.overdue_cases)
}

fn close() -> CaseAsk {
    CaseAsk::Close { note: String::new() }
}

#[tokio::test]
async fn from_the_notice_to_its_end() {
    for county in both_databases().await {
        let case = opened(&county).await;
        let fresh = sheet(&county, "fabu", case).await;
        assert_eq!((fresh.row.number.as_str(), fresh.row.state), ("隆门户改〔2026〕1号", CaseState::Noticed));
        assert_eq!(fresh.given.arithmetic, "通知 11-24 → 3 个工作日 → 11-27");
        assert_eq!(fresh.allowed, [Action::ReadCase, Action::AcknowledgeCase]);
        assert_eq!((waiting(&county, "fabu").await, waiting(&county, "guanli").await), ((1, 0), (0, 0)));
        let notices = county.cms.notices(&county.ctx("fabu").await).await.unwrap();
        assert_eq!(notices[0].text, "收到整改通知 隆门户改〔2026〕1号，2026-11-27 前回复");

        assert_eq!(take(&county, "fabu", case, CaseAsk::Acknowledge).await.unwrap(), CaseState::InHand);
        let half = take(&county, "fabu", case, reply(&[1])).await;
        assert!(matches!(half, Err(Error::Invalid(faults)) if faults[0].field == "answers.2.done"));
        assert_eq!(take(&county, "fabu", case, reply(&[1, 2])).await.unwrap(), CaseState::Replied);
        assert_eq!((waiting(&county, "fabu").await, waiting(&county, "guanli").await), ((0, 0), (1, 0)));
        let early = take(&county, "guanli", case, close()).await;
        assert!(matches!(early, Err(Error::Refused(Refusal::Stage))), "nothing is closed unchecked: {early:?}");

        assert_eq!(
            take(&county, "guanli", case, check(&[(1, true), (2, false)], "5")).await.unwrap(),
            CaseState::SentBack
        );
        let back = sheet(&county, "fabu", case).await;
        assert_eq!((back.accepted.as_slice(), back.given.due), ([1].as_slice(), day("2026-12-01")));
        assert_eq!(take(&county, "fabu", case, reply(&[2])).await.unwrap(), CaseState::Replied);
        assert_eq!(take(&county, "guanli", case, check(&[(2, true)], "")).await.unwrap(), CaseState::Accepted);
        assert_eq!(take(&county, "guanli", case, close()).await.unwrap(), CaseState::Closed);

        let done = sheet(&county, "shenji", case).await;
        let taken: Vec<_> = done.timeline.iter().map(|moment| moment.entry.step().label()).collect();
        let expected = [
            "发出整改通知",
            "签收整改通知",
            "报送整改回复",
            "退回整改回复",
            "报送整改回复",
            "核查通过整改",
            "整改销号",
        ];
        assert_eq!(taken, expected);
        assert_eq!(done.allowed, [Action::ReadCase], "nothing follows");
        assert_eq!(done.now[0].as_ref().map(|now| now.is_mended), Some(false), "the column is blank whatever was said");
        let actions = county.logged_actions().await;
        let steps: Vec<_> = actions.iter().filter(|action| action.starts_with("case.")).map(String::as_str).collect();
        let expected = ["open", "acknowledge", "reply", "send-back", "reply", "accept", "close"];
        assert_eq!(steps, expected.map(|step| format!("case.{step}")));
        let events = county.cms.store().events_after(0, 10_000).await.unwrap();
        let spoken = events.iter().any(|event| event.data.contains("无人接听"));
        assert!(!spoken, "what was written stands in the case only");
    }
}

#[tokio::test]
async fn a_strange_unit_sees_nothing_and_each_side_keeps_to_its_own() {
    let county = TestCounty::new().await;
    let case = opened(&county).await;
    let stranger = county.ctx("fabu2").await;
    assert!(matches!(county.cms.case_sheet(&stranger, case).await, Err(Error::Refused(Refusal::OtherUnit))));
    assert_eq!(list(&county, "fabu2", CaseFilter::default()).await.page.total, 0);
    assert!(matches!(
        county.cms.cases(&county.ctx("anquan").await, &CaseFilter::default()).await,
        Err(Error::Refused(_))
    ));
    for (login, ask) in [
        ("fabu2", CaseAsk::Acknowledge),
        ("guanli", CaseAsk::Acknowledge),
        ("shenhe", CaseAsk::Withdraw { reason: "无".into() }),
        ("fabu", CaseAsk::Withdraw { reason: "无".into() }),
        ("shenji", close()),
    ] {
        let refused = take(&county, login, case, ask).await;
        assert!(matches!(refused, Err(Error::Refused(_))), "{login}: {refused:?}");
    }
    let refused = county.cms.open_case(&county.ctx("fabu").await, form(&county.cms)).await;
    assert!(matches!(refused, Err(Error::Refused(Refusal::Role))), "{refused:?}");
    let row = list(&county, "fabu", CaseFilter::default()).await.page.rows.pop().unwrap();
    assert_eq!(row.subject, "栏目空白，请联系138****8000", "numbers of people are masked in lists");
}

/// 县政务办 is the office's own unit. To open a case is not to judge it.
#[tokio::test]
async fn a_case_against_the_own_unit_is_opened_and_left_to_others() {
    for county in both_databases().await {
        let manager = county.ctx("guanli").await;
        let managers_elsewhere =
            async || county.cms.case_draft(&manager, CaseStart::default()).await.unwrap().managers_elsewhere;
        assert_eq!(managers_elsewhere().await, 0);
        county.open_account("guanli2", "黄经理", Role::PortalManager, "xcb").await;
        county.open_account("zwb2", "农小梅", Role::Publisher, "zwb").await;
        assert_eq!(managers_elsewhere().await, 1);
        let own = NoticeForm { unit: "zwb".into(), ..form(&county.cms) };
        let case = county.cms.open_case(&manager, own).await.unwrap();
        assert_eq!(sheet(&county, "guanli", case).await.allowed, [Action::ReadCase]);
        let refused = async |ask: CaseAsk| {
            let taken = take(&county, "guanli", case, ask).await;
            assert!(matches!(taken, Err(Error::Refused(Refusal::OwnUnit))), "{taken:?}");
        };
        refused(CaseAsk::Withdraw { reason: "写错了".into() }).await;
        refused(CaseAsk::Extend { working_days: "9".into(), reason: "系统迁移".into() }).await;
        take(&county, "zwb2", case, CaseAsk::Acknowledge).await.unwrap();
        take(&county, "zwb2", case, reply(&[1, 2])).await.unwrap();
        assert_eq!((waiting(&county, "guanli").await, waiting(&county, "guanli2").await), ((0, 0), (1, 0)));
        refused(check(&[(1, true), (2, true)], "")).await;
        take(&county, "guanli2", case, check(&[(1, true), (2, true)], "")).await.unwrap();
        refused(close()).await;
        assert_eq!(take(&county, "guanli2", case, close()).await.unwrap(), CaseState::Closed);
    }
}

#[tokio::test]
async fn whoever_is_of_the_office_now_hears_of_an_answer_but_not_of_the_own_unit() {
    let county = TestCounty::new().await;
    for (login, unit) in [("guanli2", "xcb"), ("guanli3", "jyj")] {
        county.open_account(login, "黄经理", Role::PortalManager, unit).await;
    }
    let case = opened(&county).await;
    let opener = county.account("guanli").await;
    county.cms.close_account(&county.ctx("anquan").await, opener).await.unwrap();
    take(&county, "fabu", case, CaseAsk::Acknowledge).await.unwrap();
    take(&county, "fabu", case, reply(&[1, 2])).await.unwrap();
    for (login, expected) in [("guanli", 0), ("guanli2", 2), ("guanli3", 0)] {
        let told = county.cms.store().notices(county.account(login).await, 9).await.unwrap();
        assert_eq!(told.iter().filter(|notice| notice.text.contains("整改通知")).count(), expected, "{login}");
    }
}

#[tokio::test]
async fn what_is_late_says_so_until_the_unit_answers_or_has_more_time() {
    for county in both_databases().await {
        let case = opened(&county).await;
        let late = CaseFilter { turn: Some(UnitsTurn::Overdue), ..CaseFilter::default() };
        county.set_clock("2026-11-27 17:00");
        assert_eq!(list(&county, "guanli", late.clone()).await.page.total, 0, "the last day is not over");
        let unanswered = CaseFilter { turn: Some(UnitsTurn::Waiting), ..CaseFilter::default() };
        let waiting_for_units = list(&county, "guanli", unanswered.clone()).await;
        assert_eq!((waiting_for_units.page.total, waiting_for_units.counts.with_unit), (1, 1));
        county.set_clock("2026-11-30 09:00");
        let shown = list(&county, "guanli", late.clone()).await;
        assert_eq!((shown.page.total, shown.page.rows[0].is_overdue, shown.counts.overdue), (1, true, 1));
        assert_eq!((waiting(&county, "fabu").await, waiting(&county, "fabu2").await), ((1, 1), (0, 0)));
        let of_others = CaseFilter { unit: Some(unit("czj")), ..late.clone() };
        assert_eq!(list(&county, "guanli", of_others).await.page.total, 0);
        let answered = CaseFilter { state: Some(CaseState::Replied), ..late.clone() };
        assert_eq!(list(&county, "guanli", answered).await.page.total, 0);

        let extend = |days: &str| CaseAsk::Extend { working_days: days.into(), reason: "系统迁移".into() };
        let zero = take(&county, "guanli", case, extend("0")).await;
        assert!(matches!(zero, Err(Error::Invalid(faults)) if faults[0].field == "working_days"));
        assert_eq!(take(&county, "guanli", case, extend("2")).await.unwrap(), CaseState::Noticed);
        assert_eq!(list(&county, "guanli", late.clone()).await.page.total, 0);
        county.set_clock("2026-12-04 09:00");
        assert_eq!(list(&county, "fabu", late.clone()).await.page.total, 1);
        take(&county, "fabu", case, CaseAsk::Acknowledge).await.unwrap();
        take(&county, "fabu", case, reply(&[1, 2])).await.unwrap();
        for turn in [late, unanswered] {
            assert_eq!(list(&county, "guanli", turn).await.page.total, 0, "it is the office's turn");
        }
    }
}

#[tokio::test]
async fn nothing_waits_for_a_manager_that_only_others_may_check() {
    let county = TestCounty::new().await;
    county.open_account("guanli2", "黄经理", Role::PortalManager, "jyj").await;
    let case = opened(&county).await;
    take(&county, "fabu", case, CaseAsk::Acknowledge).await.unwrap();
    take(&county, "fabu", case, reply(&[1, 2])).await.unwrap();
    assert_eq!((waiting(&county, "guanli").await, waiting(&county, "guanli2").await), ((1, 0), (0, 0)));
    take(&county, "guanli", case, check(&[(1, true), (2, true)], "")).await.unwrap();
    assert_eq!((waiting(&county, "guanli").await, waiting(&county, "guanli2").await), ((1, 0), (0, 0)));
}

#[tokio::test]
async fn days_on_which_the_unit_is_closed_do_not_count_against_it() {
    let county = TestCounty::new().await;
    let before = opened(&county).await;
    let moving = Holiday { name: "办公楼搬迁".into(), off: vec![Days::one(day("2026-11-26"))], work: Vec::new() };
    let closed = Notice {
        layer: Layer::Unit(unit("jyj")),
        year: 2026,
        number: String::new(),
        address: String::new(),
        checked: true,
        holidays: vec![moving],
    };
    let given = sheet(&county, "fabu", before).await.given;
    let version = county.cms.calendar_sheet(&county.ctx("guanli").await).await.unwrap().version;
    assert_eq!(given.note(), format!("通知 11-24 → 3 个工作日 → 11-27；日历版本 {version}"));
    let (_, moved) = county.cms.enter_notice(&county.ctx("guanli").await, &closed).await.unwrap();
    let of_case = moved.iter().find(|clock| clock.of == ClockOf::Case { case: before }).unwrap();
    assert_eq!((of_case.due_before, of_case.due_after), (Some(day("2026-11-27")), Some(day("2026-11-30"))));
    assert_eq!(
        (of_case.name.as_str(), of_case.units.as_slice()),
        ("隆门户改〔2026〕1号", ["县教育局".to_owned()].as_slice())
    );
    let notices = county.cms.notices(&county.ctx("fabu").await).await.unwrap();
    let told = "整改 隆门户改〔2026〕1号 2026-11-27 改为 2026-11-30";
    assert!(notices[0].text.starts_with("放假安排有变") && notices[0].text.contains(told), "{notices:?}");
    let now = sheet(&county, "fabu", before).await;
    assert_eq!(now.row.due, day("2026-11-30"), "what was granted moves with the days of the unit");
    assert_eq!(now.given, given, "what the letter states stays");
    let moved = now.moved.unwrap();
    assert_eq!(moved.arithmetic, "通知 11-24 → 3 个工作日 → 11-30，扣办公楼搬迁 1 天");
    assert_ne!(Some(moved.calendar), given.calendar);
    let after = sheet(&county, "fabu", opened(&county).await).await;
    assert_eq!(after.given.due, day("2026-11-30"), "{}", after.given.arithmetic);
    county.set_clock("2026-11-30 09:00");
    assert_eq!(waiting(&county, "fabu").await, (2, 0), "the last day is not over");
    let extend = CaseAsk::Extend { working_days: "1".into(), reason: "系统迁移".into() };
    take(&county, "guanli", before, extend).await.unwrap();
    let elsewhere =
        NoticeForm { unit: "rsj".into(), points: vec![form(&county.cms).points.remove(1)], ..form(&county.cms) };
    let elsewhere = county.cms.open_case(&county.ctx("guanli").await, elsewhere).await.unwrap();
    let given = sheet(&county, "guanli", elsewhere).await.given;
    assert_eq!(given.arithmetic, "通知 11-30 → 3 个工作日 → 12-03", "another unit keeps its days");
}

#[tokio::test]
async fn a_deadline_says_what_may_still_move_it() {
    let county = TestCounty::new().await;
    let near = sheet(&county, "fabu", opened(&county).await).await;
    assert_eq!(near.given.doubts, [""; 0]);
    let far = NoticeForm { working_days: "60".into(), ..form(&county.cms) };
    let far = county.cms.open_case(&county.ctx("guanli").await, far).await.unwrap();
    let given = sheet(&county, "fabu", far).await.given;
    assert!(given.doubts.iter().any(|doubt| doubt.contains("2027 年的国务院放假安排尚未录入")), "{given:?}");
}

#[tokio::test]
async fn the_units_home_shows_by_when_it_must_answer() {
    for county in both_databases().await {
        let case = opened(&county).await;
        let stands = async |login: &str| {
            let mine = county.cms.my_duties(&county.ctx(login).await).await.unwrap();
            let of_day = mine.ahead.into_iter().find(|ahead| ahead.day == day("2026-11-27")).unwrap();
            let own =
                DueAhead { name: "整改 隆门户改〔2026〕1号".into(), address: format!("/desk/cases/{case}") };
            of_day.due.contains(&own)
        };
        assert_eq!((stands("fabu").await, stands("fabu2").await), (true, false));
        take(&county, "fabu", case, CaseAsk::Acknowledge).await.unwrap();
        assert!(stands("fabu").await);
        take(&county, "fabu", case, reply(&[1, 2])).await.unwrap();
        assert!(!stands("fabu").await, "it is the office's turn");
    }
}

#[tokio::test]
async fn the_units_calendar_shows_by_when_it_must_answer() {
    let county = TestCounty::new().await;
    let address = county.cms.renew_calendar_address(&county.ctx("fabu").await).await.unwrap();
    let token = address.rsplit_once('/').unwrap().1.trim_end_matches(".ics");
    let calendar =
        async || county.cms.unit_calendar(token).await.unwrap().unwrap().replace("\r\n ", "").replace("\r\n", "\n");
    let case = opened(&county).await;
    let shown = calendar().await;
    let (_, of_day) = shown.split_once("DTSTART;VALUE=DATE:20261127").unwrap();
    let (of_day, _) = of_day.split_once("END:VEVENT").unwrap();
    assert!(of_day.contains("1 件整改到期") && of_day.contains("整改 隆门户改〔2026〕1号"), "{of_day}");
    assert!(!shown.contains("栏目空白，请联系"), "what was written stands in the case only");
    take(&county, "fabu", case, CaseAsk::Acknowledge).await.unwrap();
    take(&county, "fabu", case, reply(&[1, 2])).await.unwrap();
    assert!(!calendar().await.contains("整改"), "it is the office's turn");
}
