//! What readers report of an item: received, taken in hand, answered; and what stays unread.

use cms::{
    Cms, Ctx, Error,
    reports::{Sent, Spot},
};
use domain::{
    desk::{
        content::{Ask, ItemRow},
        reports::{ReportAsk, ReportFilter, ReportRow},
    },
    feedback::{Outcome, ReportForm, ReportKind, ReportState},
    id::{ItemId, ReportId},
    permission::{Action, Refusal},
    plan::UnitCode,
};
use testkit::TestCounty;

use super::{column, decide, live, published, refused, sheet};
use crate::both_databases;

const WORDS: &str = "标题里的“隆庵”应为“隆安”，我的电话13800138000";
const CONTACT: &str = "13900139000";

fn form() -> ReportForm {
    ReportForm {
        kind: ReportKind::Wording.code().into(),
        passage: "隆庵县".into(),
        words: WORDS.into(),
        contact: CONTACT.into(),
    }
}

fn reader() -> Ctx {
    Ctx::new(None, "test".into(), String::new())
}

async fn send_to(cms: &Cms, spot: &Spot, form: &ReportForm) -> Sent {
    cms.receive_report(&reader(), spot, form, &cms.new_form_key()).await.unwrap()
}

/// An item that a reader has reported.
async fn reported(county: &TestCounty) -> (ItemId, Sent, ReportId) {
    let item = published(county, "通知").await;
    let spot = Spot::Item(live(county, item).await.code.clone());
    let sent = send_to(&county.cms, &spot, &form()).await;
    let id = county.cms.store().report_by_receipt(sent.receipt).await.unwrap().unwrap().id;
    (item, sent, id)
}

async fn inbox(county: &TestCounty, login: &str) -> Vec<ReportRow> {
    let filter = ReportFilter { page: 1, ..ReportFilter::default() };
    county.cms.reports(&county.ctx(login).await, &filter).await.unwrap().rows
}

fn answer(text: &str) -> ReportAsk {
    ReportAsk::Answer { outcome: Outcome::Mended, answer: text.into() }
}

#[tokio::test]
async fn a_reader_s_report_reaches_its_unit_and_its_lead_and_nobody_else() {
    let county = TestCounty::new().await;
    let (_, _, id) = reported(&county).await;
    for login in ["fabu", "shenhe", "shenhe2"] {
        let rows = inbox(&county, login).await;
        assert_eq!(rows.iter().map(|row| row.id).collect::<Vec<_>>(), [id], "{login}");
        assert!(!rows[0].excerpt.contains("13800138000") && rows[0].excerpt.contains("138****8000"), "{login}");
        assert_eq!(county.cms.me(&county.ctx(login).await).await.unwrap().waiting_reports, 1, "{login}");
    }
    for login in ["fabu2", "xuanchuan"] {
        assert!(inbox(&county, login).await.is_empty(), "{login}");
        assert_eq!(refused(county.cms.report_sheet(&county.ctx(login).await, id).await), Refusal::OtherUnit, "{login}");
    }
    let filter = ReportFilter::default();
    assert_eq!(refused(county.cms.reports(&county.ctx("guanli").await, &filter).await), Refusal::Role);
    let notices = county.cms.notices(&county.ctx("fabu").await).await.unwrap();
    assert!(notices[0].text.starts_with("《通知》收到读者反馈 2026-00001"), "{}", notices[0].text);
}

#[tokio::test]
async fn a_report_is_claimed_answered_and_read_by_its_sender() {
    let county = TestCounty::new().await;
    let (_, sent, id) = reported(&county).await;
    let (clerk, lead) = (county.ctx("fabu").await, county.ctx("shenhe").await);
    let state = async || county.cms.report_progress(sent.receipt, &sent.code).await.unwrap().unwrap().state;
    assert_eq!(state().await, ReportState::Received);
    assert_eq!(refused(county.cms.decide_report(&clerk, id, answer("已改正，谢谢")).await), Refusal::NotInHand);
    assert_eq!(county.cms.decide_report(&clerk, id, ReportAsk::Claim).await.unwrap(), ReportState::InHand);
    assert_eq!(county.cms.decide_report(&clerk, id, ReportAsk::Claim).await.unwrap(), ReportState::InHand, "twice");
    assert_eq!(state().await, ReportState::InHand);
    assert_eq!(county.cms.me(&clerk).await.unwrap().waiting_reports, 0);

    county.cms.decide_report(&lead, id, ReportAsk::Claim).await.unwrap();
    assert_eq!(refused(county.cms.decide_report(&clerk, id, answer("已改正，谢谢")).await), Refusal::NotInHand);
    county.cms.decide_report(&clerk, id, ReportAsk::Claim).await.unwrap();
    let short = county.cms.decide_report(&clerk, id, answer("好")).await;
    assert!(matches!(short, Err(Error::Invalid(faults)) if faults[0].field == "answer"));
    county.advance_minutes(30);
    county.cms.decide_report(&clerk, id, answer("已改正，谢谢您的细心")).await.unwrap();

    let progress = county.cms.report_progress(sent.receipt, &sent.code.to_uppercase()).await.unwrap().unwrap();
    assert_eq!((progress.state, progress.outcome), (ReportState::Closed, Some(Outcome::Mended)));
    assert_eq!((progress.answer.as_str(), progress.answered_unit.as_str()), ("已改正，谢谢您的细心", "县教育局"));
    assert_eq!(county.cms.report_progress(sent.receipt, "bcdfghjk").await.unwrap(), None, "another report's code");
    assert_eq!(refused(county.cms.decide_report(&clerk, id, ReportAsk::Claim).await), Refusal::Stage);
}

#[tokio::test]
async fn every_step_is_logged_without_a_word_of_the_reader_s() {
    let county = TestCounty::new().await;
    let (_, _, id) = reported(&county).await;
    let clerk = county.ctx("fabu").await;
    assert_eq!(refused(county.cms.open_contact(&clerk, id).await), Refusal::NotInHand);
    county.cms.decide_report(&clerk, id, ReportAsk::Claim).await.unwrap();
    assert_eq!(county.cms.open_contact(&clerk, id).await.unwrap(), CONTACT);
    county.cms.decide_report(&clerk, id, ReportAsk::Release).await.unwrap();
    assert_eq!(refused(county.cms.open_contact(&clerk, id).await), Refusal::NotInHand);
    county.cms.decide_report(&clerk, id, ReportAsk::Claim).await.unwrap();
    let kept = async || county.cms.store().report(id).await.unwrap().unwrap().contact;
    assert!(!secrecy::ExposeSecret::expose_secret(&kept().await.unwrap()).contains(CONTACT), "sealed at rest");
    county.cms.decide_report(&clerk, id, answer("已改正，谢谢")).await.unwrap();
    assert!(kept().await.is_none(), "it was for this report, which is answered");

    let events = county.cms.store().events_after(0, 10_000).await.unwrap();
    let of_report: Vec<&str> =
        events.iter().filter(|event| event.subject_kind == "report").map(|event| event.action.as_str()).collect();
    assert_eq!(
        of_report,
        ["report.receive", "report.claim", "report.open-contact", "report.release", "report.claim", "report.answer"]
    );
    for secret in ["隆庵", "13800138000", CONTACT] {
        assert!(events.iter().all(|event| !event.data.contains(secret)), "{secret}");
        let notices = county.cms.notices(&clerk).await.unwrap();
        assert!(notices.iter().all(|notice| !notice.text.contains(secret)), "{secret}");
    }
    assert!(county.cms.store().verify_log().await.unwrap().faults.is_empty());
}

#[tokio::test]
async fn only_the_lead_hands_a_report_to_another_unit() {
    let county = TestCounty::new().await;
    let (_, _, id) = reported(&county).await;
    let (clerk, lead) = (county.ctx("fabu").await, county.ctx("shenhe").await);
    let to = |code: &str| ReportAsk::Forward { unit: UnitCode::parse(code).unwrap(), reason: "属财政职责".into() };
    assert_eq!(refused(county.cms.decide_report(&clerk, id, to("czj")).await), Refusal::Role);
    let same = county.cms.decide_report(&lead, id, to("jyj")).await;
    assert!(matches!(same, Err(Error::Invalid(faults)) if faults[0].field == "unit"));
    assert_eq!(county.cms.decide_report(&lead, id, to("czj")).await.unwrap(), ReportState::Received);
    assert!(inbox(&county, "fabu").await.is_empty());
    assert_eq!(inbox(&county, "fabu2").await.len(), 1);
    let told = county.cms.notices(&county.ctx("fabu2").await).await.unwrap();
    assert!(told[0].text.contains("转县财政局办理：属财政职责"), "{}", told[0].text);
    county.cms.decide_report(&county.ctx("fabu2").await, id, ReportAsk::Claim).await.unwrap();
}

#[tokio::test]
async fn a_form_is_stored_once_however_often_it_comes() {
    for county in both_databases().await {
        let item = published(&county, "通知").await;
        let spot = Spot::Item(live(&county, item).await.code.clone());
        let key = county.cms.new_form_key();
        let send = || {
            let (cms, spot, key) = (county.cms.clone(), spot.clone(), key.clone());
            tokio::spawn(async move { cms.receive_report(&reader(), &spot, &form(), &key).await })
        };
        let (one, other) = (send(), send());
        let (one, other) = (one.await.unwrap().unwrap(), other.await.unwrap().unwrap());
        assert_eq!(one, other);
        assert_eq!(inbox(&county, "fabu").await.len(), 1);
        assert_eq!(send_to(&county.cms, &spot, &form()).await.receipt.number, 2, "no number is lost");
    }
}

#[tokio::test]
async fn what_is_not_public_cannot_be_reported() {
    let county = TestCounty::new().await;
    let (item, _, _) = reported(&county).await;
    let code = live(&county, item).await.code.clone();
    decide(&county, &county.ctx("shenhe").await, item, Ask::Withdraw { reason: "有误".into() }).await.unwrap();
    let (spot, key) = (Spot::Item(code), county.cms.new_form_key());
    let refused = county.cms.receive_report(&reader(), &spot, &form(), &key).await;
    assert!(matches!(refused, Err(Error::NotFound)));
    let empty = ReportForm::default();
    let list = Spot::Column(column("tzgg"));
    let faulty = county.cms.receive_report(&reader(), &list, &empty, &key).await;
    assert!(matches!(faulty, Err(Error::Invalid(faults)) if faults.len() == 2));
}

#[tokio::test]
async fn an_opinion_on_a_list_goes_to_its_lead() {
    let county = TestCounty::new().await;
    let opinion =
        ReportForm { kind: "opinion".into(), words: "希望多登招生信息".into(), ..ReportForm::default() };
    send_to(&county.cms, &Spot::Column(column(super::COLUMN)), &opinion).await;
    assert_eq!(inbox(&county, "shenhe").await[0].unit_name, "县政务办");
    assert!(inbox(&county, "fabu").await.is_empty(), "one of many units that publish there");
}

#[tokio::test]
async fn the_draft_that_mends_it_shows_what_was_reported() {
    let county = TestCounty::new().await;
    let (item, _, id) = reported(&county).await;
    let clerk = county.ctx("fabu").await;
    assert!(county.cms.report_sheet(&clerk, id).await.unwrap().may_revise);
    assert_eq!(county.cms.revise_for_report(&clerk, id).await.unwrap(), item);
    assert_eq!(county.cms.revise_for_report(&clerk, id).await.unwrap(), item, "the draft that is there");
    let sheet = sheet(&county, &clerk, item).await;
    let ItemRow { revision, allowed, .. } = sheet.row;
    assert!(revision == 2 && allowed.contains(&Action::Edit));
    assert_eq!(sheet.open_reports.len(), 1);
    assert_eq!(sheet.open_reports[0].passage, "隆庵县");
}
