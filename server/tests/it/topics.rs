//! Special topics from outside: the public page, the column with its history, and the picture beside the builder.
//!
//! 韦小兰 (fabu) asks and builds for the education bureau; an account of 县委办, which leads the column, decides.

use axum::http::StatusCode;
use cms::{Ctx, media::UploadKind};
use domain::{
    account::Role,
    desk::topics::{TopicAsk, TopicSave, TopicSaved, TopicSeen},
    id::{ItemCode, TopicId},
    plan::Cadence,
    topic::{Application, Block, Milestone, Picture, Piece, QuickLink, Row, TopicContent},
};
use testkit::{TestCounty, secrecy_review};

use crate::{
    site::Site,
    story::{self, PNG},
};

pub(crate) fn application(title: &str) -> Application {
    Application {
        title: title.into(),
        reason: "集中展示重点工作".into(),
        basis: String::new(),
        contact: "韦小兰 13800138000".into(),
        promise: Cadence::Days { days: 7 },
        ends_on: "2026-12-31".parse().unwrap(),
    }
}

/// A reviewer of 县委办.
async fn lead(county: &TestCounty) -> Ctx {
    if county.cms.store().account_by_login("weiban").await.unwrap().is_none() {
        county.open_account("weiban", "黄某", Role::Reviewer, "xwb").await;
    }
    county.ctx("weiban").await
}

pub(crate) async fn seen(county: &TestCounty, topic: TopicId) -> TopicSeen {
    TopicSeen { topic, version: county.cms.store().topic(topic).await.unwrap().unwrap().version }
}

pub(crate) async fn code(county: &TestCounty, topic: TopicId) -> ItemCode {
    county.cms.store().topic(topic).await.unwrap().unwrap().code
}

async fn ask(county: &TestCounty, who: &Ctx, topic: TopicId, ask: TopicAsk) {
    county.cms.decide_topic(who, seen(county, topic).await, ask).await.unwrap();
}

pub(crate) fn submit() -> TopicAsk {
    TopicAsk::Submit { review: Box::new(secrecy_review()) }
}

/// Approved and built, so that it could be submitted.
pub(crate) async fn built(county: &TestCounty, title: &str, rows: Vec<Row>) -> TopicId {
    let author = county.ctx("fabu").await;
    let topic = county.cms.apply_for_topic(&author, application(title)).await.unwrap();
    ask(county, &lead(county).await, topic, TopicAsk::Approve { note: String::new() }).await;
    save(county, topic, title, rows).await;
    topic
}

async fn save(county: &TestCounty, topic: TopicId, title: &str, rows: Vec<Row>) {
    let author = county.ctx("fabu").await;
    let content = TopicContent { title: title.into(), lead: "一句话说明".into(), rows, ..TopicContent::default() };
    let save = TopicSave { topic, version: seen(county, topic).await.version, content };
    let saved = county.cms.save_topic(&author, save).await.unwrap();
    assert!(matches!(&saved, TopicSaved::Done { gaps, .. } if gaps.is_empty()), "{saved:?}");
}

pub(crate) async fn live(county: &TestCounty, title: &str, rows: Vec<Row>) -> TopicId {
    let topic = built(county, title, rows).await;
    ask(county, &county.ctx("fabu").await, topic, submit()).await;
    ask(county, &lead(county).await, topic, TopicAsk::Sign { note: String::new() }).await;
    topic
}

fn block(heading: &str, piece: Piece) -> Block {
    Block { heading: heading.into(), piece }
}

pub(crate) fn text(html: &str) -> Row {
    Row::Full(block("导读", Piece::Text { html: html.into(), seal: String::new() }))
}

#[tokio::test]
async fn a_topic_is_a_whole_page_with_its_tags() {
    let site = Site::new().await;
    let county = &site.county;
    let item = story::live(county, "秋季学期通知").await;
    let item = story::code(county, item).await;
    let milestones = vec![Milestone { on: "2026-10-01".parse().unwrap(), text: "开工".into() }];
    let shop = QuickLink { label: "商店".into(), address: "https://shop.example/".into() };
    let mailbox = domain::plan::ColumnCode::parse("xzxx");
    let topic = live(
        county,
        "县庆专题",
        vec![
            text("<p>欢迎<script>alert(1)</script></p>"),
            Row::Pair(Box::new([
                block("大事", Piece::Timeline { milestones }),
                block("入口", Piece::Links { links: vec![shop] }),
            ])),
            Row::Full(block(
                "动态",
                Piece::Items { source: domain::topic::ItemSource::Chosen { items: vec![item.clone()] } },
            )),
            Row::Full(block("", Piece::Contact { words: "请写信".into(), phone: "0771-6520000".into(), mailbox })),
        ],
    )
    .await;
    let address = format!("/t/{}", code(county, topic).await);
    let page = site.visitor().get(&address).await;
    assert_eq!(page.status, StatusCode::OK);
    assert_eq!(page.texts("h1"), ["县庆专题"]);
    assert_eq!(page.texts("main h2"), ["导读", "大事", "入口", "动态"]);
    assert!(page.text().contains("<p>欢迎</p>") && !page.text().contains("alert(1)"));
    assert_eq!(page.attributes(".topic", "class"), ["topic topic--main-blue topic--accent-cream"]);
    assert_eq!(page.attributes("main .topic-tile", "href"), ["/leave?to=https%3A%2F%2Fshop.example%2F"]);
    assert!(page.attributes("main .item-list__link", "href").contains(&format!("/a/{item}")));
    assert_eq!(page.attributes("main .topic-contact a", "href")[0], "tel:0771-6520000");
    let tag = |name: &str| page.attributes(&format!("meta[name=\"{name}\"]"), "content").join("");
    assert_eq!((tag("ColumnName"), tag("ArticleTitle")), ("专题聚焦".into(), "县庆专题".into()));
    assert_eq!((tag("PubDate"), tag("ContentSource")), ("2026-11-24 09:00".into(), "县教育局".into()));
    assert!(tag("Url").ends_with(&address) && tag("SiteName").contains("隆安县"));
    assert!(page.texts(".breadcrumb").join("").contains("专题聚焦"));
    assert!(!page.text().contains("13800138000"), "the contact person is not public");
    for address in ["/t/23456789", "/t/not-a-code"] {
        assert_eq!(site.visitor().get(address).await.status, StatusCode::NOT_FOUND, "{address}");
    }
}

#[tokio::test]
async fn history_keeps_what_was_archived_and_says_since_when() {
    let site = Site::new().await;
    let county = &site.county;
    let topic = live(county, "县庆专题", vec![text("<p>欢迎。</p>")]).await;
    let address = format!("/t/{}", code(county, topic).await);
    let mut visitor = site.visitor();
    let column = visitor.get("/c/ztjj").await;
    assert_eq!(column.attributes(".topic-card", "href"), std::slice::from_ref(&address));
    assert_eq!(column.texts(".topic-history"), [""; 0]);
    assert_eq!(visitor.get("/").await.attributes(".topic-card", "href"), std::slice::from_ref(&address));
    assert!(visitor.get("/c/zt").await.attributes(".topic-card", "href").contains(&address));

    county.set_clock("2027-01-01 08:00");
    assert_eq!(county.cms.archive_due_topics(&Ctx::system("test")).await.unwrap(), 1);
    let page = visitor.get(&address).await;
    assert_eq!((page.status, page.texts("h1")), (StatusCode::OK, vec!["县庆专题".to_owned()]));
    assert!(page.texts(".topic__mark").join("").contains("本专题于 2027-01-01 归入历史专栏"), "{}", page.text());
    let column = visitor.get("/c/ztjj").await;
    assert_eq!(column.texts(".topic-history h2"), ["历史专栏"]);
    assert_eq!(column.attributes(".topic-history .item-list__link", "href"), [address]);
    assert_eq!(column.texts(".topic-history .item-list__date"), ["归档：2027-01-01"]);
    assert_eq!(visitor.get("/").await.texts(".topic-card"), [""; 0]);
    assert_eq!(visitor.get("/c/ztjj?page=2").await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn the_picture_beside_the_builder_stands_in_a_frame_of_the_desk_alone() {
    let site = Site::new().await;
    let topic = built(&site.county, "县庆专题", vec![text("<p>欢迎。</p>")]).await;
    let preview = format!("/desk/topics/{topic}/preview");
    let mut author = site.signed_in("fabu").await;
    let page = author.get(&preview).await;
    assert_eq!((page.status, page.texts("h1")), (StatusCode::OK, vec!["县庆专题".to_owned()]));
    assert_eq!(page.header("cache-control"), "no-store");
    assert_eq!(page.header("x-frame-options"), "SAMEORIGIN");
    let policy = page.header("content-security-policy");
    assert!(policy.contains("frame-ancestors 'self'") && !policy.contains("wasm"), "{policy}");
    assert_eq!(page.attributes("base", "target"), ["_blank"], "links leave the frame");
    assert_eq!(page.attributes("meta[name=\"robots\"]", "content"), ["noindex"]);

    let builder = author.get(&format!("/desk/topics/{topic}")).await;
    let policy = builder.header("content-security-policy");
    assert!(policy.contains("frame-src 'self'") && policy.contains("frame-ancestors 'none'"), "{policy}");
    assert_eq!(builder.attributes("iframe", "src"), std::slice::from_ref(&preview));
    let public = site.visitor().get("/").await;
    assert!(!public.header("content-security-policy").contains("frame-src"));

    assert_eq!(site.signed_in("fabu2").await.get(&preview).await.status, StatusCode::FORBIDDEN);
    assert_eq!(site.visitor().get(&preview).await.status, StatusCode::SEE_OTHER);
    assert_eq!(author.get("/desk/topics/999999/preview").await.status, StatusCode::NOT_FOUND);
    // Only the page of a number is a preview.
    assert_eq!(author.get("/desk/topics/new/preview").await.header("x-frame-options"), "DENY");
}

#[tokio::test]
async fn a_picture_of_a_topic_becomes_public_with_it() {
    let site = Site::new().await;
    let county = &site.county;
    let topic = built(county, "县庆专题", vec![text("<p>欢迎。</p>")]).await;
    let author = county.ctx("fabu").await;
    let upload = county.cms.store_upload(&author, UploadKind::Image, topic, "桥.png", "image/png", PNG).await.unwrap();
    let picture = Picture { address: upload.address.clone(), alt: "桥".into(), caption: String::new() };
    let rows = vec![Row::Full(block("", Piece::Gallery { pictures: vec![picture] }))];
    save(county, topic, "县庆专题", rows).await;
    assert_eq!(site.visitor().get(&upload.address).await.status, StatusCode::NOT_FOUND);
    assert_eq!(site.signed_in("fabu").await.get(&upload.address).await.status, StatusCode::OK);
    ask(county, &author, topic, submit()).await;
    ask(county, &lead(county).await, topic, TopicAsk::Sign { note: String::new() }).await;
    assert_eq!(site.visitor().get(&upload.address).await.status, StatusCode::OK);
    let page = site.visitor().get(&format!("/t/{}", code(county, topic).await)).await;
    assert_eq!(page.attributes("main .topic-gallery img", "alt"), ["桥"]);
}
