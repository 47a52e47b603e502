//! 月度巡查: rounds of units, and the answers of those that are not signed yet.

use std::collections::BTreeMap;

use chrono::{DateTime, NaiveDate, Utc};
use domain::{
    desk::rounds::Signature,
    id::{AccountId, UnitRoundId},
    plan::{ColumnCode, UnitCode},
    round::{Answer, Month, SignedLine, Verdict},
};
use sqlx::FromRow;

use crate::{
    Result, Store, Tx,
    db::{on_pool, on_tx},
    decode::Place,
};

/// A round that was begun.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UnitRound {
    pub id: UnitRoundId,
    pub unit: UnitCode,
    pub month: Month,
    pub signed: Option<Signature>,
    /// Whose account signed it.
    pub signed_by: Option<AccountId>,
    /// As it was signed; empty before.
    pub lines: Vec<SignedLine>,
}

/// A round without its lines.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RoundHead {
    pub unit: UnitCode,
    pub month: Month,
    pub signed: Option<Signature>,
    pub problems: u32,
}

/// An answer as it is kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeptAnswer {
    pub answer: Answer,
    pub version: i32,
    pub by: String,
}

#[derive(FromRow)]
struct Row {
    id: i64,
    unit: String,
    month: NaiveDate,
    signed_by: Option<i64>,
    signed_name: String,
    head_name: String,
    signed_at: Option<DateTime<Utc>>,
    lines: String,
}

#[derive(FromRow)]
struct HeadRow {
    id: i64,
    unit: String,
    month: NaiveDate,
    signed_name: String,
    head_name: String,
    signed_at: Option<DateTime<Utc>>,
    problems: i32,
}

#[derive(FromRow)]
struct AnswerRow {
    column_code: String,
    verdict: Option<String>,
    note: String,
    unchanged: bool,
    version: i32,
    by_name: String,
}

fn signature(by: String, head: String, at: Option<DateTime<Utc>>) -> Option<Signature> {
    at.map(|at| Signature { by, head, at })
}

impl TryFrom<Row> for UnitRound {
    type Error = crate::Error;

    fn try_from(row: Row) -> Result<Self> {
        let place = Place::new("unit_round", row.id);
        Ok(Self {
            id: UnitRoundId::new(row.id),
            unit: place.unit_code(&row.unit)?,
            month: Month::of(row.month),
            signed: signature(row.signed_name, row.head_name, row.signed_at),
            signed_by: row.signed_by.map(AccountId::new),
            lines: place.json(&row.lines)?,
        })
    }
}

impl TryFrom<HeadRow> for RoundHead {
    type Error = crate::Error;

    fn try_from(row: HeadRow) -> Result<Self> {
        Ok(Self {
            unit: Place::new("unit_round", row.id).unit_code(&row.unit)?,
            month: Month::of(row.month),
            signed: signature(row.signed_name, row.head_name, row.signed_at),
            problems: u32::try_from(row.problems).unwrap_or_default(),
        })
    }
}

fn answers(round: UnitRoundId, rows: Vec<AnswerRow>) -> Result<BTreeMap<ColumnCode, KeptAnswer>> {
    let place = Place::new("round_answer", round.get());
    let read = |row: AnswerRow| {
        let word = row.verdict.unwrap_or_default();
        let verdict = match word.as_str() {
            "" => None,
            word => Some(place.unless(Verdict::from_code(word), "verdict", word)?),
        };
        let answer = Answer { verdict, note: row.note, unchanged: row.unchanged };
        let kept = KeptAnswer { answer, version: row.version, by: row.by_name };
        Ok((place.column_code(&row.column_code)?, kept))
    };
    rows.into_iter().map(read).collect()
}

/// The answers of a round, by column.
macro_rules! answers_of_round {
    () => {
        "select column_code, verdict, note, unchanged, version, by_name
           from round_answer
          where round = $1
          order by column_code"
    };
}

impl Store {
    pub async fn unit_round(&self, unit: &UnitCode, month: Month) -> Result<Option<UnitRound>> {
        let row: Option<Row> = on_pool!(self, conn => sqlx::query_as(
            "select id, unit, month, signed_by, signed_name, head_name, signed_at, lines
               from unit_round
              where unit = $1 and month = $2",
        ).bind(unit.as_str()).bind(month.first_day()).fetch_optional(conn).await)?;
        row.map(UnitRound::try_from).transpose()
    }

    /// The round of a unit for a month before `before` that was signed last: of one that was signed late, the unit's latest
    /// look.
    pub async fn last_signed_round(&self, unit: &UnitCode, before: Month) -> Result<Option<UnitRound>> {
        let row: Option<Row> = on_pool!(self, conn => sqlx::query_as(
            "select id, unit, month, signed_by, signed_name, head_name, signed_at, lines
               from unit_round
              where unit = $1 and month < $2 and signed_at is not null
              order by signed_at desc, month desc
              limit 1",
        ).bind(unit.as_str()).bind(before.first_day()).fetch_optional(conn).await)?;
        row.map(UnitRound::try_from).transpose()
    }

    /// The rounds of the months from `from` to `to`, of one unit or of all, oldest first.
    pub async fn round_heads(&self, from: Month, to: Month, unit: Option<&UnitCode>) -> Result<Vec<RoundHead>> {
        let rows: Vec<HeadRow> = on_pool!(self, conn => sqlx::query_as(
            "select id, unit, month, signed_name, head_name, signed_at, problems
               from unit_round
              where month >= $1 and month <= $2 and ($3 is null or unit = $3)
              order by month, unit",
        )
        .bind(from.first_day())
        .bind(to.first_day())
        .bind(unit.map(UnitCode::as_str))
        .fetch_all(conn)
        .await)?;
        rows.into_iter().map(RoundHead::try_from).collect()
    }

    /// What was answered in a round that is not signed yet.
    pub async fn answers_of_round(&self, round: UnitRoundId) -> Result<BTreeMap<ColumnCode, KeptAnswer>> {
        let rows = on_pool!(self, conn => sqlx::query_as(answers_of_round!())
            .bind(round.get()).fetch_all(conn).await)?;
        answers(round, rows)
    }
}

impl Tx {
    /// Begins a round, or holds the one that was begun: nobody else saves or signs it until the commit. `None` when it is
    /// signed.
    pub async fn hold_unit_round(
        &mut self,
        unit: &UnitCode,
        month: Month,
        at: DateTime<Utc>,
    ) -> Result<Option<UnitRoundId>> {
        let id: Option<i64> = on_tx!(self, conn => sqlx::query_scalar(
            "insert into unit_round (unit, month, begun_at, changed_at)
             values ($1, $2, $3, $3)
             on conflict (unit, month) do update set changed_at = excluded.changed_at
              where unit_round.signed_at is null
             returning id",
        )
        .bind(unit.as_str())
        .bind(month.first_day())
        .bind(at)
        .fetch_optional(conn)
        .await)?;
        Ok(id.map(UnitRoundId::new))
    }

    /// As [`Store::answers_of_round`], with what this transaction has written.
    pub async fn held_answers(&mut self, round: UnitRoundId) -> Result<BTreeMap<ColumnCode, KeptAnswer>> {
        let rows = on_tx!(self, conn => sqlx::query_as(answers_of_round!())
            .bind(round.get()).fetch_all(conn).await)?;
        answers(round, rows)
    }

    /// Keeps an answer to a column of a held round; gives its new version, `None` when somebody has answered since
    /// version `seen` was read.
    pub async fn put_round_answer(
        &mut self,
        round: UnitRoundId,
        column: &ColumnCode,
        seen: i32,
        answer: &Answer,
        by: &str,
        at: DateTime<Utc>,
    ) -> Result<Option<i32>> {
        Ok(on_tx!(self, conn => sqlx::query_scalar(
            "insert into round_answer (round, column_code, verdict, note, unchanged, version, by_name, at)
             values ($1, $2, $3, $4, $5, 1, $7, $8)
             on conflict (round, column_code) do update
                set verdict = excluded.verdict, note = excluded.note, unchanged = excluded.unchanged,
                    version = round_answer.version + 1, by_name = excluded.by_name, at = excluded.at
              where round_answer.version = $6
             returning version",
        )
        .bind(round.get())
        .bind(column.as_str())
        .bind(answer.verdict.map(Verdict::code))
        .bind(&answer.note)
        .bind(answer.unchanged)
        .bind(seen)
        .bind(by)
        .bind(at)
        .fetch_optional(conn)
        .await)?)
    }

    /// Signs a held round with its whole checklist; `false` when it was signed before.
    pub async fn sign_unit_round(
        &mut self,
        round: UnitRoundId,
        lines: &[SignedLine],
        by: (AccountId, &str),
        head: &str,
        at: DateTime<Utc>,
    ) -> Result<bool> {
        let problems = lines.iter().filter(|line| line.answer.verdict == Some(Verdict::Problem)).count();
        let rows = on_tx!(self, conn => sqlx::query(
            "update unit_round
                set signed_by = $2, signed_name = $3, head_name = $4, signed_at = $5, lines = $6, problems = $7
              where id = $1 and signed_at is null",
        )
        .bind(round.get())
        .bind(by.0.get())
        .bind(by.1)
        .bind(head)
        .bind(at)
        .bind(serde_json::to_string(lines)?)
        .bind(i32::try_from(problems).unwrap_or(i32::MAX))
        .execute(conn)
        .await
        .map(|done| done.rows_affected()))?;
        Ok(rows == 1)
    }
}
