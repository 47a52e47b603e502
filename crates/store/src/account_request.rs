//! Account forms (附件2) and their decisions.

use chrono::{DateTime, Utc};
use domain::{
    account::Role,
    desk::people::{AccountForm, FormPurpose, FormState},
    id::{AccountId, AccountRequestId},
    plan::UnitCode,
};
use sqlx::FromRow;

use crate::{
    Error, Result, Store, Tx,
    db::{on_pool, on_tx},
};

/// A filed form; the names of units are the plan's business.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AccountRequestRecord {
    pub id: AccountRequestId,
    pub year: i64,
    /// Within the year.
    pub number: i64,
    pub form: AccountForm,
    pub requested_by: AccountId,
    pub requested_by_name: String,
    pub requested_at: DateTime<Utc>,
    pub state: FormState,
    pub decided_by_name: Option<String>,
    pub decided_at: Option<DateTime<Utc>>,
    pub decision_note: String,
}

#[derive(FromRow)]
struct Row {
    id: i64,
    year: i64,
    number: i64,
    purpose: String,
    unit: String,
    person: String,
    phone: String,
    login: String,
    role: String,
    reason: String,
    requested_by: i64,
    requested_by_name: String,
    requested_at: DateTime<Utc>,
    state: String,
    decided_by_name: Option<String>,
    decided_at: Option<DateTime<Utc>>,
    decision_note: String,
}

impl TryFrom<Row> for AccountRequestRecord {
    type Error = Error;
    fn try_from(row: Row) -> Result<Self> {
        let wrong = |what| Error::inconsistent("account_request", row.id, what);
        Ok(Self {
            id: AccountRequestId::new(row.id),
            year: row.year,
            number: row.number,
            state: FormState::from_code(&row.state).ok_or_else(|| wrong("state"))?,
            form: AccountForm {
                purpose: FormPurpose::from_code(&row.purpose).ok_or_else(|| wrong("purpose"))?,
                unit: UnitCode::parse(&row.unit).ok_or_else(|| wrong("unit"))?,
                role: Role::from_code(&row.role).ok_or_else(|| wrong("role"))?,
                person: row.person,
                phone: row.phone,
                login: row.login,
                reason: row.reason,
            },
            requested_by: AccountId::new(row.requested_by),
            requested_by_name: row.requested_by_name,
            requested_at: row.requested_at,
            decided_by_name: row.decided_by_name,
            decided_at: row.decided_at,
            decision_note: row.decision_note,
        })
    }
}

macro_rules! select_requests {
    () => {
        "select request.id, year, number, purpose, request.unit, person, request.phone, request.login, request.role, reason,
                requested_by, asker.name as requested_by_name, requested_at, request.state,
                decider.name as decided_by_name, decided_at, decision_note
           from account_request request
           join account asker on asker.id = requested_by
           left join account decider on decider.id = decided_by "
    };
}

impl Store {
    pub async fn account_request(&self, id: AccountRequestId) -> Result<Option<AccountRequestRecord>> {
        let row: Option<Row> = on_pool!(self, conn => sqlx::query_as(concat!(select_requests!(), "where request.id = $1"))
            .bind(id.get())
            .fetch_optional(conn)
            .await)?;
        row.map(AccountRequestRecord::try_from).transpose()
    }

    /// Every form: the open ones first, then the latest first.
    pub async fn account_requests(&self) -> Result<Vec<AccountRequestRecord>> {
        let rows: Vec<Row> = on_pool!(self, conn => sqlx::query_as(concat!(
            select_requests!(),
            "order by case when request.state = 'open' then 0 else 1 end, request.id desc",
        )).fetch_all(conn).await)?;
        rows.into_iter().map(AccountRequestRecord::try_from).collect()
    }

    /// Whether a form for this login waits for its decision.
    pub async fn has_open_request(&self, login: &str) -> Result<bool> {
        let count: i64 = on_pool!(self, conn => sqlx::query_scalar(
            "select count(*) from account_request where login = $1 and state = 'open'",
        ).bind(login).fetch_one(conn).await)?;
        Ok(count > 0)
    }
}

impl Tx {
    /// Files a form under the next number of `year`.
    pub async fn create_account_request(
        &mut self,
        year: i64,
        form: &AccountForm,
        requested_by: AccountId,
        at: DateTime<Utc>,
    ) -> Result<(AccountRequestId, i64)> {
        let number: i64 = on_tx!(self, conn => sqlx::query_scalar(
            "insert into account_request_number (year, last)
             values ($1, 1)
             on conflict (year) do update set last = account_request_number.last + 1
             returning last",
        )
        .bind(year)
        .fetch_one(conn)
        .await)?;
        let id: i64 = on_tx!(self, conn => sqlx::query_scalar(
            "insert into account_request
                    (year, number, purpose, unit, person, phone, login, role, reason, requested_by, requested_at,
                     state, decision_note)
             values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, 'open', '')
             returning id",
        )
        .bind(year)
        .bind(number)
        .bind(form.purpose.code())
        .bind(form.unit.as_str())
        .bind(&form.person)
        .bind(&form.phone)
        .bind(&form.login)
        .bind(form.role.code())
        .bind(&form.reason)
        .bind(requested_by.get())
        .bind(at)
        .fetch_one(conn)
        .await)?;
        Ok((AccountRequestId::new(id), number))
    }

    /// Decides an open form; `false` when somebody has.
    pub async fn decide_account_request(
        &mut self,
        id: AccountRequestId,
        granted: bool,
        by: AccountId,
        at: DateTime<Utc>,
        note: &str,
    ) -> Result<bool> {
        let state = if granted { FormState::Granted } else { FormState::Refused };
        Ok(on_tx!(self, conn => sqlx::query(
            "update account_request
                set state = $2, decided_by = $3, decided_at = $4, decision_note = $5
              where id = $1 and state = 'open'",
        )
        .bind(id.get())
        .bind(state.code())
        .bind(by.get())
        .bind(at)
        .bind(note)
        .execute(conn)
        .await
        .map(|done| done.rows_affected() == 1))?)
    }
}
