//! Items in every stage, made by the use cases: 韦小兰 (fabu) writes, 农建国 (shenhe2) decides.

use cms::{
    Ctx,
    media::UploadKind,
    register::{RegisterOrder, RegisterUpload},
};
use domain::{
    desk::content::{Ask, NewItem, Save, Saved, Seen},
    id::{ItemCode, ItemId, RegisterId},
    item::{Attachment, EventDate, EventKind},
    kind::{Detail, Kind, NameList},
    plan::ColumnCode,
    register::Profile,
};
use testkit::{TestCounty, secrecy_review};

/// 教育培训: the education bureau writes, 县政务办 leads.
pub(crate) const COLUMN: &str = "jypx";

/// The smallest PDF that names itself one.
pub(crate) const PDF: &[u8] = b"%PDF-1.4\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n";

/// A PNG of two by two pixels.
pub(crate) const PNG: &[u8] = &[
    0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0x00, 0x00, 0x00, 0x0d, 0x49, 0x48, 0x44, 0x52, 0x00, 0x00, 0x00,
    0x02, 0x00, 0x00, 0x00, 0x02, 0x08, 0x02, 0x00, 0x00, 0x00, 0xfd, 0xd4, 0x9a, 0x73, 0x00, 0x00, 0x00, 0x11, 0x49,
    0x44, 0x41, 0x54, 0x78, 0x9c, 0x63, 0x38, 0xa0, 0xa0, 0x00, 0x44, 0x0c, 0x60, 0xf2, 0x00, 0x00, 0x1c, 0x0e, 0x04,
    0x01, 0x1f, 0x93, 0x1f, 0x44, 0x00, 0x00, 0x00, 0x00, 0x49, 0x45, 0x4e, 0x44, 0xae, 0x42, 0x60, 0x82,
];

pub(crate) fn column() -> ColumnCode {
    ColumnCode::parse(COLUMN).unwrap()
}

/// The newest revision as it stands now.
pub(crate) async fn seen(county: &TestCounty, item: ItemId) -> Seen {
    let record = county.cms.store().item(item).await.unwrap().unwrap();
    Seen { item, revision: record.newest, version: record.version }
}

pub(crate) async fn code(county: &TestCounty, item: ItemId) -> ItemCode {
    county.cms.store().item(item).await.unwrap().unwrap().code
}

pub(crate) async fn decide(county: &TestCounty, ctx: &Ctx, item: ItemId, ask: Ask) {
    county.cms.decide(ctx, seen(county, item).await, ask).await.unwrap();
}

pub(crate) async fn save(county: &TestCounty, ctx: &Ctx, item: ItemId, title: &str, body: &str) {
    let mut content = county.cms.sheet(ctx, item).await.unwrap().content;
    content.title = title.to_owned();
    content.body = body.to_owned();
    content.event = Some(EventDate { on: "2026-11-20".parse().unwrap(), kind: EventKind::Formed });
    let Seen { revision, version, .. } = seen(county, item).await;
    let saved = county.cms.save(ctx, Save { item, revision, version, content }).await.unwrap();
    assert!(matches!(saved, Saved::Done { .. }), "{saved:?}");
}

/// A draft that could be submitted.
pub(crate) async fn draft(county: &TestCounty, title: &str) -> ItemId {
    draft_with(county, title, "<p>全县中小学校秋季学期工作安排如下。</p>").await
}

pub(crate) async fn draft_with(county: &TestCounty, title: &str, body: &str) -> ItemId {
    draft_in(county, COLUMN, title, body).await
}

/// A draft in a column in which the education bureau may write.
pub(crate) async fn draft_in(county: &TestCounty, column: &str, title: &str, body: &str) -> ItemId {
    let author = county.ctx("fabu").await;
    let new = NewItem { column: ColumnCode::parse(column).unwrap(), kind: None, submitted_by: None, explains: None };
    let item = county.cms.create_item(&author, &new).await.unwrap();
    save(county, &author, item, title, body).await;
    county.cms.record_secrecy_review(&author, item, secrecy_review()).await.unwrap();
    item
}

pub(crate) async fn in_review(county: &TestCounty, title: &str) -> ItemId {
    let item = draft(county, title).await;
    decide(county, &county.ctx("fabu").await, item, Ask::Submit).await;
    item
}

/// Handed in, and back with its author.
pub(crate) async fn returned(county: &TestCounty, title: &str) -> ItemId {
    let item = in_review(county, title).await;
    let ask = Ask::Return { reason: "请补充".to_owned() };
    decide(county, &county.ctx("shenhe2").await, item, ask).await;
    item
}

pub(crate) async fn publish(county: &TestCounty, item: ItemId) {
    decide(county, &county.ctx("fabu").await, item, Ask::Submit).await;
    let sign = Ask::Sign { publish_at: None, note: String::new() };
    decide(county, &county.ctx("shenhe2").await, item, sign).await;
}

pub(crate) async fn live(county: &TestCounty, title: &str) -> ItemId {
    let item = draft(county, title).await;
    publish(county, item).await;
    item
}

/// Public without a signature.
pub(crate) async fn urgent(county: &TestCounty, title: &str) -> ItemId {
    let item = in_review(county, title).await;
    let ask = Ask::PublishUrgently { reason: "防汛应急".to_owned() };
    decide(county, &county.ctx("shenhe2").await, item, ask).await;
    item
}

pub(crate) async fn withdrawn(county: &TestCounty, title: &str, reason: &str) -> ItemId {
    let item = live(county, title).await;
    let ask = Ask::Withdraw { reason: reason.to_owned() };
    decide(county, &county.ctx("shenhe2").await, item, ask).await;
    item
}

/// Puts a text file under a draft; gives its address.
pub(crate) async fn attach(county: &TestCounty, item: ItemId, text: &str) -> String {
    let author = county.ctx("fabu").await;
    let upload = county
        .cms
        .store_upload(&author, UploadKind::Attachment, item, "名单.txt", "text/plain", text.as_bytes())
        .await
        .unwrap();
    let address = upload.address.clone();
    let mut content = county.cms.sheet(&author, item).await.unwrap().content;
    content.attachments.push(Attachment {
        media: upload.id,
        name: upload.name,
        address: upload.address,
        size: upload.size,
    });
    let Seen { revision, version, .. } = seen(county, item).await;
    county.cms.save(&author, Save { item, revision, version, content }).await.unwrap();
    county.cms.record_secrecy_review(&author, item, secrecy_review()).await.unwrap();
    address
}

/// A draft with a list of people until 22 February 2027, made of a CSV; gives the table's number too.
pub(crate) async fn list(county: &TestCounty, title: &str, csv: &str) -> (ItemId, RegisterId) {
    let (author, cms) = (county.ctx("fabu").await, &county.cms);
    let column = ColumnCode::parse("shjzfl").unwrap();
    let new = NewItem { column, kind: Some(Kind::NameList), submitted_by: None, explains: None };
    let item = cms.create_item(&author, &new).await.unwrap();
    let order = RegisterOrder { name: "示例名单".to_owned(), profile: Profile::Beneficiaries, instead_of: None };
    let upload = || RegisterUpload { name: "名单.csv", declared_mime: "text/csv", bytes: csv.as_bytes().to_vec() };
    let seen = cms.preview_register(&author, item, &order, upload()).await.unwrap().seen;
    let until = Some("2027-02-22".parse().unwrap());
    let table = cms.create_register(&author, item, &order, until, &seen, upload()).await.unwrap().id;
    let mut content = cms.sheet(&author, item).await.unwrap().content;
    content.title = title.to_owned();
    content.event = Some(EventDate { on: "2026-11-20".parse().unwrap(), kind: EventKind::Formed });
    content.detail = Detail::NameList(NameList {
        benefit: "示例补助".to_owned(),
        decided_by: "示例单位".to_owned(),
        contact: "示例单位 0000-1234567".to_owned(),
        table: Some(table),
        ..NameList::default()
    });
    let Seen { revision, version, .. } = self::seen(county, item).await;
    cms.save(&author, Save { item, revision, version, content }).await.unwrap();
    cms.record_secrecy_review(&author, item, secrecy_review()).await.unwrap();
    (item, table)
}
