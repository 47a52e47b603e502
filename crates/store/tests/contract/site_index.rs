//! The index for search engines.

use domain::id::ItemId;
use store::{Backend, Store, site_index::PART};

use super::{
    at, begin,
    content::{code, column, insert, publish},
};
use crate::store_test;

async fn codes(store: &Store, part: i64, after: Option<ItemId>, limit: i64) -> Vec<domain::id::ItemCode> {
    store.index_items(part, after, limit).await.unwrap().into_iter().map(|item| item.code).collect()
}

store_test!(items_come_in_portions_by_their_number, |store| async move {
    let mut tx = begin(&store).await;
    let first = publish(&mut tx, 1, "jypx", "甲").await;
    insert(&mut tx, 2, "jypx", "jyj", "草稿").await;
    let third = publish(&mut tx, 3, "tzgg", "乙").await;
    publish(&mut tx, 4, "jypx", "丙").await;
    assert!(tx.unpublish(third, 1, at(9), "错").await.unwrap());
    tx.commit().await.unwrap();
    assert_eq!(store.index_parts().await.unwrap(), [0]);
    assert_eq!(codes(&store, 0, None, 1).await, [code(1)]);
    assert_eq!(codes(&store, 0, Some(first), 10).await, [code(4)], "neither the draft nor what was withdrawn");
    assert_eq!(codes(&store, 1, None, 10).await, []);
    assert_eq!(codes(&store, i64::MAX, None, 10).await, []);
    assert_eq!(store.index_items(0, None, 1).await.unwrap()[0].changed_at, at(1));
    store::testing::tamper(&store, &format!("update publication set kind = 'repost' where code = '{}'", code(4))).await;
    assert_eq!(codes(&store, 0, None, 10).await, [code(1)], "a line in another column has no page of its own");
    let newest = store.newest_in_columns().await.unwrap();
    assert_eq!(newest.into_iter().collect::<Vec<_>>(), [(column("jypx"), at(4))]);
});

/// As if so many items had been made and thrown away.
async fn next_item_is(store: &Store, id: i64) {
    let sql = match store.backend() {
        Backend::Sqlite => format!("update sqlite_sequence set seq = {} where name = 'item'", id - 1),
        Backend::Postgres => format!("alter table item alter column id restart with {id}"),
    };
    store::testing::tamper(store, &sql).await;
}

store_test!(parts_without_items_are_jumped_over, |store| async move {
    assert_eq!(store.index_parts().await.unwrap(), [0; 0]);
    // The first of part 0, its last, and the first of part 3.
    for (number, id) in [(1, 1), (2, PART), (3, 3 * PART + 1)] {
        if number > 1 {
            next_item_is(&store, id).await;
        }
        let mut tx = begin(&store).await;
        assert_eq!(publish(&mut tx, number, "jypx", "甲").await, ItemId::new(id));
        tx.commit().await.unwrap();
    }
    assert_eq!(store.index_parts().await.unwrap(), [0, 3]);
    assert_eq!(codes(&store, 0, None, 10).await, [code(1), code(2)]);
    assert_eq!(codes(&store, 3, None, 10).await, [code(3)]);
});
