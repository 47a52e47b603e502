//! Messages to the people in an item's chain.

use chrono::{DateTime, Utc};
use domain::{
    desk::content::Notice,
    id::{AccountId, ItemId, NoticeId},
};

use crate::{
    Result, Store, Tx,
    db::{on_pool, on_tx},
};

impl Store {
    /// The account's latest notices, newest first.
    pub async fn notices(&self, account: AccountId, limit: i64) -> Result<Vec<Notice>> {
        let rows: Vec<(i64, Option<i64>, String, DateTime<Utc>, Option<DateTime<Utc>>)> = on_pool!(self, conn => sqlx::query_as(
                "select id, item, text, at, read_at
                   from notice
                  where account = $1
                  order by id desc
                  limit $2",
            ).bind(account.get()).bind(limit).fetch_all(conn).await)?;
        Ok(rows
            .into_iter()
            .map(|(id, item, text, at, read_at)| Notice {
                id: NoticeId::new(id),
                item: item.map(ItemId::new),
                text,
                at,
                read: read_at.is_some(),
            })
            .collect())
    }

    pub async fn unread_notices(&self, account: AccountId) -> Result<i64> {
        Ok(on_pool!(self, conn => sqlx::query_scalar(
            "select count(*) from notice where account = $1 and read_at is null",
        ).bind(account.get()).fetch_one(conn).await)?)
    }
}

impl Tx {
    pub async fn insert_notice(
        &mut self,
        to: AccountId,
        item: Option<ItemId>,
        text: &str,
        at: DateTime<Utc>,
    ) -> Result<()> {
        on_tx!(self, conn => sqlx::query("insert into notice (account, item, text, at) values ($1, $2, $3, $4)")
            .bind(to.get())
            .bind(item.map(ItemId::get))
            .bind(text)
            .bind(at)
            .execute(conn)
            .await
            .map(drop))?;
        Ok(())
    }

    /// Marks everything up to `last` as read; returns how many were unread.
    pub async fn read_notices(&mut self, account: AccountId, last: NoticeId, at: DateTime<Utc>) -> Result<u64> {
        Ok(on_tx!(self, conn => sqlx::query(
            "update notice
                set read_at = $3
              where account = $1 and id <= $2 and read_at is null",
        ).bind(account.get()).bind(last.get()).bind(at).execute(conn).await.map(|done| done.rows_affected()))?)
    }
}
