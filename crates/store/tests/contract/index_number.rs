//! 索引号: given once, given for good.

use domain::{
    id::ItemId,
    kind::{Detail, PolicyDocument},
    workflow::Stage,
};
use store::{Tx, index_number::IndexNumberHolder, publication::NewPublication, revision::Seen};

use super::{
    at, begin,
    content::{code, column, insert, move_to},
};
use crate::store_test;

/// A document that becomes public under an index number.
async fn publish_under(tx: &mut Tx, number: usize, title: &str, index_number: &str) -> ItemId {
    let item = insert(tx, number, "wjzl", "jyj", title).await;
    assert!(move_to(tx, Seen { item, number: 1, version: 1 }, Stage::Published, 1).await);
    let detail =
        Detail::PolicyDocument(PolicyDocument { index_number: index_number.into(), ..PolicyDocument::default() });
    tx.publish(&NewPublication {
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
        detail: &detail,
        unit_name: "县教育局",
        signed_by_unit: "县政务办",
        direct: false,
        awaits_retro_signature: false,
    })
    .await
    .unwrap();
    item
}

store_test!(an_index_number_belongs_to_the_first_that_was_public_under_it, |store| async move {
    let mut tx = begin(&store).await;
    let first = publish_under(&mut tx, 1, "办法", " LA-2026-1 ").await;
    let second = publish_under(&mut tx, 2, "通知", "LA-2026-1").await;
    let bare = publish_under(&mut tx, 3, "意见", "").await;
    tx.commit().await.unwrap();
    let holder = Some(IndexNumberHolder { item: first, title: "办法".into() });
    assert_eq!(store.index_number_holder("LA-2026-1").await.unwrap(), holder);
    assert_eq!(store.index_number_holder("LA-2026-2").await.unwrap(), None);
    assert_eq!(store.index_numbers_of(first).await.unwrap(), ["LA-2026-1"]);
    for without in [second, bare] {
        assert_eq!(store.index_numbers_of(without).await.unwrap(), [""; 0]);
    }

    let mut tx = begin(&store).await;
    assert!(tx.unpublish(first, 1, at(9), "数据有误").await.unwrap());
    tx.commit().await.unwrap();
    assert_eq!(store.index_number_holder("LA-2026-1").await.unwrap(), holder, "taken down, it keeps its number");
});
