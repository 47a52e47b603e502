//! What stands under an article: counters, notes of changes, related items.

use domain::{
    desk::reports::Readership,
    id::ItemId,
    item::{ChangeKind, ChangeNote},
};

use super::{
    at, begin,
    content::{code, publish},
};
use crate::store_test;

store_test!(readers_add_up, |store| async move {
    let mut tx = begin(&store).await;
    let item = publish(&mut tx, 1, "jypx", "通知").await;
    tx.commit().await.unwrap();
    assert_eq!(store.readership(item).await.unwrap(), Readership::default());
    let mut tx = begin(&store).await;
    tx.count_readers(item, Readership { views: 3, useful: 1, useless: 0 }).await.unwrap();
    tx.count_readers(item, Readership { views: 2, useful: -1, useless: 1 }).await.unwrap();
    tx.commit().await.unwrap();
    assert_eq!(store.readership(item).await.unwrap(), Readership { views: 5, useful: 0, useless: 1 });
    assert_eq!(store.published_item(&code(1)).await.unwrap(), Some(item));
    assert_eq!(store.published_item(&code(9)).await.unwrap(), None);
});

store_test!(changes_are_told_latest_first, |store| async move {
    let mut tx = begin(&store).await;
    let item = publish(&mut tx, 1, "jypx", "通知").await;
    let note = |kind, note: &str| ChangeNote { kind, note: note.into() };
    tx.note_change(item, 2, at(5), &note(ChangeKind::Major, "补助标准提高")).await.unwrap();
    tx.note_change(item, 3, at(9), &note(ChangeKind::Minor, "")).await.unwrap();
    tx.commit().await.unwrap();
    let expected = vec![(at(9), note(ChangeKind::Minor, "")), (at(5), note(ChangeKind::Major, "补助标准提高"))];
    assert_eq!(store.changes_of(item).await.unwrap(), expected);
    assert_eq!(store.changes_of(ItemId::new(99)).await.unwrap(), []);
});

fn words(words: &[&str]) -> Vec<String> {
    words.iter().map(|word| (*word).to_owned()).collect()
}

store_test!(items_that_share_rarer_words_are_nearer, |store| async move {
    let mut tx = begin(&store).await;
    let mut items = Vec::new();
    for number in 0..6 {
        let item = publish(&mut tx, number, "jypx", &format!("通知{number}")).await;
        let filed: &[&str] = match number {
            0 => &["学生资助", "教育"],
            1 => &["学生资助"],
            2..=4 => &["教育"],
            _ => &["水利"],
        };
        tx.file_under(item, at(i64::try_from(number).unwrap()), &words(filed)).await.unwrap();
        items.push(item);
    }
    tx.commit().await.unwrap();
    let own = words(&["学生资助", "教育"]);
    let found = store.related_by_words(items[0], &own, 3).await.unwrap();
    let codes: Vec<_> = found.into_iter().map(|row| row.code).collect();
    assert_eq!(codes, [code(1), code(4), code(3)], "the rare word first, then the newer ones, never itself");
    assert!(store.related_by_words(items[0], &[], 3).await.unwrap().is_empty());

    let mut tx = begin(&store).await;
    tx.file_under(items[1], at(1), &words(&["水利"])).await.unwrap();
    assert!(tx.unpublish(items[4], 1, at(9), "有误").await.unwrap());
    assert!(tx.correct_published_at(items[2], at(99)).await.unwrap());
    tx.commit().await.unwrap();
    let found = store.related_by_words(items[0], &own, 3).await.unwrap();
    assert_eq!(found.into_iter().map(|row| row.code).collect::<Vec<_>>(), [code(2), code(3)]);
});
