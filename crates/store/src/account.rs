//! Accounts. What may be shown ([`Account`]) and what must not ([`Credentials`]) are read apart.

use chrono::{DateTime, Utc};
use domain::{account::Role, desk::people::AccountState, id::AccountId, plan::UnitCode};
use secrecy::{ExposeSecret, SecretString};
use sqlx::FromRow;

use crate::{
    Error, Result, Store, Tx,
    db::{on_pool, on_tx},
};

/// An account without its secrets.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Account {
    pub id: AccountId,
    pub login: String,
    pub name: String,
    pub role: Role,
    /// The unit under which it was opened; whom it acts for today is the plan's business.
    pub unit: UnitCode,
    pub phone: String,
    pub state: AccountState,
    pub must_change_password: bool,
    pub password_changed_at: DateTime<Utc>,
    pub has_totp: bool,
    /// Locked by failed log-ins until then.
    pub blocked_until: Option<DateTime<Utc>>,
    pub created_at: DateTime<Utc>,
    pub last_login_at: Option<DateTime<Utc>>,
}

/// What proves who somebody is.
#[derive(Debug, Clone)]
pub struct Credentials {
    /// PHC string.
    pub password_hash: SecretString,
    /// Sealed; the key is none of the database's.
    pub totp_secret: Option<SecretString>,
    /// Sealed; offered, not yet confirmed by a first code.
    pub totp_pending: Option<SecretString>,
}

/// An account to be opened.
#[derive(Debug, Clone)]
pub struct NewAccount<'a> {
    pub login: &'a str,
    pub name: &'a str,
    pub role: Role,
    pub unit: &'a UnitCode,
    pub phone: &'a str,
    pub password_hash: &'a SecretString,
    pub must_change_password: bool,
    pub created_at: DateTime<Utc>,
}

#[derive(FromRow)]
struct Row {
    id: i64,
    login: String,
    name: String,
    role: String,
    unit: String,
    phone: String,
    state: String,
    must_change_password: bool,
    password_changed_at: DateTime<Utc>,
    has_totp: bool,
    blocked_until: Option<DateTime<Utc>>,
    created_at: DateTime<Utc>,
    last_login_at: Option<DateTime<Utc>>,
}

impl TryFrom<Row> for Account {
    type Error = Error;
    fn try_from(row: Row) -> Result<Self> {
        let wrong = |what| Error::inconsistent("account", row.id, what);
        Ok(Self {
            id: AccountId::new(row.id),
            role: Role::from_code(&row.role).ok_or_else(|| wrong("role"))?,
            unit: UnitCode::parse(&row.unit).ok_or_else(|| wrong("unit"))?,
            state: AccountState::from_code(&row.state).ok_or_else(|| wrong("state"))?,
            login: row.login,
            name: row.name,
            phone: row.phone,
            must_change_password: row.must_change_password,
            password_changed_at: row.password_changed_at,
            has_totp: row.has_totp,
            blocked_until: row.blocked_until,
            created_at: row.created_at,
            last_login_at: row.last_login_at,
        })
    }
}

#[derive(FromRow)]
struct CredentialsRow {
    password_hash: String,
    totp_secret: Option<String>,
    totp_pending: Option<String>,
}

impl Store {
    pub async fn account(&self, id: AccountId) -> Result<Option<Account>> {
        let row: Option<Row> = on_pool!(self, conn => sqlx::query_as(
            "select account.id, account.login, name, role, unit, phone, state, must_change_password,
                    password_changed_at, totp_secret is not null as has_totp, blocked_until, created_at, last_login_at
               from account
               left join login_attempt on login_attempt.login = account.login
              where account.id = $1",
        ).bind(id.get()).fetch_optional(conn).await)?;
        row.map(Account::try_from).transpose()
    }

    pub async fn account_by_login(&self, login: &str) -> Result<Option<Account>> {
        let row: Option<Row> = on_pool!(self, conn => sqlx::query_as(
            "select account.id, account.login, name, role, unit, phone, state, must_change_password,
                    password_changed_at, totp_secret is not null as has_totp, blocked_until, created_at, last_login_at
               from account
               left join login_attempt on login_attempt.login = account.login
              where account.login = $1",
        ).bind(login).fetch_optional(conn).await)?;
        row.map(Account::try_from).transpose()
    }

    /// Every account by login, closed ones included.
    pub async fn accounts(&self) -> Result<Vec<Account>> {
        let rows: Vec<Row> = on_pool!(self, conn => sqlx::query_as(
            "select account.id, account.login, name, role, unit, phone, state, must_change_password,
                    password_changed_at, totp_secret is not null as has_totp, blocked_until, created_at, last_login_at
               from account
               left join login_attempt on login_attempt.login = account.login
              order by account.login",
        ).fetch_all(conn).await)?;
        rows.into_iter().map(Account::try_from).collect()
    }

    pub async fn credentials(&self, id: AccountId) -> Result<Option<Credentials>> {
        let row: Option<CredentialsRow> = on_pool!(self, conn => sqlx::query_as(
            "select password_hash, totp_secret, totp_pending from account where id = $1",
        ).bind(id.get()).fetch_optional(conn).await)?;
        Ok(row.map(|row| Credentials {
            password_hash: row.password_hash.into(),
            totp_secret: row.totp_secret.map(SecretString::from),
            totp_pending: row.totp_pending.map(SecretString::from),
        }))
    }

    /// Hashes of the last `count` passwords, the present one first.
    pub async fn recent_passwords(&self, id: AccountId, count: usize) -> Result<Vec<SecretString>> {
        let count = i64::try_from(count).unwrap_or(i64::MAX);
        let hashes: Vec<String> = on_pool!(self, conn => sqlx::query_scalar(
            "select password_hash
               from password_history
              where account_id = $1
              order by id desc
              limit $2",
        ).bind(id.get()).bind(count).fetch_all(conn).await)?;
        Ok(hashes.into_iter().map(SecretString::from).collect())
    }

    /// Every second factor, in force or offered, as it stands in the database.
    pub async fn totp_secrets(&self) -> Result<Vec<(AccountId, SecretString)>> {
        let rows: Vec<(i64, String)> = on_pool!(self, conn => sqlx::query_as(
            "select id, totp_secret from account where totp_secret is not null
              union all
             select id, totp_pending from account where totp_pending is not null
              order by 1, 2",
        ).fetch_all(conn).await)?;
        Ok(rows.into_iter().map(|(id, secret)| (AccountId::new(id), secret.into())).collect())
    }

    /// Which key seals the second factors; `None` before the first start with one.
    pub async fn sealing_key(&self) -> Result<Option<String>> {
        Ok(on_pool!(self, conn => sqlx::query_scalar("select key_id from sealing_key where id = 1")
            .fetch_optional(conn)
            .await)?)
    }
}

impl Tx {
    /// Opens an account; [`Error::is_taken`] of `account.login` when somebody has the login.
    pub async fn create_account(&mut self, new: &NewAccount<'_>) -> Result<AccountId> {
        let id: i64 = on_tx!(self, conn => sqlx::query_scalar(
            "insert into account
                    (login, name, role, unit, phone, state, password_hash, must_change_password, password_changed_at,
                     created_at)
             values ($1, $2, $3, $4, $5, 'active', $6, $7, $8, $8)
             returning id",
        )
        .bind(new.login)
        .bind(new.name)
        .bind(new.role.code())
        .bind(new.unit.as_str())
        .bind(new.phone)
        .bind(new.password_hash.expose_secret())
        .bind(new.must_change_password)
        .bind(new.created_at)
        .fetch_one(conn)
        .await)?;
        let id = AccountId::new(id);
        self.remember_password(id, new.password_hash, new.created_at).await?;
        Ok(id)
    }

    /// Moves an account from one state to another; `false` when it was not in the first.
    pub async fn set_account_state(&mut self, id: AccountId, from: AccountState, to: AccountState) -> Result<bool> {
        Ok(on_tx!(self, conn => sqlx::query("update account set state = $3 where id = $1 and state = $2")
            .bind(id.get())
            .bind(from.code())
            .bind(to.code())
            .execute(conn)
            .await
            .map(|done| done.rows_affected() == 1))?)
    }

    /// A new password, and its place in the history.
    pub async fn set_password(
        &mut self,
        id: AccountId,
        hash: &SecretString,
        must_change: bool,
        at: DateTime<Utc>,
    ) -> Result<()> {
        on_tx!(self, conn => sqlx::query(
            "update account
                set password_hash = $2, must_change_password = $3, password_changed_at = $4
              where id = $1",
        )
        .bind(id.get())
        .bind(hash.expose_secret())
        .bind(must_change)
        .bind(at)
        .execute(conn)
        .await
        .map(drop))?;
        self.remember_password(id, hash, at).await
    }

    async fn remember_password(&mut self, id: AccountId, hash: &SecretString, at: DateTime<Utc>) -> Result<()> {
        on_tx!(self, conn => sqlx::query(
            "insert into password_history (account_id, password_hash, set_at) values ($1, $2, $3)",
        )
        .bind(id.get())
        .bind(hash.expose_secret())
        .bind(at)
        .execute(conn)
        .await
        .map(drop))?;
        Ok(())
    }

    /// The same password hashed at another cost; `false` when it was changed in between.
    pub async fn rehash_password(&mut self, id: AccountId, old: &SecretString, new: &SecretString) -> Result<bool> {
        Ok(on_tx!(self, conn => sqlx::query(
            "update account set password_hash = $3 where id = $1 and password_hash = $2",
        )
        .bind(id.get())
        .bind(old.expose_secret())
        .bind(new.expose_secret())
        .execute(conn)
        .await
        .map(|done| done.rows_affected() == 1))?)
    }

    /// Keeps a second factor until its first code confirms it.
    pub async fn offer_totp(&mut self, id: AccountId, secret: &SecretString) -> Result<()> {
        on_tx!(self, conn => sqlx::query("update account set totp_pending = $2 where id = $1")
            .bind(id.get())
            .bind(secret.expose_secret())
            .execute(conn)
            .await
            .map(drop))?;
        Ok(())
    }

    /// The offered second factor counts from now on; `step` is that of the code which proved it. `false` when another
    /// was offered meanwhile: a code proves the secret that it was made from and no other.
    pub async fn confirm_totp(&mut self, id: AccountId, offered: &SecretString, step: i64) -> Result<bool> {
        Ok(on_tx!(self, conn => sqlx::query(
            "update account
                set totp_secret = totp_pending, totp_pending = null, totp_last_step = $3
              where id = $1 and totp_pending = $2",
        )
        .bind(id.get())
        .bind(offered.expose_secret())
        .bind(step)
        .execute(conn)
        .await
        .map(|done| done.rows_affected() == 1))?)
    }

    /// Forgets the second factor.
    pub async fn clear_totp(&mut self, id: AccountId) -> Result<()> {
        on_tx!(self, conn => sqlx::query(
            "update account set totp_secret = null, totp_pending = null, totp_last_step = null where id = $1",
        )
        .bind(id.get())
        .execute(conn)
        .await
        .map(drop))?;
        Ok(())
    }

    /// Forgets every second factor, and which key sealed them; says whose they were.
    pub async fn clear_every_totp(&mut self) -> Result<Vec<AccountId>> {
        let mut ids: Vec<i64> = on_tx!(self, conn => sqlx::query_scalar(
            "update account
                set totp_secret = null, totp_pending = null, totp_last_step = null
              where totp_secret is not null or totp_pending is not null
             returning id",
        ).fetch_all(conn).await)?;
        on_tx!(self, conn => sqlx::query("delete from sealing_key").execute(conn).await.map(drop))?;
        ids.sort_unstable();
        Ok(ids.into_iter().map(AccountId::new).collect())
    }

    /// Puts `sealed` where `plain` stands; `false` when it has gone meanwhile.
    pub async fn seal_totp(&mut self, id: AccountId, plain: &SecretString, sealed: &SecretString) -> Result<bool> {
        Ok(on_tx!(self, conn => sqlx::query(
            "update account
                set totp_secret = case when totp_secret = $2 then $3 else totp_secret end,
                    totp_pending = case when totp_pending = $2 then $3 else totp_pending end
              where id = $1 and (totp_secret = $2 or totp_pending = $2)",
        )
        .bind(id.get())
        .bind(plain.expose_secret())
        .bind(sealed.expose_secret())
        .execute(conn)
        .await
        .map(|done| done.rows_affected() == 1))?)
    }

    /// The one key with which second factors are sealed: `key_id` when there was none, else the one before it.
    pub async fn claim_sealing_key(&mut self, key_id: &str) -> Result<String> {
        on_tx!(self, conn => sqlx::query(
            "insert into sealing_key (id, key_id) values (1, $1) on conflict (id) do nothing",
        ).bind(key_id).execute(conn).await.map(drop))?;
        Ok(on_tx!(self, conn => sqlx::query_scalar("select key_id from sealing_key where id = 1")
            .fetch_one(conn)
            .await)?)
    }

    /// Uses up a step of the second factor; `false` when it or a later one has been used.
    pub async fn take_totp_step(&mut self, id: AccountId, step: i64) -> Result<bool> {
        Ok(on_tx!(self, conn => sqlx::query(
            "update account
                set totp_last_step = $2
              where id = $1 and (totp_last_step is null or totp_last_step < $2)",
        )
        .bind(id.get())
        .bind(step)
        .execute(conn)
        .await
        .map(|done| done.rows_affected() == 1))?)
    }

    pub async fn note_login(&mut self, id: AccountId, at: DateTime<Utc>) -> Result<()> {
        on_tx!(self, conn => sqlx::query("update account set last_login_at = $2 where id = $1")
            .bind(id.get())
            .bind(at)
            .execute(conn)
            .await
            .map(drop))?;
        Ok(())
    }
}
