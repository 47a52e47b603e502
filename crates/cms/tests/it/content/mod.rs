//! Stories of content: 韦小兰 (fabu) writes for the education bureau, 陆文静 (shenhe) and 农建国 (shenhe2) sign for the
//! lead unit 县政务办.

mod approval;
mod assessment;
mod assessment_forecast;
mod assessment_frozen;
mod assessment_measures;
mod assessment_quarters;
mod assessment_rules;
mod assessment_terms;
mod assessment_wording;
mod column;
mod confirming;
mod conflicts;
mod four_eyes;
mod importing;
mod index_numbers;
mod log;
mod matters;
mod media;
mod notices;
mod obligations;
mod outside_links;
mod portal;
mod publishing;
mod readers;
mod reading;
mod registers;
mod reminders;
mod reports;
mod reposts;
mod rounds;
mod scanning;
mod several_items;
mod signatures;
mod signing_days;
mod withdrawing;
mod work_report;
mod workbench;
mod yearly_reports;

use chrono::Datelike;
use cms::{
    Ctx, Error, Result,
    portal::{Article, LiveArticle},
};
use domain::{
    calendar::{Days, Holiday, Layer, Notice},
    desk::content::{Ask, ItemSheet, NewItem, Save, Saved, Seen},
    id::ItemId,
    item::{ChangeKind, ChangeNote, Content, EventDate, EventKind},
    kind::{Detail, Kind},
    plan::{ColumnCode, UnitCode},
    workflow::Stage,
};
use testkit::{TestCounty, secrecy_review};

pub(crate) use matters::document as public_document;

/// 教育培训: the education bureau writes, 县政务办 leads.
const COLUMN: &str = "jypx";

pub(crate) fn column(code: &str) -> ColumnCode {
    ColumnCode::parse(code).unwrap()
}

fn unit(code: &str) -> UnitCode {
    UnitCode::parse(code).unwrap()
}

fn day(text: &str) -> chrono::NaiveDate {
    text.parse().unwrap()
}

/// A holiday more in the county.
fn days_off(from: &str, to: &str) -> Notice {
    let off = vec![Days { from: day(from), to: day(to) }];
    let holidays = vec![Holiday { name: "县庆".into(), off, work: Vec::new() }];
    let (year, number, address) = (day(from).year(), String::new(), String::new());
    Notice { layer: Layer::Region, year, number, address, checked: true, holidays }
}

fn day_off(on: &str) -> Notice {
    days_off(on, on)
}

async fn sheet(county: &TestCounty, ctx: &Ctx, item: ItemId) -> ItemSheet {
    county.cms.sheet(ctx, item).await.unwrap()
}

/// The newest revision as `ctx` sees it now.
async fn seen(county: &TestCounty, ctx: &Ctx, item: ItemId) -> Seen {
    let row = sheet(county, ctx, item).await.row;
    Seen { item, revision: row.revision, version: row.version }
}

async fn decide(county: &TestCounty, ctx: &Ctx, item: ItemId, ask: Ask) -> Result<Stage> {
    let seen = seen(county, ctx, item).await;
    county.cms.decide(ctx, seen, ask).await
}

/// Two people decide at the same instant on what both saw.
async fn at_once(county: &TestCounty, seen: Seen, one: (&Ctx, Ask), other: (&Ctx, Ask)) -> [Result<Stage>; 2] {
    let decide = |(ctx, ask): (&Ctx, Ask)| {
        let (cms, ctx) = (county.cms.clone(), ctx.clone());
        tokio::spawn(async move { cms.decide(&ctx, seen, ask).await })
    };
    let (one, other) = (decide(one), decide(other));
    [one.await.unwrap(), other.await.unwrap()]
}

const fn sign() -> Ask {
    Ask::Sign { publish_at: None, note: String::new() }
}

fn complete(content: Content, title: &str, body: &str) -> Content {
    Content {
        title: title.to_owned(),
        body: body.to_owned(),
        source: "县教育局".to_owned(),
        editor: "韦小兰".to_owned(),
        event: Some(EventDate { on: "2026-11-20".parse().unwrap(), kind: EventKind::Formed }),
        ..content
    }
}

/// What a revision says of itself when the item was public before.
fn change_of(sheet: &ItemSheet) -> Option<ChangeNote> {
    sheet.row.published_at.map(|_| ChangeNote { kind: ChangeKind::Major, note: "内容更新".to_owned() })
}

async fn write(county: &TestCounty, ctx: &Ctx, item: ItemId, title: &str, body: &str) -> Saved {
    let sheet = sheet(county, ctx, item).await;
    // What was public before says what changed.
    let change = change_of(&sheet);
    let save = Save {
        item,
        revision: sheet.row.revision,
        version: sheet.row.version,
        content: Content { change, ..complete(sheet.content, title, body) },
    };
    county.cms.save(ctx, save).await.unwrap()
}

/// A draft that could be submitted.
async fn draft_in(county: &TestCounty, ctx: &Ctx, code: &str, title: &str) -> ItemId {
    // These stories are about texts: one of a column of lists is an article too.
    let plan = county.cms.plan();
    let kinds = Detail::kinds_for(plan.plan.column(&column(code)).unwrap());
    let kind = kinds.into_iter().find(|kind| *kind == Kind::Article);
    let new = NewItem { column: column(code), kind, submitted_by: None, explains: None };
    let item = county.cms.create_item(ctx, &new).await.unwrap();
    write(county, ctx, item, title, "<p>全县中小学校秋季学期工作安排如下。</p>").await;
    county.cms.record_secrecy_review(ctx, item, secrecy_review()).await.unwrap();
    item
}

async fn draft(county: &TestCounty, ctx: &Ctx, title: &str) -> ItemId {
    draft_in(county, ctx, COLUMN, title).await
}

async fn submitted(county: &TestCounty, ctx: &Ctx, title: &str) -> ItemId {
    let item = draft(county, ctx, title).await;
    assert_eq!(decide(county, ctx, item, Ask::Submit).await.unwrap(), Stage::InReview);
    item
}

/// Written by fabu, signed by shenhe.
pub(crate) async fn published(county: &TestCounty, title: &str) -> ItemId {
    let (author, reviewer) = (county.ctx("fabu").await, county.ctx("shenhe").await);
    let item = submitted(county, &author, title).await;
    assert_eq!(decide(county, &reviewer, item, sign()).await.unwrap(), Stage::Published);
    item
}

/// What citizens find at the item's address.
async fn public(county: &TestCounty, item: ItemId) -> Option<Article> {
    let record = county.cms.store().item(item).await.unwrap().unwrap();
    county.cms.article(&record.code).await.unwrap()
}

async fn live(county: &TestCounty, item: ItemId) -> Box<LiveArticle> {
    match public(county, item).await {
        Some(Article::Live(article)) => article,
        other => panic!("not public: {other:?}"),
    }
}

#[track_caller]
fn refused<T: std::fmt::Debug>(result: Result<T>) -> domain::permission::Refusal {
    match result {
        Err(Error::Refused(refusal)) => refusal,
        other => panic!("not refused: {other:?}"),
    }
}
