//! The lists that rounds go by: what the office passes over, and its words.

use chrono::{DateTime, NaiveDate, Utc};
use domain::{
    desk::patrol::{IgnoreForm, IgnoreRow, WordForm, WordKind, WordRow},
    id::{AccountId, IgnoringId, PatrolWordId},
    patrol::FaultKind,
};
use sqlx::FromRow;

use crate::{
    Error, Result, Store, Tx,
    db::{on_pool, on_tx},
    decode::Place,
};

#[derive(FromRow)]
struct Passed {
    id: i64,
    pattern: String,
    kind: String,
    reason: String,
    entered_name: String,
    entered_at: DateTime<Utc>,
    until_on: Option<NaiveDate>,
}

impl TryFrom<Passed> for IgnoreRow {
    type Error = Error;

    fn try_from(row: Passed) -> Result<Self> {
        let place = Place::new("patrol_ignoring", row.id);
        let kind = match row.kind.as_str() {
            "" => None,
            word => Some(place.unless(FaultKind::from_code(word), "kind", word)?),
        };
        Ok(Self {
            id: IgnoringId::new(row.id),
            pattern: place.json(&row.pattern)?,
            kind,
            reason: row.reason,
            by: row.entered_name,
            at: row.entered_at,
            until: row.until_on,
        })
    }
}

#[derive(FromRow)]
struct Word {
    id: i64,
    kind: String,
    word: String,
    correct: String,
    note: String,
    except_in: String,
    entered_name: String,
    entered_at: DateTime<Utc>,
}

impl TryFrom<Word> for WordRow {
    type Error = Error;

    fn try_from(row: Word) -> Result<Self> {
        let place = Place::new("patrol_word", row.id);
        let form = WordForm {
            kind: place.unless(WordKind::from_code(&row.kind), "kind", &row.kind)?,
            except: place.json(&row.except_in)?,
            word: row.word,
            right: row.correct,
            note: row.note,
        };
        Ok(Self { id: PatrolWordId::new(row.id), form, by: row.entered_name, at: row.entered_at })
    }
}

impl Store {
    /// The ignore list without what was taken back, oldest first.
    pub async fn patrol_ignored(&self) -> Result<Vec<IgnoreRow>> {
        let rows: Vec<Passed> = on_pool!(self, conn => sqlx::query_as(
            "select id, pattern, kind, reason, entered_name, entered_at, until_on
               from patrol_ignoring
              where ended_at is null
              order by id",
        ).fetch_all(conn).await)?;
        rows.into_iter().map(IgnoreRow::try_from).collect()
    }

    /// The lists of words, oldest first.
    pub async fn patrol_words(&self) -> Result<Vec<WordRow>> {
        let rows: Vec<Word> = on_pool!(self, conn => sqlx::query_as(
            "select id, kind, word, correct, note, except_in, entered_name, entered_at
               from patrol_word
              order by id",
        ).fetch_all(conn).await)?;
        rows.into_iter().map(WordRow::try_from).collect()
    }
}

impl Tx {
    pub async fn add_ignoring(
        &mut self,
        form: &IgnoreForm,
        by: (AccountId, &str),
        at: DateTime<Utc>,
    ) -> Result<IgnoringId> {
        let pattern = serde_json::to_string(&form.pattern)?;
        let id: i64 = on_tx!(self, conn => sqlx::query_scalar(
            "insert into patrol_ignoring (pattern, kind, reason, entered_by, entered_name, entered_at, until_on)
             values ($1, $2, $3, $4, $5, $6, $7)
             returning id",
        )
        .bind(&pattern)
        .bind(form.kind.map(FaultKind::code).unwrap_or_default())
        .bind(&form.reason)
        .bind(by.0.get())
        .bind(by.1)
        .bind(at)
        .bind(form.until)
        .fetch_one(conn)
        .await)?;
        Ok(IgnoringId::new(id))
    }

    /// Takes an entry back; `false` when it has been already.
    pub async fn end_ignoring(&mut self, id: IgnoringId, by: &str, at: DateTime<Utc>) -> Result<bool> {
        let rows = on_tx!(self, conn => sqlx::query(
            "update patrol_ignoring
                set ended_at = $2,
                    ended_name = $3
              where id = $1 and ended_at is null",
        )
        .bind(id.get())
        .bind(at)
        .bind(by)
        .execute(conn)
        .await
        .map(|done| done.rows_affected()))?;
        Ok(rows == 1)
    }

    /// Adds a word; `None` when it stands in one of the lists.
    pub async fn add_patrol_word(
        &mut self,
        form: &WordForm,
        by: (AccountId, &str),
        at: DateTime<Utc>,
    ) -> Result<Option<PatrolWordId>> {
        let except = serde_json::to_string(&form.except)?;
        let id: Option<i64> = on_tx!(self, conn => sqlx::query_scalar(
            "insert into patrol_word (kind, word, correct, note, except_in, entered_by, entered_name, entered_at)
             values ($1, $2, $3, $4, $5, $6, $7, $8)
             on conflict do nothing
             returning id",
        )
        .bind(form.kind.code())
        .bind(&form.word)
        .bind(&form.right)
        .bind(&form.note)
        .bind(&except)
        .bind(by.0.get())
        .bind(by.1)
        .bind(at)
        .fetch_optional(conn)
        .await)?;
        Ok(id.map(PatrolWordId::new))
    }

    /// Takes a word off the lists; `false` when it is not there.
    pub async fn remove_patrol_word(&mut self, id: PatrolWordId) -> Result<bool> {
        let rows = on_tx!(self, conn => sqlx::query("delete from patrol_word where id = $1")
            .bind(id.get())
            .execute(conn)
            .await
            .map(|done| done.rows_affected()))?;
        Ok(rows == 1)
    }
}
