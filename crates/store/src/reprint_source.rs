//! Sources of reprints: what the portal manager says of them, and how the looks at them went.

use chrono::{DateTime, Utc};
use domain::{
    desk::reprints::{LastLook, SourceForm},
    id::ReprintSourceId,
    reprint::Level,
};
use sqlx::FromRow;

use crate::{
    Error, Result, Store, Tx,
    db::{on_pool, on_tx},
    decode::Place,
};

/// A source as it is stored.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SourceRecord {
    pub id: ReprintSourceId,
    pub version: i32,
    pub form: SourceForm,
    pub next_at: DateTime<Utc>,
    /// As the last answer had them.
    pub etag: String,
    pub last_modified: String,
    pub last: Option<LastLook>,
    pub failures: i32,
    pub failing_since: Option<DateTime<Utc>>,
    pub warned_at: Option<DateTime<Utc>>,
}

/// A source that this node has claimed: nobody else looks at it until the lease is over.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Claimed {
    pub source: SourceRecord,
    pub leased_until: DateTime<Utc>,
}

/// How a look went.
#[derive(Debug, Clone)]
pub struct Looked<'a> {
    pub at: DateTime<Utc>,
    pub next_at: DateTime<Utc>,
    /// How many entries were new, or why nothing could be read.
    pub outcome: std::result::Result<i64, &'a str>,
    /// For the next request; a failed look keeps the old ones.
    pub etag: &'a str,
    pub last_modified: &'a str,
    /// The portal managers are told in the same transaction.
    pub warns: bool,
}

#[derive(FromRow)]
struct Row {
    id: i64,
    version: i32,
    name: String,
    level: String,
    address: String,
    reading: String,
    body_selector: String,
    column_code: String,
    interval_minutes: i64,
    active: bool,
    next_at: DateTime<Utc>,
    etag: String,
    last_modified: String,
    last_at: Option<DateTime<Utc>>,
    last_new: Option<i64>,
    last_fault: String,
    failures: i32,
    failing_since: Option<DateTime<Utc>>,
    warned_at: Option<DateTime<Utc>>,
}

impl TryFrom<Row> for SourceRecord {
    type Error = Error;

    fn try_from(row: Row) -> Result<Self> {
        let place = Place::new("reprint_source", row.id);
        let form = SourceForm {
            level: place.level(&row.level)?,
            reading: place.json(&row.reading)?,
            column: place.column_code(&row.column_code)?,
            name: row.name,
            address: row.address,
            body_selector: row.body_selector,
            interval_minutes: row.interval_minutes,
            active: row.active,
        };
        let outcome = row.last_new.ok_or(row.last_fault);
        Ok(Self {
            id: ReprintSourceId::new(row.id),
            version: row.version,
            form,
            next_at: row.next_at,
            etag: row.etag,
            last_modified: row.last_modified,
            last: row.last_at.map(|at| LastLook { at, outcome }),
            failures: row.failures,
            failing_since: row.failing_since,
            warned_at: row.warned_at,
        })
    }
}

impl Store {
    /// Every source, in the order in which they were added.
    pub async fn reprint_sources(&self) -> Result<Vec<SourceRecord>> {
        let rows: Vec<Row> = on_pool!(self, conn => sqlx::query_as(
            "select id, version, name, level, address, reading, body_selector, column_code, interval_minutes, active,
                    next_at, etag, last_modified, last_at, last_new, last_fault, failures, failing_since, warned_at
               from reprint_source
              order by id",
        ).fetch_all(conn).await)?;
        rows.into_iter().map(SourceRecord::try_from).collect()
    }
}

impl Tx {
    /// Adds a source, due at once. An address that is there already breaks the uniqueness of `address`.
    pub async fn create_reprint_source(&mut self, form: &SourceForm, at: DateTime<Utc>) -> Result<ReprintSourceId> {
        let reading = serde_json::to_string(&form.reading)?;
        let id: i64 = on_tx!(self, conn => sqlx::query_scalar(
            "insert into reprint_source
                    (version, name, level, address, reading, body_selector, column_code, interval_minutes, active,
                     created_at, next_at, etag, last_modified, last_fault, failures)
             values (1, $1, $2, $3, $4, $5, $6, $7, $8, $9, $9, '', '', '', 0)
             returning id",
        )
        .bind(&form.name)
        .bind(form.level.code())
        .bind(&form.address)
        .bind(&reading)
        .bind(&form.body_selector)
        .bind(form.column.as_str())
        .bind(form.interval_minutes)
        .bind(form.active)
        .bind(at)
        .fetch_one(conn)
        .await)?;
        Ok(ReprintSourceId::new(id))
    }

    /// Changes a source that nobody has changed since `version`, or nothing. It is due at once, what its last answer
    /// was counts no more, and a look that is under way at it comes to nothing.
    pub async fn change_reprint_source(
        &mut self,
        id: ReprintSourceId,
        version: i32,
        form: &SourceForm,
        at: DateTime<Utc>,
    ) -> Result<bool> {
        let reading = serde_json::to_string(&form.reading)?;
        Ok(on_tx!(self, conn => sqlx::query(
            "update reprint_source
                set version = version + 1, name = $3, level = $4, address = $5, reading = $6, body_selector = $7,
                    column_code = $8, interval_minutes = $9, active = $10, next_at = $11, leased_until = null,
                    etag = '', last_modified = '', failures = 0, failing_since = null, warned_at = null
              where id = $1 and version = $2",
        )
        .bind(id.get())
        .bind(version)
        .bind(&form.name)
        .bind(form.level.code())
        .bind(&form.address)
        .bind(&reading)
        .bind(&form.body_selector)
        .bind(form.column.as_str())
        .bind(form.interval_minutes)
        .bind(form.active)
        .bind(at)
        .execute(conn)
        .await
        .map(|done| done.rows_affected() == 1))?)
    }

    /// Claims the source that has been due longest and that nobody is looking at. A node that died leaves its lease,
    /// which ends by itself. What is asked of the source is asked again of the row once it is held: another node may have
    /// looked at it meanwhile.
    pub async fn claim_reprint_source(&mut self, now: DateTime<Utc>, until: DateTime<Utc>) -> Result<Option<Claimed>> {
        let row: Option<Row> = on_tx!(self, conn => sqlx::query_as(
            "update reprint_source
                set leased_until = $2
              where id = (select id
                            from reprint_source
                           where active = $3 and next_at <= $1 and (leased_until is null or leased_until <= $1)
                           order by next_at, id
                           limit 1)
                and active = $3 and next_at <= $1 and (leased_until is null or leased_until <= $1)
             returning id, version, name, level, address, reading, body_selector, column_code, interval_minutes, active,
                       next_at, etag, last_modified, last_at, last_new, last_fault, failures, failing_since, warned_at",
        )
        .bind(now)
        .bind(until)
        .bind(true)
        .fetch_optional(conn)
        .await)?;
        row.map(|row| Ok(Claimed { source: row.try_into()?, leased_until: until })).transpose()
    }

    /// Notes how a look went and gives the claim back; `false` when it is lost: the source was changed meanwhile, or the
    /// lease was over and another node came.
    pub async fn finish_reprint_look(&mut self, claimed: &Claimed, looked: &Looked<'_>) -> Result<bool> {
        let (new, fault) = match looked.outcome {
            Ok(new) => (Some(new), ""),
            Err(fault) => (None, fault),
        };
        Ok(on_tx!(self, conn => sqlx::query(
            "update reprint_source
                set leased_until = null, last_at = $3, next_at = $4, last_new = $5, last_fault = $6, etag = $7,
                    last_modified = $8,
                    failures = case when $9 then failures + 1 else 0 end,
                    failing_since = case when $9 then coalesce(failing_since, $3) end,
                    warned_at = case when $10 then $3 when $9 then warned_at end
              where id = $1 and leased_until = $2",
        )
        .bind(claimed.source.id.get())
        .bind(claimed.leased_until)
        .bind(looked.at)
        .bind(looked.next_at)
        .bind(new)
        .bind(fault)
        .bind(looked.etag)
        .bind(looked.last_modified)
        .bind(new.is_none())
        .bind(looked.warns)
        .execute(conn)
        .await
        .map(|done| done.rows_affected() == 1))?)
    }
}

impl Place {
    pub(crate) fn level(self, word: &str) -> Result<Level> {
        self.unless(Level::from_code(word), "level", word)
    }
}
