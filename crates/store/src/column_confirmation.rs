//! 定期确认: a unit looked through a column and nothing had changed.

use std::collections::BTreeMap;

use chrono::{DateTime, NaiveDate, Utc};
use domain::{
    id::AccountId,
    plan::{ColumnCode, UnitCode},
};
use sqlx::FromRow;

use crate::{
    Result, Store, Tx,
    db::{on_pool, on_tx},
    decode::Place,
};

/// A confirmation to be written.
#[derive(Debug, Clone)]
pub struct NewColumnConfirmation<'a> {
    pub column: &'a ColumnCode,
    pub unit: &'a UnitCode,
    pub on: NaiveDate,
    pub by: (AccountId, &'a str),
    pub at: DateTime<Utc>,
    pub note: &'a str,
}

#[derive(FromRow)]
struct Row {
    column_code: String,
    confirmed_on: NaiveDate,
}

impl Store {
    /// The last day on which each column was confirmed.
    pub async fn last_confirmations(&self) -> Result<BTreeMap<ColumnCode, NaiveDate>> {
        let rows: Vec<Row> = on_pool!(self, conn => sqlx::query_as(
            "select column_code, max(confirmed_on) as confirmed_on
               from column_confirmation
              group by column_code
              order by column_code",
        ).fetch_all(conn).await)?;
        let place = Place::new("column_confirmation", 0);
        rows.into_iter().map(|row| Ok((place.column_code(&row.column_code)?, row.confirmed_on))).collect()
    }
}

impl Tx {
    /// `false` when the unit has confirmed the column on that day already.
    pub async fn confirm_column(&mut self, new: &NewColumnConfirmation<'_>) -> Result<bool> {
        let rows = on_tx!(self, conn => sqlx::query(
            "insert into column_confirmation (column_code, unit, confirmed_on, account, name, at, note)
             values ($1, $2, $3, $4, $5, $6, $7)
             on conflict (column_code, unit, confirmed_on) do nothing",
        )
        .bind(new.column.as_str())
        .bind(new.unit.as_str())
        .bind(new.on)
        .bind(new.by.0.get())
        .bind(new.by.1)
        .bind(new.at)
        .bind(new.note)
        .execute(conn)
        .await
        .map(|done| done.rows_affected()))?;
        Ok(rows == 1)
    }
}
