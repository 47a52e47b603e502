//! 整改 as the portal's office and the education bureau live with it, on both databases.

use cms::{Cms, Error, media::UploadKind};
use domain::{
    desk::cases::{CaseFilter, CaseList, CaseSeen, CaseSheet, CaseStart},
    id::{CaseId, FindingId},
    item::Attachment,
    patrol::{Evidence, FaultKind, Finding, Fingerprint, Owner, Passage, State},
    permission::{Action, Refusal},
    plan::{ColumnCode, UnitCode},
    rectification::{Answer, CaseAsk, CaseState, Entry, NoticeForm, Point, Verdict},
};
use testkit::TestCounty;

use crate::both_databases;

fn column(code: &str) -> ColumnCode {
    ColumnCode::parse(code).unwrap()
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
        assert_eq!((back.accepted.as_slice(), back.given.due), ([1].as_slice(), "2026-12-01".parse().unwrap()));
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
    // 县政务办 is the office's own unit: nobody is judge of the own work.
    let own = NoticeForm { unit: "zwb".into(), ..form(&county.cms) };
    let refused = county.cms.open_case(&county.ctx("guanli").await, own).await;
    assert!(matches!(refused, Err(Error::Invalid(faults)) if faults[0].field == "unit"));
    let row = list(&county, "fabu", CaseFilter::default()).await.page.rows.pop().unwrap();
    assert_eq!(row.subject, "栏目空白，请联系138****8000", "numbers of people are masked in lists");
}

#[tokio::test]
async fn what_is_sent_twice_counts_once_and_of_two_people_the_first() {
    for county in both_databases().await {
        let (manager, clerk) = (county.ctx("guanli").await, county.ctx("fabu").await);
        let form = form(&county.cms);
        let case = county.cms.open_case(&manager, form.clone()).await.unwrap();
        assert_eq!(county.cms.open_case(&manager, form).await.unwrap(), case, "the button was pressed twice");
        assert_eq!(county.cms.store().case_counts(None).await.unwrap(), [(CaseState::Noticed, 1)]);
        take(&county, "fabu", case, CaseAsk::Acknowledge).await.unwrap();

        let seen = CaseSeen { case, version: 2 };
        let node = county.second_node().await;
        for cms in [&county.cms, &node] {
            assert_eq!(cms.take_case_step(&clerk, seen, reply(&[1, 2])).await.unwrap(), CaseState::Replied);
        }
        assert_eq!(sheet(&county, "fabu", case).await.timeline.len(), 3, "the answer stands there once");
        let other_words = CaseAsk::Reply { answers: vec![answer(1), answer(2)], note: "补充说明".into() };
        let second = county.cms.take_case_step(&clerk, seen, other_words).await;
        assert!(matches!(second, Err(Error::Stale)), "{second:?}");

        // Two managers check at the same time, one way and the other.
        county.open_account("guanli2", "黄经理", domain::account::Role::PortalManager, "xcb").await;
        let other = county.ctx("guanli2").await;
        let seen = CaseSeen { case, version: 3 };
        let (accept, back) = (check(&[(1, true), (2, true)], ""), check(&[(1, true), (2, false)], "5"));
        let one = tokio::spawn({
            let cms = county.cms.clone();
            async move { cms.take_case_step(&manager, seen, accept).await }
        });
        let two = tokio::spawn(async move { node.take_case_step(&other, seen, back).await });
        let answers = [one.await.unwrap(), two.await.unwrap()];
        assert_eq!(answers.iter().filter(|answer| answer.is_ok()).count(), 1, "{answers:?}");
        assert!(answers.iter().any(|answer| matches!(answer, Err(Error::Stale))), "{answers:?}");
        assert_eq!(sheet(&county, "fabu", case).await.timeline.len(), 4);
    }
}

#[tokio::test]
async fn whoever_is_of_the_office_now_hears_of_an_answer_but_not_of_the_own_unit() {
    let county = TestCounty::new().await;
    for (login, unit) in [("guanli2", "xcb"), ("guanli3", "jyj")] {
        county.open_account(login, "黄经理", domain::account::Role::PortalManager, unit).await;
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
        let late = CaseFilter { overdue: true, ..CaseFilter::default() };
        county.set_clock("2026-11-27 17:00");
        assert_eq!(list(&county, "guanli", late.clone()).await.page.total, 0, "the last day is not over");
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
        assert_eq!(list(&county, "guanli", late).await.page.total, 0, "it is the office's turn");
    }
}

async fn upload(county: &TestCounty, login: &str, case: CaseId) -> cms::Result<Attachment> {
    let ctx = county.ctx(login).await;
    let upload = county
        .cms
        .store_upload(&ctx, UploadKind::Attachment, case, "说明.txt", "text/plain", "整改情况说明".as_bytes())
        .await?;
    Ok(Attachment { media: upload.id, name: upload.name, address: upload.address, size: upload.size })
}

#[tokio::test]
async fn evidence_is_opened_by_both_sides_and_by_nobody_else() {
    let county = TestCounty::new().await;
    let (case, other) = (opened(&county).await, opened(&county).await);
    let early = upload(&county, "fabu", case).await;
    assert!(matches!(early, Err(Error::Refused(Refusal::Stage))), "{early:?}");
    for case in [case, other] {
        take(&county, "fabu", case, CaseAsk::Acknowledge).await.unwrap();
    }
    assert!(matches!(upload(&county, "guanli", case).await, Err(Error::Refused(Refusal::Role))));
    let file = upload(&county, "fabu", case).await.unwrap();
    let foreign = upload(&county, "fabu", other).await.unwrap();
    let with = |file: &Attachment| CaseAsk::Reply {
        answers: vec![Answer { files: vec![file.clone()], ..answer(1) }, answer(2)],
        note: String::new(),
    };
    let refused = take(&county, "fabu", case, with(&foreign)).await;
    assert!(matches!(refused, Err(Error::Invalid(faults)) if faults[0].field == "answers.1.links"));
    // Whatever the client calls it, it is named as it was uploaded.
    take(&county, "fabu", case, with(&Attachment { name: "别的名字.txt".into(), ..file.clone() })).await.unwrap();
    let shown = sheet(&county, "guanli", case).await;
    let Entry::Reply { answers, .. } = &shown.timeline[2].entry else { panic!("{shown:?}") };
    assert_eq!(answers[0].files, std::slice::from_ref(&file));

    let path = file.address.trim_start_matches("/media/");
    for (login, opens) in [("fabu", true), ("guanli", true), ("shenji", true), ("fabu2", false), ("anquan", false)] {
        let opened = county.cms.draft_media(&county.ctx(login).await, path).await.unwrap();
        assert_eq!(opened.is_some(), opens, "{login}");
    }
    assert!(county.cms.public_media(path).await.unwrap().is_none());
}

/// A fault that the patrol has found in a column of the education bureau.
async fn with_a_finding(county: &TestCounty) -> FindingId {
    let (page, now) = ("https://www.lax.gov.cn/a/1", county.cms.now());
    let finding = Finding {
        fingerprint: Fingerprint::on_page(FaultKind::ProbableTypo, page, "", "布署"),
        evidence: Evidence {
            page: page.into(),
            column: Some(column("jypx")),
            message: "“布署”应为“部署”".into(),
            passage: Passage::of("作出布署安排", str::to_owned),
            request: format!("GET {page}"),
            status: Some(200),
            at: now,
            digest: "ab".into(),
        },
        pages: 1,
        owner: Owner::Column { column: column("jypx"), responsible: [unit("jyj")].into(), leads: [unit("zwb")].into() },
        clock: None,
        state: State::Open,
        first_seen: now,
        last_seen: now,
        returned: 0,
    };
    let mut tx = county.cms.store().begin().await.unwrap();
    assert!(tx.add_finding(&finding).await.unwrap());
    tx.commit().await.unwrap();
    county.cms.store().findings_page(&domain::desk::patrol::FindingFilter::default(), 9).await.unwrap().0[0].id
}

#[tokio::test]
async fn a_notice_is_filled_in_and_gathers_what_the_unit_owes() {
    let county = TestCounty::new().await;
    let manager = county.ctx("guanli").await;
    let finding = with_a_finding(&county).await;
    let start = CaseStart { finding: Some(finding), ..CaseStart::default() };
    let draft = county.cms.case_draft(&manager, start.clone()).await.unwrap();
    assert_eq!((draft.form.unit.as_str(), draft.form.working_days.as_str(), draft.same.clone()), ("jyj", "5", None));
    assert!(draft.form.points[0].fault.contains("“布署”应为“部署”"), "{:?}", draft.form.points);
    assert_eq!(draft.form.points[0].passage, "作出布署安排");
    assert!(draft.form.basis.contains("隆办发〔2018〕93号"), "{}", draft.form.basis);

    let offers = county.cms.case_offers(&manager, &unit("jyj")).await.unwrap();
    let blank = offers.iter().find(|offer| offer.point.column == Some(column("jypx")) && offer.point.finding.is_none());
    let blank = blank.expect("教育培训 is blank in a new county").clone();
    assert!(offers.iter().any(|offer| offer.point.finding == Some(finding)));
    let of_finance = county.cms.case_offers(&manager, &unit("czj")).await.unwrap();
    assert!(of_finance.iter().all(|offer| offer.point.column != Some(column("jypx"))), "{of_finance:?}");

    let mut form = draft.form;
    form.points.push(blank.point);
    let case = county.cms.open_case(&manager, form).await.unwrap();
    let again = county.cms.case_draft(&manager, start).await.unwrap();
    assert_eq!(again.same.map(|same| same.id), Some(case), "it is held against the unit already");
    let start = CaseStart { column: Some(column("jypx")), ..CaseStart::default() };
    let of_board = county.cms.case_draft(&manager, start).await.unwrap();
    assert_eq!(of_board.same.map(|same| same.id), Some(case));
    assert!(of_board.form.points[0].fault.contains("空白"), "{:?}", of_board.form.points);
    let offers = county.cms.case_offers(&manager, &unit("jyj")).await.unwrap();
    assert!(offers.iter().filter(|offer| offer.same.is_some()).count() == 2, "{offers:?}");

    let now = sheet(&county, "fabu", case).await.now;
    let words: Vec<String> = now.into_iter().flatten().map(|now| now.words).collect();
    assert!(words[0].starts_with("巡查核实：") && words[1] == "栏目看板：空白", "{words:?}");
    let nobody = CaseStart { finding: Some(FindingId::new(999_999)), ..CaseStart::default() };
    assert!(matches!(county.cms.case_draft(&manager, nobody).await, Err(Error::NotFound)));
}
