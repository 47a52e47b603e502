//! When the public side of each column last changed, each answer from an index however many items there are.

use std::collections::BTreeMap;

use chrono::{DateTime, NaiveDate, Utc};
use domain::{
    id::ItemId,
    obligation::PublicItem,
    plan::{ColumnCode, UnitCode},
    time::china_date,
};
use sqlx::FromRow;

use crate::{Result, Store, db::on_pool, decode::Place};

/// An item that became public, or whose public text was replaced.
#[derive(Clone, FromRow)]
pub(crate) struct News {
    column_code: String,
    item: i64,
    title: String,
    at: DateTime<Utc>,
}

/// What is new in a column of which something is public.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Newest {
    /// The item that last became public; the day is that of its line in the list, which a new text does not move.
    pub published: PublicItem,
    /// The item that last did, or whose public text was last replaced.
    pub changed: PublicItem,
}

/// What is new in each column, of what became public and of what was replaced.
pub(crate) fn newest_of_each(
    published: Vec<News>,
    revised: impl IntoIterator<Item = News>,
) -> Result<BTreeMap<ColumnCode, Newest>> {
    let changed = last_of_each(published.iter().cloned().chain(revised))?;
    let mut published = last_of_each(published)?;
    let newest = |(column, changed): (ColumnCode, PublicItem)| {
        let published = published.remove(&column).unwrap_or_else(|| changed.clone());
        (column, Newest { published, changed })
    };
    Ok(changed.into_iter().map(newest).collect())
}

/// The item of each column that the last news is about; at one instant, of two items the one that was begun later.
fn last_of_each(news: impl IntoIterator<Item = News>) -> Result<BTreeMap<ColumnCode, PublicItem>> {
    let mut last: BTreeMap<ColumnCode, (DateTime<Utc>, PublicItem)> = BTreeMap::new();
    for News { column_code, item, title, at } in news {
        let column = Place::new("item", item).column_code(&column_code)?;
        let item = ItemId::new(item);
        if last.get(&column).is_none_or(|(then, known)| (*then, known.item) < (at, item)) {
            last.insert(column, (at, PublicItem { item, title, on: china_date(at) }));
        }
    }
    Ok(last.into_iter().map(|(column, (_, public))| (column, public)).collect())
}

/// `walk`: the columns in which something is public, from one to the next instead of over every item.
macro_rules! walk_of_published {
    () => {
        "with recursive walk (at_column) as (
             select min(column_code) from publication
             union all
             select (select min(column_code) from publication where column_code > at_column)
               from walk
              where at_column is not null
         ) "
    };
}

/// `walk`: the columns in which a public text was replaced, in the same way.
macro_rules! walk_of_revised {
    () => {
        "with recursive walk (at_column) as (
             select min(column_code) from publication where revised_at is not null
             union all
             select (select min(column_code) from publication where column_code > at_column and revised_at is not null)
               from walk
              where at_column is not null
         ) "
    };
}

pub(crate) use {walk_of_published, walk_of_revised};

impl Store {
    /// What is new in each column. One of which nothing is public has no entry.
    pub async fn newest_of_columns(&self) -> Result<BTreeMap<ColumnCode, Newest>> {
        let published: Vec<News> = on_pool!(self, conn => sqlx::query_as(concat!(
            walk_of_published!(),
            "select p.column_code, p.item, p.title, p.published_at as at
               from walk
               join publication p on p.item = (
                        select item from publication
                         where column_code = at_column
                         order by published_at desc, item desc
                         limit 1)
              order by p.column_code",
        )).fetch_all(conn).await)?;
        let revised: Vec<News> = on_pool!(self, conn => sqlx::query_as(concat!(
            walk_of_revised!(),
            "select p.column_code, p.item, p.title, p.revised_at as at
               from walk
               join publication p on p.item = (
                        select item from publication
                         where column_code = at_column and revised_at is not null
                         order by revised_at desc, item desc
                         limit 1)
              order by p.column_code",
        )).fetch_all(conn).await)?;
        newest_of_each(published, revised)
    }

    /// How many items of a column first became public from `from` on and before `until`.
    pub async fn published_between(
        &self,
        column: &ColumnCode,
        from: DateTime<Utc>,
        until: DateTime<Utc>,
    ) -> Result<i64> {
        Ok(on_pool!(self, conn => sqlx::query_scalar(
            "select cast(count(*) as bigint)
               from publication
              where column_code = $1 and published_at >= $2 and published_at < $3",
        ).bind(column.as_str()).bind(from).bind(until).fetch_one(conn).await)?)
    }

    /// Each unit of which an item of a column became public for the first time from `since` on, and the day in China on which
    /// one last did. What was entered for a unit without account is that unit's.
    pub async fn units_published(
        &self,
        column: &ColumnCode,
        since: DateTime<Utc>,
    ) -> Result<BTreeMap<UnitCode, NaiveDate>> {
        let rows: Vec<(String, DateTime<Utc>)> = on_pool!(self, conn => sqlx::query_as(
            "select coalesce(i.submitted_by, i.unit), max(p.published_at)
               from publication p
               join item i on i.id = p.item
              where p.column_code = $1 and p.published_at >= $2
              group by coalesce(i.submitted_by, i.unit)",
        ).bind(column.as_str()).bind(since).fetch_all(conn).await)?;
        let place = Place::new("publication", 0);
        rows.into_iter().map(|(unit, at)| Ok((place.unit_code(&unit)?, china_date(at)))).collect()
    }
}
