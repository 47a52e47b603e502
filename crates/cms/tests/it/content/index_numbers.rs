//! 索引号: each belongs to one document, for good. Who types none gets the next of the unit and year.

use chrono::TimeDelta;
use domain::{kind::PolicyDocument, workflow::Step};

use super::*;
use crate::both_databases;

const NUMBER: &str = "LA0001-2026-0018";
const NEXT_NUMBER: &str = "LA0001-2026-0019";

/// Writes the newest revision of a policy document and has it reviewed for secrecy.
async fn write_document(county: &TestCounty, ctx: &Ctx, item: ItemId, title: &str, index_number: &str) {
    let opened = sheet(county, ctx, item).await;
    let change = change_of(&opened);
    let (revision, version) = (opened.row.revision, opened.row.version);
    let detail = Detail::PolicyDocument(PolicyDocument {
        index_number: index_number.into(),
        issuer: "隆安县教育局".into(),
        genre: "通知".into(),
        theme: "科技、教育".into(),
        interest: "否".into(),
        written_on: Some("2026-11-20".parse().unwrap()),
        ..PolicyDocument::default()
    });
    let content =
        Content { detail, change, ..complete(opened.content, title, "<p>全县中小学校安排如下。</p>") };
    county.cms.save(ctx, Save { item, revision, version, content }).await.unwrap();
    county.cms.record_secrecy_review(ctx, item, secrecy_review()).await.unwrap();
}

/// A draft of the education bureau that could be submitted.
async fn document(county: &TestCounty, title: &str, index_number: &str) -> ItemId {
    let author = county.ctx("fabu").await;
    let new = NewItem { column: column("wjzl"), kind: Some(Kind::PolicyDocument), submitted_by: None, explains: None };
    let item = county.cms.create_item(&author, &new).await.unwrap();
    write_document(county, &author, item, title, index_number).await;
    item
}

/// A document that lies with the lead unit.
async fn handed_in(county: &TestCounty, title: &str, index_number: &str) -> ItemId {
    let item = document(county, title, index_number).await;
    decide(county, &county.ctx("fabu").await, item, Ask::Submit).await.unwrap();
    item
}

async fn make_public(county: &TestCounty, item: ItemId) {
    let (author, reviewer) = (county.ctx("fabu").await, county.ctx("shenhe").await);
    decide(county, &author, item, Ask::Submit).await.unwrap();
    assert_eq!(decide(county, &reviewer, item, sign()).await.unwrap(), Stage::Published);
}

/// A document that is public; its index number as citizens read it.
async fn published_under(county: &TestCounty, title: &str, index_number: &str) -> String {
    let item = document(county, title, index_number).await;
    make_public(county, item).await;
    number_of(county, item).await
}

/// As citizens read it.
async fn number_of(county: &TestCounty, item: ItemId) -> String {
    live(county, item).await.content.detail.nature().index_number().unwrap_or_default().to_owned()
}

/// Both are signed at the same instant.
async fn signed_at_once(county: &TestCounty, one: ItemId, other: ItemId) -> [Result<Stage>; 2] {
    let mut under_way = Vec::new();
    for (item, login) in [(one, "shenhe"), (other, "shenhe2")] {
        let ctx = county.ctx(login).await;
        let (cms, seen) = (county.cms.clone(), seen(county, &ctx, item).await);
        under_way.push(tokio::spawn(async move { cms.decide(&ctx, seen, sign()).await }));
    }
    let [one, other] = <[_; 2]>::try_from(under_way).unwrap();
    [one.await.unwrap(), other.await.unwrap()]
}

/// What a signer reads who may not sign because of the form's values.
#[track_caller]
fn stopped(result: Result<Stage>) -> (String, String) {
    match result {
        Err(Error::Invalid(faults)) => (faults[0].field.clone(), faults[0].message.clone()),
        other => panic!("not stopped: {other:?}"),
    }
}

/// What stops the item because of its index number.
async fn blockers(county: &TestCounty, ctx: &Ctx, item: ItemId) -> Vec<String> {
    let report = county.cms.check(ctx, item).await.unwrap();
    let of_number = report.blockers().filter(|finding| finding.field == "detail.index_number");
    of_number.map(|finding| finding.message.clone()).collect()
}

#[tokio::test]
async fn an_index_number_is_never_given_twice() {
    let taken = [format!("索引号“{NUMBER}”已用于《校园安全办法》，不得重复使用，请核对")];
    for county in both_databases().await {
        let (author, reviewer) = (county.ctx("fabu").await, county.ctx("shenhe").await);
        let first = document(&county, "校园安全办法", NUMBER).await;
        let second = document(&county, "招生办法", NUMBER).await;
        assert_eq!(blockers(&county, &author, second).await, [""; 0], "neither is public");
        make_public(&county, first).await;
        assert_eq!(blockers(&county, &author, second).await, taken);
        assert!(matches!(decide(&county, &author, second, Ask::Submit).await, Err(Error::Blocked(_))));
        assert_eq!(blockers(&county, &author, first).await, [""; 0], "its own");

        // What is taken down keeps its number.
        let withdraw = Ask::Withdraw { reason: "数据有误".into() };
        decide(&county, &reviewer, first, withdraw).await.unwrap();
        assert_eq!(blockers(&county, &author, second).await, taken);
        write_document(&county, &author, second, "招生办法", NEXT_NUMBER).await;
        assert_eq!(blockers(&county, &author, second).await, [""; 0]);
        make_public(&county, second).await;
    }
}

#[tokio::test]
async fn of_two_documents_that_were_handed_in_under_one_number_only_one_is_signed() {
    let message = format!("索引号“{NUMBER}”已用于《校园安全办法》，不得重复使用，请核对");
    for county in both_databases().await {
        let reviewer = county.ctx("shenhe").await;
        let first = handed_in(&county, "校园安全办法", NUMBER).await;
        let second = handed_in(&county, "招生办法", NUMBER).await;
        assert_eq!(decide(&county, &reviewer, first, sign()).await.unwrap(), Stage::Published);
        let field = "detail.index_number".to_owned();
        assert_eq!(stopped(decide(&county, &reviewer, second, sign()).await), (field.clone(), message.clone()));
        let later = Ask::Sign { publish_at: Some(county.cms.now() + TimeDelta::hours(2)), note: String::new() };
        assert_eq!(
            stopped(decide(&county, &reviewer, second, later).await),
            (field, message.clone()),
            "not later either"
        );
        let many = county.cms.sign_many(&reviewer, &[seen(&county, &reviewer, second).await]).await.unwrap();
        assert_eq!(many[0].outcome.as_ref().unwrap_err(), &message);
        assert_eq!(sheet(&county, &reviewer, second).await.row.stage, Stage::InReview);
        assert!(public(&county, second).await.is_none());

        let back = Ask::Return { reason: message.clone() };
        decide(&county, &reviewer, second, back).await.unwrap();
        write_document(&county, &county.ctx("fabu").await, second, "招生办法", NEXT_NUMBER).await;
        make_public(&county, second).await;
    }
}

#[tokio::test]
async fn of_two_documents_that_are_signed_at_once_under_one_number_only_one_becomes_public() {
    for county in both_databases().await {
        let first = handed_in(&county, "校园安全办法", NUMBER).await;
        let second = handed_in(&county, "招生办法", NUMBER).await;
        let [one, other] = signed_at_once(&county, first, second).await;
        let (winner, loser, refused) = if one.is_ok() { (first, second, other) } else { (second, first, one) };
        let title = live(&county, winner).await.content.title.clone();
        assert_eq!(stopped(refused).1, format!("索引号“{NUMBER}”已用于《{title}》，不得重复使用，请核对"));
        assert!(public(&county, loser).await.is_none());
        let holder = county.cms.store().index_number_holder(NUMBER).await.unwrap();
        assert_eq!(holder.map(|holder| holder.item), Some(winner));
        assert!(county.cms.store().verify_log().await.unwrap().faults.is_empty());
    }
}

#[tokio::test]
async fn a_schedule_whose_number_another_got_meanwhile_goes_back_to_its_author() {
    let reason = format!("索引号“{NUMBER}”已用于《招生办法》，不得重复使用，请核对，定时发布取消");
    for county in both_databases().await {
        let (author, reviewer) = (county.ctx("fabu").await, county.ctx("shenhe").await);
        let scheduled = handed_in(&county, "校园安全办法", NUMBER).await;
        let later = Ask::Sign { publish_at: Some(county.cms.now() + TimeDelta::hours(2)), note: String::new() };
        assert_eq!(decide(&county, &reviewer, scheduled, later).await.unwrap(), Stage::Scheduled);
        let other = handed_in(&county, "招生办法", NUMBER).await;
        assert_eq!(decide(&county, &reviewer, other, sign()).await.unwrap(), Stage::Published);

        county.advance_minutes(121);
        let system = Ctx::system("test");
        assert_eq!(county.cms.publish_due(&system).await.unwrap(), 0);
        let sheet = sheet(&county, &author, scheduled).await;
        assert_eq!(sheet.row.stage, Stage::Returned);
        let last = sheet.chain.iter().map(|decision| (decision.step, decision.reason.as_str())).next_back();
        assert_eq!(last, Some((Step::Return, reason.as_str())));
        assert!(public(&county, scheduled).await.is_none());
        assert_eq!(county.cms.publish_due(&system).await.unwrap(), 0, "once");
    }
}

#[tokio::test]
async fn a_document_without_an_index_number_gets_the_next_of_its_unit_and_year() {
    for county in both_databases().await {
        let item = document(&county, "校园安全办法", "").await;
        make_public(&county, item).await;
        assert_eq!(number_of(&county, item).await, "jyj/2026-00001");
        // What was signed is what is public: the record is complete, and its secrecy review is the one that it had.
        let author = county.ctx("fabu").await;
        let complete = sheet(&county, &author, item).await;
        assert_eq!(complete.content.detail.nature().index_number(), Some("jyj/2026-00001"));
        let of_review = complete.report.blockers().filter(|finding| finding.field.starts_with("secrecy")).count();
        assert_eq!(of_review, 0, "{:?}", complete.report);
        let events = county.cms.store().events_after(0, 10_000).await.unwrap();
        let signature = events.iter().rfind(|event| event.action == "item.sign").unwrap();
        assert!(signature.data.contains(r#""index_number":"jyj/2026-00001""#), "{}", signature.data);
        let hash = complete.secrecy.unwrap().content_hash;
        assert!(signature.data.contains(&hash), "{}", signature.data);

        assert_eq!(published_under(&county, "招生办法", " ").await, "jyj/2026-00002");
        assert_eq!(published_under(&county, "食堂办法", "jyj/2026-00003").await, "jyj/2026-00003", "typed, it is kept");
        assert_eq!(published_under(&county, "校车办法", "").await, "jyj/2026-00004");
        county.set_clock("2027-01-04 09:00");
        assert_eq!(published_under(&county, "社团办法", "").await, "jyj/2027-00001");
        assert!(county.cms.store().verify_log().await.unwrap().faults.is_empty());
    }
}

#[tokio::test]
async fn two_documents_that_are_signed_at_once_get_two_numbers() {
    for county in both_databases().await {
        let first = handed_in(&county, "校园安全办法", "").await;
        let second = handed_in(&county, "招生办法", "").await;
        for outcome in signed_at_once(&county, first, second).await {
            assert_eq!(outcome.unwrap(), Stage::Published);
        }
        let mut numbers = [number_of(&county, first).await, number_of(&county, second).await];
        numbers.sort();
        assert_eq!(numbers, ["jyj/2026-00001", "jyj/2026-00002"]);
    }
}

#[tokio::test]
async fn what_is_never_signed_takes_no_number() {
    let county = TestCounty::new().await;
    let returned = handed_in(&county, "校园安全办法", "").await;
    let back = Ask::Return { reason: "请补充附件".into() };
    decide(&county, &county.ctx("shenhe").await, returned, back).await.unwrap();
    assert_eq!(published_under(&county, "招生办法", "").await, "jyj/2026-00001");
}

#[tokio::test]
async fn a_document_keeps_the_index_number_under_which_it_became_public() {
    let fixed = [format!("本文件已按索引号“{NUMBER}”公布，索引号一经公布不得变更")];
    for county in both_databases().await {
        let author = county.ctx("fabu").await;
        let item = document(&county, "校园安全办法", NUMBER).await;
        make_public(&county, item).await;
        decide(&county, &author, item, Ask::Revise).await.unwrap();
        write_document(&county, &author, item, "校园安全办法", NEXT_NUMBER).await;
        assert_eq!(blockers(&county, &author, item).await, fixed);
        write_document(&county, &author, item, "校园安全办法", NUMBER).await;
        assert_eq!(blockers(&county, &author, item).await, [""; 0]);
        make_public(&county, item).await;
    }
}

#[tokio::test]
async fn a_revision_that_names_no_index_number_gets_the_document_s_own_back() {
    for county in both_databases().await {
        let author = county.ctx("fabu").await;
        let item = document(&county, "校园安全办法", NUMBER).await;
        make_public(&county, item).await;
        decide(&county, &author, item, Ask::Revise).await.unwrap();
        write_document(&county, &author, item, "校园安全办法", "").await;
        assert_eq!(blockers(&county, &author, item).await, [""; 0]);
        make_public(&county, item).await;
        assert_eq!(number_of(&county, item).await, NUMBER);
        assert_eq!(published_under(&county, "招生办法", "").await, "jyj/2026-00001", "no serial was lost");
    }
}

/// Of an older site, whose documents had no index numbers. They are filed under the year in which they were published.
#[tokio::test]
async fn a_document_that_was_public_without_an_index_number_gets_one_with_its_next_revision() {
    let line = |title: &str| {
        format!(r#"{{"title":"{title}","date":"2019-11-04","column":"wjzl","body":"正文","source":"县教育局"}}"#)
    };
    let county = TestCounty::new().await;
    let author = county.ctx("fabu").await;
    let lines = format!("{}\n{}", line("校园安全办法"), line("招生办法"));
    let report = county.cms.import_items(&Ctx::system("test"), std::io::Cursor::new(lines), None).await.unwrap();
    assert_eq!(report.imported, 2, "{report:?}");
    for (title, typed, expected) in [("校园安全办法", NUMBER, NUMBER), ("招生办法", "", "jyj/2019-00001")] {
        let latest = county.cms.latest(&[column("wjzl")], 9).await.unwrap();
        let code = latest.into_iter().find(|row| row.title == title).unwrap().code;
        let item = county.cms.store().item_by_code(&code).await.unwrap().unwrap().id;
        assert_eq!(number_of(&county, item).await, "", "as it was imported");
        decide(&county, &author, item, Ask::Revise).await.unwrap();
        write_document(&county, &author, item, title, typed).await;
        make_public(&county, item).await;
        assert_eq!(number_of(&county, item).await, expected);
        let holder = county.cms.store().index_number_holder(expected).await.unwrap();
        assert_eq!(holder.map(|holder| holder.item), Some(item));
    }
}
