//! How often items were read, and what readers thought of them: totals, outside the publication row, so that a page that
//! is kept ready outlives its readers. Counters are no part of the log.

use domain::{desk::reports::Readership, id::ItemId};

use crate::{
    Result, Store, Tx,
    db::{on_pool, on_tx},
};

impl Store {
    pub async fn readership(&self, item: ItemId) -> Result<Readership> {
        let row: Option<(i64, i64, i64)> = on_pool!(self, conn => sqlx::query_as(
            "select views, useful, useless from readership where item = $1",
        ).bind(item.get()).fetch_optional(conn).await)?;
        Ok(row.map(|(views, useful, useless)| Readership { views, useful, useless }).unwrap_or_default())
    }
}

impl Tx {
    /// Adds to the totals of an item; a reader's change of mind takes away on the other side.
    pub async fn count_readers(&mut self, item: ItemId, more: Readership) -> Result<()> {
        on_tx!(self, conn => sqlx::query(
            "insert into readership (item, views, useful, useless)
             values ($1, $2, $3, $4)
             on conflict (item) do update
                set views = readership.views + excluded.views,
                    useful = readership.useful + excluded.useful,
                    useless = readership.useless + excluded.useless",
        )
        .bind(item.get())
        .bind(more.views)
        .bind(more.useful)
        .bind(more.useless)
        .execute(conn)
        .await
        .map(drop))?;
        Ok(())
    }
}
