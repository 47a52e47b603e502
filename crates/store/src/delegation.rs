//! Delegations of a lead unit's signature for a stated period.

use chrono::{DateTime, NaiveDate, Utc};
use domain::{
    id::{AccountId, DelegationId},
    plan::UnitCode,
};
use sqlx::FromRow;

use crate::{
    Error, Result, Store, Tx,
    db::{on_pool, on_tx},
};

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Delegation {
    pub id: DelegationId,
    /// Lead unit whose signature it is.
    pub unit: UnitCode,
    pub from_account: AccountId,
    pub from_name: String,
    pub to_account: AccountId,
    pub to_name: String,
    /// First and last day in China, both included.
    pub from_day: NaiveDate,
    pub to_day: NaiveDate,
    pub reason: String,
    pub created_at: DateTime<Utc>,
    pub ended_at: Option<DateTime<Utc>>,
}

/// A delegation to be added.
#[derive(Debug, Clone)]
pub struct NewDelegation<'a> {
    pub unit: &'a UnitCode,
    pub from_account: AccountId,
    pub to_account: AccountId,
    pub from_day: NaiveDate,
    pub to_day: NaiveDate,
    pub reason: &'a str,
    pub created_at: DateTime<Utc>,
}

#[derive(FromRow)]
struct Row {
    id: i64,
    unit: String,
    from_account: i64,
    from_name: String,
    to_account: i64,
    to_name: String,
    from_day: NaiveDate,
    to_day: NaiveDate,
    reason: String,
    created_at: DateTime<Utc>,
    ended_at: Option<DateTime<Utc>>,
}

impl TryFrom<Row> for Delegation {
    type Error = Error;
    fn try_from(row: Row) -> Result<Self> {
        Ok(Self {
            id: DelegationId::new(row.id),
            unit: UnitCode::parse(&row.unit).ok_or_else(|| Error::inconsistent("delegation", row.id, "unit"))?,
            from_account: AccountId::new(row.from_account),
            from_name: row.from_name,
            to_account: AccountId::new(row.to_account),
            to_name: row.to_name,
            from_day: row.from_day,
            to_day: row.to_day,
            reason: row.reason,
            created_at: row.created_at,
            ended_at: row.ended_at,
        })
    }
}

impl Store {
    pub async fn delegation(&self, id: DelegationId) -> Result<Option<Delegation>> {
        let row: Option<Row> = on_pool!(self, conn => sqlx::query_as(
            "select delegation.id, delegation.unit, from_account, giver.name as from_name, to_account,
                    taker.name as to_name, from_day, to_day, reason, delegation.created_at, ended_at
               from delegation
               join account giver on giver.id = from_account
               join account taker on taker.id = to_account
              where delegation.id = $1",
        ).bind(id.get()).fetch_optional(conn).await)?;
        row.map(Delegation::try_from).transpose()
    }

    /// Every delegation, the latest first.
    pub async fn delegations(&self) -> Result<Vec<Delegation>> {
        let rows: Vec<Row> = on_pool!(self, conn => sqlx::query_as(
            "select delegation.id, delegation.unit, from_account, giver.name as from_name, to_account,
                    taker.name as to_name, from_day, to_day, reason, delegation.created_at, ended_at
               from delegation
               join account giver on giver.id = from_account
               join account taker on taker.id = to_account
              order by delegation.id desc",
        ).fetch_all(conn).await)?;
        rows.into_iter().map(Delegation::try_from).collect()
    }

    /// Units whose signature is delegated to `account` on `day` by a reviewer who still holds it: a delegation ends
    /// with the account of whoever gave it.
    pub async fn delegated_to(&self, account: AccountId, day: NaiveDate) -> Result<Vec<UnitCode>> {
        let codes: Vec<String> = on_pool!(self, conn => sqlx::query_scalar(
            "select distinct delegation.unit
               from delegation
               join account giver on giver.id = from_account
              where to_account = $1
                and from_day <= $2
                and to_day >= $2
                and ended_at is null
                and giver.state = 'active'
                and giver.role = 'reviewer'",
        ).bind(account.get()).bind(day).fetch_all(conn).await)?;
        codes
            .into_iter()
            .map(|code| UnitCode::parse(&code).ok_or_else(|| Error::inconsistent("delegation", &code, "unit")))
            .collect()
    }
}

impl Tx {
    pub async fn create_delegation(&mut self, new: &NewDelegation<'_>) -> Result<DelegationId> {
        let id: i64 = on_tx!(self, conn => sqlx::query_scalar(
            "insert into delegation (unit, from_account, to_account, from_day, to_day, reason, created_at)
             values ($1, $2, $3, $4, $5, $6, $7)
             returning id",
        )
        .bind(new.unit.as_str())
        .bind(new.from_account.get())
        .bind(new.to_account.get())
        .bind(new.from_day)
        .bind(new.to_day)
        .bind(new.reason)
        .bind(new.created_at)
        .fetch_one(conn)
        .await)?;
        Ok(DelegationId::new(id))
    }

    /// Takes a delegation back; `false` when that has been done.
    pub async fn end_delegation(&mut self, id: DelegationId, at: DateTime<Utc>) -> Result<bool> {
        Ok(on_tx!(self, conn => sqlx::query("update delegation set ended_at = $2 where id = $1 and ended_at is null")
            .bind(id.get())
            .bind(at)
            .execute(conn)
            .await
            .map(|done| done.rows_affected() == 1))?)
    }
}
