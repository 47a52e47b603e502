//! What the tables and the log know of a period, for the portal's work report. `from` belongs to a period, `until` does
//! not, but where both are days.

use std::collections::BTreeMap;

use chrono::{DateTime, NaiveDate, Utc};
use domain::{
    item::Content,
    kind::{Detail, Kind},
    obligation::State,
    plan::{ColumnCode, UnitCode},
    work_report::{Answered, ColumnDays, PatrolWork, Published, TopicWork},
};
use sqlx::FromRow;

use crate::{Result, Store, db::on_pool, decode::Place};

#[derive(FromRow)]
struct PublishedRow {
    column_code: String,
    unit: String,
    count: i64,
}

#[derive(FromRow)]
struct WithdrawnRow {
    id: i64,
    column_code: String,
    unit: String,
    content: String,
}

#[derive(FromRow)]
struct DaysRow {
    column_code: String,
    state: String,
    days: i64,
}

#[derive(FromRow)]
struct AnsweredRow {
    id: i64,
    unit: String,
    received_at: DateTime<Utc>,
    answered_at: DateTime<Utc>,
}

#[derive(FromRow)]
struct DetailRow {
    item: i64,
    detail: String,
}

impl Store {
    /// Items that first became public in the period, those included that were withdrawn since. Without guides and accounts of
    /// new media: those that are public are counted as they are, by [`Store::count_published_of_kind`].
    pub async fn published_by_column_and_unit(
        &self,
        from: DateTime<Utc>,
        until: DateTime<Utc>,
    ) -> Result<Vec<Published>> {
        let public: Vec<PublishedRow> = on_pool!(self, conn => sqlx::query_as(
            "select i.column_code, i.unit, cast(count(*) as bigint) as count
               from item i
               join publication p on p.item = i.id
              where i.first_published_at >= $1 and i.first_published_at < $2
                and p.kind not in ($3, $4)
              group by i.column_code, i.unit
              order by i.column_code, i.unit",
        ).bind(from).bind(until).bind(Kind::Service.code()).bind(Kind::Account.code()).fetch_all(conn).await)?;
        let mut counts: BTreeMap<(ColumnCode, UnitCode), i64> = BTreeMap::new();
        let place = Place::new("item", 0);
        for row in public {
            counts.insert((place.column_code(&row.column_code)?, place.unit_code(&row.unit)?), row.count);
        }
        // Of what kind it was stands in its text only; few are withdrawn.
        let withdrawn: Vec<WithdrawnRow> = on_pool!(self, conn => sqlx::query_as(
            "select i.id, i.column_code, i.unit, r.content
               from item i
               join revision r on r.item = i.id and r.number = i.newest
              where i.first_published_at >= $1 and i.first_published_at < $2
                and not exists (select 1 from publication p where p.item = i.id)
              order by i.id",
        ).bind(from).bind(until).fetch_all(conn).await)?;
        for row in withdrawn {
            let place = Place::new("item", row.id);
            let content: Content = place.json(&row.content)?;
            if !matches!(content.detail.kind(), Kind::Service | Kind::Account) {
                *counts.entry((place.column_code(&row.column_code)?, place.unit_code(&row.unit)?)).or_default() += 1;
            }
        }
        Ok(counts.into_iter().map(|((column, unit), count)| Published { column, unit, count }).collect())
    }

    /// What public items of a kind say that first became public in the period.
    pub async fn details_published(
        &self,
        kind: Kind,
        from: DateTime<Utc>,
        until: DateTime<Utc>,
    ) -> Result<Vec<Detail>> {
        let rows: Vec<DetailRow> = on_pool!(self, conn => sqlx::query_as(
            "select p.item, p.detail
               from publication p
               join item i on i.id = p.item
              where p.kind = $1 and i.first_published_at >= $2 and i.first_published_at < $3
              order by p.item",
        ).bind(kind.code()).bind(from).bind(until).fetch_all(conn).await)?;
        rows.into_iter().map(|row| Place::new("publication", row.item).json(&row.detail)).collect()
    }

    /// How many items of a kind are public now.
    pub async fn count_published_of_kind(&self, kind: Kind) -> Result<i64> {
        Ok(on_pool!(self, conn => sqlx::query_scalar(
            "select cast(count(*) as bigint) from publication where kind = $1",
        ).bind(kind.code()).fetch_one(conn).await)?)
    }

    /// On how many days from `from` to `until`, both with them, a column was seen in a state.
    pub async fn days_in_states(&self, from: NaiveDate, until: NaiveDate) -> Result<Vec<ColumnDays>> {
        let rows: Vec<DaysRow> = on_pool!(self, conn => sqlx::query_as(
            "select column_code, state, cast(count(*) as bigint) as days
               from column_state
              where day between $1 and $2
              group by column_code, state
              order by column_code, state",
        ).bind(from).bind(until).fetch_all(conn).await)?;
        let place = Place::new("column_state", 0);
        let read = |row: DaysRow| {
            let state = place.unless(State::from_code(&row.state), "state", &row.state)?;
            Ok(ColumnDays { column: place.column_code(&row.column_code)?, state, days: row.days })
        };
        rows.into_iter().map(read).collect()
    }

    /// Special topics that were public and not archived at some time of the period, and those that were opened in it.
    pub async fn topics_kept_up(&self, from: DateTime<Utc>, until: DateTime<Utc>) -> Result<TopicWork> {
        let (kept_up, opened): (i64, i64) = on_pool!(self, conn => sqlx::query_as(
            "select cast(count(*) as bigint),
                    cast(coalesce(sum(case when published_at >= $1 then 1 else 0 end), 0) as bigint)
               from topic
              where published_at < $2 and (archived_at is null or archived_at >= $1)",
        ).bind(from).bind(until).fetch_one(conn).await)?;
        Ok(TopicWork { kept_up, opened })
    }

    /// How many letters of readers came in in the period, by the unit that answers.
    pub async fn letters_received(&self, from: DateTime<Utc>, until: DateTime<Utc>) -> Result<Vec<(UnitCode, i64)>> {
        let rows: Vec<(String, i64)> = on_pool!(self, conn => sqlx::query_as(
            "select unit, cast(count(*) as bigint)
               from report
              where received_at >= $1 and received_at < $2
              group by unit
              order by unit",
        ).bind(from).bind(until).fetch_all(conn).await)?;
        let place = Place::new("report", 0);
        rows.into_iter().map(|(unit, count)| Ok((place.unit_code(&unit)?, count))).collect()
    }

    /// The letters that were answered in the period, oldest answer first.
    pub async fn letters_answered(&self, from: DateTime<Utc>, until: DateTime<Utc>) -> Result<Vec<Answered>> {
        let rows: Vec<AnsweredRow> = on_pool!(self, conn => sqlx::query_as(
            "select id, unit, received_at, answered_at
               from report
              where answered_at >= $1 and answered_at < $2
              order by answered_at, id",
        ).bind(from).bind(until).fetch_all(conn).await)?;
        let read = |row: AnsweredRow| {
            let unit = Place::new("report", row.id).unit_code(&row.unit)?;
            Ok(Answered { unit, received_at: row.received_at, answered_at: row.answered_at })
        };
        rows.into_iter().map(read).collect()
    }

    /// The patrol's rounds that began in the period and are finished, with what they have opened and seen mended.
    pub async fn patrol_work(&self, from: DateTime<Utc>, until: DateTime<Utc>) -> Result<PatrolWork> {
        let (rounds, found, mended): (i64, i64, i64) = on_pool!(self, conn => sqlx::query_as(
            "select cast(count(*) as bigint),
                    cast(coalesce(sum(opened), 0) as bigint),
                    cast(coalesce(sum(fixed), 0) as bigint)
               from patrol_round
              where started_at >= $1 and started_at < $2 and finished_at is not null",
        ).bind(from).bind(until).fetch_one(conn).await)?;
        Ok(PatrolWork { rounds, found, mended })
    }

    /// How often the log has each action in the period, the most frequent first.
    pub async fn actions_logged(&self, from: DateTime<Utc>, until: DateTime<Utc>) -> Result<Vec<(String, i64)>> {
        Ok(on_pool!(self, conn => sqlx::query_as(
            "select action, cast(count(*) as bigint) as count
               from event
              where at >= $1 and at < $2
              group by action
              order by count desc, action",
        ).bind(from).bind(until).fetch_all(conn).await)?)
    }
}
