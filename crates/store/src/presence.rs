//! Who has an item open now. Signs of life only: no part of the log.

use chrono::{DateTime, Utc};
use domain::{
    desk::content::Presence,
    id::{AccountId, ItemId},
};

use crate::{
    Result, Store, Tx,
    db::{on_pool, on_tx},
};

impl Store {
    /// Who, besides `except`, has given a sign of life on the item at or after `since`.
    pub async fn present(&self, item: ItemId, except: AccountId, since: DateTime<Utc>) -> Result<Vec<Presence>> {
        let rows: Vec<(String, String, DateTime<Utc>, bool)> = on_pool!(self, conn => sqlx::query_as(
            "select name, unit_name, since, editing
               from presence
              where item = $1 and account <> $2 and seen_at >= $3
              order by since, account",
        ).bind(item.get()).bind(except.get()).bind(since).fetch_all(conn).await)?;
        Ok(rows
            .into_iter()
            .map(|(name, unit_name, since, editing)| Presence { name, unit_name, since, editing })
            .collect())
    }
}

/// A sign of life.
#[derive(Debug, Clone)]
pub struct Heartbeat<'a> {
    pub item: ItemId,
    pub account: AccountId,
    pub name: &'a str,
    pub unit_name: &'a str,
    pub editing: bool,
    pub at: DateTime<Utc>,
    /// Whoever was not seen since then has left.
    pub gone_before: DateTime<Utc>,
}

impl Tx {
    /// Notes a sign of life, and forgets those who have left the item.
    pub async fn heartbeat(&mut self, beat: &Heartbeat<'_>) -> Result<()> {
        on_tx!(self, conn => sqlx::query("delete from presence where item = $1 and seen_at < $2")
            .bind(beat.item.get())
            .bind(beat.gone_before)
            .execute(conn)
            .await
            .map(drop))?;
        on_tx!(self, conn => sqlx::query(
            "insert into presence (item, account, name, unit_name, editing, since, seen_at)
             values ($1, $2, $3, $4, $5, $6, $6)
             on conflict (item, account) do update
                set editing = excluded.editing,
                    seen_at = excluded.seen_at",
        )
        .bind(beat.item.get())
        .bind(beat.account.get())
        .bind(beat.name)
        .bind(beat.unit_name)
        .bind(beat.editing)
        .bind(beat.at)
        .execute(conn)
        .await
        .map(drop))?;
        Ok(())
    }
}
