//! Secret addresses of unit calendars. Only the hash of the secret is known here.

use chrono::{DateTime, Utc};
use domain::{desk::secret_address::SecretAddress, plan::UnitCode};

use crate::{
    Result, Store, Tx,
    db::{on_pool, on_tx},
    decode::Place,
};

impl Store {
    /// Since when a unit has an address, and who made it.
    pub async fn calendar_address(&self, unit: &UnitCode) -> Result<Option<SecretAddress>> {
        let known: Option<(String, DateTime<Utc>)> = on_pool!(self, conn => sqlx::query_as(
            "select made_name, made_at
               from calendar_address
              where unit = $1",
        ).bind(unit.as_str()).fetch_optional(conn).await)?;
        Ok(known.map(|(made_by, made_at)| SecretAddress { made_at, made_by }))
    }

    /// The unit whose secret has this hash.
    pub async fn unit_of_calendar(&self, token_hash: &str) -> Result<Option<UnitCode>> {
        let unit: Option<String> = on_pool!(self, conn => sqlx::query_scalar(
            "select unit
               from calendar_address
              where token_hash = $1",
        ).bind(token_hash).fetch_optional(conn).await)?;
        unit.map(|unit| Place::new("calendar_address", 0).unit_code(&unit)).transpose()
    }
}

impl Tx {
    /// Gives a unit a new address; the one before leads nowhere from now on.
    pub async fn put_calendar_address(
        &mut self,
        unit: &UnitCode,
        token_hash: &str,
        by: &str,
        at: DateTime<Utc>,
    ) -> Result<()> {
        on_tx!(self, conn => sqlx::query(
            "insert into calendar_address (unit, token_hash, made_name, made_at)
             values ($1, $2, $3, $4)
             on conflict (unit) do update
                set token_hash = $2,
                    made_name = $3,
                    made_at = $4",
        )
        .bind(unit.as_str())
        .bind(token_hash)
        .bind(by)
        .bind(at)
        .execute(conn)
        .await
        .map(drop))?;
        Ok(())
    }
}
