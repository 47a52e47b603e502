//! Messages to the people in an item's chain.

use chrono::{DateTime, Utc};
use domain::{
    desk::content::Notice,
    id::{AccountId, ItemId, NoticeId},
};
use sqlx::FromRow;

use crate::{
    Result, Store, Tx,
    db::{on_pool, on_tx},
};

#[derive(FromRow)]
struct Row {
    id: i64,
    item: Option<i64>,
    text: String,
    at: DateTime<Utc>,
    read_at: Option<DateTime<Utc>>,
}

impl From<Row> for Notice {
    fn from(row: Row) -> Self {
        Self {
            id: NoticeId::new(row.id),
            item: row.item.map(ItemId::new),
            text: row.text,
            at: row.at,
            read: row.read_at.is_some(),
        }
    }
}

impl Store {
    /// The account's latest notices, newest first.
    pub async fn notices(&self, account: AccountId, limit: i64) -> Result<Vec<Notice>> {
        let rows: Vec<Row> = on_pool!(self, conn => sqlx::query_as(
            "select id, item, text, at, read_at
               from notice
              where account = $1
              order by id desc
              limit $2",
        ).bind(account.get()).bind(limit).fetch_all(conn).await)?;
        Ok(rows.into_iter().map(Notice::from).collect())
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
