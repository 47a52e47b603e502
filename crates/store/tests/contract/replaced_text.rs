//! Texts that another took the place of: kept, bounded, gone with their revision.

use std::collections::BTreeSet;

use domain::{
    desk::replaced::{ReplacedText, Replacement},
    id::{AccountId, ItemId},
    item::Content,
    workflow::Stage,
};
use store::{
    Store, Tx,
    revision::{Body, Move, Seen, Written},
};

use super::{
    at, begin,
    content::{AUTHOR, authors, begin_text, insert, move_to, publish},
};
use crate::store_test;

async fn save(tx: &mut Tx, seen: Seen, title: &str, minutes: i64) {
    let content = Content { title: title.to_owned(), ..Content::default() };
    let body = Body { html: format!("<p>{title}</p>"), seal: "seal".into() };
    let written = Written {
        content: &content,
        body: &body,
        content_hash: title,
        authors: &authors(),
        by: Some(AccountId::new(8)),
        by_name: "陆某",
        at: at(minutes),
        media: &[],
        registers: &[],
    };
    assert!(tx.save_revision(seen, &written).await.unwrap());
}

/// The kept versions of an item for this reason, the newest first.
async fn versions(store: &Store, item: ItemId, why: Replacement) -> Vec<i32> {
    let texts = store.replaced_texts(item).await.unwrap();
    texts.into_iter().filter(|text| text.why == why).map(|text| text.version).collect()
}

store_test!(a_text_that_was_saved_over_is_kept_as_it_was, |store| async move {
    let mut tx = begin(&store).await;
    let item = insert(&mut tx, 1, "jypx", "jyj", "第一稿").await;
    let seen = Seen { item, number: 1, version: 1 };
    tx.keep_replaced_text(seen, Replacement::OtherAuthor, at(5)).await.unwrap();
    save(&mut tx, seen, "第二稿", 5).await;
    // Who saw an older version replaces nothing.
    tx.keep_replaced_text(seen, Replacement::Instead, at(6)).await.unwrap();
    tx.commit().await.unwrap();
    let kept = ReplacedText {
        revision: 1,
        version: 1,
        title: "第一稿".into(),
        saved_by: "韦某".into(),
        saved_at: at(1),
        replaced_at: at(5),
        why: Replacement::OtherAuthor,
    };
    assert_eq!(store.replaced_texts(item).await.unwrap(), [kept]);
    let text = store.replaced_text(seen).await.unwrap().unwrap();
    assert_eq!((text.body.html.as_str(), text.body.seal.as_str()), ("<p>第一稿</p>", "seal"));
    assert_eq!((text.content.title.as_str(), text.saved_name.as_str(), text.saved_at), ("第一稿", "韦某", at(1)));
    assert_eq!(store.replaced_text(Seen { version: 2, ..seen }).await.unwrap(), None);
    let now = store.revision(item, 1).await.unwrap().unwrap();
    assert_eq!((now.body.html.as_str(), now.saved_by), ("<p>第二稿</p>", Some(AccountId::new(8))));
});

store_test!(of_texts_saved_over_the_last_are_kept_and_all_that_came_back, |store| async move {
    let mut tx = begin(&store).await;
    let item = insert(&mut tx, 1, "jypx", "jyj", "第0稿").await;
    let seen = |version| Seen { item, number: 1, version };
    for version in 1..=25 {
        tx.keep_replaced_text(seen(version), Replacement::OtherAuthor, at(5)).await.unwrap();
        save(&mut tx, seen(version), &format!("第{version}稿"), 5).await;
    }
    assert!(move_to(&mut tx, seen(26), Stage::InReview, 6).await);
    assert!(move_to(&mut tx, seen(27), Stage::Returned, 7).await);
    assert!(!move_to(&mut tx, seen(27), Stage::Returned, 7).await, "it came back once");
    // What came back is there already.
    tx.keep_replaced_text(seen(28), Replacement::OtherAuthor, at(8)).await.unwrap();
    save(&mut tx, seen(28), "补充稿", 8).await;
    assert!(move_to(&mut tx, seen(29), Stage::InReview, 9).await);
    let recall = Move {
        stage: Stage::Draft,
        new_round: true,
        reviewer: None,
        signed_units: &BTreeSet::new(),
        authors: &authors(),
        publish_at: None,
        at: at(10),
    };
    assert!(tx.move_revision(seen(30), &recall).await.unwrap());
    tx.commit().await.unwrap();
    let saved_over = versions(&store, item, Replacement::OtherAuthor).await;
    assert_eq!(saved_over, (6..=25).rev().collect::<Vec<_>>());
    assert_eq!(versions(&store, item, Replacement::Returned).await, [27]);
    assert_eq!(versions(&store, item, Replacement::Recalled).await, [30]);
});

store_test!(replaced_texts_go_with_their_revision, |store| async move {
    let mut tx = begin(&store).await;
    let public = publish(&mut tx, 1, "jypx", "第一版").await;
    begin_text(&mut tx, public, 2, "第二版", 400).await;
    let second = Seen { item: public, number: 2, version: 1 };
    tx.keep_replaced_text(second, Replacement::OtherAuthor, at(401)).await.unwrap();
    let draft = insert(&mut tx, 2, "jypx", "jyj", "从未公开").await;
    let first = Seen { item: draft, number: 1, version: 1 };
    tx.keep_replaced_text(first, Replacement::Instead, at(401)).await.unwrap();
    tx.commit().await.unwrap();
    for item in [public, draft] {
        assert_eq!(store.replaced_texts(item).await.unwrap().len(), 1);
    }
    let mut tx = begin(&store).await;
    assert!(tx.discard_revision(second, at(402)).await.unwrap());
    assert!(tx.delete_item(first).await.unwrap());
    tx.commit().await.unwrap();
    for item in [public, draft] {
        assert_eq!(store.replaced_texts(item).await.unwrap(), []);
    }
    let author = store.revision(public, 1).await.unwrap().unwrap().saved_by;
    assert_eq!(author, Some(AccountId::new(AUTHOR)));
});
