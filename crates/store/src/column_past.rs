//! How the columns stood at an earlier moment, as far as the decisions of the items tell it. Items are where their column
//! is today, under the title that they have today. These queries are for looking back, not for pages that are opened all day:
//! what was touched since a moment is read item by item.

use std::collections::BTreeMap;

use chrono::{DateTime, NaiveDate, Utc};
use domain::{
    id::ItemId,
    item::EventDate,
    obligation::Handover,
    plan::{ColumnCode, UnitCode},
};
use sqlx::FromRow;

use crate::{
    Result, Store,
    column_news::{Newest, News, newest_of_each, walk_of_published, walk_of_revised},
    db::on_pool,
    decode::Place,
    event_clock::{Met, Open, OpenRow, StepRow, hands, last_signatures, open},
};

/// An item that became public with a stated start, and who had it until then.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MetItem {
    pub item: ItemId,
    pub handovers: Vec<Handover>,
    /// The lead unit whose signature was the last; `None` of what became public without.
    pub signed_last: Option<UnitCode>,
}

#[derive(FromRow)]
struct ConfirmedRow {
    column_code: String,
    confirmed_on: NaiveDate,
}

/// `under_way`: the revisions that were a new text for what had been public by `$1`, and were not public then. `coalesce` keeps
/// both databases on the indexes of `changed_at` and `stage`: of the day of publication nearly all items would do.
macro_rules! under_way {
    () => {
        "with touched as (
             select id
               from item
              where changed_at > $1 and newest > 1 and coalesce(first_published_at, changed_at) <= $1
             union
             select id
               from item
              where stage in ('draft', 'in-review', 'awaiting-signature', 'returned', 'scheduled')
                and newest > 1 and first_published_at is not null and coalesce(first_published_at, changed_at) <= $1
         ), under_way as (
             select r.item, r.number, r.created_at
               from touched t
               join revision r on r.item = t.id
              where r.number > 1 and r.created_at <= $1
                and not exists (select 1
                                  from decision d
                                 where d.item = r.item and d.revision = r.number and d.at <= $1
                                   and d.step in ('sign', 'publish-directly', 'publish-urgently', 'fall-due'))
         ) "
    };
}

/// Of what was touched since `$1` and was public then, the item of each column whose `$at` is the last: `first_at` it became
/// public, after it was taken down once the time after that, and `last_at` its text was replaced, if it was.
macro_rules! touched_since {
    ($at:literal) => {
        concat!(
            "with touched as (
                 select id, column_code, title, first_published_at
                   from item
                  where changed_at > $1 and coalesce(first_published_at, changed_at) <= $1
             ), news as (
                 select t.column_code, t.id as item, t.title, d.at
                   from touched t
                   join decision d on d.item = t.id
                  where d.step in ('sign', 'publish-directly', 'publish-urgently', 'fall-due') and d.at <= $1
                 union all
                 select column_code, id, title, first_published_at
                   from touched
             ), shown as (
                 select column_code, item, title, min(at) as first_at, max(at) as last_at
                   from news n
                  where not exists (select 1
                                      from decision w
                                     where w.item = n.item and w.step = 'withdraw' and w.at <= $1 and w.at >= n.at)
                  group by column_code, item, title
             ), ranked as (
                 select column_code, item, title, ",
            $at,
            " as at, row_number() over (partition by column_code order by ",
            $at,
            " desc, item desc) as place
                   from shown
             )
             select column_code, item, title, at
               from ranked
              where place = 1
              order by column_code"
        )
    };
}

impl Store {
    /// What was new in each column at `moment`, of what was public then. Scheduled items count from the day on which they
    /// became public.
    pub async fn newest_of_columns_at(&self, moment: DateTime<Utc>) -> Result<BTreeMap<ColumnCode, Newest>> {
        // What nobody has touched since stands as it stood: the newest of it comes from the index of its column. Only of
        // what was touched since the decisions are read; `coalesce` keeps SQLite on the index of `changed_at`, which has fewer.
        let mut published: Vec<News> = on_pool!(self, conn => sqlx::query_as(concat!(
            walk_of_published!(),
            "select p.column_code, p.item, p.title, p.published_at as at
               from walk
               join publication p on p.item = (
                        select q.item
                          from publication q
                         where q.column_code = at_column and q.published_at <= $1
                           and exists (select 1 from item i where i.id = q.item and i.changed_at <= $1)
                           and not exists (select 1
                                             from decision w
                                            where w.item = q.item and w.step = 'withdraw' and w.at <= $1
                                              and w.at >= q.published_at)
                         order by q.published_at desc, q.item desc
                         limit 1)
              order by p.column_code",
        )).bind(moment).fetch_all(conn).await)?;
        let revised: Vec<News> = on_pool!(self, conn => sqlx::query_as(concat!(
            walk_of_revised!(),
            "select p.column_code, p.item, p.title, p.revised_at as at
               from walk
               join publication p on p.item = (
                        select q.item
                          from publication q
                         where q.column_code = at_column and q.revised_at is not null and q.revised_at <= $1
                           and exists (select 1 from item i where i.id = q.item and i.changed_at <= $1)
                           and not exists (select 1
                                             from decision w
                                            where w.item = q.item and w.step = 'withdraw' and w.at <= $1
                                              and w.at >= q.revised_at)
                         order by q.revised_at desc, q.item desc
                         limit 1)
              order by p.column_code",
        )).bind(moment).fetch_all(conn).await)?;
        let touched: Vec<News> = on_pool!(self, conn => sqlx::query_as(touched_since!("first_at"))
            .bind(moment).fetch_all(conn).await)?;
        let replaced: Vec<News> = on_pool!(self, conn => sqlx::query_as(touched_since!("last_at"))
            .bind(moment).fetch_all(conn).await)?;
        published.extend(touched);
        newest_of_each(published, revised.into_iter().chain(replaced))
    }

    /// The last day up to `day` on which each column was confirmed.
    pub async fn confirmations_until(&self, day: NaiveDate) -> Result<BTreeMap<ColumnCode, NaiveDate>> {
        let rows: Vec<ConfirmedRow> = on_pool!(self, conn => sqlx::query_as(
            "select column_code, max(confirmed_on) as confirmed_on
               from column_confirmation
              where confirmed_on <= $1
              group by column_code
              order by column_code",
        ).bind(day).fetch_all(conn).await)?;
        let place = Place::new("column_confirmation", 0);
        rows.into_iter().map(|row| Ok((place.column_code(&row.column_code)?, row.confirmed_on))).collect()
    }

    /// What had been begun by `moment` and was not public then: new items, and behind them new texts for what was public.
    /// Of the day that starts a clock what the item states today; what was thrown away since is not there, nor a minute that
    /// was set then.
    pub async fn open_items_at(&self, moment: DateTime<Utc>) -> Result<Vec<Open>> {
        let mut open = self.new_items_at(moment).await?;
        open.extend(self.new_texts_at(moment).await?);
        Ok(open)
    }

    async fn new_items_at(&self, moment: DateTime<Utc>) -> Result<Vec<Open>> {
        let rows: Vec<OpenRow> = on_pool!(self, conn => sqlx::query_as(
            "select i.id as item, i.column_code, i.unit, i.submitted_by, i.title, i.first_published_at, i.created_at,
                    c.event_on, c.event_kind, cast(null as timestamptz) as publish_at
               from item i
               left join event_clock c on c.item = i.id and c.revision = 1
              where i.created_at <= $1 and (i.first_published_at is null or i.first_published_at > $1)
                and i.stage <> 'archived'
              order by i.id",
        ).bind(moment).fetch_all(conn).await)?;
        let steps: Vec<StepRow> = on_pool!(self, conn => sqlx::query_as(
            "select d.item, d.step, d.at, d.signs_for
               from item i
               join decision d on d.item = i.id and d.revision = 1
              where i.created_at <= $1 and (i.first_published_at is null or i.first_published_at > $1)
                and d.step in ('submit', 'recall', 'return', 'sign-in-part', 'sign-for-later') and d.at <= $1
              order by d.item, d.id",
        ).bind(moment).fetch_all(conn).await)?;
        open(rows, steps, |_| false)
    }

    /// Of what was touched since, and of what is on its way today: nothing else can have had a text under way.
    async fn new_texts_at(&self, moment: DateTime<Utc>) -> Result<Vec<Open>> {
        let rows: Vec<OpenRow> = on_pool!(self, conn => sqlx::query_as(concat!(
            under_way!(),
            "select u.item, i.column_code, i.unit, i.submitted_by, i.title, i.first_published_at, u.created_at,
                    cast(null as date) as event_on, cast(null as text) as event_kind,
                    cast(null as timestamptz) as publish_at
               from under_way u
               join item i on i.id = u.item
              order by u.item",
        )).bind(moment).fetch_all(conn).await)?;
        let steps: Vec<StepRow> = on_pool!(self, conn => sqlx::query_as(concat!(
            under_way!(),
            "select d.item, d.step, d.at, d.signs_for
               from under_way u
               join decision d on d.item = u.item and d.revision = u.number
              where d.step in ('submit', 'recall', 'return', 'sign-in-part', 'sign-for-later') and d.at <= $1
              order by d.item, d.id",
        )).bind(moment).fetch_all(conn).await)?;
        open(rows, steps, |_| true)
    }

    /// The items behind a line of [`Store::event_clocks_met`], each with who had it until it became public.
    pub async fn items_met(&self, met: &Met) -> Result<Vec<MetItem>> {
        let (column, unit): (&ColumnCode, &UnitCode) = (&met.column, &met.unit);
        let EventDate { on, kind } = met.event;
        let rows: Vec<i64> = on_pool!(self, conn => sqlx::query_scalar(
            "select item
               from event_clock
              where public_on = $1 and column_code = $2 and unit = $3 and event_kind = $4 and event_on = $5
              order by item",
        )
        .bind(met.public_on)
        .bind(column.as_str())
        .bind(unit.as_str())
        .bind(kind.code())
        .bind(on)
        .fetch_all(conn)
        .await)?;
        let steps: Vec<StepRow> = on_pool!(self, conn => sqlx::query_as(
            "select d.item, d.step, d.at, d.signs_for
               from event_clock c
               join decision d on d.item = c.item and d.revision = c.revision
              where c.public_on = $1 and c.column_code = $2 and c.unit = $3 and c.event_kind = $4 and c.event_on = $5
                and d.step in ('submit', 'recall', 'return', 'sign-in-part', 'sign', 'sign-for-later')
              order by d.item, d.id",
        )
        .bind(met.public_on)
        .bind(column.as_str())
        .bind(unit.as_str())
        .bind(kind.code())
        .bind(on)
        .fetch_all(conn)
        .await)?;
        let (mut signed_last, mut hands) = (last_signatures(&steps)?, hands(steps)?);
        let item = |id: i64| MetItem {
            item: ItemId::new(id),
            handovers: hands.remove(&id).unwrap_or_default().handovers,
            signed_last: signed_last.remove(&id),
        };
        Ok(rows.into_iter().map(item).collect())
    }
}
