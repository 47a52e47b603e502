//! What a page has read, and what an event changes of it.

use std::collections::BTreeSet;

use cms::{
    Cms, Ctx,
    portal::{Article, Wanted},
    reading::{Changes, Tag, Touched},
};
use domain::{
    desk::content::{Ask, Save},
    id::{ItemCode, ItemId},
    kind::{Detail, Interpretation},
    plan::{ColumnCode, ColumnEdit},
};
use testkit::TestCounty;

use super::{COLUMN, column, complete, decide, draft, draft_in, live, published, seen, sheet, sign};

const DOCUMENT: &str = r#"{"title":"关于印发实施细则的通知","date":"2026-11-02 10:30","column":"wjzl","document_number":"隆政办发〔2026〕12号","source":"县政府办","body":"各乡镇："}"#;

fn of_column(code: &str) -> Tag {
    Tag::Column(column(code))
}

async fn code(county: &TestCounty, item: ItemId) -> ItemCode {
    county.cms.store().item(item).await.unwrap().unwrap().code
}

async fn import(county: &TestCounty, line: &str) {
    let reader = std::io::Cursor::new(line.to_owned());
    let report = county.cms.import_items(&Ctx::system("test"), reader, None).await.unwrap();
    assert_eq!(report.imported, 1, "{:?}", report.rejected);
}

/// An interpretation of `document`, ready to be signed.
async fn interpretation(county: &TestCounty, document: &ItemCode) -> ItemId {
    let author = county.ctx("fabu").await;
    let item = draft_in(county, &author, "zcjd", "实施细则的解读").await;
    let now = sheet(county, &author, item).await;
    let mut content = complete(now.content, "实施细则的解读", "<p>实施细则的解读如下。</p>");
    content.detail = Detail::Interpretation(Interpretation {
        document: Some(document.clone()),
        interpreter: "县教育局".to_owned(),
        ..Interpretation::default()
    });
    let save = Save { item, revision: now.row.revision, version: now.row.version, content };
    county.cms.save(&author, save).await.unwrap();
    county.cms.record_secrecy_review(&author, item, testkit::secrecy_review()).await.unwrap();
    decide(county, &author, item, Ask::Submit).await.unwrap();
    item
}

/// The tags of what `read` reads.
async fn tags(county: &TestCounty, read: impl AsyncFnOnce(Cms)) -> BTreeSet<Tag> {
    let (cms, reading) = county.cms.for_a_page();
    read(cms).await;
    assert!(reading.is_tagged());
    reading.tags()
}

async fn tags_of_article(county: &TestCounty, code: &ItemCode) -> BTreeSet<Tag> {
    tags(county, async |cms| drop(cms.article(code).await.unwrap())).await
}

#[tokio::test]
async fn every_reading_function_says_what_it_reads() {
    let county = TestCounty::new().await;
    let item = published(&county, "通知").await;
    let item = code(&county, item).await;
    let columns = [column("tzgg"), column(COLUMN)];
    let lists: BTreeSet<Tag> = [of_column("tzgg"), of_column(COLUMN)].into();
    assert_eq!(tags(&county, async |cms| drop(cms.latest(&columns, 3).await.unwrap())).await, lists);
    assert_eq!(tags(&county, async |cms| drop(cms.column_page(&columns, 1, 20).await.unwrap())).await, lists);
    let wanted = Wanted { columns: &columns, filter: &[], words: "", by_position: false };
    assert_eq!(tags(&county, async |cms| drop(cms.filtered_page(&wanted, 1, 20).await.unwrap())).await, lists);
    assert_eq!(tags(&county, async |cms| drop(cms.facets(&wanted).await.unwrap())).await, lists);
    assert_eq!(tags(&county, async |cms| drop(cms.published_counts().await.unwrap())).await, [Tag::Anything].into());
    assert_eq!(tags_of_article(&county, &item).await, [Tag::Item(item.clone()), of_column(COLUMN)].into());
    let nothing = ItemCode::parse("23456789").unwrap();
    assert_eq!(tags_of_article(&county, &nothing).await, [Tag::Item(nothing)].into());
    assert!(tags(&county, async |cms| drop((cms.plan(), cms.item_address(&item)))).await.is_empty());
}

#[tokio::test]
async fn what_is_read_without_tags_counts_as_anything() {
    let county = TestCounty::new().await;
    let (cms, reading) = county.cms.for_a_page();
    cms.latest(&[column("tzgg")], 3).await.unwrap();
    assert!(reading.is_tagged());
    cms.store().last_event().await.unwrap();
    assert!(!reading.is_tagged());
    assert_eq!(reading.tags(), [of_column("tzgg"), Tag::Anything].into());
}

#[tokio::test]
async fn an_item_and_what_belongs_to_it_touch_each_other() {
    let county = TestCounty::new().await;
    import(&county, DOCUMENT).await;
    let document = county.cms.latest(&[column("wjzl")], 1).await.unwrap().remove(0).code;
    // Guides that belong to it may come.
    let alone: BTreeSet<Tag> = [Tag::Item(document.clone()), of_column("wjzl"), of_column("zxbs")].into();
    assert_eq!(tags_of_article(&county, &document).await, alone);

    let item = interpretation(&county, &document).await;
    let reviewer = county.ctx("shenhe").await;
    let before = county.cms.store().last_event().await.unwrap();
    decide(&county, &reviewer, item, sign()).await.unwrap();
    let own = Tag::Item(code(&county, item).await);
    let touched = county.cms.changes_since(before).await.unwrap().touched;
    let with_document = [own.clone(), of_column("zcjd"), Tag::Anything, Tag::Item(document.clone())];
    assert_eq!(touched, Touched::Tags(with_document.into()), "the document shows it from now on");

    let mut shown = alone;
    shown.insert(own.clone());
    assert_eq!(tags_of_article(&county, &document).await, shown, "and changes when it is taken down");
    let Tag::Item(interpretation) = own.clone() else { unreachable!() };
    assert_eq!(
        tags_of_article(&county, &interpretation).await,
        [own, of_column("zcjd"), Tag::Item(document)].into(),
        "it names the document"
    );
    assert!(matches!(county.cms.article(&interpretation).await.unwrap(), Some(Article::Live(_))));
}

/// What happens since the last look.
async fn touched(county: &TestCounty, since: &mut i64) -> Touched {
    let Changes { up_to, touched } = county.cms.changes_since(*since).await.unwrap();
    assert_eq!(up_to, county.cms.store().last_event().await.unwrap());
    assert_eq!(up_to, county.cms.store().committed());
    *since = up_to;
    touched
}

#[tokio::test]
async fn only_what_citizens_see_touches_pages() {
    for county in crate::both_databases().await {
        let (author, reviewer) = (county.ctx("fabu").await, county.ctx("shenhe").await);
        let mut since = county.cms.store().last_event().await.unwrap();
        let nothing = Touched::Tags(BTreeSet::new());
        let item = draft(&county, &author, "通知").await;
        decide(&county, &author, item, Ask::Submit).await.unwrap();
        assert_eq!(touched(&county, &mut since).await, nothing, "writing is not publishing");

        decide(&county, &reviewer, item, sign()).await.unwrap();
        let own: BTreeSet<Tag> = [Tag::Item(live(&county, item).await.code), of_column(COLUMN), Tag::Anything].into();
        assert_eq!(touched(&county, &mut since).await, Touched::Tags(own.clone()));

        let at = county.cms.now() - chrono::TimeDelta::days(1);
        decide(&county, &reviewer, item, Ask::CorrectTime { at, reason: "原时间有误".into() }).await.unwrap();
        assert_eq!(touched(&county, &mut since).await, Touched::Tags(own.clone()));

        decide(&county, &author, item, Ask::Revise).await.unwrap();
        assert_eq!(touched(&county, &mut since).await, nothing);
        decide(&county, &reviewer, item, Ask::Withdraw { reason: "数据有误".into() }).await.unwrap();
        assert_eq!(touched(&county, &mut since).await, Touched::Tags(own));
        assert_eq!(touched(&county, &mut since).await, nothing, "nothing has happened");
    }
}

#[tokio::test]
async fn a_new_plan_touches_everything_and_other_nodes_take_it_over() {
    for county in crate::both_databases().await {
        let other = county.second_node().await;
        let before = other.store().last_event().await.unwrap();
        let retire = ColumnEdit::Retire { code: ColumnCode::parse("dtyw").unwrap() };
        county.cms.apply_edit(&county.ctx("guanli").await, county.plan_version, &retire).await.unwrap();
        assert_ne!(other.plan_version(), county.cms.plan_version());
        assert_eq!(other.store().committed(), 0, "the other process has committed nothing itself");
        assert_eq!(other.changes_since(before).await.unwrap().touched, Touched::Everything);
        assert_eq!(other.plan_version(), county.cms.plan_version());
    }
}

#[tokio::test]
async fn who_is_far_behind_starts_anew() {
    let county = TestCounty::new().await;
    let author = county.ctx("fabu").await;
    let item = draft(&county, &author, "通知").await;
    let before = county.cms.store().last_event().await.unwrap();
    for _ in 0..101 {
        let look = seen(&county, &author, item).await;
        county.cms.decide(&author, look, Ask::Submit).await.unwrap();
        let look = seen(&county, &author, item).await;
        county.cms.decide(&author, look, Ask::Recall).await.unwrap();
    }
    let changes = county.cms.changes_since(before).await.unwrap();
    assert_eq!(changes.touched, Touched::Everything, "202 events are not asked for one by one");
    assert_eq!(changes.up_to, county.cms.store().last_event().await.unwrap());
}
