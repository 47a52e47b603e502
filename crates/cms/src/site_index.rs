//! What search engines are to read: the pages of the plan, and every public item in parts.

use chrono::{DateTime, Utc};
use domain::{
    id::{ItemCode, ItemId},
    plan::{ColumnCode, ColumnKind},
};
use store::{site_index::IndexedItem, topic::PublicTopics};

use crate::{Cms, Result};

/// Items that are in memory at once.
const PORTION: i64 = 1_000;

impl Cms {
    /// The channels, groups and columns that have a page of items, in the order of the plan, with the time of what is
    /// newest there.
    pub async fn indexed_columns(&self) -> Result<Vec<(ColumnCode, Option<DateTime<Utc>>)>> {
        let plan = self.plan();
        let newest = self.inner.store.newest_in_columns().await?;
        // A mirror shows what stands in its target already; a column that is one item is known by the item's address.
        let listed = plan.plan.columns.iter().filter(|column| {
            let is_its_item = column.kind == ColumnKind::Page && newest.contains_key(&column.code);
            let shows_own = column.has_news() && column.shows_items_of().is_none_or(|shown| *shown == column.code);
            column.kind == ColumnKind::Topics || (shows_own && !is_its_item)
        });
        let dated = listed.map(|column| {
            let below = plan.item_columns(column);
            (column.code.clone(), below.iter().filter_map(|code| newest.get(code)).max().copied())
        });
        Ok(dated.collect())
    }

    /// The public special topics, with the time from which each stands as it does.
    pub async fn indexed_topics(&self) -> Result<Vec<(ItemCode, DateTime<Utc>)>> {
        let current = self.inner.store.public_topics(PublicTopics::Current, i64::MAX, 0).await?;
        let archived = self.inner.store.public_topics(PublicTopics::Archived, i64::MAX, 0).await?;
        let topics = current.into_iter().chain(archived);
        Ok(topics.map(|topic| (topic.code, topic.archived_at.unwrap_or(topic.published_at))).collect())
    }

    /// The numbers of the parts into which the public items fall.
    pub async fn index_parts(&self) -> Result<Vec<i64>> {
        Ok(self.inner.store.index_parts().await?)
    }

    /// The next items of a part after `after`; none when it is at its end.
    pub async fn index_items(&self, part: i64, after: Option<ItemId>) -> Result<Vec<IndexedItem>> {
        Ok(self.inner.store.index_items(part, after, PORTION).await?)
    }
}
