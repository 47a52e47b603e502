//! Confirmations: what authors answered for in the check panel, kept with the revision.

use chrono::{DateTime, Utc};
use domain::{
    checks::Confirmation,
    id::{AccountId, ItemId},
};
use sqlx::FromRow;

use crate::{
    Result, Store, Tx,
    db::{on_pool, on_tx},
};

#[derive(FromRow)]
struct Row {
    field: String,
    message: String,
    reason: String,
    name: String,
    at: DateTime<Utc>,
}

impl From<Row> for Confirmation {
    fn from(row: Row) -> Self {
        Self { field: row.field, message: row.message, reason: row.reason, by: row.name, at: row.at }
    }
}

impl Store {
    /// What was answered for in a revision, oldest first.
    pub async fn confirmations_of(&self, item: ItemId, revision: i32) -> Result<Vec<Confirmation>> {
        let rows: Vec<Row> = on_pool!(self, conn => sqlx::query_as(
            "select field, message, reason, name, at
               from confirmation
              where item = $1 and revision = $2
              order by at, field, message",
        ).bind(item.get()).bind(revision).fetch_all(conn).await)?;
        Ok(rows.into_iter().map(Confirmation::from).collect())
    }
}

impl Tx {
    /// Keeps an answer in place of an earlier one to the same finding; the log keeps both.
    pub async fn put_confirmation(
        &mut self,
        item: ItemId,
        revision: i32,
        confirmation: &Confirmation,
        account: AccountId,
    ) -> Result<()> {
        on_tx!(self, conn => sqlx::query(
            "insert into confirmation (item, revision, field, message, reason, account, name, at)
             values ($1, $2, $3, $4, $5, $6, $7, $8)
             on conflict (item, revision, field, message) do update
                set reason = excluded.reason,
                    account = excluded.account,
                    name = excluded.name,
                    at = excluded.at",
        )
        .bind(item.get())
        .bind(revision)
        .bind(&confirmation.field)
        .bind(&confirmation.message)
        .bind(&confirmation.reason)
        .bind(account.get())
        .bind(&confirmation.by)
        .bind(confirmation.at)
        .execute(conn)
        .await
        .map(drop))?;
        Ok(())
    }
}
