//! Index numbers of old, as a clerk or Word had typed them: with an ideographic space before, a tab or a line end behind.

use store::{
    Store,
    testing::{TEST_DATABASE_URL, TestDatabase, tamper},
};

use super::{begin, content::insert};

/// Runs the migration on what 0106 may have left; `migration` is its text for the database.
async fn are_trimmed_as_new_ones_are(store: &Store, migration: &str) {
    let mut tx = begin(store).await;
    let spelt = insert(&mut tx, 1, "wjzl", "jyj", "办法").await;
    let plain = insert(&mut tx, 2, "wjzl", "jyj", "通知").await;
    let alone = insert(&mut tx, 3, "wjzl", "jyj", "意见").await;
    let blank = insert(&mut tx, 4, "wjzl", "jyj", "函").await;
    let first = insert(&mut tx, 5, "wjzl", "jyj", "公告").await;
    let second = insert(&mut tx, 6, "wjzl", "jyj", "通告").await;
    tx.commit().await.unwrap();
    for (number, item) in [
        ("\u{3000}LA-1\t", spelt),
        ("LA-1", plain),
        (" \u{a0}LA-2\r\n", alone),
        ("\u{3000}", blank),
        ("LA-3\u{2003}", second),
        ("\u{3000}LA-3", first),
    ] {
        tamper(store, &format!("insert into index_number (number, item) values ('{number}', {})", item.get())).await;
    }
    // The second time there is nothing to do.
    for _ in 0..2 {
        for statement in migration.split(';').filter(|statement| !statement.trim().is_empty()) {
            tamper(store, statement).await;
        }
        for (item, numbers) in [
            (plain, vec!["LA-1"]),
            (spelt, vec![]),
            (alone, vec!["LA-2"]),
            (blank, vec![]),
            (first, vec!["LA-3"]),
            (second, vec![]),
        ] {
            assert_eq!(store.index_numbers_of(item).await.unwrap(), numbers, "{item}");
        }
    }
}

#[tokio::test]
async fn are_trimmed_on_sqlite() {
    let database = TestDatabase::sqlite().await;
    let migration = include_str!("../../migrations/sqlite/0108_index_number_blanks.sql");
    are_trimmed_as_new_ones_are(&database.store, migration).await;
    database.remove().await;
}

#[tokio::test]
async fn are_trimmed_on_postgres() {
    let Some(database) = TestDatabase::postgres().await else {
        println!("{TEST_DATABASE_URL} is not set");
        return;
    };
    let migration = include_str!("../../migrations/postgres/0108_index_number_blanks.sql");
    are_trimmed_as_new_ones_are(&database.store, migration).await;
    database.remove().await;
}
