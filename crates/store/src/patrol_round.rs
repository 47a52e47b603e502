//! Rounds of the patrol: one is open at a time, and one node walks it.

use std::collections::BTreeMap;

use chrono::{DateTime, NaiveDate, Utc};
use domain::{desk::patrol::RoundRow, patrol::UnseenCertificate, plan::ColumnCode};
use sqlx::FromRow;

use crate::{
    Error, Result, Store, Tx,
    db::{on_pool, on_tx},
    decode::Place,
};

/// A round as it is stored.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RoundRecord {
    pub row: RoundRow,
    /// The link and function columns that it has an answer for.
    pub probed: Vec<ColumnCode>,
}

/// A round that this node has claimed: nobody else walks it until the lease is over.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ClaimedRound {
    pub number: u32,
    pub leased_until: DateTime<Utc>,
    /// How far it had come, as JSON; empty when it has not begun.
    pub progress: String,
}

/// How a round has ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RoundEnd {
    pub at: DateTime<Utc>,
    pub pages: i64,
    /// Pages for which there was no room.
    pub left_out: i64,
    pub files: i64,
    pub asked_outside: i64,
    pub opened: i64,
    pub fixed: i64,
    /// Certificates that nobody could look at.
    pub unseen: Vec<UnseenCertificate>,
    pub probed: Vec<ColumnCode>,
    /// Addresses of other sites that have opened, and when last.
    pub opened_outside: BTreeMap<String, NaiveDate>,
}

#[derive(FromRow)]
struct Row {
    number: i64,
    ordered_by: String,
    started_at: DateTime<Utc>,
    finished_at: Option<DateTime<Utc>>,
    pages: i64,
    left_out: i64,
    files: i64,
    asked_outside: i64,
    opened: i64,
    fixed: i64,
    unseen: String,
    probed: String,
}

fn number(place: Place) -> Result<u32> {
    place.unless(u32::try_from(place.row).ok(), "number", "")
}

impl TryFrom<Row> for RoundRecord {
    type Error = Error;

    fn try_from(row: Row) -> Result<Self> {
        let place = Place::new("patrol_round", row.number);
        Ok(Self {
            probed: place.json(&row.probed)?,
            row: RoundRow {
                number: number(place)?,
                ordered_by: row.ordered_by,
                started_at: row.started_at,
                finished_at: row.finished_at,
                pages: row.pages,
                left_out: row.left_out,
                files: row.files,
                asked_outside: row.asked_outside,
                opened: row.opened,
                fixed: row.fixed,
                unseen: place.json(&row.unseen)?,
            },
        })
    }
}

impl Store {
    /// The last rounds, the newest first.
    pub async fn patrol_rounds(&self, limit: i64) -> Result<Vec<RoundRecord>> {
        let rows: Vec<Row> = on_pool!(self, conn => sqlx::query_as(
            "select number, ordered_by, started_at, finished_at, pages, left_out, files, asked_outside, opened, fixed,
                    unseen, probed
               from patrol_round
              order by number desc
              limit $1",
        ).bind(limit).fetch_all(conn).await)?;
        rows.into_iter().map(RoundRecord::try_from).collect()
    }

    /// The last round that has come to its end.
    pub async fn last_finished_round(&self) -> Result<Option<RoundRecord>> {
        let row: Option<Row> = on_pool!(self, conn => sqlx::query_as(
            "select number, ordered_by, started_at, finished_at, pages, left_out, files, asked_outside, opened, fixed,
                    unseen, probed
               from patrol_round
              where finished_at is not null
              order by number desc
              limit 1",
        ).fetch_optional(conn).await)?;
        row.map(RoundRecord::try_from).transpose()
    }

    /// Addresses of other sites that the last finished round knows to have opened, and when.
    pub async fn opened_outside(&self) -> Result<BTreeMap<String, NaiveDate>> {
        let row: Option<(i64, String)> = on_pool!(self, conn => sqlx::query_as(
            "select number, opened_outside
               from patrol_round
              where finished_at is not null
              order by number desc
              limit 1",
        ).fetch_optional(conn).await)?;
        row.map_or(Ok(BTreeMap::new()), |(number, json)| Place::new("patrol_round", number).json(&json))
    }
}

impl Tx {
    /// Opens a round; `None` while another is open.
    pub async fn order_round(&mut self, ordered_by: &str, at: DateTime<Utc>) -> Result<Option<u32>> {
        let id: Option<i64> = on_tx!(self, conn => sqlx::query_scalar(
            "insert into patrol_round
                    (ordered_by, started_at, progress, pages, files, asked_outside, opened, fixed, probed)
             values ($1, $2, '', 0, 0, 0, 0, 0, '[]')
             on conflict do nothing
             returning number",
        ).bind(ordered_by).bind(at).fetch_optional(conn).await)?;
        id.map(|id| number(Place::new("patrol_round", id))).transpose()
    }

    /// Claims the open round unless somebody walks it. A node that died leaves its lease, which ends by itself.
    pub async fn claim_round(&mut self, now: DateTime<Utc>, until: DateTime<Utc>) -> Result<Option<ClaimedRound>> {
        let row: Option<(i64, String)> = on_tx!(self, conn => sqlx::query_as(
            "update patrol_round
                set leased_until = $2
              where finished_at is null and (leased_until is null or leased_until <= $1)
             returning number, progress",
        ).bind(now).bind(until).fetch_optional(conn).await)?;
        let claimed = |(id, progress)| {
            Ok(ClaimedRound { number: number(Place::new("patrol_round", id))?, leased_until: until, progress })
        };
        row.map(claimed).transpose()
    }

    /// Holds the claim on until `until`; `false` when it is lost.
    pub async fn hold_round(&mut self, claimed: &ClaimedRound, until: DateTime<Utc>) -> Result<bool> {
        Ok(on_tx!(self, conn => sqlx::query(
            "update patrol_round
                set leased_until = $3
              where number = $1 and leased_until = $2 and finished_at is null",
        )
        .bind(i64::from(claimed.number))
        .bind(claimed.leased_until)
        .bind(until)
        .execute(conn)
        .await
        .map(|done| done.rows_affected() == 1))?)
    }

    /// Keeps how far a round has come that this node holds, and holds it on until `until`; `false` when the claim is lost.
    pub async fn keep_progress(
        &mut self,
        claimed: &ClaimedRound,
        pages: i64,
        progress: &str,
        until: DateTime<Utc>,
    ) -> Result<bool> {
        Ok(on_tx!(self, conn => sqlx::query(
            "update patrol_round
                set progress = $3, pages = $4, leased_until = $5
              where number = $1 and leased_until = $2 and finished_at is null",
        )
        .bind(i64::from(claimed.number))
        .bind(claimed.leased_until)
        .bind(progress)
        .bind(pages)
        .bind(until)
        .execute(conn)
        .await
        .map(|done| done.rows_affected() == 1))?)
    }

    /// Ends a round; `false` when the claim is lost.
    pub async fn finish_round(&mut self, claimed: &ClaimedRound, end: &RoundEnd) -> Result<bool> {
        let probed = serde_json::to_string(&end.probed)?;
        let opened_outside = serde_json::to_string(&end.opened_outside)?;
        let unseen = serde_json::to_string(&end.unseen)?;
        Ok(on_tx!(self, conn => sqlx::query(
            "update patrol_round
                set finished_at = $3, leased_until = null, progress = '', pages = $4, files = $5, asked_outside = $6,
                    opened = $7, fixed = $8, probed = $9, opened_outside = $10, left_out = $11, unseen = $12
              where number = $1 and leased_until = $2 and finished_at is null",
        )
        .bind(i64::from(claimed.number))
        .bind(claimed.leased_until)
        .bind(end.at)
        .bind(end.pages)
        .bind(end.files)
        .bind(end.asked_outside)
        .bind(end.opened)
        .bind(end.fixed)
        .bind(&probed)
        .bind(&opened_outside)
        .bind(end.left_out)
        .bind(&unseen)
        .execute(conn)
        .await
        .map(|done| done.rows_affected() == 1))?)
    }
}
