//! Where the addresses of an older site lead now.

use chrono::{DateTime, Utc};
use domain::{
    id::ItemCode,
    old_address::{Destination, OldAddress},
    plan::ColumnCode,
};

use crate::{
    Error, Result, Store, Tx,
    db::{on_pool, on_tx},
    decode::Place,
};

/// The two columns of which one is filled.
type Row = (Option<String>, Option<String>);

const DESTINATION: &str = "select item_code, column_code from old_address where address = $1";

fn destination(row: Row) -> Result<Destination> {
    let place = Place::new("old_address", 0);
    match row {
        (Some(item), None) => Ok(Destination::Item(place.item_code(&item)?)),
        (None, Some(column)) => Ok(Destination::Column(place.column_code(&column)?)),
        other => Err(Error::inconsistent("old_address", 0, format!("{other:?}"))),
    }
}

impl Store {
    pub async fn destination_of(&self, address: &OldAddress) -> Result<Option<Destination>> {
        let row: Option<Row> = on_pool!(self, conn => sqlx::query_as(DESTINATION)
            .bind(address.as_str())
            .fetch_optional(conn)
            .await)?;
        row.map(destination).transpose()
    }
}

impl Tx {
    /// As the transaction sees it, its own writes included.
    pub async fn destination_of(&mut self, address: &OldAddress) -> Result<Option<Destination>> {
        let row: Option<Row> = on_tx!(self, conn => sqlx::query_as(DESTINATION)
            .bind(address.as_str())
            .fetch_optional(conn)
            .await)?;
        row.map(destination).transpose()
    }

    /// Lets an old address lead to `to`, wherever it led before.
    pub async fn point_old_address(&mut self, address: &OldAddress, to: &Destination, at: DateTime<Utc>) -> Result<()> {
        let (item, column) = match to {
            Destination::Item(code) => (Some(code), None),
            Destination::Column(code) => (None, Some(code)),
        };
        on_tx!(self, conn => sqlx::query(
            "insert into old_address (address, item_code, column_code, pointed_at)
             values ($1, $2, $3, $4)
             on conflict (address) do update
                set item_code = excluded.item_code,
                    column_code = excluded.column_code,
                    pointed_at = excluded.pointed_at",
        )
        .bind(address.as_str())
        .bind(item.map(ItemCode::as_str))
        .bind(column.map(ColumnCode::as_str))
        .bind(at)
        .execute(conn)
        .await
        .map(drop))?;
        Ok(())
    }
}
