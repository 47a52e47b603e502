//! Texts of a revision that another took the place of: kept in the transaction that replaces them, gone with the revision.

use chrono::{DateTime, Utc};
use domain::{
    desk::replaced::{ReplacedText, Replacement},
    id::ItemId,
    item::Content,
};
use sqlx::FromRow;

use crate::{
    Error, Result, Store, Tx,
    db::{on_pool, on_tx},
    decode::Place,
    revision::{Body, Seen},
};

/// How many texts of a revision are kept that were saved over; what was handed in and came back is kept in full.
const MOST_SAVED_OVER: i64 = 20;

/// A kept text in full.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReplacedRecord {
    /// Without the body.
    pub content: Content,
    pub body: Body,
    pub saved_name: String,
    pub saved_at: DateTime<Utc>,
}

#[derive(FromRow)]
struct Row {
    body: String,
    body_seal: String,
    content: String,
    saved_name: String,
    saved_at: DateTime<Utc>,
}

#[derive(FromRow)]
struct HeadRow {
    revision: i32,
    version: i32,
    title: String,
    saved_name: String,
    saved_at: DateTime<Utc>,
    replaced_at: DateTime<Utc>,
    why: String,
}

impl Store {
    /// The texts that were replaced in an item's revisions, without what they say; the newest first.
    pub async fn replaced_texts(&self, item: ItemId) -> Result<Vec<ReplacedText>> {
        let rows: Vec<HeadRow> = on_pool!(self, conn => sqlx::query_as(
            "select revision, version, title, saved_name, saved_at, replaced_at, why
               from replaced_text
              where item = $1
              order by revision desc, version desc",
        ).bind(item.get()).fetch_all(conn).await)?;
        let place = Place::new("replaced_text", item.get());
        let text = |row: HeadRow| {
            Ok::<_, Error>(ReplacedText {
                why: place.unless(Replacement::from_code(&row.why), "why", &row.why)?,
                revision: row.revision,
                version: row.version,
                title: row.title,
                saved_by: row.saved_name,
                saved_at: row.saved_at,
                replaced_at: row.replaced_at,
            })
        };
        rows.into_iter().map(text).collect()
    }

    /// What the revision said at the version `seen`, if another text took its place and it was kept.
    pub async fn replaced_text(&self, seen: Seen) -> Result<Option<ReplacedRecord>> {
        let row: Option<Row> = on_pool!(self, conn => sqlx::query_as(
            "select body, body_seal, content, saved_name, saved_at
               from replaced_text
              where item = $1 and revision = $2 and version = $3",
        ).bind(seen.item.get()).bind(seen.number).bind(seen.version).fetch_optional(conn).await)?;
        let Some(row) = row else { return Ok(None) };
        Ok(Some(ReplacedRecord {
            content: Place::new("replaced_text", seen.item.get()).json(&row.content)?,
            body: Body { html: row.body, seal: row.body_seal },
            saved_name: row.saved_name,
            saved_at: row.saved_at,
        }))
    }
}

impl Tx {
    /// Keeps the text of a revision that is about to be replaced, if it still is as `seen`. Of texts that are saved over
    /// the last twenty of a revision are kept, and none that was kept as it came back.
    pub async fn keep_replaced_text(&mut self, seen: Seen, why: Replacement, at: DateTime<Utc>) -> Result<()> {
        on_tx!(self, conn => sqlx::query(
            "insert into replaced_text
                    (item, revision, version, title, body, body_seal, content, content_hash, saved_name, saved_at,
                     replaced_at, why)
             select r.item, r.number, r.version, r.title, r.body, r.body_seal, r.content, r.content_hash, r.saved_name,
                    r.saved_at, $4, $5
               from revision r
              where r.item = $1 and r.number = $2 and r.version = $3
                and ($5 in ('returned', 'recalled')
                     or not exists (select 1
                                      from replaced_text k
                                     where k.item = $1 and k.revision = $2 and k.content_hash = r.content_hash
                                       and k.why in ('returned', 'recalled')))",
        )
        .bind(seen.item.get())
        .bind(seen.number)
        .bind(seen.version)
        .bind(at)
        .bind(why.code())
        .execute(conn)
        .await
        .map(drop))?;
        on_tx!(self, conn => sqlx::query(
            "delete from replaced_text
              where item = $1 and revision = $2 and why in ('other-author', 'instead')
                and version not in (select version
                                      from replaced_text
                                     where item = $1 and revision = $2 and why in ('other-author', 'instead')
                                     order by version desc
                                     limit $3)",
        )
        .bind(seen.item.get())
        .bind(seen.number)
        .bind(MOST_SAVED_OVER)
        .execute(conn)
        .await
        .map(drop))?;
        Ok(())
    }
}
