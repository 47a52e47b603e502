//! The secret address of the board on the wall.

use super::*;
use crate::store_test;

store_test!(a_new_wall_address_ends_the_old_one_and_can_be_ended, |store| async move {
    assert_eq!(store.wall_address().await.unwrap(), None);
    let mut tx = begin(&store).await;
    tx.put_wall_address("aa", "韦小兰", at(1)).await.unwrap();
    tx.put_wall_address("bb", "李明远", at(2)).await.unwrap();
    tx.commit().await.unwrap();
    assert!(!store.is_wall_address("aa").await.unwrap());
    assert!(store.is_wall_address("bb").await.unwrap());
    let address = store.wall_address().await.unwrap().unwrap();
    assert_eq!((address.made_by.as_str(), address.made_at), ("李明远", at(2)));

    let mut tx = begin(&store).await;
    assert!(tx.end_wall_address().await.unwrap());
    assert!(!tx.end_wall_address().await.unwrap(), "there is none any more");
    tx.commit().await.unwrap();
    assert!(!store.is_wall_address("bb").await.unwrap());
    assert_eq!(store.wall_address().await.unwrap(), None);
});
