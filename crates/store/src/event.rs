//! The one log: appended in the transaction of the change, each entry hashed over the one before.

use std::fmt::Write;

use chrono::{DateTime, Utc};
use domain::{
    desk::log::LogFilter,
    event::{ChainFault, SubjectKind, Verification},
    id::AccountId,
    plan::UnitCode,
    time::start_of_day,
};
use sha2::{Digest, Sha256};
use sqlx::FromRow;

use crate::{
    Error, Result, Store, Tx,
    db::{on_pool, on_tx},
    item::first_of_page,
};

/// What is to be logged.
#[derive(Debug, Clone)]
pub struct NewEvent<'a> {
    pub at: DateTime<Utc>,
    /// `None` for the system itself.
    pub actor: Option<(AccountId, &'a str)>,
    pub unit: Option<&'a UnitCode>,
    /// Dotted word: `item.sign`.
    pub action: &'a str,
    pub subject_kind: SubjectKind,
    pub subject: &'a str,
    /// Never personal data in the clear, never a secret.
    pub data: serde_json::Value,
}

/// An entry as it is stored.
#[derive(Debug, Clone, PartialEq, Eq, FromRow)]
pub struct EventRecord {
    pub seq: i64,
    pub at: DateTime<Utc>,
    pub actor: Option<i64>,
    pub actor_name: String,
    pub unit: String,
    pub action: String,
    pub subject_kind: String,
    pub subject: String,
    pub data: String,
    pub previous_hash: String,
    pub hash: String,
}

/// Hash before the first entry.
const GENESIS: &str = "0000000000000000000000000000000000000000000000000000000000000000";

impl EventRecord {
    /// SHA-256 over everything that the entry says and the hash before it, as hexadecimal.
    fn digest(&self) -> Result<String> {
        let canonical = serde_json::to_vec(&(
            &self.previous_hash,
            self.seq,
            self.at.timestamp_millis(),
            self.actor,
            &self.actor_name,
            &self.unit,
            &self.action,
            &self.subject_kind,
            &self.subject,
            &self.data,
        ))?;
        Ok(Sha256::digest(canonical).iter().fold(String::with_capacity(64), |mut text, byte| {
            let _ = write!(text, "{byte:02x}"); // writing into a String cannot fail
            text
        }))
    }
}

impl Tx {
    /// Appends to the log. Call it last in a transaction: the head of the chain is locked until the commit.
    pub async fn append_event(&mut self, event: &NewEvent<'_>) -> Result<i64> {
        let (seq, previous_hash): (i64, String) = on_tx!(self, conn => sqlx::query_as(
            "update event_head set seq = seq + 1 where id = 1 returning seq, hash",
        ).fetch_one(conn).await)?;
        let mut record = EventRecord {
            seq,
            at: event.at,
            actor: event.actor.map(|(id, _)| id.get()),
            actor_name: event.actor.map(|(_, name)| name.to_owned()).unwrap_or_default(),
            unit: event.unit.map(|unit| unit.as_str().to_owned()).unwrap_or_default(),
            action: event.action.to_owned(),
            subject_kind: event.subject_kind.code().to_owned(),
            subject: event.subject.to_owned(),
            data: event.data.to_string(),
            previous_hash,
            hash: String::new(),
        };
        record.hash = record.digest()?;
        on_tx!(self, conn => sqlx::query(
            "insert into event
                    (seq, at, actor, actor_name, unit, action, subject_kind, subject, data, previous_hash, hash)
             values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)",
        )
        .bind(record.seq)
        .bind(record.at)
        .bind(record.actor)
        .bind(&record.actor_name)
        .bind(&record.unit)
        .bind(&record.action)
        .bind(&record.subject_kind)
        .bind(&record.subject)
        .bind(&record.data)
        .bind(&record.previous_hash)
        .bind(&record.hash)
        .execute(conn)
        .await
        .map(drop))?;
        on_tx!(self, conn => sqlx::query("update event_head set hash = $1 where id = 1")
            .bind(&record.hash)
            .execute(conn)
            .await
            .map(drop))?;
        self.appended = Some(seq);
        Ok(seq)
    }
}

impl Store {
    /// Entries after `seq` in order, for those that follow the log (cache, notices, other nodes).
    pub async fn events_after(&self, seq: i64, limit: i64) -> Result<Vec<EventRecord>> {
        Ok(on_pool!(self, conn => sqlx::query_as(
            "select seq, at, actor, actor_name, unit, action, subject_kind, subject, data, previous_hash, hash
               from event
              where seq > $1
              order by seq
              limit $2",
        ).bind(seq).bind(limit).fetch_all(conn).await)?)
    }

    /// The last sequence number.
    pub async fn last_event(&self) -> Result<i64> {
        Ok(on_pool!(self, conn => sqlx::query_scalar("select seq from event_head where id = 1").fetch_one(conn).await)?)
    }

    /// When the log begins: the system was not there before.
    pub async fn log_begins(&self) -> Result<Option<DateTime<Utc>>> {
        Ok(on_pool!(self, conn => sqlx::query_scalar("select at from event where seq = 1").fetch_optional(conn).await)?)
    }

    /// Entries of one subject in order.
    pub async fn events_of(&self, kind: SubjectKind, subject: &str) -> Result<Vec<EventRecord>> {
        Ok(on_pool!(self, conn => sqlx::query_as(
            "select seq, at, actor, actor_name, unit, action, subject_kind, subject, data, previous_hash, hash
               from event
              where subject_kind = $1 and subject = $2
              order by seq",
        ).bind(kind.code()).bind(subject).fetch_all(conn).await)?)
    }

    /// A page of the log, newest first, with the number of all matches.
    pub async fn events_page(&self, filter: &LogFilter, size: i64) -> Result<(Vec<EventRecord>, i64)> {
        let actor = like(&filter.actor);
        let action = Some(filter.action.trim()).filter(|text| !text.is_empty());
        let subject = Some(filter.subject.trim()).filter(|text| !text.is_empty());
        let kind = filter.subject_kind.map(SubjectKind::code);
        let from = filter.from.map(start_of_day);
        let to = filter.to.and_then(|day| day.succ_opt()).map(start_of_day);
        let offset = first_of_page(filter.page, size);
        let rows = on_pool!(self, conn => sqlx::query_as(
            "select seq, at, actor, actor_name, unit, action, subject_kind, subject, data, previous_hash, hash
               from event
              where ($1 is null or actor_name like $1)
                and ($2 is null or action = $2)
                and ($3 is null or subject_kind = $3)
                and ($4 is null or subject = $4)
                and ($5 is null or at >= $5)
                and ($6 is null or at < $6)
              order by seq desc
              limit $7 offset $8",
        )
        .bind(&actor).bind(action).bind(kind).bind(subject).bind(from).bind(to).bind(size).bind(offset)
        .fetch_all(conn).await)?;
        let total = on_pool!(self, conn => sqlx::query_scalar(
            "select count(*)
               from event
              where ($1 is null or actor_name like $1)
                and ($2 is null or action = $2)
                and ($3 is null or subject_kind = $3)
                and ($4 is null or subject = $4)
                and ($5 is null or at >= $5)
                and ($6 is null or at < $6)",
        )
        .bind(&actor).bind(action).bind(kind).bind(subject).bind(from).bind(to)
        .fetch_one(conn).await)?;
        Ok((rows, total))
    }

    /// Walks the chain up to its head and names every entry that was changed, is missing or stands in the wrong place.
    /// Entries that others append meanwhile are not looked at: they are no fault.
    pub async fn verify_log(&self) -> Result<Verification> {
        // One statement, so that head and last entry are of the same moment.
        let (head, hash, last): (i64, String, i64) = on_pool!(self, conn => sqlx::query_as(
            "select seq, hash, (select coalesce(max(event.seq), 0) from event) from event_head where id = 1",
        ).fetch_one(conn).await)?;
        let mut faults = Vec::new();
        let (mut expected, mut previous, mut events) = (1, GENESIS.to_owned(), 0);
        while expected <= head {
            let mut batch = self.events_after(expected - 1, 2_000).await?;
            batch.retain(|record| record.seq <= head);
            if batch.is_empty() {
                break;
            }
            for record in batch {
                if record.seq > expected {
                    faults.push(ChainFault::Missing { from: expected, to: record.seq - 1 });
                } else if record.previous_hash != previous {
                    faults.push(ChainFault::Relinked { seq: record.seq });
                }
                if record.digest()? != record.hash {
                    faults.push(ChainFault::Changed { seq: record.seq });
                }
                previous.clone_from(&record.hash);
                expected = record.seq + 1;
                events += 1;
            }
        }
        if head != last || head != expected - 1 {
            faults.push(ChainFault::Truncated { expected: head, found: last });
        } else if hash != previous {
            faults.push(ChainFault::Relinked { seq: head });
        }
        Ok(Verification { events, faults })
    }
}

fn like(words: &str) -> Option<String> {
    let words = words.trim();
    (!words.is_empty()).then(|| format!("%{}%", words.replace(['%', '_'], "")))
}

impl TryFrom<&EventRecord> for SubjectKind {
    type Error = Error;
    fn try_from(record: &EventRecord) -> Result<Self> {
        Self::from_code(&record.subject_kind)
            .ok_or_else(|| Error::inconsistent("event", record.seq, format!("subject kind {}", record.subject_kind)))
    }
}
