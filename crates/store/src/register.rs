//! Structured tables (清单, 名单): their rows, which revision uses them, and the end of their personal part.

use chrono::{DateTime, NaiveDate, Utc};
use domain::{
    id::{AccountId, ItemCode, ItemId, RegisterId},
    register::{Profile, RegisterColumn},
};
use sqlx::FromRow;

use crate::{
    Error, Result, Store, Tx,
    db::{on_pool, on_tx},
    decode::Place,
};

/// A table without its rows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RegisterRecord {
    pub id: RegisterId,
    pub item: ItemId,
    pub name: String,
    pub profile: Profile,
    pub columns: Vec<RegisterColumn>,
    pub row_count: i64,
    pub note: String,
    pub created_name: String,
    pub created_at: DateTime<Utc>,
    pub personal_until: Option<NaiveDate>,
    pub withdrawn_at: Option<DateTime<Utc>>,
}

/// A table to be stored.
#[derive(Debug, Clone)]
pub struct NewRegister<'a> {
    pub item: ItemId,
    pub name: &'a str,
    pub profile: Profile,
    pub columns: &'a [RegisterColumn],
    pub rows: &'a [Vec<String>],
    pub note: &'a str,
    pub created_by: AccountId,
    pub created_name: &'a str,
    pub created_at: DateTime<Utc>,
    pub personal_until: Option<NaiveDate>,
}

/// The rows in which all words stand, whichever cells they stand in.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct RegisterSearch {
    patterns: [String; RegisterSearch::MOST_WORDS],
}

impl RegisterSearch {
    /// More words than a reader types; further ones do not narrow the search.
    pub const MOST_WORDS: usize = 4;

    /// Words parted by blanks; without any, every row.
    pub fn of(words: &str) -> Self {
        let words = words.to_lowercase();
        let mut patterns: [String; Self::MOST_WORDS] = std::array::from_fn(|_| "%".to_owned());
        for (pattern, word) in patterns.iter_mut().zip(words.split_whitespace()) {
            // `!` makes the signs of a pattern plain ones.
            let plain = word.replace('!', "!!").replace('%', "!%").replace('_', "!_");
            *pattern = format!("%{plain}%");
        }
        Self { patterns }
    }
}

#[derive(FromRow)]
struct Row {
    id: i64,
    item: i64,
    name: String,
    profile: String,
    columns: String,
    row_count: i64,
    note: String,
    created_name: String,
    created_at: DateTime<Utc>,
    personal_until: Option<NaiveDate>,
    withdrawn_at: Option<DateTime<Utc>>,
}

impl TryFrom<Row> for RegisterRecord {
    type Error = Error;

    fn try_from(row: Row) -> Result<Self> {
        Ok(Self {
            id: RegisterId::new(row.id),
            item: ItemId::new(row.item),
            name: row.name,
            profile: Profile::from_code(&row.profile)
                .ok_or_else(|| Error::inconsistent("register", row.id, format!("profile {}", row.profile)))?,
            columns: Place::new("register", row.id).json(&row.columns)?,
            row_count: row.row_count,
            note: row.note,
            created_name: row.created_name,
            created_at: row.created_at,
            personal_until: row.personal_until,
            withdrawn_at: row.withdrawn_at,
        })
    }
}

impl Store {
    pub async fn register(&self, id: RegisterId) -> Result<Option<RegisterRecord>> {
        let row: Option<Row> = on_pool!(self, conn => sqlx::query_as(
            "select id, item, name, profile, columns, row_count, note, created_name, created_at, personal_until,
                    withdrawn_at
               from register
              where id = $1",
        ).bind(id.get()).fetch_optional(conn).await)?;
        row.map(RegisterRecord::try_from).transpose()
    }

    /// The table that the live revision of an item uses.
    pub async fn live_register(&self, code: &ItemCode) -> Result<Option<RegisterRecord>> {
        let row: Option<Row> = on_pool!(self, conn => sqlx::query_as(
            "select r.id, r.item, r.name, r.profile, r.columns, r.row_count, r.note, r.created_name, r.created_at,
                    r.personal_until, r.withdrawn_at
               from publication p
               join revision_register u on u.item = p.item and u.revision = p.revision
               join register r on r.id = u.register
              where p.code = $1
              order by r.id
              limit 1",
        ).bind(code.as_str()).fetch_optional(conn).await)?;
        row.map(RegisterRecord::try_from).transpose()
    }

    /// How many rows a search finds.
    pub async fn count_register_rows(&self, id: RegisterId, search: &RegisterSearch) -> Result<i64> {
        let [first, second, third, fourth] = &search.patterns;
        Ok(on_pool!(self, conn => sqlx::query_scalar(
            "select count(*)
               from register_row
              where register = $1
                and words like $2 escape '!'
                and words like $3 escape '!'
                and words like $4 escape '!'
                and words like $5 escape '!'",
        ).bind(id.get()).bind(first).bind(second).bind(third).bind(fourth).fetch_one(conn).await)?)
    }

    /// The rows that a search finds, in the order of the file.
    pub async fn register_rows(
        &self,
        id: RegisterId,
        search: &RegisterSearch,
        limit: i64,
        offset: i64,
    ) -> Result<Vec<Vec<String>>> {
        let [first, second, third, fourth] = &search.patterns;
        let rows: Vec<String> = on_pool!(self, conn => sqlx::query_scalar(
            "select cells
               from register_row
              where register = $1
                and words like $2 escape '!'
                and words like $3 escape '!'
                and words like $4 escape '!'
                and words like $5 escape '!'
              order by number
              limit $6 offset $7",
        )
        .bind(id.get()).bind(first).bind(second).bind(third).bind(fourth).bind(limit).bind(offset)
        .fetch_all(conn).await)?;
        let place = Place::new("register_row", id.get());
        rows.iter().map(|cells| place.json(cells)).collect()
    }

    /// Tables whose publication period ended before `today` and whose personal part is still there.
    pub async fn registers_past_their_period(&self, today: NaiveDate, limit: i64) -> Result<Vec<RegisterRecord>> {
        let rows: Vec<Row> = on_pool!(self, conn => sqlx::query_as(
            "select id, item, name, profile, columns, row_count, note, created_name, created_at, personal_until,
                    withdrawn_at
               from register
              where personal_until < $1 and withdrawn_at is null
              order by personal_until, id
              limit $2",
        ).bind(today).bind(limit).fetch_all(conn).await)?;
        rows.into_iter().map(RegisterRecord::try_from).collect()
    }

    /// Tables made before `before` that no revision uses.
    pub async fn unused_registers(&self, before: DateTime<Utc>, limit: i64) -> Result<Vec<RegisterRecord>> {
        let rows: Vec<Row> = on_pool!(self, conn => sqlx::query_as(
            "select id, item, name, profile, columns, row_count, note, created_name, created_at, personal_until,
                    withdrawn_at
               from register
              where created_at < $1
                and not exists (select 1 from revision_register u where u.register = register.id)
              order by id
              limit $2",
        ).bind(before).bind(limit).fetch_all(conn).await)?;
        rows.into_iter().map(RegisterRecord::try_from).collect()
    }
}

impl Tx {
    /// Stores a table with its rows.
    pub async fn insert_register(&mut self, new: &NewRegister<'_>) -> Result<RegisterId> {
        let columns = serde_json::to_string(new.columns)?;
        let id: i64 = on_tx!(self, conn => sqlx::query_scalar(
            "insert into register
                    (item, name, profile, columns, row_count, note, created_by, created_name, created_at,
                     personal_until)
             values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
             returning id",
        )
        .bind(new.item.get())
        .bind(new.name)
        .bind(new.profile.code())
        .bind(&columns)
        .bind(i64::try_from(new.rows.len()).unwrap_or(i64::MAX))
        .bind(new.note)
        .bind(new.created_by.get())
        .bind(new.created_name)
        .bind(new.created_at)
        .bind(new.personal_until)
        .fetch_one(conn)
        .await)?;
        let id = RegisterId::new(id);
        self.insert_register_rows(id, new.rows).await?;
        Ok(id)
    }

    async fn insert_register_rows(&mut self, id: RegisterId, rows: &[Vec<String>]) -> Result<()> {
        for (number, row) in (1_i64..).zip(rows) {
            let cells = serde_json::to_string(row)?;
            let words = row.join("\n").to_lowercase();
            on_tx!(self, conn => sqlx::query(
                "insert into register_row (register, number, cells, words) values ($1, $2, $3, $4)",
            ).bind(id.get()).bind(number).bind(&cells).bind(&words).execute(conn).await.map(drop))?;
        }
        Ok(())
    }

    /// Puts what is left of a table in its place: the rows before are deleted, not hidden. `false` when that was done
    /// already, by another node.
    pub async fn withdraw_personal_part(
        &mut self,
        id: RegisterId,
        columns: &[RegisterColumn],
        rows: &[Vec<String>],
        at: DateTime<Utc>,
    ) -> Result<bool> {
        let columns = serde_json::to_string(columns)?;
        let done = on_tx!(self, conn => sqlx::query(
            "update register
                set withdrawn_at = $2,
                    columns = $3,
                    row_count = $4
              where id = $1 and withdrawn_at is null",
        )
        .bind(id.get())
        .bind(at)
        .bind(&columns)
        .bind(i64::try_from(rows.len()).unwrap_or(i64::MAX))
        .execute(conn)
        .await
        .map(|done| done.rows_affected()))?;
        if done == 0 {
            return Ok(false);
        }
        on_tx!(self, conn => sqlx::query("delete from register_row where register = $1")
            .bind(id.get())
            .execute(conn)
            .await
            .map(drop))?;
        self.insert_register_rows(id, rows).await?;
        Ok(true)
    }

    /// Deletes a table that no revision uses. `false` when one does, or when it is gone.
    pub async fn delete_unused_register(&mut self, id: RegisterId) -> Result<bool> {
        let done = on_tx!(self, conn => sqlx::query(
            "delete from register
              where id = $1 and not exists (select 1 from revision_register u where u.register = $1)",
        ).bind(id.get()).execute(conn).await.map(|done| done.rows_affected()))?;
        Ok(done == 1)
    }

    /// Notes which tables a revision uses, in place of what was noted before.
    pub async fn use_registers(&mut self, item: ItemId, revision: i32, registers: &[RegisterId]) -> Result<()> {
        on_tx!(self, conn => sqlx::query("delete from revision_register where item = $1 and revision = $2")
            .bind(item.get())
            .bind(revision)
            .execute(conn)
            .await
            .map(drop))?;
        for register in registers {
            on_tx!(self, conn => sqlx::query(
                "insert into revision_register (item, revision, register)
                 values ($1, $2, $3)
                 on conflict (item, revision, register) do nothing",
            ).bind(item.get()).bind(revision).bind(register.get()).execute(conn).await.map(drop))?;
        }
        Ok(())
    }
}
