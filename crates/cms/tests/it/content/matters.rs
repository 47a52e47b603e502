//! Single duties as the education bureau and the office see them: a document without its interpretation, a reader's letter.

use cms::reports::Spot;
use domain::{
    calendar::{Days, Holiday, Layer, Notice},
    desk::{board::ColumnLine, reports::ReportAsk},
    feedback::{Outcome, ReportForm, ReportKind},
    kind::PolicyDocument,
    obligation::State,
    plan::UnitCode,
};

use super::*;
use crate::both_databases;

async fn matters(county: &TestCounty, login: &str) -> Vec<ColumnLine> {
    county.cms.my_duties(&county.ctx(login).await).await.unwrap().matters
}

fn day(text: &str) -> chrono::NaiveDate {
    text.parse().unwrap()
}

/// A policy document of the education bureau, public since today.
async fn document(county: &TestCounty, title: &str, interest: &str) -> ItemId {
    let (author, reviewer) = (county.ctx("fabu").await, county.ctx("shenhe").await);
    let new = NewItem { column: column("wjzl"), kind: Some(Kind::PolicyDocument), submitted_by: None, explains: None };
    let item = county.cms.create_item(&author, &new).await.unwrap();
    let opened = sheet(county, &author, item).await;
    let detail = Detail::PolicyDocument(PolicyDocument {
        document_number: "隆政办发〔2026〕9号".into(),
        issuer: "隆安县人民政府办公室".into(),
        genre: "通知".into(),
        theme: "科技、教育".into(),
        interest: interest.into(),
        written_on: Some(day("2026-11-20")),
        ..PolicyDocument::default()
    });
    let content = Content { detail, ..complete(opened.content, title, "<p>全县中小学校安排如下。</p>") };
    let (revision, version) = (opened.row.revision, opened.row.version);
    county.cms.save(&author, Save { item, revision, version, content }).await.unwrap();
    county.cms.record_secrecy_review(&author, item, secrecy_review()).await.unwrap();
    // That the interpretation comes later is answered for.
    let report = county.cms.check(&author, item).await.unwrap();
    for finding in report.blockers() {
        county.cms.confirm_finding(&author, item, &finding.field, &finding.message, "解读随后发布").await.unwrap();
    }
    decide(county, &author, item, Ask::Submit).await.unwrap();
    decide(county, &reviewer, item, sign()).await.unwrap();
    item
}

#[tokio::test]
async fn a_document_that_concerns_the_public_asks_for_its_interpretation() {
    for county in both_databases().await {
        let internal = document(&county, "会议纪要", "否").await;
        assert_eq!(matters(&county, "fabu").await, [], "{internal} concerns nobody outside");
        let item = document(&county, "招生办法", "是").await;
        // Tuesday 2026-11-24 + 3 working days.
        let [owed] = &matters(&county, "fabu").await[..] else { panic!("one duty") };
        assert_eq!(owed.titled(), "待解读：招生办法");
        assert_eq!((owed.code.as_str(), owed.state, owed.due), ("zcjd", State::Normal, Some(day("2026-11-27"))));
        assert_eq!(owed.arithmetic.as_deref(), Some("文件公开 11-24 → 3 个工作日 → 11-27"));
        assert_eq!(owed.matter.as_ref().unwrap().address(), format!("/desk/items/{item}/history"));
        assert!(
            owed.drafts && !owed.confirmable,
            "units send interpretations in; saying that nothing changed is no answer"
        );
        assert_eq!(matters(&county, "fabu2").await, [], "another unit owes nothing");
        let board = county.cms.county_board(&county.ctx("guanli").await).await.unwrap();
        assert_eq!(board.matters.len(), 1);

        county.set_clock("2026-11-30 09:00");
        assert_eq!(matters(&county, "fabu").await[0].state, State::Overdue);
        county.cms.remind(&Ctx::system("morning")).await.unwrap();
        let told = county.cms.my_reminders(&county.ctx("fabu").await).await.unwrap();
        assert!(told.waiting.iter().any(|line| line.column == column("zcjd")), "{told:?}");

        // The bureau begins with what is known of its document.
        let (writes, signs) = (county.ctx("fabu").await, county.ctx("shenhe2").await);
        let new = NewItem { column: column("zcjd"), kind: None, submitted_by: None, explains: Some(item) };
        let explaining = county.cms.create_item(&writes, &new).await.unwrap();
        let opened = sheet(&county, &writes, explaining).await;
        let Detail::Interpretation(mut interpretation) = opened.content.detail.clone() else { panic!("{opened:?}") };
        assert_eq!(opened.content.title, "《招生办法》解读");
        assert!(interpretation.document.is_some());
        interpretation.interpreter = "县教育局".into();
        let content = Content {
            detail: Detail::Interpretation(interpretation),
            ..complete(opened.content, "《招生办法》解读", "<p>办法的要点如下。</p>")
        };
        let (revision, version) = (opened.row.revision, opened.row.version);
        county.cms.save(&writes, Save { item: explaining, revision, version, content }).await.unwrap();
        county.cms.record_secrecy_review(&writes, explaining, secrecy_review()).await.unwrap();
        decide(&county, &writes, explaining, Ask::Submit).await.unwrap();
        decide(&county, &signs, explaining, sign()).await.unwrap();
        assert_eq!(matters(&county, "fabu").await, []);
        // The reminder is settled with it.
        county.cms.remind(&Ctx::system("morning")).await.unwrap();
        let told = county.cms.my_reminders(&county.ctx("fabu").await).await.unwrap();
        assert!(!told.waiting.iter().any(|line| line.column == column("zcjd")), "{told:?}");
    }
}

#[tokio::test]
async fn only_a_public_document_can_be_explained() {
    let county = TestCounty::new().await;
    let enters = county.ctx("shenhe").await;
    let draft = draft(&county, &county.ctx("fabu").await, "尚未公开").await;
    let begin = async |code: &str, explains| {
        let new = NewItem {
            column: column(code),
            kind: None,
            submitted_by: Some(UnitCode::parse("xjyj").unwrap()),
            explains: Some(explains),
        };
        county.cms.create_item(&enters, &new).await
    };
    for (code, item) in [("zcjd", draft), ("zcjd", ItemId::new(999)), (COLUMN, draft)] {
        assert!(matches!(begin(code, item).await, Err(Error::Invalid(_) | Error::Refused(_))), "{code} {item}");
    }
}

#[tokio::test]
async fn a_reader_s_letter_waits_for_its_answer() {
    for county in both_databases().await {
        let item = published(&county, "通知").await;
        let spot = Spot::Item(live(&county, item).await.code.clone());
        let form = ReportForm {
            kind: ReportKind::Wording.code().into(),
            passage: "隆庵县".into(),
            words: "标题里的“隆庵”应为“隆安”".into(),
            contact: "13900139000".into(),
        };
        let reader = Ctx::new(None, "test".into(), String::new());
        let sent = county.cms.receive_report(&reader, &spot, &form, &county.cms.new_form_key()).await.unwrap();
        // Tuesday 2026-11-24 + 5 working days.
        let [owed] = &matters(&county, "fabu").await[..] else { panic!("one duty") };
        assert_eq!(owed.titled(), format!("待答复：读者纠错 {}", sent.receipt));
        assert_eq!(owed.due, Some(day("2026-12-01")));
        let ahead = county.cms.my_duties(&county.ctx("fabu").await).await.unwrap().ahead;
        let due = ahead.iter().find(|ahead| ahead.day == day("2026-12-01")).unwrap();
        assert!(due.due.iter().any(|(_, name)| name.starts_with("待答复")), "{due:?}");

        // A day off more moves it, and its unit hears by its number which letter it is.
        let manager = county.ctx("guanli").await;
        let off = vec![Days::one(day("2026-12-01"))];
        let holidays = vec![Holiday { name: "县庆".into(), off, work: Vec::new() }];
        let (number, address) = (String::new(), String::new());
        let notice = Notice { layer: Layer::Region, year: 2026, number, address, checked: true, holidays };
        let (id, moved) = county.cms.enter_notice(&manager, &notice).await.unwrap();
        let titled = format!("待答复：读者纠错 {}", sent.receipt);
        let letter = moved.iter().find(|clock| clock.titled() == titled).unwrap();
        assert_eq!((letter.due_before, letter.due_after), (Some(day("2026-12-01")), Some(day("2026-12-02"))));
        assert_eq!(letter.units, ["县教育局"]);
        let told = county.cms.notices(&county.ctx("fabu").await).await.unwrap();
        assert!(told[0].text.contains(&format!("{titled} 2026-12-01 改为 2026-12-02")), "{told:?}");
        county.cms.remove_notice(&manager, id, "录错").await.unwrap();

        county.set_clock("2026-12-01 08:30");
        county.cms.remind(&Ctx::system("morning")).await.unwrap();
        let told = county.cms.my_reminders(&county.ctx("fabu").await).await.unwrap();
        let line = told.waiting.iter().find(|line| line.deadline == day("2026-12-01"));
        assert!(line.is_some(), "{told:?}");

        let clerk = county.ctx("fabu").await;
        let id = county.cms.store().report_by_receipt(sent.receipt).await.unwrap().unwrap().id;
        county.cms.decide_report(&clerk, id, ReportAsk::Claim).await.unwrap();
        let answer = ReportAsk::Answer { outcome: Outcome::Mended, answer: "已改正，谢谢".into() };
        county.cms.decide_report(&clerk, id, answer).await.unwrap();
        assert_eq!(matters(&county, "fabu").await, []);
    }
}
