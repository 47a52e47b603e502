//! 索引号: which document was made public under which, ever.

use domain::id::ItemId;

use crate::{
    Result, Store, Tx,
    db::{on_pool, on_tx},
};

/// The document that became public under an index number.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct IndexNumberHolder {
    pub item: ItemId,
    /// As it is public, or was when it was taken down.
    pub title: String,
}

impl Store {
    /// The document to which an index number belongs, be it public still or not.
    pub async fn index_number_holder(&self, number: &str) -> Result<Option<IndexNumberHolder>> {
        let row: Option<(i64, String)> = on_pool!(self, conn => sqlx::query_as(
            "select i.id, coalesce(p.title, i.withdrawn_title)
               from index_number n
               join item i on i.id = n.item
               left join publication p on p.item = i.id
              where n.number = $1",
        ).bind(number).fetch_optional(conn).await)?;
        Ok(row.map(|(item, title)| IndexNumberHolder { item: ItemId::new(item), title }))
    }

    /// The index numbers that belong to an item: one, unless it was changed before that was forbidden.
    pub async fn index_numbers_of(&self, item: ItemId) -> Result<Vec<String>> {
        Ok(on_pool!(self, conn => sqlx::query_scalar(
            "select number from index_number where item = $1 order by number",
        ).bind(item.get()).fetch_all(conn).await)?)
    }
}

impl Tx {
    /// Gives a public item its index number, unless the number is given already.
    pub(crate) async fn give_index_number(&mut self, item: ItemId, number: &str) -> Result<()> {
        on_tx!(self, conn => sqlx::query(
            "insert into index_number (number, item) values ($1, $2) on conflict (number) do nothing",
        )
        .bind(number)
        .bind(item.get())
        .execute(conn)
        .await
        .map(drop))?;
        Ok(())
    }
}
