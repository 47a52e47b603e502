//! Addresses of an older site.

use domain::old_address::{Destination, OldAddress};

use super::{
    at, begin,
    content::{code, column},
};
use crate::store_test;

fn old(text: &str) -> OldAddress {
    OldAddress::parse(text).unwrap()
}

store_test!(an_old_address_leads_where_it_was_pointed_last, |store| async move {
    let (address, item) = (old("/news/show.aspx?id=1"), Destination::Item(code(1)));
    let mut tx = begin(&store).await;
    tx.point_old_address(&address, &item, at(0)).await.unwrap();
    assert_eq!(tx.destination_of(&address).await.unwrap(), Some(item.clone()), "its own writes are seen");
    tx.point_old_address(&old("/list.aspx"), &Destination::Column(column("tzgg")), at(0)).await.unwrap();
    tx.commit().await.unwrap();
    assert_eq!(store.destination_of(&address).await.unwrap(), Some(item));
    assert_eq!(store.destination_of(&old("/news/show.aspx?id=2")).await.unwrap(), None);

    let mut tx = begin(&store).await;
    tx.point_old_address(&address, &Destination::Column(column("jypx")), at(1)).await.unwrap();
    tx.commit().await.unwrap();
    assert_eq!(store.destination_of(&address).await.unwrap(), Some(Destination::Column(column("jypx"))));
    assert_eq!(store.destination_of(&old("/LIST.aspx")).await.unwrap(), Some(Destination::Column(column("tzgg"))));
});
