//! Structured tables: rows, search, which revision uses them, and the end of the personal part.

use domain::{
    id::{AccountId, ItemId, RegisterId},
    register::{Profile, RegisterColumn, Sense},
};
use store::{
    Store, Tx,
    register::{NewRegister, RegisterSearch},
};

use super::{
    at, begin,
    content::{code, insert, publish},
    day,
};
use crate::store_test;

fn columns() -> Vec<RegisterColumn> {
    let column = |name: &str, sense, personal| RegisterColumn { name: name.into(), sense, personal };
    vec![column("姓名", Sense::Name, true), column("金额", Sense::Plain, false)]
}

fn rows(number: usize) -> Vec<Vec<String>> {
    (1..=number).map(|n| vec![format!("示例Name{n}"), format!("{n}00%")]).collect()
}

async fn add(tx: &mut Tx, item: ItemId, rows: &[Vec<String>], until: Option<&str>, minutes: i64) -> RegisterId {
    let new = NewRegister {
        item,
        name: "补助名单",
        profile: Profile::Beneficiaries,
        columns: &columns(),
        rows,
        note: "身份证号：不导入",
        created_by: AccountId::new(7),
        created_name: "韦某",
        created_at: at(minutes),
        personal_until: until.map(day),
    };
    tx.insert_register(&new).await.unwrap()
}

async fn found(store: &Store, id: RegisterId, words: &str) -> Vec<String> {
    let search = RegisterSearch::of(words);
    let rows = store.register_rows(id, &search, 100, 0).await.unwrap();
    let total = store.count_register_rows(id, &search).await.unwrap();
    assert_eq!(i64::try_from(rows.len()).unwrap(), total);
    rows.into_iter().map(|mut row| row.swap_remove(0)).collect()
}

store_test!(a_table_comes_back_with_its_rows, |store| async move {
    let mut tx = begin(&store).await;
    let item = insert(&mut tx, 1, "jypx", "jyj", "名单").await;
    let id = add(&mut tx, item, &rows(12), Some("2027-02-22"), 3).await;
    tx.commit().await.unwrap();
    let record = store.register(id).await.unwrap().unwrap();
    assert_eq!((record.item, record.name.as_str(), record.profile), (item, "补助名单", Profile::Beneficiaries));
    assert_eq!((record.columns, record.row_count, record.created_at), (columns(), 12, at(3)));
    assert_eq!((record.personal_until, record.withdrawn_at), (Some(day("2027-02-22")), None));
    let second = store.register_rows(id, &RegisterSearch::of(""), 5, 5).await.unwrap();
    assert_eq!(second, rows(12)[5..10]);
    assert_eq!(store.register(RegisterId::new(99)).await.unwrap(), None);
});

store_test!(a_search_looks_for_every_word_in_the_whole_row, |store| async move {
    let mut tx = begin(&store).await;
    let item = insert(&mut tx, 1, "jypx", "jyj", "名单").await;
    let id = add(&mut tx, item, &rows(12), None, 3).await;
    let _other = add(&mut tx, item, &rows(3), None, 3).await;
    tx.commit().await.unwrap();
    assert_eq!(found(&store, id, "").await.len(), 12);
    assert_eq!(found(&store, id, "NAME3").await, ["示例Name3"]);
    assert_eq!(found(&store, id, " 1200 示例 ").await, ["示例Name12"]);
    assert_eq!(found(&store, id, "300 name4").await, [""; 0]);
    // The signs of a pattern are plain ones.
    assert_eq!(found(&store, id, "700%").await, ["示例Name7"]);
    assert_eq!(found(&store, id, "7_0").await, [""; 0]);
    assert_eq!(found(&store, id, "!").await, [""; 0]);
});

store_test!(the_live_revision_shows_its_own_table, |store| async move {
    let mut tx = begin(&store).await;
    let item = publish(&mut tx, 1, "jypx", "名单").await;
    let (old, new) = (add(&mut tx, item, &rows(1), None, 3).await, add(&mut tx, item, &rows(2), None, 4).await);
    tx.use_registers(item, 1, &[new]).await.unwrap();
    tx.use_registers(item, 1, &[old, old]).await.unwrap();
    tx.commit().await.unwrap();
    assert_eq!(store.live_register(&code(1)).await.unwrap().unwrap().id, old);
    assert_eq!(store.live_register(&code(2)).await.unwrap(), None);
    // What nobody uses is found after a while, and only that goes.
    let unused = store.unused_registers(at(5), 10).await.unwrap();
    assert_eq!(unused.iter().map(|record| record.id).collect::<Vec<_>>(), [new]);
    assert_eq!(store.unused_registers(at(4), 10).await.unwrap(), []);
    let mut tx = begin(&store).await;
    assert!(!tx.delete_unused_register(old).await.unwrap());
    assert!(tx.delete_unused_register(new).await.unwrap());
    assert!(!tx.delete_unused_register(new).await.unwrap());
    tx.commit().await.unwrap();
    assert_eq!(store.register(new).await.unwrap(), None);
    assert_eq!(found(&store, new, "").await.len(), 0, "its rows went with it");
});

store_test!(the_personal_part_goes_once_and_for_good, |store| async move {
    let mut tx = begin(&store).await;
    let item = insert(&mut tx, 1, "jypx", "jyj", "名单").await;
    let id = add(&mut tx, item, &rows(3), Some("2026-12-31"), 3).await;
    let later = add(&mut tx, item, &rows(3), Some("2027-01-31"), 3).await;
    add(&mut tx, item, &rows(3), None, 3).await;
    tx.commit().await.unwrap();
    let due = |records: Vec<store::register::RegisterRecord>| records.into_iter().map(|r| r.id).collect::<Vec<_>>();
    assert_eq!(due(store.registers_past_their_period(day("2026-12-31"), 10).await.unwrap()), []);
    assert_eq!(due(store.registers_past_their_period(day("2027-01-01"), 10).await.unwrap()), [id]);
    assert_eq!(due(store.registers_past_their_period(day("2028-01-01"), 10).await.unwrap()), [id, later]);
    let left: Vec<Vec<String>> = rows(3).into_iter().map(|row| vec![row[1].clone()]).collect();
    let mut tx = begin(&store).await;
    assert!(tx.withdraw_personal_part(id, &columns()[1..], &left, at(9)).await.unwrap());
    assert!(!tx.withdraw_personal_part(id, &[], &[], at(10)).await.unwrap());
    tx.commit().await.unwrap();
    let record = store.register(id).await.unwrap().unwrap();
    assert_eq!((record.columns.len(), record.row_count, record.withdrawn_at), (1, 3, Some(at(9))));
    assert_eq!(found(&store, id, "").await, ["100%", "200%", "300%"]);
    assert_eq!(found(&store, id, "name").await, [""; 0], "nor can it be searched for");
    assert_eq!(due(store.registers_past_their_period(day("2028-01-01"), 10).await.unwrap()), [later]);
});
