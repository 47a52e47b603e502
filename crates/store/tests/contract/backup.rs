//! A copy of a running database.

use store::{Backend, Store};

use super::{
    begin,
    content::{code, insert},
};
use crate::store_test;

store_test!(a_copy_holds_what_was_acknowledged, |store| async move {
    let mut tx = begin(&store).await;
    insert(&mut tx, 1, "jypx", "jyj", "通知").await;
    tx.commit().await.unwrap();
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("copy.db");
    let copied = store.copy_to(&file).await;
    if store.backend() == Backend::Postgres {
        assert!(copied.is_err(), "pg_dump does that");
        return;
    }
    copied.unwrap();
    let copy = Store::open(&format!("sqlite:{}", file.display()), 1).await.unwrap();
    assert_eq!(copy.item_by_code(&code(1)).await.unwrap().unwrap().title, "通知");
    copy.close().await;
    assert!(store.copy_to(&file).await.is_err(), "a file that is there is not overwritten");
});

#[tokio::test]
async fn a_database_that_may_be_lost_is_one_like_any_other() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("passing.db");
    let store = Store::open_passing(&file, 1).await.unwrap();
    store.migrate().await.unwrap();
    let mut tx = begin(&store).await;
    insert(&mut tx, 1, "jypx", "jyj", "通知").await;
    tx.commit().await.unwrap();
    assert_eq!(store.item_by_code(&code(1)).await.unwrap().unwrap().title, "通知");
    store.close().await;
    let kept = Store::open(&format!("sqlite:{}", file.display()), 1).await.unwrap();
    assert_eq!(kept.item_by_code(&code(1)).await.unwrap().unwrap().title, "通知");
    kept.close().await;
}
