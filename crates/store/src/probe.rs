//! Probes of what must always be there, and whose turn it is to probe.

use chrono::{DateTime, Utc};
use domain::availability::{Outcome, Probe, Probed};
use sqlx::FromRow;

use crate::{
    Result, Store, Tx,
    db::{on_pool, on_tx},
    decode::Place,
};

/// The last time that everything was probed, or the time that goes on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, FromRow)]
pub struct Probing {
    pub begun_at: DateTime<Utc>,
    pub leased_until: DateTime<Utc>,
    /// `None` while a node is at it, or has died over it.
    pub finished_at: Option<DateTime<Utc>>,
}

/// A turn that this node has: nobody else probes until the lease is over.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ClaimedProbing {
    pub begun_at: DateTime<Utc>,
    pub leased_until: DateTime<Utc>,
}

#[derive(FromRow)]
struct Row {
    target: String,
    at: DateTime<Utc>,
    outcome: String,
    milliseconds: Option<i64>,
    fault: String,
}

const OPENED: &str = "opened";
const FAILED: &str = "failed";
const UNSETTLED: &str = "unsettled";

impl Row {
    fn read(self) -> Result<(Probed, Probe)> {
        let place = Place::new("probe", 0);
        let probed = place.unless(Probed::from_code(&self.target), "target", &self.target)?;
        let milliseconds = self.milliseconds.and_then(|milliseconds| u32::try_from(milliseconds).ok());
        let outcome = match (self.outcome.as_str(), milliseconds) {
            (OPENED, Some(milliseconds)) => Some(Outcome::Opened { milliseconds }),
            (FAILED, None) => Some(Outcome::Failed { why: self.fault }),
            (UNSETTLED, None) => Some(Outcome::Unsettled { why: self.fault }),
            _ => None,
        };
        let outcome = place.unless(outcome, "outcome", &self.outcome)?;
        Ok((probed, Probe { at: self.at, outcome }))
    }
}

impl Store {
    /// When everything was probed last; `None` before the first time.
    pub async fn last_probing(&self) -> Result<Option<Probing>> {
        Ok(on_pool!(self, conn => sqlx::query_as(
            "select begun_at, leased_until, finished_at
               from probing
              where id = 1",
        ).fetch_optional(conn).await)?)
    }

    /// Every probe after `after`, up to `until` and with it, by what was probed, the oldest first.
    pub async fn probes_between(&self, after: DateTime<Utc>, until: DateTime<Utc>) -> Result<Vec<(Probed, Probe)>> {
        let rows: Vec<Row> = on_pool!(self, conn => sqlx::query_as(
            "select target, at, outcome, milliseconds, fault
               from probe
              where at > $1 and at <= $2
              order by target, at",
        ).bind(after).bind(until).fetch_all(conn).await)?;
        rows.into_iter().map(Row::read).collect()
    }

    /// Those of one target, the oldest first.
    pub async fn probes_of(&self, of: &Probed, after: DateTime<Utc>, until: DateTime<Utc>) -> Result<Vec<Probe>> {
        let rows: Vec<Row> = on_pool!(self, conn => sqlx::query_as(
            "select target, at, outcome, milliseconds, fault
               from probe
              where target = $1 and at > $2 and at <= $3
              order by at",
        ).bind(of.code()).bind(after).bind(until).fetch_all(conn).await)?;
        rows.into_iter().map(|row| Ok(row.read()?.1)).collect()
    }
}

impl Tx {
    /// Takes the turn to probe at `now` until `until`, if the turn before began no later than `begun_by` and is over. A node
    /// that died leaves its lease, which ends by itself.
    pub async fn claim_probing(
        &mut self,
        now: DateTime<Utc>,
        begun_by: DateTime<Utc>,
        until: DateTime<Utc>,
    ) -> Result<Option<ClaimedProbing>> {
        let rows = on_tx!(self, conn => sqlx::query(
            "insert into probing (id, begun_at, leased_until)
             values (1, $1, $3)
             on conflict (id) do update
                set begun_at = excluded.begun_at, leased_until = excluded.leased_until, finished_at = null
              where (probing.finished_at is not null and probing.begun_at <= $2)
                 or (probing.finished_at is null and probing.leased_until <= $1)",
        )
        .bind(now)
        .bind(begun_by)
        .bind(until)
        .execute(conn)
        .await
        .map(|done| done.rows_affected()))?;
        Ok((rows == 1).then_some(ClaimedProbing { begun_at: now, leased_until: until }))
    }

    /// Keeps what one probe found of everything that has its address, and holds the turn on until `until`; `false`, and nothing
    /// is written, when the turn is lost.
    pub async fn keep_probe(
        &mut self,
        claimed: &ClaimedProbing,
        of: &[Probed],
        probe: &Probe,
        until: DateTime<Utc>,
    ) -> Result<bool> {
        let held = on_tx!(self, conn => sqlx::query(
            "update probing
                set leased_until = $3
              where id = 1 and begun_at = $1 and leased_until = $2 and finished_at is null",
        )
        .bind(claimed.begun_at)
        .bind(claimed.leased_until)
        .bind(until)
        .execute(conn)
        .await
        .map(|done| done.rows_affected()))?;
        if held != 1 {
            return Ok(false);
        }
        let (outcome, milliseconds, fault) = match &probe.outcome {
            Outcome::Opened { milliseconds } => (OPENED, Some(i64::from(*milliseconds)), ""),
            Outcome::Failed { why } => (FAILED, None, why.as_str()),
            Outcome::Unsettled { why } => (UNSETTLED, None, why.as_str()),
        };
        for probed in of {
            on_tx!(self, conn => sqlx::query(
                "insert into probe (target, at, outcome, milliseconds, fault)
                 values ($1, $2, $3, $4, $5)",
            )
            .bind(probed.code())
            .bind(probe.at)
            .bind(outcome)
            .bind(milliseconds)
            .bind(fault)
            .execute(conn)
            .await
            .map(drop))?;
        }
        Ok(true)
    }

    /// Ends the turn; `false` when it is lost.
    pub async fn finish_probing(&mut self, claimed: &ClaimedProbing, at: DateTime<Utc>) -> Result<bool> {
        Ok(on_tx!(self, conn => sqlx::query(
            "update probing
                set finished_at = $3
              where id = 1 and begun_at = $1 and leased_until = $2 and finished_at is null",
        )
        .bind(claimed.begun_at)
        .bind(claimed.leased_until)
        .bind(at)
        .execute(conn)
        .await
        .map(|done| done.rows_affected() == 1))?)
    }

    /// Forgets every probe before `before`; says how many.
    pub async fn forget_probes(&mut self, before: DateTime<Utc>) -> Result<u64> {
        Ok(on_tx!(self, conn => sqlx::query(
            "delete from probe
              where at < $1",
        ).bind(before).execute(conn).await.map(|done| done.rows_affected()))?)
    }
}
