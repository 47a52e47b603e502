//! Readers' reports of pages, with the step that each has reached.

use chrono::{DateTime, Utc};
use domain::{
    desk::reports::ReportFilter,
    feedback::{Outcome, Receipt, ReportKind, ReportState},
    id::{AccountId, ItemId, ReportId},
    permission::ReportFacts,
    plan::{ColumnCode, UnitCode},
};
use secrecy::{ExposeSecret, SecretString};
use sqlx::FromRow;

use crate::{
    Error, Result, Store, Tx,
    db::{on_pool, on_tx},
    decode::Place,
    item::{ItemScope, first_of_page, title_pattern},
};

/// A report as it is stored.
#[derive(Debug, Clone)]
pub struct ReportRecord {
    pub id: ReportId,
    pub receipt: Receipt,
    pub code: String,
    pub kind: ReportKind,
    /// `None`: about a list.
    pub item: Option<ItemId>,
    pub column: ColumnCode,
    pub title: String,
    pub passage: String,
    pub words: String,
    /// Sealed.
    pub contact: Option<SecretString>,
    pub unit: UnitCode,
    pub state: ReportState,
    pub received_at: DateTime<Utc>,
    pub claimed_by: Option<AccountId>,
    pub claimed_name: String,
    pub outcome: Option<Outcome>,
    pub answer: String,
    pub answered_unit: String,
    pub answered_at: Option<DateTime<Utc>>,
}

impl ReportRecord {
    /// What the rules of `domain::permission` need to know.
    pub fn facts(&self) -> ReportFacts {
        ReportFacts { unit: self.unit.clone(), state: self.state, handler: self.claimed_by }
    }
}

/// A new report.
#[derive(Debug, Clone)]
pub struct NewReport<'a> {
    pub year: i64,
    pub code: &'a str,
    pub form_key: &'a str,
    pub kind: ReportKind,
    pub item: Option<ItemId>,
    pub column: &'a ColumnCode,
    pub title: &'a str,
    pub passage: &'a str,
    pub words: &'a str,
    pub contact: Option<&'a SecretString>,
    pub unit: &'a UnitCode,
    pub received_at: DateTime<Utc>,
}

/// How a report ends.
#[derive(Debug, Clone, Copy)]
pub struct Answer<'a> {
    pub outcome: Outcome,
    pub text: &'a str,
    pub unit_name: &'a str,
    pub at: DateTime<Utc>,
}

#[derive(FromRow)]
struct Row {
    id: i64,
    year: i64,
    number: i64,
    code: String,
    kind: String,
    item: Option<i64>,
    column_code: String,
    title: String,
    passage: String,
    words: String,
    contact: Option<String>,
    unit: String,
    state: String,
    received_at: DateTime<Utc>,
    claimed_by: Option<i64>,
    claimed_name: String,
    outcome: Option<String>,
    answer: String,
    answered_unit: String,
    answered_at: Option<DateTime<Utc>>,
}

impl TryFrom<Row> for ReportRecord {
    type Error = Error;

    fn try_from(row: Row) -> Result<Self> {
        let place = Place::new("report", row.id);
        let wrong = |what: &str| Error::inconsistent("report", row.id, what);
        let outcome = match &row.outcome {
            Some(word) => Some(Outcome::from_code(word).ok_or_else(|| wrong("outcome"))?),
            None => None,
        };
        Ok(Self {
            id: ReportId::new(row.id),
            receipt: Receipt { year: row.year, number: row.number },
            code: row.code,
            kind: ReportKind::from_code(&row.kind).ok_or_else(|| wrong("kind"))?,
            item: row.item.map(ItemId::new),
            column: place.column_code(&row.column_code)?,
            title: row.title,
            passage: row.passage,
            words: row.words,
            contact: row.contact.map(SecretString::from),
            unit: place.unit_code(&row.unit)?,
            state: ReportState::from_code(&row.state).ok_or_else(|| wrong("state"))?,
            received_at: row.received_at,
            claimed_by: row.claimed_by.map(AccountId::new),
            claimed_name: row.claimed_name,
            outcome,
            answer: row.answer,
            answered_unit: row.answered_unit,
            answered_at: row.answered_at,
        })
    }
}

/// `select …` of a report, followed by what the query adds.
macro_rules! select_reports {
    ($rest:literal) => {
        concat!(
            "select id, year, number, code, kind, item, column_code, title, passage, words, contact, unit, state,
                    received_at, claimed_by, claimed_name, outcome, answer, answered_unit, answered_at
               from report ",
            $rest
        )
    };
}

/// The filter of the list and its count. `$1` units and `$2` columns of the scope, `$3`–`$6` the filter.
macro_rules! in_scope {
    () => {
        "where ($1 like '%,' || unit || ',%' or $2 like '%,' || column_code || ',%')
            and ($3 is null or state = $3)
            and ($4 is null or column_code = $4)
            and ($5 is null or kind = $5)
            and ($6 is null or lower(title) like lower($6) or lower(words) like lower($6)) "
    };
}

impl Store {
    pub async fn report(&self, id: ReportId) -> Result<Option<ReportRecord>> {
        let row: Option<Row> = on_pool!(self, conn => sqlx::query_as(select_reports!("where id = $1"))
            .bind(id.get())
            .fetch_optional(conn)
            .await)?;
        row.map(ReportRecord::try_from).transpose()
    }

    pub async fn report_by_receipt(&self, receipt: Receipt) -> Result<Option<ReportRecord>> {
        let row: Option<Row> = on_pool!(self, conn => sqlx::query_as(select_reports!("where year = $1 and number = $2"))
            .bind(receipt.year)
            .bind(receipt.number)
            .fetch_optional(conn)
            .await)?;
        row.map(ReportRecord::try_from).transpose()
    }

    /// The report that the form with this key has become.
    pub async fn report_by_form(&self, form_key: &str) -> Result<Option<ReportRecord>> {
        let row: Option<Row> = on_pool!(self, conn => sqlx::query_as(select_reports!("where form_key = $1"))
            .bind(form_key)
            .fetch_optional(conn)
            .await)?;
        row.map(ReportRecord::try_from).transpose()
    }

    /// A page of the reports in `scope` with the number of all matches: what is open first, longest waiting on top, then
    /// what is closed, latest on top.
    pub async fn reports_page(
        &self,
        scope: &ItemScope<'_>,
        filter: &ReportFilter,
        size: i64,
    ) -> Result<(Vec<ReportRecord>, i64)> {
        let (units, columns, words) = (scope.unit_list(), scope.column_list(), title_pattern(&filter.words));
        let (state, kind) = (filter.state.map(ReportState::code), filter.kind.map(ReportKind::code));
        let column = filter.column.as_ref().map(ColumnCode::as_str);
        let rows: Vec<Row> = on_pool!(self, conn => sqlx::query_as(concat!(
            select_reports!(""), in_scope!(),
            "order by case when state = 'closed' then 1 else 0 end, case when state = 'closed' then -id else id end
             limit $7 offset $8",
        ))
        .bind(&units).bind(&columns).bind(state).bind(column).bind(kind).bind(&words)
        .bind(size).bind(first_of_page(filter.page, size))
        .fetch_all(conn).await)?;
        let total = on_pool!(self, conn => sqlx::query_scalar(concat!("select count(*) from report ", in_scope!()))
            .bind(&units).bind(&columns).bind(state).bind(column).bind(kind).bind(&words)
            .fetch_one(conn).await)?;
        Ok((rows.into_iter().map(ReportRecord::try_from).collect::<Result<_>>()?, total))
    }

    /// How many reports in `scope` nobody has in hand.
    pub async fn waiting_reports(&self, scope: &ItemScope<'_>) -> Result<i64> {
        Ok(on_pool!(self, conn => sqlx::query_scalar(
            "select count(*)
               from report
              where state = 'received'
                and ($1 like '%,' || unit || ',%' or $2 like '%,' || column_code || ',%')",
        ).bind(scope.unit_list()).bind(scope.column_list()).fetch_one(conn).await)?)
    }

    /// What readers report of an item and nobody has closed, oldest first.
    pub async fn open_reports_of(&self, item: ItemId) -> Result<Vec<ReportRecord>> {
        let rows: Vec<Row> = on_pool!(self, conn => sqlx::query_as(select_reports!(
            "where item = $1 and state <> 'closed' order by id limit 20"
        )).bind(item.get()).fetch_all(conn).await)?;
        rows.into_iter().map(ReportRecord::try_from).collect()
    }
}

impl Tx {
    /// Stores a report under the next number of its year. `None` when the form has become one already; the transaction
    /// must then not be committed, or a number is lost.
    pub async fn insert_report(&mut self, new: &NewReport<'_>) -> Result<Option<(ReportId, Receipt)>> {
        let number: i64 = on_tx!(self, conn => sqlx::query_scalar(
            "insert into report_number (year, last)
             values ($1, 1)
             on conflict (year) do update set last = report_number.last + 1
             returning last",
        )
        .bind(new.year)
        .fetch_one(conn)
        .await)?;
        let id: Option<i64> = on_tx!(self, conn => sqlx::query_scalar(
            "insert into report
                    (year, number, code, form_key, kind, item, column_code, title, passage, words, contact, unit, state,
                     received_at)
             values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, 'received', $13)
             on conflict (form_key) do nothing
             returning id",
        )
        .bind(new.year)
        .bind(number)
        .bind(new.code)
        .bind(new.form_key)
        .bind(new.kind.code())
        .bind(new.item.map(ItemId::get))
        .bind(new.column.as_str())
        .bind(new.title)
        .bind(new.passage)
        .bind(new.words)
        .bind(new.contact.map(ExposeSecret::expose_secret))
        .bind(new.unit.as_str())
        .bind(new.received_at)
        .fetch_optional(conn)
        .await)?;
        Ok(id.map(|id| (ReportId::new(id), Receipt { year: new.year, number })))
    }

    /// Puts a report into somebody's hands, or back; `false` when it is no longer as it was `read`.
    pub async fn claim_report(&mut self, read: &ReportRecord, by: Option<(AccountId, &str)>) -> Result<bool> {
        let state = if by.is_some() { ReportState::InHand } else { ReportState::Received };
        Ok(on_tx!(self, conn => sqlx::query(
            "update report
                set state = $5,
                    claimed_by = $6,
                    claimed_name = $7
              where id = $1 and state = $2 and unit = $3 and coalesce(claimed_by, 0) = $4",
        )
        .bind(read.id.get())
        .bind(read.state.code())
        .bind(read.unit.as_str())
        .bind(read.claimed_by.map_or(0, AccountId::get))
        .bind(state.code())
        .bind(by.map(|(account, _)| account.get()))
        .bind(by.map(|(_, name)| name).unwrap_or_default())
        .execute(conn)
        .await
        .map(|done| done.rows_affected() == 1))?)
    }

    /// Closes a report with an answer, and forgets how its sender can be reached: that served to look into it (个人信息保护法
    /// art. 47). `false` when it is no longer as it was `read`.
    pub async fn answer_report(&mut self, read: &ReportRecord, answer: Answer<'_>) -> Result<bool> {
        Ok(on_tx!(self, conn => sqlx::query(
            "update report
                set state = 'closed',
                    outcome = $5,
                    answer = $6,
                    answered_unit = $7,
                    answered_at = $8,
                    contact = null
              where id = $1 and state = $2 and unit = $3 and coalesce(claimed_by, 0) = $4",
        )
        .bind(read.id.get())
        .bind(read.state.code())
        .bind(read.unit.as_str())
        .bind(read.claimed_by.map_or(0, AccountId::get))
        .bind(answer.outcome.code())
        .bind(answer.text)
        .bind(answer.unit_name)
        .bind(answer.at)
        .execute(conn)
        .await
        .map(|done| done.rows_affected() == 1))?)
    }

    /// Hands a report to another unit, where nobody has it in hand yet; `false` when it is no longer as it was `read`.
    pub async fn forward_report(&mut self, read: &ReportRecord, unit: &UnitCode) -> Result<bool> {
        Ok(on_tx!(self, conn => sqlx::query(
            "update report
                set state = 'received',
                    unit = $5,
                    claimed_by = null,
                    claimed_name = ''
              where id = $1 and state = $2 and unit = $3 and coalesce(claimed_by, 0) = $4",
        )
        .bind(read.id.get())
        .bind(read.state.code())
        .bind(read.unit.as_str())
        .bind(read.claimed_by.map_or(0, AccountId::get))
        .bind(unit.as_str())
        .execute(conn)
        .await
        .map(|done| done.rows_affected() == 1))?)
    }
}
