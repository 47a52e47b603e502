//! Related items: those that are filed under the same words.

use chrono::{DateTime, Utc};
use domain::id::ItemId;
use sqlx::QueryBuilder;

use crate::{
    Result, Store, Tx,
    db::{on_pool, on_tx},
    publication::{PublicRow, Row, list_columns, public_rows},
};

/// How many items of a word are looked at, newest first: a word that thousands share tells little, and reading them all
/// would take time.
const LOOKED_AT: i64 = 50;

impl Store {
    /// Public items that share some of `words` with `item`, those that share rarer ones first, then the newer ones.
    pub async fn related_by_words(&self, item: ItemId, words: &[String], limit: i64) -> Result<Vec<PublicRow>> {
        if words.is_empty() {
            return Ok(Vec::new());
        }
        // One look into the index for each word; however many items there are, no more than fifty lines of each.
        let rows: Vec<Row> = on_pool!(self, conn => {
            let mut query = QueryBuilder::new("with shared as (");
            let mut parts = query.separated(" union all ");
            for word in words {
                parts.push("select * from (select item, word, published_at from publication_word where word = ");
                parts.push_bind_unseparated(word.clone());
                parts.push_unseparated(" order by published_at desc, item desc limit ");
                parts.push_bind_unseparated(LOOKED_AT);
                parts.push_unseparated(") newest");
            }
            query.push(
                "), weighed as (
                    select item, 1.0 / count(*) over (partition by word) as weight from shared
                 ), ranked as (
                    select item as ranked_item, sum(weight) as weight from weighed where item <> ",
            );
            query.push_bind(item.get());
            query.push(" group by item) ");
            query.push(list_columns!());
            query.push("join ranked on ranked_item = item order by weight desc, published_at desc, item desc limit ");
            query.push_bind(limit);
            query.build_query_as().fetch_all(conn).await
        })?;
        public_rows(rows)
    }
}

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
