//! Reminders: who was told what of which deadline, and who has taken note.

use std::collections::BTreeSet;

use chrono::{DateTime, NaiveDate, Utc};
use domain::{
    desk::reminders::{Acknowledgement, Answer, MailLine, MailState, ReminderFilter},
    id::{AccountId, ReminderId},
    obligation::MatterKey,
    plan::{ColumnCode, UnitCode},
    reminder::{Occasion, OccasionKind},
};
use sqlx::{FromRow, QueryBuilder};

use crate::{
    Error, Result, Store, Tx,
    db::{on_pool, on_tx},
    decode::Place,
};

/// A duty with a deadline.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Case {
    pub of: UnitCode,
    pub column: ColumnCode,
    /// The single duty in the column; `None` for the column itself.
    pub matter: Option<MatterKey>,
    pub deadline: NaiveDate,
}

/// What was told before, for the next morning.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KnownReminder {
    pub unit: UnitCode,
    pub case: Case,
    pub occasion: Occasion,
    pub made_on: NaiveDate,
    /// Acknowledged: nobody is told above it that it had no answer.
    pub is_answered: bool,
}

/// A reminder to be written.
#[derive(Debug, Clone)]
pub struct NewReminder<'a> {
    pub unit: &'a UnitCode,
    pub case: &'a Case,
    /// What the single duty is called; empty for the column itself.
    pub about: &'a str,
    pub occasion: Occasion,
    pub made_on: NaiveDate,
    pub arithmetic: &'a str,
}

/// A reminder with what became of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReminderRecord {
    pub id: ReminderId,
    pub unit: UnitCode,
    pub case: Case,
    pub occasion: Occasion,
    pub made_on: NaiveDate,
    /// What the single duty was called; empty for the column itself.
    pub about: String,
    pub arithmetic: String,
    pub acknowledged: Option<Acknowledgement>,
    pub is_settled: bool,
    pub mail: Option<MailLine>,
}

#[derive(FromRow)]
struct CaseRow {
    of_unit: String,
    column_code: String,
    matter: String,
    deadline: NaiveDate,
}

#[derive(FromRow)]
struct KnownRow {
    unit: String,
    of_unit: String,
    column_code: String,
    matter: String,
    deadline: NaiveDate,
    kind: String,
    number: i64,
    made_on: NaiveDate,
    is_answered: bool,
}

#[derive(FromRow)]
struct Row {
    id: i64,
    unit: String,
    of_unit: String,
    column_code: String,
    matter: String,
    deadline: NaiveDate,
    kind: String,
    number: i64,
    made_on: NaiveDate,
    arithmetic: String,
    matter_title: String,
    acknowledged_name: String,
    acknowledged_at: Option<DateTime<Utc>>,
    note: String,
    settled_at: Option<DateTime<Utc>>,
    attempts: Option<i64>,
    sent_at: Option<DateTime<Utc>>,
    given_up_at: Option<DateTime<Utc>>,
    sent_to: Option<String>,
    fault: Option<String>,
}

fn case(place: Place, of: &str, column: &str, matter: &str, deadline: NaiveDate) -> Result<Case> {
    Ok(Case { of: place.unit_code(of)?, column: place.column_code(column)?, matter: place.matter(matter)?, deadline })
}

fn matter_code(case: &Case) -> String {
    case.matter.as_ref().map(ToString::to_string).unwrap_or_default()
}

fn occasion(place: Place, kind: &str, number: i64) -> Result<Occasion> {
    let known = place.unless(OccasionKind::from_code(kind), "kind", kind)?;
    let number = place.unless(u16::try_from(number).ok(), "number", &number.to_string())?;
    Ok(Occasion::new(known, number))
}

impl TryFrom<KnownRow> for KnownReminder {
    type Error = Error;

    fn try_from(row: KnownRow) -> Result<Self> {
        let place = Place::new("reminder", 0);
        Ok(Self {
            unit: place.unit_code(&row.unit)?,
            case: case(place, &row.of_unit, &row.column_code, &row.matter, row.deadline)?,
            occasion: occasion(place, &row.kind, row.number)?,
            made_on: row.made_on,
            is_answered: row.is_answered,
        })
    }
}

impl TryFrom<Row> for ReminderRecord {
    type Error = Error;

    fn try_from(row: Row) -> Result<Self> {
        let place = Place::new("reminder", row.id);
        let went_to_all = row.fault.as_deref().unwrap_or_default().is_empty();
        let state = match (row.sent_at, row.given_up_at) {
            (Some(_), _) if went_to_all => MailState::Sent,
            (Some(_), _) => MailState::Partly,
            (None, Some(_)) => MailState::GivenUp,
            (None, None) => MailState::Waiting,
        };
        Ok(Self {
            id: ReminderId::new(row.id),
            unit: place.unit_code(&row.unit)?,
            case: case(place, &row.of_unit, &row.column_code, &row.matter, row.deadline)?,
            occasion: occasion(place, &row.kind, row.number)?,
            made_on: row.made_on,
            about: row.matter_title,
            arithmetic: row.arithmetic,
            acknowledged: row.acknowledged_at.map(|at| Acknowledgement {
                by: row.acknowledged_name,
                at,
                note: row.note,
            }),
            is_settled: row.settled_at.is_some(),
            // Without a count of attempts there is no mail.
            mail: row.attempts.map(|attempts| MailLine {
                state,
                at: row.sent_at.or(row.given_up_at),
                to: row.sent_to.unwrap_or_default(),
                attempts: u32::try_from(attempts).unwrap_or(u32::MAX),
                fault: row.fault.unwrap_or_default(),
            }),
        })
    }
}

/// Reminders `r`, each with the mail `m` that carried it, and the filter of their list and its count: `$1` unit, `$2` kind,
/// `$3` and `$4` first and last day, `$5` answer.
macro_rules! wanted {
    () => {
        " from reminder r
          left join mail m on m.unit = r.unit and m.day = r.made_on
           and m.kind = case r.kind when 'head' then 'head' when 'lead' then 'above' when 'office' then 'above'
                                    else 'digest' end
         where ($1 is null or r.unit = $1)
           and ($2 is null or r.kind = $2)
           and ($3 is null or r.made_on >= $3)
           and ($4 is null or r.made_on <= $4)
           and ($5 is null
                or ($5 = 'acknowledged' and r.acknowledged_at is not null)
                or ($5 = 'open' and r.acknowledged_at is null and r.settled_at is null)
                or ($5 = 'mail-failed' and m.fault <> ''
                    and (m.sent_at is not null or m.given_up_at is not null)))"
    };
}

impl Store {
    /// What was told of deadlines that were not found settled yet; of each in the order in which it was told.
    pub async fn unsettled_reminders(&self) -> Result<Vec<KnownReminder>> {
        let rows: Vec<KnownRow> = on_pool!(self, conn => sqlx::query_as(
            "select unit, of_unit, column_code, matter, deadline, kind, cast(number as bigint) as number, made_on,
                    acknowledged_at is not null as is_answered
               from reminder
              where settled_at is null
              order by of_unit, column_code, matter, deadline, id",
        ).fetch_all(conn).await)?;
        rows.into_iter().map(KnownReminder::try_from).collect()
    }

    /// Deadlines on one of these days that were told of and found settled.
    pub async fn settled_cases(&self, days: &BTreeSet<NaiveDate>) -> Result<Vec<Case>> {
        if days.is_empty() {
            return Ok(Vec::new());
        }
        let rows: Vec<CaseRow> = on_pool!(self, conn => {
            let mut query = QueryBuilder::new(
                "select distinct of_unit, column_code, matter, deadline
                   from reminder
                  where settled_at is not null and deadline in (",
            );
            let mut list = query.separated(", ");
            for day in days {
                list.push_bind(*day);
            }
            query.push(") order by of_unit, column_code, matter, deadline");
            query.build_query_as().fetch_all(conn).await
        })?;
        let place = Place::new("reminder", 0);
        rows.into_iter().map(|row| case(place, &row.of_unit, &row.column_code, &row.matter, row.deadline)).collect()
    }

    /// How many deadlines a unit was told of that nobody has acknowledged.
    pub async fn waiting_reminders(&self, unit: &UnitCode) -> Result<i64> {
        Ok(on_pool!(self, conn => sqlx::query_scalar(
            "select cast(count(*) as bigint)
               from (select distinct of_unit, column_code, matter, deadline
                       from reminder
                      where unit = $1 and acknowledged_at is null and settled_at is null) as waiting",
        ).bind(unit.as_str()).fetch_one(conn).await)?)
    }

    /// One reminder: which unit was told, and of what.
    pub async fn reminder_case(&self, id: ReminderId) -> Result<Option<(UnitCode, Case)>> {
        #[derive(FromRow)]
        struct OfUnit {
            unit: String,
            of_unit: String,
            column_code: String,
            matter: String,
            deadline: NaiveDate,
        }
        let row: Option<OfUnit> = on_pool!(self, conn => sqlx::query_as(
            "select unit, of_unit, column_code, matter, deadline
               from reminder
              where id = $1",
        ).bind(id.get()).fetch_optional(conn).await)?;
        let place = Place::new("reminder", id.get());
        let told = |row: OfUnit| {
            let case = case(place, &row.of_unit, &row.column_code, &row.matter, row.deadline)?;
            Ok((place.unit_code(&row.unit)?, case))
        };
        row.map(told).transpose()
    }

    /// Those that `filter` asks for, the newest first.
    pub async fn reminders(&self, filter: &ReminderFilter, limit: i64) -> Result<Vec<ReminderRecord>> {
        let rows: Vec<Row> = on_pool!(self, conn => sqlx::query_as(concat!(
            "select r.id, r.unit, r.of_unit, r.column_code, r.matter, r.deadline, r.kind,
                    cast(r.number as bigint) as number, r.made_on, r.arithmetic, r.matter_title, r.acknowledged_name,
                    r.acknowledged_at, r.note, r.settled_at,
                    cast(m.attempts as bigint) as attempts, m.sent_at, m.given_up_at, m.sent_to, m.fault",
            wanted!(),
            " order by r.made_on desc, r.id desc
              limit $6",
        ))
        .bind(filter.unit.as_ref().map(UnitCode::as_str))
        .bind(filter.kind.map(OccasionKind::code))
        .bind(filter.from)
        .bind(filter.to)
        .bind(filter.answer.map(Answer::code))
        .bind(limit)
        .fetch_all(conn)
        .await)?;
        rows.into_iter().map(ReminderRecord::try_from).collect()
    }

    /// How many `filter` asks for.
    pub async fn count_reminders(&self, filter: &ReminderFilter) -> Result<i64> {
        Ok(on_pool!(self, conn => sqlx::query_scalar(concat!("select cast(count(*) as bigint)", wanted!()))
            .bind(filter.unit.as_ref().map(UnitCode::as_str))
            .bind(filter.kind.map(OccasionKind::code))
            .bind(filter.from)
            .bind(filter.to)
            .bind(filter.answer.map(Answer::code))
            .fetch_one(conn)
            .await)?)
    }
}

impl Tx {
    /// Writes a reminder; `false` when the unit has been told already.
    pub async fn insert_reminder(&mut self, new: &NewReminder<'_>, at: DateTime<Utc>) -> Result<bool> {
        let rows = on_tx!(self, conn => sqlx::query(
            "insert into reminder
                    (unit, of_unit, column_code, deadline, kind, number, made_on, made_at, arithmetic, matter,
                     matter_title)
             values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
             on conflict (unit, of_unit, column_code, matter, deadline, kind, number) do nothing",
        )
        .bind(new.unit.as_str())
        .bind(new.case.of.as_str())
        .bind(new.case.column.as_str())
        .bind(new.case.deadline)
        .bind(new.occasion.kind().code())
        .bind(i32::from(new.occasion.number()))
        .bind(new.made_on)
        .bind(at)
        .bind(new.arithmetic)
        .bind(matter_code(new.case))
        .bind(new.about)
        .execute(conn)
        .await
        .map(|done| done.rows_affected()))?;
        Ok(rows == 1)
    }

    /// Acknowledges everything that `unit` was told of a deadline so far; returns how many reminders that were.
    pub async fn acknowledge_reminders(
        &mut self,
        unit: &UnitCode,
        case: &Case,
        by: (AccountId, &str),
        at: DateTime<Utc>,
        note: &str,
    ) -> Result<u64> {
        Ok(on_tx!(self, conn => sqlx::query(
            "update reminder
                set acknowledged_by = $5,
                    acknowledged_name = $6,
                    acknowledged_at = $7,
                    note = $8
              where unit = $1 and of_unit = $2 and column_code = $3 and matter = $9 and deadline = $4
                and acknowledged_at is null",
        )
        .bind(unit.as_str())
        .bind(case.of.as_str())
        .bind(case.column.as_str())
        .bind(case.deadline)
        .bind(by.0.get())
        .bind(by.1)
        .bind(at)
        .bind(note)
        .bind(matter_code(case))
        .execute(conn)
        .await
        .map(|done| done.rows_affected()))?)
    }

    /// Says that a deadline was met, moved or waived: nobody waits for an answer any more.
    pub async fn settle_reminders(&mut self, case: &Case, at: DateTime<Utc>) -> Result<u64> {
        Ok(on_tx!(self, conn => sqlx::query(
            "update reminder
                set settled_at = $4
              where of_unit = $1 and column_code = $2 and matter = $5 and deadline = $3 and settled_at is null",
        )
        .bind(case.of.as_str())
        .bind(case.column.as_str())
        .bind(case.deadline)
        .bind(at)
        .bind(matter_code(case))
        .execute(conn)
        .await
        .map(|done| done.rows_affected()))?)
    }

    /// A deadline that was settled is owed again, since what met it was given back; returns how many reminders that are.
    pub async fn reopen_reminders(&mut self, case: &Case) -> Result<u64> {
        Ok(on_tx!(self, conn => sqlx::query(
            "update reminder
                set settled_at = null
              where of_unit = $1 and column_code = $2 and matter = $4 and deadline = $3 and settled_at is not null",
        )
        .bind(case.of.as_str())
        .bind(case.column.as_str())
        .bind(case.deadline)
        .bind(matter_code(case))
        .execute(conn)
        .await
        .map(|done| done.rows_affected()))?)
    }
}
