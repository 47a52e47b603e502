//! What search engines are told to read: every public item, in portions by key, so that a million of them need no more
//! memory than a thousand.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use domain::{
    id::{ItemCode, ItemId},
    kind::Kind,
    plan::ColumnCode,
};
use sqlx::FromRow;

use crate::{Error, Result, Store, db::on_pool, decode::Place};

/// Items of one part of the index by their number: a part never has more, and an item never changes its part
/// (sitemaps.org: at most 50,000 addresses a file).
pub const PART: i64 = 50_000;

/// A public item with the time of its last public change.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct IndexedItem {
    pub item: ItemId,
    pub code: ItemCode,
    pub changed_at: DateTime<Utc>,
}

#[derive(FromRow)]
struct Row {
    item: i64,
    code: String,
    changed_at: DateTime<Utc>,
}

impl TryFrom<Row> for IndexedItem {
    type Error = Error;

    fn try_from(row: Row) -> Result<Self> {
        let code = Place::new("publication", row.item).item_code(&row.code)?;
        Ok(Self { item: ItemId::new(row.item), code, changed_at: row.changed_at })
    }
}

impl Store {
    /// The numbers of the parts that have items, from 0. Jumps from part to part instead of walking over all items.
    pub async fn index_parts(&self) -> Result<Vec<i64>> {
        Ok(on_pool!(self, conn => sqlx::query_scalar(
            "with recursive part (first) as (
                 select min(item) from publication
                 union all
                 select (select min(p.item) from publication p where p.item > ((part.first - 1) / $1 + 1) * $1)
                   from part
                  where part.first is not null
             )
             select (first - 1) / $1 from part where first is not null order by first",
        ).bind(PART).fetch_all(conn).await)?)
    }

    /// The next `limit` items of a part after `after`, in the order of their numbers. A line in another column has no
    /// page of its own.
    pub async fn index_items(&self, part: i64, after: Option<ItemId>, limit: i64) -> Result<Vec<IndexedItem>> {
        let start = part.saturating_mul(PART);
        let after = after.map_or(start, |item| item.get().max(start));
        let rows: Vec<Row> = on_pool!(self, conn => sqlx::query_as(
            "select item, code, coalesce(revised_at, published_at) as changed_at
               from publication
              where item > $1 and item <= $2 and kind <> $3
              order by item
              limit $4",
        )
        .bind(after)
        .bind(start.saturating_add(PART))
        .bind(Kind::Repost.code())
        .bind(limit)
        .fetch_all(conn)
        .await)?;
        rows.into_iter().map(IndexedItem::try_from).collect()
    }

    /// When the newest item of every column was published; columns without any are left out.
    pub async fn newest_in_columns(&self) -> Result<BTreeMap<ColumnCode, DateTime<Utc>>> {
        let rows: Vec<(String, DateTime<Utc>)> = on_pool!(self, conn => sqlx::query_as(
            "select column_code, max(published_at) from publication group by column_code",
        ).fetch_all(conn).await)?;
        rows.into_iter().map(|(column, at)| Ok((Place::new("publication", 0).column_code(&column)?, at))).collect()
    }
}
