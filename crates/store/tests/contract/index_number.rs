//! 索引号: given once, given for good; and the series in which the server numbers.

use domain::{
    id::{AccountId, ItemId},
    index_number::{Series, Template, USUAL},
    item::{Content, SecrecyReview},
    kind::{Detail, PolicyDocument},
    workflow::Stage,
};
use store::{Error, Tx, index_number::IndexNumberHolder, publication::NewPublication, revision::Seen};

use super::{
    at, begin,
    content::{code, column, insert, move_to},
};
use crate::store_test;

fn numbered(index_number: &str) -> Detail {
    Detail::PolicyDocument(PolicyDocument { index_number: index_number.into(), ..PolicyDocument::default() })
}

/// A document that is to become public under an index number, or the reason why it does not.
async fn try_to_publish(tx: &mut Tx, number: usize, title: &str, index_number: &str) -> (ItemId, store::Result<()>) {
    let item = insert(tx, number, "wjzl", "jyj", title).await;
    assert!(move_to(tx, Seen { item, number: 1, version: 1 }, Stage::Published, 1).await);
    let done = tx
        .publish(&NewPublication {
            item,
            revision: 1,
            code: &code(number),
            column: &column("wjzl"),
            title,
            summary: "",
            source: "",
            published_at: at(1),
            revised_at: None,
            lead_picture: None,
            picture_alt: "",
            detail: &numbered(index_number),
            unit_name: "县教育局",
            signed_by_unit: "县政务办",
            direct: false,
            awaits_retro_signature: false,
        })
        .await;
    (item, done)
}

/// A document that becomes public under an index number.
async fn publish_under(tx: &mut Tx, number: usize, title: &str, index_number: &str) -> ItemId {
    let (item, done) = try_to_publish(tx, number, title, index_number).await;
    done.unwrap();
    item
}

store_test!(an_index_number_belongs_to_the_first_that_was_public_under_it, |store| async move {
    let mut tx = begin(&store).await;
    let first = publish_under(&mut tx, 1, "办法", " LA-2026-1 ").await;
    let bare = publish_under(&mut tx, 3, "意见", "").await;
    tx.commit().await.unwrap();
    let holder = Some(IndexNumberHolder { item: first, title: "办法".into() });
    assert_eq!(store.index_number_holder("LA-2026-1").await.unwrap(), holder);
    assert_eq!(store.index_number_holder("LA-2026-2").await.unwrap(), None);
    assert_eq!(store.index_numbers_of(first).await.unwrap(), ["LA-2026-1"]);
    assert_eq!(store.index_numbers_of(bare).await.unwrap(), [""; 0]);

    let mut tx = begin(&store).await;
    assert!(tx.unpublish(first, 1, at(9), "数据有误").await.unwrap());
    tx.commit().await.unwrap();
    assert_eq!(store.index_number_holder("LA-2026-1").await.unwrap(), holder, "taken down, it keeps its number");
});

store_test!(nothing_becomes_public_under_the_index_number_of_another, |store| async move {
    let mut tx = begin(&store).await;
    let first = publish_under(&mut tx, 1, "办法", "LA-2026-1").await;
    tx.commit().await.unwrap();
    let refused = async || {
        let mut tx = begin(&store).await;
        let (_, done) = try_to_publish(&mut tx, 2, "通知", "LA-2026-1").await;
        let Err(Error::IndexNumberTaken { number, title }) = done else { panic!("published") };
        assert_eq!((number.as_str(), title.as_str()), ("LA-2026-1", "办法"));
        drop(tx);
        assert_eq!(store.published_item(&code(2)).await.unwrap(), None);
    };
    refused().await;
    let mut tx = begin(&store).await;
    assert!(tx.unpublish(first, 1, at(9), "数据有误").await.unwrap());
    tx.commit().await.unwrap();
    refused().await;
});

fn series(unit: &str, year: i32) -> Series {
    Template::parse(USUAL).unwrap().series(unit, year)
}

async fn number_for(tx: &mut Tx, item: ItemId, unit: &str, year: i32) -> String {
    tx.index_number_for(item, &series(unit, year)).await.unwrap()
}

store_test!(a_series_gives_each_number_once_and_passes_over_those_that_are_given, |store| async move {
    let mut tx = begin(&store).await;
    publish_under(&mut tx, 1, "办法", "jyj/2026-00002").await;
    let mut bare = Vec::new();
    for number in 2..7 {
        bare.push(publish_under(&mut tx, number, "通知", "").await);
    }
    assert_eq!(number_for(&mut tx, bare[0], "jyj", 2026).await, "jyj/2026-00001");
    assert_eq!(number_for(&mut tx, bare[0], "jyj", 2026).await, "jyj/2026-00001", "it has one");
    assert_eq!(number_for(&mut tx, bare[1], "jyj", 2026).await, "jyj/2026-00003", "somebody has typed 00002");
    assert_eq!(number_for(&mut tx, bare[2], "jyj", 2027).await, "jyj/2027-00001");
    assert_eq!(number_for(&mut tx, bare[3], "czj", 2026).await, "czj/2026-00001");
    tx.commit().await.unwrap();

    for _ in ["first", "again, since nobody has seen what was not committed"] {
        let mut tx = begin(&store).await;
        assert_eq!(number_for(&mut tx, bare[4], "jyj", 2026).await, "jyj/2026-00004");
        drop(tx);
    }
});

store_test!(a_document_that_has_an_index_number_gets_no_other, |store| async move {
    let mut tx = begin(&store).await;
    let item = publish_under(&mut tx, 1, "办法", "LA-2026-1").await;
    let other = publish_under(&mut tx, 2, "通知", "").await;
    assert_eq!(number_for(&mut tx, item, "jyj", 2026).await, "LA-2026-1");
    assert_eq!(number_for(&mut tx, other, "jyj", 2026).await, "jyj/2026-00001", "no serial was lost");
});

store_test!(a_revision_is_completed_with_its_secrecy_review, |store| async move {
    let mut tx = begin(&store).await;
    let reviewed = insert(&mut tx, 1, "wjzl", "jyj", "办法").await;
    let changed = insert(&mut tx, 2, "wjzl", "jyj", "通知").await;
    // The hash of a fresh draft is its title.
    let review = SecrecyReview { content_hash: "办法".into(), form_number: "1号".into(), ..Default::default() };
    let content = Content { title: "办法".into(), detail: numbered("jyj/2026-00001"), ..Content::default() };
    for item in [reviewed, changed] {
        tx.put_secrecy_review(item, 1, &review, AccountId::new(7), at(1)).await.unwrap();
        tx.complete_revision(item, 1, &content, "numbered").await.unwrap();
    }
    tx.commit().await.unwrap();
    let revision = store.revision(reviewed, 1).await.unwrap().unwrap();
    assert_eq!((revision.content, revision.content_hash.as_str(), revision.version), (content, "numbered", 1));
    let carried = SecrecyReview { content_hash: "numbered".into(), ..review.clone() };
    assert_eq!(store.secrecy_review(reviewed, 1).await.unwrap(), Some(carried));
    assert_eq!(store.secrecy_review(changed, 1).await.unwrap(), Some(review), "it was the review of another text");
});
