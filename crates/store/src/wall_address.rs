//! The secret address of the county board for a screen on the wall. Only the hash of the secret is known here.

use chrono::{DateTime, Utc};
use domain::desk::secret_address::SecretAddress;

use crate::{
    Result, Store, Tx,
    db::{on_pool, on_tx},
};

impl Store {
    /// Since when there is an address, and who made it.
    pub async fn wall_address(&self) -> Result<Option<SecretAddress>> {
        let known: Option<(String, DateTime<Utc>)> = on_pool!(self, conn => sqlx::query_as(
            "select made_name, made_at
               from wall_address",
        ).fetch_optional(conn).await)?;
        Ok(known.map(|(made_by, made_at)| SecretAddress { made_at, made_by }))
    }

    /// Whether the secret of the address has this hash.
    pub async fn is_wall_address(&self, token_hash: &str) -> Result<bool> {
        let made_at: Option<DateTime<Utc>> = on_pool!(self, conn => sqlx::query_scalar(
            "select made_at
               from wall_address
              where token_hash = $1",
        ).bind(token_hash).fetch_optional(conn).await)?;
        Ok(made_at.is_some())
    }
}

impl Tx {
    /// Makes a new address; the one before leads nowhere from now on.
    pub async fn put_wall_address(&mut self, token_hash: &str, by: &str, at: DateTime<Utc>) -> Result<()> {
        on_tx!(self, conn => sqlx::query(
            "insert into wall_address (id, token_hash, made_name, made_at)
             values (1, $1, $2, $3)
             on conflict (id) do update
                set token_hash = $1,
                    made_name = $2,
                    made_at = $3",
        )
        .bind(token_hash)
        .bind(by)
        .bind(at)
        .execute(conn)
        .await
        .map(drop))?;
        Ok(())
    }

    /// Ends the address; `false` when there was none.
    pub async fn end_wall_address(&mut self) -> Result<bool> {
        Ok(on_tx!(self, conn => sqlx::query("delete from wall_address")
            .execute(conn)
            .await
            .map(|done| done.rows_affected() == 1))?)
    }
}
