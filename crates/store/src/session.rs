//! Sessions by the hash of their identifier. The identifier itself is never written.
//!
//! A session is bookkeeping of the web layer, not a change of the county's data: creating, touching and expiring it
//! leaves no event. Signing in, signing out and revoking do, and `cms` writes those.

use chrono::{DateTime, Utc};
use domain::id::AccountId;
use sqlx::FromRow;

use crate::{
    Result, Store, Tx,
    db::{on_pool, on_tx},
};

/// A session as it is stored.
#[derive(Clone, PartialEq, Eq)]
pub struct SessionRecord {
    /// SHA-256 of the identifier, hexadecimal.
    pub id_hash: String,
    /// `None` before the log-in.
    pub account: Option<AccountId>,
    /// JSON object of the web layer.
    pub data: String,
    pub address: String,
    pub user_agent: String,
    pub created_at: DateTime<Utc>,
    pub last_seen_at: DateTime<Utc>,
    pub expires_at: DateTime<Utc>,
}

impl std::fmt::Debug for SessionRecord {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        // Neither the hash nor the data: the log of the server is no place for them.
        f.debug_struct("SessionRecord").field("account", &self.account).finish_non_exhaustive()
    }
}

#[derive(FromRow)]
struct Row {
    id_hash: String,
    account_id: Option<i64>,
    data: String,
    address: String,
    user_agent: String,
    created_at: DateTime<Utc>,
    last_seen_at: DateTime<Utc>,
    expires_at: DateTime<Utc>,
}

impl From<Row> for SessionRecord {
    fn from(row: Row) -> Self {
        Self {
            id_hash: row.id_hash,
            account: row.account_id.map(AccountId::new),
            data: row.data,
            address: row.address,
            user_agent: row.user_agent,
            created_at: row.created_at,
            last_seen_at: row.last_seen_at,
            expires_at: row.expires_at,
        }
    }
}

impl Store {
    /// A session that has not expired by `now`.
    pub async fn session(&self, id_hash: &str, now: DateTime<Utc>) -> Result<Option<SessionRecord>> {
        let row: Option<Row> = on_pool!(self, conn => sqlx::query_as(
            "select id_hash, account_id, data, address, user_agent, created_at, last_seen_at, expires_at
               from session
              where id_hash = $1 and expires_at > $2",
        ).bind(id_hash).bind(now).fetch_optional(conn).await)?;
        Ok(row.map(SessionRecord::from))
    }

    /// The live sessions of an account, the one used last first.
    pub async fn sessions_of(&self, account: AccountId, now: DateTime<Utc>) -> Result<Vec<SessionRecord>> {
        let rows: Vec<Row> = on_pool!(self, conn => sqlx::query_as(
            "select id_hash, account_id, data, address, user_agent, created_at, last_seen_at, expires_at
               from session
              where account_id = $1 and expires_at > $2
              order by last_seen_at desc, created_at desc, id_hash",
        ).bind(account.get()).bind(now).fetch_all(conn).await)?;
        Ok(rows.into_iter().map(SessionRecord::from).collect())
    }
}

impl Tx {
    /// Adds a session; `false` when the identifier is taken and another must be drawn.
    pub async fn create_session(&mut self, session: &SessionRecord) -> Result<bool> {
        Ok(on_tx!(self, conn => sqlx::query(
            "insert into session
                    (id_hash, account_id, data, address, user_agent, created_at, last_seen_at, expires_at)
             values ($1, $2, $3, $4, $5, $6, $7, $8)
             on conflict (id_hash) do nothing",
        )
        .bind(&session.id_hash)
        .bind(session.account.map(AccountId::get))
        .bind(&session.data)
        .bind(&session.address)
        .bind(&session.user_agent)
        .bind(session.created_at)
        .bind(session.last_seen_at)
        .bind(session.expires_at)
        .execute(conn)
        .await
        .map(|done| done.rows_affected() == 1))?)
    }

    /// Writes what changed in a session; `false` when it is gone: a revoked session is not brought back by a request
    /// that was still under way.
    pub async fn save_session(&mut self, session: &SessionRecord) -> Result<bool> {
        Ok(on_tx!(self, conn => sqlx::query(
            "update session
                set account_id = $2, data = $3, address = $4, user_agent = $5, last_seen_at = $6, expires_at = $7
              where id_hash = $1",
        )
        .bind(&session.id_hash)
        .bind(session.account.map(AccountId::get))
        .bind(&session.data)
        .bind(&session.address)
        .bind(&session.user_agent)
        .bind(session.last_seen_at)
        .bind(session.expires_at)
        .execute(conn)
        .await
        .map(|done| done.rows_affected() == 1))?)
    }

    /// Notes that a session was used.
    pub async fn touch_session(&mut self, id_hash: &str, now: DateTime<Utc>, expires_at: DateTime<Utc>) -> Result<()> {
        on_tx!(self, conn => sqlx::query("update session set last_seen_at = $2, expires_at = $3 where id_hash = $1")
            .bind(id_hash)
            .bind(now)
            .bind(expires_at)
            .execute(conn)
            .await
            .map(drop))?;
        Ok(())
    }

    pub async fn delete_session(&mut self, id_hash: &str) -> Result<bool> {
        Ok(on_tx!(self, conn => sqlx::query("delete from session where id_hash = $1")
            .bind(id_hash)
            .execute(conn)
            .await
            .map(|done| done.rows_affected() == 1))?)
    }

    /// Ends the sessions of an account, but for the one that asks.
    pub async fn delete_sessions_of(&mut self, account: AccountId, except: Option<&str>) -> Result<u64> {
        Ok(on_tx!(self, conn => sqlx::query(
            "delete from session where account_id = $1 and ($2 is null or id_hash <> $2)",
        )
        .bind(account.get())
        .bind(except)
        .execute(conn)
        .await
        .map(|done| done.rows_affected()))?)
    }

    pub async fn delete_expired_sessions(&mut self, now: DateTime<Utc>) -> Result<u64> {
        Ok(on_tx!(self, conn => sqlx::query("delete from session where expires_at <= $1")
            .bind(now)
            .execute(conn)
            .await
            .map(|done| done.rows_affected()))?)
    }
}
