//! Pauses, exemptions and extensions of clocks. A row is ended, never changed.

use chrono::{DateTime, NaiveDate, Utc};
use domain::{
    desk::clocks::{Adjust, Adjustment, AdjustmentKind},
    id::{AccountId, AdjustmentId, ItemId},
    plan::ColumnCode,
};
use sqlx::FromRow;

use crate::{
    Error, Result, Store, Tx,
    db::{on_pool, on_tx},
    decode::Place,
};

#[derive(FromRow)]
struct Row {
    id: i64,
    kind: String,
    column_code: String,
    item: Option<i64>,
    matter: String,
    matter_title: String,
    from_on: NaiveDate,
    to_on: Option<NaiveDate>,
    reason: String,
    decided_name: String,
    decided_at: DateTime<Utc>,
    ended_at: Option<DateTime<Utc>>,
    ended_name: String,
    ended_reason: String,
}

impl TryFrom<Row> for Adjustment {
    type Error = Error;

    fn try_from(row: Row) -> Result<Self> {
        let place = Place::new("clock_adjustment", row.id);
        let adjust = Adjust {
            kind: place.unless(AdjustmentKind::from_code(&row.kind), "kind", &row.kind)?,
            column: place.column_code(&row.column_code)?,
            item: row.item.map(ItemId::new),
            matter: place.matter(&row.matter)?,
            from: row.from_on,
            to: row.to_on,
            reason: row.reason,
        };
        Ok(Self {
            id: AdjustmentId::new(row.id),
            adjust,
            about: row.matter_title,
            by: row.decided_name,
            at: row.decided_at,
            ended: row.ended_at.map(|at| (at, row.ended_name, row.ended_reason)),
        })
    }
}

impl Store {
    /// What counts for the clocks, oldest first: what nobody has taken back, and pauses and exemptions that have ended,
    /// since the days until then stay what they were.
    pub async fn adjustments_that_count(&self) -> Result<Vec<Adjustment>> {
        let rows: Vec<Row> = on_pool!(self, conn => sqlx::query_as(
            "select id, kind, column_code, item, matter, matter_title, from_on, to_on, reason, decided_name,
                    decided_at, ended_at, ended_name, ended_reason
               from clock_adjustment
              where ended_at is null or kind in ('pause', 'exemption')
              order by id",
        ).fetch_all(conn).await)?;
        rows.into_iter().map(Adjustment::try_from).collect()
    }

    /// Everything that was ever decided about a column's clocks, the newest first.
    pub async fn adjustments_of(&self, column: &ColumnCode) -> Result<Vec<Adjustment>> {
        let rows: Vec<Row> = on_pool!(self, conn => sqlx::query_as(
            "select id, kind, column_code, item, matter, matter_title, from_on, to_on, reason, decided_name,
                    decided_at, ended_at, ended_name, ended_reason
               from clock_adjustment
              where column_code = $1
              order by id desc",
        ).bind(column.as_str()).fetch_all(conn).await)?;
        rows.into_iter().map(Adjustment::try_from).collect()
    }
}

impl Tx {
    /// `about` is what the single duty is called that it is for; empty for the column's own clocks.
    pub async fn adjust_clock(
        &mut self,
        adjust: &Adjust,
        about: &str,
        by: (AccountId, &str),
        at: DateTime<Utc>,
    ) -> Result<AdjustmentId> {
        let id: i64 = on_tx!(self, conn => sqlx::query_scalar(
            "insert into clock_adjustment
                    (kind, column_code, item, from_on, to_on, reason, decided_by, decided_name, decided_at,
                     matter, matter_title)
             values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
             returning id",
        )
        .bind(adjust.kind.code())
        .bind(adjust.column.as_str())
        .bind(adjust.item.map(ItemId::get))
        .bind(adjust.from)
        .bind(adjust.to)
        .bind(&adjust.reason)
        .bind(by.0.get())
        .bind(by.1)
        .bind(at)
        .bind(adjust.matter.as_ref().map(ToString::to_string).unwrap_or_default())
        .bind(about)
        .fetch_one(conn)
        .await)?;
        Ok(AdjustmentId::new(id))
    }

    /// Takes an adjustment back; `false` when it has been already.
    pub async fn end_adjustment(
        &mut self,
        id: AdjustmentId,
        by: &str,
        at: DateTime<Utc>,
        reason: &str,
    ) -> Result<bool> {
        let rows = on_tx!(self, conn => sqlx::query(
            "update clock_adjustment
                set ended_at = $2,
                    ended_name = $3,
                    ended_reason = $4
              where id = $1 and ended_at is null",
        )
        .bind(id.get())
        .bind(at)
        .bind(by)
        .bind(reason)
        .execute(conn)
        .await
        .map(|done| done.rows_affected()))?;
        Ok(rows == 1)
    }
}
