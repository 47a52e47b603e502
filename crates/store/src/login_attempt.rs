//! Failed log-ins per login, counted before the password is looked at.

use chrono::{DateTime, Utc};

use crate::{Result, Tx, db::on_tx};

/// Whether a log-in may be tried.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Attempt {
    /// It may. `blocked_until` is set when this was the last try: unless it succeeds, the login is blocked.
    Counted {
        blocked_until: Option<DateTime<Utc>>,
    },
    Blocked {
        until: DateTime<Utc>,
    },
}

impl Tx {
    /// Counts a try as failed before it is made, so that parallel tries cannot pass the limit together. The `limit`th
    /// in a row is the last one until `block_until`; when that has passed, counting starts again.
    pub async fn begin_login(
        &mut self,
        login: &str,
        now: DateTime<Utc>,
        limit: i32,
        block_until: DateTime<Utc>,
    ) -> Result<Attempt> {
        let (failures, blocked_until): (i64, Option<DateTime<Utc>>) = on_tx!(self, conn => sqlx::query_as(
            "insert into login_attempt (login, failures, blocked_until, last_at)
             values ($1, 1, null, $2)
             on conflict (login) do update
                set failures = case when login_attempt.blocked_until <= $2 then 1 else login_attempt.failures + 1 end,
                    blocked_until = case
                        when login_attempt.blocked_until <= $2 then null
                        when login_attempt.blocked_until is null and login_attempt.failures + 1 >= $3 then $4
                        else login_attempt.blocked_until
                    end,
                    last_at = $2
             returning failures, blocked_until",
        )
        .bind(login)
        .bind(now)
        .bind(i64::from(limit))
        .bind(block_until)
        .fetch_one(conn)
        .await)?;
        Ok(match blocked_until {
            Some(until) if failures > i64::from(limit) => Attempt::Blocked { until },
            blocked_until => Attempt::Counted { blocked_until },
        })
    }

    /// Takes back one counted try that neither failed nor succeeded: the password was right, the code is still to
    /// come. The others stay counted, or whoever knows the password could guess codes without end.
    /// Tries during a block count no further than `limit`, so that the one taken back leaves room for another.
    pub async fn uncount_login(&mut self, login: &str, limit: i32) -> Result<()> {
        on_tx!(self, conn => sqlx::query(
            "update login_attempt
                set failures = case when failures > $2 then $2 else failures end - 1,
                    blocked_until = null
              where login = $1 and failures > 0",
        )
        .bind(login)
        .bind(limit)
        .execute(conn)
        .await
        .map(drop))?;
        Ok(())
    }

    /// After a success, or when the security administrator lifts the block.
    pub async fn forget_failures(&mut self, login: &str) -> Result<()> {
        on_tx!(self, conn => sqlx::query("delete from login_attempt where login = $1")
            .bind(login)
            .execute(conn)
            .await
            .map(drop))?;
        Ok(())
    }

    /// Drops the counts of logins that nobody has tried since `before`; most never existed.
    pub async fn delete_old_login_attempts(&mut self, before: DateTime<Utc>) -> Result<u64> {
        Ok(on_tx!(self, conn => sqlx::query("delete from login_attempt where last_at < $1")
            .bind(before)
            .execute(conn)
            .await
            .map(|done| done.rows_affected()))?)
    }
}
