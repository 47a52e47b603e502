//! 索引号: which document was made public under which, ever; and the series in which the server numbers.

use domain::{id::ItemId, index_number::Series};

use crate::{
    Error, Result, Store, Tx,
    db::{on_pool, on_tx},
};

/// The document that became public under an index number.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct IndexNumberHolder {
    pub item: ItemId,
    /// As it is public, or was when it was taken down.
    pub title: String,
}

const HOLDER: &str = "select i.id, coalesce(p.title, i.withdrawn_title)
   from index_number n
   join item i on i.id = n.item
   left join publication p on p.item = i.id
  where n.number = $1";

fn holder(row: Option<(i64, String)>) -> Option<IndexNumberHolder> {
    row.map(|(item, title)| IndexNumberHolder { item: ItemId::new(item), title })
}

impl Store {
    /// The document to which an index number belongs, be it public still or not.
    pub async fn index_number_holder(&self, number: &str) -> Result<Option<IndexNumberHolder>> {
        let row: Option<(i64, String)> =
            on_pool!(self, conn => sqlx::query_as(HOLDER).bind(number).fetch_optional(conn).await)?;
        Ok(holder(row))
    }

    /// The index numbers that belong to an item: one, unless it was changed before that was forbidden.
    pub async fn index_numbers_of(&self, item: ItemId) -> Result<Vec<String>> {
        Ok(on_pool!(self, conn => sqlx::query_scalar(
            "select number from index_number where item = $1 order by number",
        ).bind(item.get()).fetch_all(conn).await)?)
    }
}

impl Tx {
    /// The index number for a document that is about to become public without one: its own, where it was public before, else the
    /// next of the series that nobody has, which is its own from now on.
    pub async fn index_number_for(&mut self, item: ItemId, series: &Series) -> Result<String> {
        let own: Option<String> = on_tx!(self, conn => sqlx::query_scalar(
            "select number from index_number where item = $1 order by number limit 1",
        ).bind(item.get()).fetch_optional(conn).await)?;
        if let Some(own) = own {
            return Ok(own);
        }
        loop {
            let number = series.number(self.next_index_serial(series).await?);
            if self.claim_index_number(item, &number).await? {
                return Ok(number);
            }
        }
    }

    /// The row of the series is held until the transaction ends, so that of two publications the second waits.
    async fn next_index_serial(&mut self, series: &Series) -> Result<u32> {
        let name = series.name();
        let last: i32 = on_tx!(self, conn => sqlx::query_scalar(
            "insert into index_number_series (name, last)
             values ($1, 1)
             on conflict (name) do update set last = index_number_series.last + 1
             returning last",
        ).bind(&name).fetch_one(conn).await)?;
        u32::try_from(last).map_err(|error| Error::inconsistent("index_number_series", name, error))
    }

    /// Whether nobody had the number; waits for whoever publishes under the same at this moment.
    async fn claim_index_number(&mut self, item: ItemId, number: &str) -> Result<bool> {
        let rows = on_tx!(self, conn => sqlx::query(
            "insert into index_number (number, item) values ($1, $2) on conflict (number) do nothing",
        )
        .bind(number)
        .bind(item.get())
        .execute(conn)
        .await
        .map(|done| done.rows_affected()))?;
        Ok(rows == 1)
    }

    /// Gives a public item its index number for good. [`Error::IndexNumberTaken`] where it is another's: the transaction
    /// must then not be committed.
    pub(crate) async fn give_index_number(&mut self, item: ItemId, number: &str) -> Result<()> {
        if self.claim_index_number(item, number).await? {
            return Ok(());
        }
        let row: Option<(i64, String)> =
            on_tx!(self, conn => sqlx::query_as(HOLDER).bind(number).fetch_optional(conn).await)?;
        match holder(row) {
            Some(other) if other.item != item => {
                Err(Error::IndexNumberTaken { number: number.to_owned(), title: other.title })
            }
            _ => Ok(()),
        }
    }
}
