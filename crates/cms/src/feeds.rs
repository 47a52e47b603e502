//! What is new in a column, in everything below a channel or a group, or in the whole portal, as a feed.

use std::collections::BTreeSet;

use documents::feed::{Entry, Feed};
use domain::{
    kind::{Detail, Repost},
    plan::{ColumnCode, InForce},
};

use crate::{Cms, Result, portal::ListRow};

/// Entries of a feed: a week of the busiest column.
const NEWEST: i64 = 30;

impl Cms {
    /// The feed of a place of the plan, or of the whole portal. `None` for what is no such place, or can hold no items.
    pub async fn feed(&self, place: Option<&ColumnCode>) -> Result<Option<Feed>> {
        let plan = self.plan();
        let site = &plan.plan.site;
        let (name, path, title, subtitle, columns) = match place {
            None => {
                let in_use = plan.plan.channels().filter(|channel| !channel.is_history_on(plan.on));
                let columns: Vec<ColumnCode> = in_use.flat_map(|channel| plan.item_columns(channel)).collect();
                ("site".to_owned(), "/".to_owned(), site.name.clone(), format!("{}最新发布", site.name), columns)
            }
            Some(code) => {
                let Some(column) = plan.plan.column(code).filter(|column| column.has_news()) else { return Ok(None) };
                let columns = match column.shows_items_of() {
                    Some(target) => vec![target.clone()],
                    None => plan.item_columns(column),
                };
                let subtitle = if column.summary.is_empty() { &column.name } else { &column.summary };
                let title = format!("{} - {}", column.name, site.name);
                (format!("c/{code}"), format!("/c/{code}"), title, subtitle.clone(), columns)
            }
        };
        let rows = self.latest(&columns, NEWEST).await?;
        let mut entries: Vec<Entry> = rows.into_iter().map(|row| self.entry(&plan, row)).collect();
        // What stands in two columns is one piece of news.
        let mut seen = BTreeSet::new();
        entries.retain(|entry| seen.insert(entry.id.clone()));
        Ok(Some(Feed {
            id: self.tag(&plan, &name),
            title,
            subtitle,
            publisher: site.name.clone(),
            page: format!("{}{path}", self.settings().public_address),
            entries,
        }))
    }

    fn entry(&self, plan: &InForce, row: ListRow) -> Entry {
        // A line in another column is that of its source.
        let code = match row.detail {
            Detail::Repost(Repost { of: Some(source) }) => source,
            _ => row.code,
        };
        Entry {
            id: self.tag(plan, &format!("a/{code}")),
            page: self.item_address(&code),
            categories: plan.plan.path(&row.column).iter().map(|place| place.name.clone()).collect(),
            title: row.title,
            summary: row.summary,
            source: row.source,
            published_at: row.published_at,
            changed_at: row.revised_at.unwrap_or(row.published_at),
        }
    }

    /// A name for ever (RFC 4151): that of the site and a code that is never given twice. Neither a column that moves nor
    /// https in the place of http makes readers see an item as a new one.
    fn tag(&self, plan: &InForce, what: &str) -> String {
        let address = &self.settings().public_address;
        let host = address.split_once("://").map_or(address.as_str(), |(_, rest)| rest);
        let host = host.split([':', '/']).next().unwrap_or_default();
        let domain = if plan.plan.site.domain.is_empty() { host } else { &plan.plan.site.domain };
        format!("tag:{domain},2026:{what}")
    }
}
