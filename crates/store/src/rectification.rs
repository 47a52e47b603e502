//! Cases (整改): where each stands, and every step that was taken. Steps are only added.

use std::collections::BTreeSet;

use chrono::{DateTime, NaiveDate, Utc};
use domain::{
    id::{AccountId, CaseId},
    permission::CaseFacts,
    plan::UnitCode,
    rectification::{CaseNumber, CaseState, Entry, Given, Notice},
};
use sqlx::FromRow;

use crate::{
    Error, Result, Store, Tx,
    db::{on_pool, on_tx},
    decode::Place,
    item::first_of_page,
};

/// A case as it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CaseRecord {
    pub id: CaseId,
    pub number: CaseNumber,
    /// That must mend, under the code of the day on which the case was opened.
    pub unit: UnitCode,
    /// That opened it.
    pub office: UnitCode,
    pub opened_by: AccountId,
    pub opened_name: String,
    pub opened_at: DateTime<Utc>,
    pub notice: Notice,
    pub state: CaseState,
    /// The deadline that counts now, as it was given.
    pub given: Given,
    /// Steps taken so far.
    pub version: i32,
}

impl CaseRecord {
    /// What the rules of `domain::permission` need to know.
    pub fn facts(&self) -> CaseFacts {
        CaseFacts { unit: self.unit.clone(), state: self.state }
    }
}

/// A fault that a case holds against a unit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HeldGround {
    /// Under the code of the day on which the case was opened.
    pub unit: UnitCode,
    /// [`domain::rectification::Point::ground`].
    pub ground: String,
    pub case: CaseId,
}

/// A step of the timeline.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CaseStepRecord {
    /// From 1, for the opening.
    pub number: i32,
    pub at: DateTime<Utc>,
    pub account: AccountId,
    pub account_name: String,
    pub unit: UnitCode,
    pub entry: Entry,
}

/// Who takes a step, and when.
#[derive(Debug, Clone, Copy)]
pub struct TakenBy<'a> {
    pub account: AccountId,
    pub name: &'a str,
    pub unit: &'a UnitCode,
    pub at: DateTime<Utc>,
}

/// A case to be opened.
#[derive(Debug, Clone, Copy)]
pub struct NewCase<'a> {
    pub form_key: &'a str,
    pub series: &'a str,
    pub year: i32,
    pub unit: &'a UnitCode,
    pub notice: &'a Notice,
    pub given: &'a Given,
    pub by: TakenBy<'a>,
}

#[derive(FromRow)]
struct Row {
    id: i64,
    series: String,
    year: i32,
    number: i32,
    unit: String,
    office: String,
    opened_by: i64,
    opened_name: String,
    opened_at: DateTime<Utc>,
    notice: String,
    state: String,
    given: String,
    version: i32,
}

impl TryFrom<Row> for CaseRecord {
    type Error = Error;

    fn try_from(row: Row) -> Result<Self> {
        let place = Place::new("rectification", row.id);
        let number = place.unless(u32::try_from(row.number).ok(), "number", "")?;
        Ok(Self {
            id: CaseId::new(row.id),
            number: CaseNumber { series: row.series, year: row.year, number },
            unit: place.unit_code(&row.unit)?,
            office: place.unit_code(&row.office)?,
            opened_by: AccountId::new(row.opened_by),
            opened_name: row.opened_name,
            opened_at: row.opened_at,
            notice: place.json(&row.notice)?,
            state: place.unless(CaseState::from_code(&row.state), "state", &row.state)?,
            given: place.json(&row.given)?,
            version: row.version,
        })
    }
}

#[derive(FromRow)]
struct StepRow {
    rectification: i64,
    number: i32,
    at: DateTime<Utc>,
    account: i64,
    account_name: String,
    unit: String,
    entry: String,
}

impl TryFrom<StepRow> for CaseStepRecord {
    type Error = Error;

    fn try_from(row: StepRow) -> Result<Self> {
        let place = Place::new("rectification_step", row.rectification);
        Ok(Self {
            number: row.number,
            at: row.at,
            account: AccountId::new(row.account),
            account_name: row.account_name,
            unit: place.unit_code(&row.unit)?,
            entry: place.json(&row.entry)?,
        })
    }
}

/// `select …` of a case, followed by what the query adds.
macro_rules! select_cases {
    ($rest:literal) => {
        concat!(
            "select id, series, year, number, unit, office, opened_by, opened_name, opened_at, notice, state, given,
                    version
               from rectification ",
            $rest
        )
    };
}

/// Codes as `,a,b,`; `None`: all units.
fn list(units: Option<&BTreeSet<UnitCode>>) -> Option<String> {
    units.map(|units| units.iter().fold(String::from(","), |list, code| list + code.as_str() + ","))
}

impl Store {
    pub async fn case(&self, id: CaseId) -> Result<Option<CaseRecord>> {
        let row: Option<Row> = on_pool!(self, conn => sqlx::query_as(select_cases!("where id = $1"))
            .bind(id.get())
            .fetch_optional(conn)
            .await)?;
        row.map(CaseRecord::try_from).transpose()
    }

    /// The case that the form with this key has become.
    pub async fn case_by_form(&self, form_key: &str) -> Result<Option<CaseRecord>> {
        let row: Option<Row> = on_pool!(self, conn => sqlx::query_as(select_cases!("where form_key = $1"))
            .bind(form_key)
            .fetch_optional(conn)
            .await)?;
        row.map(CaseRecord::try_from).transpose()
    }

    /// A page of the cases against `units`, `None` being all, with the number of all matches: what is open first, by its
    /// day; then what is over, the newest first.
    pub async fn cases_page(
        &self,
        units: Option<&BTreeSet<UnitCode>>,
        state: Option<CaseState>,
        (page, size): (i64, i64),
    ) -> Result<(Vec<CaseRecord>, i64)> {
        let (units, state) = (list(units), state.map(CaseState::code));
        let rows: Vec<Row> = on_pool!(self, conn => sqlx::query_as(select_cases!(
            "where ($1 is null or $1 like '%,' || unit || ',%') and ($2 is null or state = $2)
             order by case when state in ('closed', 'withdrawn') then 1 else 0 end,
                      case when state in ('closed', 'withdrawn') then null else due end,
                      case when state in ('closed', 'withdrawn') then -id else id end
             limit $3 offset $4"
        ))
        .bind(&units)
        .bind(state)
        .bind(size)
        .bind(first_of_page(page, size))
        .fetch_all(conn)
        .await)?;
        let total: i64 = on_pool!(self, conn => sqlx::query_scalar(
            "select count(*)
               from rectification
              where ($1 is null or $1 like '%,' || unit || ',%') and ($2 is null or state = $2)",
        )
        .bind(&units)
        .bind(state)
        .fetch_one(conn)
        .await)?;
        Ok((rows.into_iter().map(CaseRecord::try_from).collect::<Result<_>>()?, total))
    }

    /// The cases against `units` in which it is the unit's turn, the longest first; with `before` those whose letter states
    /// an earlier day. Under a calendar that has changed since, some of them may have days left.
    pub async fn cases_awaiting_units(
        &self,
        units: Option<&BTreeSet<UnitCode>>,
        before: Option<NaiveDate>,
    ) -> Result<Vec<CaseRecord>> {
        let rows: Vec<Row> = on_pool!(self, conn => sqlx::query_as(select_cases!(
            "where state in ('noticed', 'in-hand', 'sent-back')
               and ($2 is null or due < $2)
               and ($1 is null or $1 like '%,' || unit || ',%')
             order by due, id"
        ))
        .bind(list(units))
        .bind(before)
        .fetch_all(conn)
        .await)?;
        rows.into_iter().map(CaseRecord::try_from).collect()
    }

    /// How many cases against `units` stand where.
    pub async fn case_counts(&self, units: Option<&BTreeSet<UnitCode>>) -> Result<Vec<(CaseState, i64)>> {
        let rows: Vec<(String, i64)> = on_pool!(self, conn => sqlx::query_as(
            "select state, cast(count(*) as bigint)
               from rectification
              where $1 is null or $1 like '%,' || unit || ',%'
              group by state
              order by state",
        )
        .bind(list(units))
        .fetch_all(conn)
        .await)?;
        let place = Place::new("rectification", 0);
        let counts = rows
            .into_iter()
            .map(|(state, count)| Ok((place.unless(CaseState::from_code(&state), "state", &state)?, count)));
        counts.collect()
    }

    /// Every step of a case, the opening first.
    pub async fn case_steps(&self, id: CaseId) -> Result<Vec<CaseStepRecord>> {
        let rows: Vec<StepRow> = on_pool!(self, conn => sqlx::query_as(
            "select rectification, number, at, account, account_name, unit, entry
               from rectification_step
              where rectification = $1
              order by number",
        )
        .bind(id.get())
        .fetch_all(conn)
        .await)?;
        rows.into_iter().map(CaseStepRecord::try_from).collect()
    }

    /// What is held against whom in cases that are not over, the oldest first; of each unit and ground the newest.
    pub async fn open_grounds(&self) -> Result<Vec<HeldGround>> {
        let rows: Vec<(String, String, i64)> = on_pool!(self, conn => sqlx::query_as(
            "select r.unit, g.ground, max(r.id)
               from rectification_ground g
               join rectification r on r.id = g.rectification
              where r.state not in ('closed', 'withdrawn')
              group by r.unit, g.ground
              order by max(r.id), g.ground",
        )
        .fetch_all(conn)
        .await)?;
        let held = rows.into_iter().map(|(unit, ground, case)| {
            let place = Place::new("rectification", case);
            Ok(HeldGround { unit: place.unit_code(&unit)?, ground, case: CaseId::new(case) })
        });
        held.collect()
    }
}

impl Tx {
    /// Opens a case under the next number of its year. `None` when the form has become one already; the transaction must
    /// then not be committed, or a number is lost.
    pub async fn open_case(&mut self, new: &NewCase<'_>) -> Result<Option<(CaseId, CaseNumber)>> {
        let number: i32 = on_tx!(self, conn => sqlx::query_scalar(
            "insert into rectification_number (series, year, last)
             values ($1, $2, 1)
             on conflict (series, year) do update set last = rectification_number.last + 1
             returning last",
        )
        .bind(new.series)
        .bind(new.year)
        .fetch_one(conn)
        .await)?;
        let (notice, given) = (serde_json::to_string(new.notice)?, serde_json::to_string(new.given)?);
        let id: Option<i64> = on_tx!(self, conn => sqlx::query_scalar(
            "insert into rectification
                    (series, year, number, form_key, unit, office, opened_by, opened_name, opened_at, notice, state, given,
                     due, version)
             values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, 'noticed', $11, $12, 1)
             on conflict (form_key) do nothing
             returning id",
        )
        .bind(new.series)
        .bind(new.year)
        .bind(number)
        .bind(new.form_key)
        .bind(new.unit.as_str())
        .bind(new.by.unit.as_str())
        .bind(new.by.account.get())
        .bind(new.by.name)
        .bind(new.by.at)
        .bind(&notice)
        .bind(&given)
        .bind(new.given.due)
        .fetch_optional(conn)
        .await)?;
        let Some(id) = id else { return Ok(None) };
        let grounds: BTreeSet<String> =
            new.notice.points.iter().filter_map(domain::rectification::Point::ground).collect();
        for ground in &grounds {
            on_tx!(self, conn => sqlx::query("insert into rectification_ground (rectification, ground) values ($1, $2)")
                .bind(id)
                .bind(ground)
                .execute(conn)
                .await
                .map(drop))?;
        }
        self.add_case_step(CaseId::new(id), 1, new.by, &Entry::Open { given: new.given.clone() }).await?;
        let series = new.series.to_owned();
        let number = u32::try_from(number).map_err(|error| Error::inconsistent("rectification_number", id, error))?;
        Ok(Some((CaseId::new(id), CaseNumber { series, year: new.year, number })))
    }

    /// Takes a step with a case as it was `read`; `false` when somebody has taken one since, and then nothing changes.
    pub async fn take_case_step(
        &mut self,
        read: &CaseRecord,
        after: CaseState,
        entry: &Entry,
        by: TakenBy<'_>,
    ) -> Result<bool> {
        let given = entry.given().unwrap_or(&read.given);
        let rows = on_tx!(self, conn => sqlx::query(
            "update rectification
                set state = $3, given = $4, due = $5, version = version + 1
              where id = $1 and version = $2",
        )
        .bind(read.id.get())
        .bind(read.version)
        .bind(after.code())
        .bind(&serde_json::to_string(given)?)
        .bind(given.due)
        .execute(conn)
        .await
        .map(|done| done.rows_affected()))?;
        if rows == 1 {
            self.add_case_step(read.id, read.version + 1, by, entry).await?;
        }
        Ok(rows == 1)
    }

    async fn add_case_step(&mut self, id: CaseId, number: i32, by: TakenBy<'_>, entry: &Entry) -> Result<()> {
        let entry = serde_json::to_string(entry)?;
        on_tx!(self, conn => sqlx::query(
            "insert into rectification_step (rectification, number, at, account, account_name, unit, entry)
             values ($1, $2, $3, $4, $5, $6, $7)",
        )
        .bind(id.get())
        .bind(number)
        .bind(by.at)
        .bind(by.account.get())
        .bind(by.name)
        .bind(by.unit.as_str())
        .bind(&entry)
        .execute(conn)
        .await
        .map(drop))?;
        Ok(())
    }
}
