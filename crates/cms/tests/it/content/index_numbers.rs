//! 索引号: each belongs to one document, for good.

use domain::kind::PolicyDocument;

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

async fn make_public(county: &TestCounty, item: ItemId) {
    let (author, reviewer) = (county.ctx("fabu").await, county.ctx("shenhe").await);
    decide(county, &author, item, Ask::Submit).await.unwrap();
    assert_eq!(decide(county, &reviewer, item, sign()).await.unwrap(), Stage::Published);
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
async fn a_document_keeps_the_index_number_under_which_it_became_public() {
    let fixed = [format!("本文件已按索引号“{NUMBER}”公布，索引号一经公布不得变更")];
    for county in both_databases().await {
        let author = county.ctx("fabu").await;
        let item = document(&county, "校园安全办法", NUMBER).await;
        make_public(&county, item).await;
        decide(&county, &author, item, Ask::Revise).await.unwrap();
        for other in [NEXT_NUMBER, ""] {
            write_document(&county, &author, item, "校园安全办法", other).await;
            assert_eq!(blockers(&county, &author, item).await, fixed, "{other}");
        }
        write_document(&county, &author, item, "校园安全办法", NUMBER).await;
        assert_eq!(blockers(&county, &author, item).await, [""; 0]);
        make_public(&county, item).await;
    }
}

#[tokio::test]
async fn a_document_that_was_public_without_an_index_number_may_get_one() {
    let county = TestCounty::new().await;
    let author = county.ctx("fabu").await;
    let item = document(&county, "校园安全办法", "").await;
    make_public(&county, item).await;
    decide(&county, &author, item, Ask::Revise).await.unwrap();
    write_document(&county, &author, item, "校园安全办法", NUMBER).await;
    make_public(&county, item).await;
    let holder = county.cms.store().index_number_holder(NUMBER).await.unwrap();
    assert_eq!(holder.map(|holder| holder.item), Some(item));
}
