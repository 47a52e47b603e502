//! Under which words an item is filed: those that share some are shown beside each other ([`crate::article`]).

use chrono::{DateTime, Utc};
use domain::id::ItemId;

use crate::{Result, Tx, db::on_tx};

impl Tx {
    /// Files a public item under `words` and no others.
    pub async fn file_under(&mut self, item: ItemId, published_at: DateTime<Utc>, words: &[String]) -> Result<()> {
        on_tx!(self, conn => sqlx::query("delete from publication_word where item = $1")
            .bind(item.get())
            .execute(conn)
            .await
            .map(drop))?;
        for word in words {
            on_tx!(self, conn => sqlx::query(
                "insert into publication_word (item, word, published_at)
                 values ($1, $2, $3)
                 on conflict (item, word) do nothing",
            )
            .bind(item.get())
            .bind(word)
            .bind(published_at)
            .execute(conn)
            .await
            .map(drop))?;
        }
        Ok(())
    }
}
