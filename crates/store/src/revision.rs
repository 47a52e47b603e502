//! Revisions: what authors write, and where each version stands.

use std::collections::BTreeSet;

use chrono::{DateTime, Utc};
use domain::{
    desk::replaced::Replacement,
    id::{AccountId, ItemId, RegisterId},
    item::Content,
    plan::{ColumnCode, UnitCode},
    workflow::Stage,
};
use sqlx::FromRow;

use crate::{
    Error, Result, Store, Tx,
    db::{on_pool, on_tx},
    decode::Place,
};

/// A revision with its text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RevisionRecord {
    pub item: ItemId,
    pub number: i32,
    pub version: i32,
    pub stage: Stage,
    /// Without the body.
    pub content: Content,
    pub body: Body,
    pub content_hash: String,
    pub authors: Vec<(AccountId, String)>,
    pub created_name: String,
    pub created_at: DateTime<Utc>,
    /// The account of the last save; `None` for an import.
    pub saved_by: Option<AccountId>,
    pub saved_name: String,
    pub saved_at: DateTime<Utc>,
    /// The minute that was set for its publication.
    pub publish_at: Option<DateTime<Utc>>,
}

/// A sanitised text with the proof that it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Body {
    pub html: String,
    pub seal: String,
}

/// A revision without its text, for the list of versions.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RevisionHead {
    pub number: i32,
    pub stage: Stage,
    pub title: String,
    pub author_name: String,
    pub created_at: DateTime<Utc>,
    pub saved_at: DateTime<Utc>,
}

/// What is written into a revision when it is made or saved.
#[derive(Debug, Clone)]
pub struct Written<'a> {
    pub content: &'a Content,
    pub body: &'a Body,
    pub content_hash: &'a str,
    /// Everybody who wrote in it.
    pub authors: &'a [(AccountId, String)],
    /// Who saves; `None` for an import by nobody.
    pub by: Option<AccountId>,
    pub by_name: &'a str,
    pub at: DateTime<Utc>,
    /// `/media/…` addresses that it uses.
    pub media: &'a [String],
    /// Structured tables that it uses.
    pub registers: &'a [RegisterId],
}

/// The revision as somebody saw it: a change applies to that and nothing else.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Seen {
    pub item: ItemId,
    pub number: i32,
    pub version: i32,
}

/// Where a revision goes.
#[derive(Debug, Clone)]
pub struct Move<'a> {
    pub stage: Stage,
    /// A return or a recall starts a new round: earlier signatures no longer count.
    pub new_round: bool,
    pub reviewer: Option<AccountId>,
    pub signed_units: &'a BTreeSet<UnitCode>,
    pub authors: &'a [(AccountId, String)],
    pub publish_at: Option<DateTime<Utc>>,
    pub at: DateTime<Utc>,
}

#[derive(FromRow)]
struct Row {
    item: i64,
    number: i32,
    version: i32,
    stage: String,
    body: String,
    body_seal: String,
    content: String,
    content_hash: String,
    authors: String,
    created_name: String,
    created_at: DateTime<Utc>,
    saved_by: Option<i64>,
    saved_name: String,
    saved_at: DateTime<Utc>,
    publish_at: Option<DateTime<Utc>>,
}

impl TryFrom<Row> for RevisionRecord {
    type Error = Error;

    fn try_from(row: Row) -> Result<Self> {
        let place = Place::new("revision", row.item);
        Ok(Self {
            item: ItemId::new(row.item),
            number: row.number,
            version: row.version,
            stage: place.stage(&row.stage)?,
            content: place.json(&row.content)?,
            body: Body { html: row.body, seal: row.body_seal },
            content_hash: row.content_hash,
            authors: place.authors(&row.authors)?,
            created_name: row.created_name,
            created_at: row.created_at,
            saved_by: row.saved_by.map(AccountId::new),
            saved_name: row.saved_name,
            saved_at: row.saved_at,
            publish_at: row.publish_at,
        })
    }
}

#[derive(FromRow)]
struct HeadRow {
    item: i64,
    number: i32,
    stage: String,
    title: String,
    created_name: String,
    created_at: DateTime<Utc>,
    saved_at: DateTime<Utc>,
}

impl TryFrom<HeadRow> for RevisionHead {
    type Error = Error;

    fn try_from(row: HeadRow) -> Result<Self> {
        Ok(Self {
            number: row.number,
            stage: Place::new("revision", row.item).stage(&row.stage)?,
            title: row.title,
            author_name: row.created_name,
            created_at: row.created_at,
            saved_at: row.saved_at,
        })
    }
}

impl Store {
    pub async fn revision(&self, item: ItemId, number: i32) -> Result<Option<RevisionRecord>> {
        let row: Option<Row> = on_pool!(self, conn => sqlx::query_as(
            "select item, number, version, stage, body, body_seal, content, content_hash, authors, created_name,
                    created_at, saved_by, saved_name, saved_at, publish_at
               from revision
              where item = $1 and number = $2",
        ).bind(item.get()).bind(number).fetch_optional(conn).await)?;
        row.map(RevisionRecord::try_from).transpose()
    }

    /// All versions of an item, newest first.
    pub async fn revisions_of(&self, item: ItemId) -> Result<Vec<RevisionHead>> {
        let rows: Vec<HeadRow> = on_pool!(self, conn => sqlx::query_as(
            "select item, number, stage, title, created_name, created_at, saved_at
               from revision
              where item = $1
              order by number desc",
        ).bind(item.get()).fetch_all(conn).await)?;
        rows.into_iter().map(RevisionHead::try_from).collect()
    }
}

impl Tx {
    /// Adds a draft as the newest revision of `item`. `false` when revision `number` is there already. A number that was
    /// thrown away is given again, but its versions go on where they ended, so no [`Seen`] ever fits two texts.
    pub async fn insert_revision(&mut self, item: ItemId, number: i32, written: &Written<'_>) -> Result<bool> {
        let content = without_body(written.content)?;
        let authors = serde_json::to_string(written.authors)?;
        let rows = on_tx!(self, conn => sqlx::query(
            "insert into revision
                    (item, number, version, stage, title, body, body_seal, content, content_hash, authors,
                     created_name, created_at, saved_by, saved_name, saved_at)
             values ($1, $2, 1 + coalesce((select version from thrown_away where item = $1), 0), 'draft', $3, $4, $5, $6,
                     $7, $8, $9, $10, $11, $9, $10)
             on conflict (item, number) do nothing",
        )
        .bind(item.get())
        .bind(number)
        .bind(&written.content.title)
        .bind(&written.body.html)
        .bind(&written.body.seal)
        .bind(&content)
        .bind(written.content_hash)
        .bind(&authors)
        .bind(written.by_name)
        .bind(written.at)
        .bind(written.by.map(AccountId::get))
        .execute(conn)
        .await
        .map(|done| done.rows_affected()))?;
        if rows == 0 {
            return Ok(false);
        }
        on_tx!(self, conn => sqlx::query(
            "update item
                set newest = $2,
                    stage = 'draft',
                    title = $3,
                    since = $4,
                    changed_at = $4,
                    claimed_by = null,
                    claimed_name = ''
              where id = $1",
        )
        .bind(item.get())
        .bind(number)
        .bind(&written.content.title)
        .bind(written.at)
        .execute(conn)
        .await
        .map(drop))?;
        self.set_event_clock(item, number, written.content.clock_start()).await?;
        self.use_media(item, number, written.media).await?;
        self.use_registers(item, number, written.registers).await?;
        Ok(true)
    }

    /// Overwrites the text of an editable revision, if it still is as `seen`; the version goes up by one. A text that is
    /// not just written on is kept before, by [`Tx::keep_replaced_text`].
    pub async fn save_revision(&mut self, seen: Seen, written: &Written<'_>) -> Result<bool> {
        let content = without_body(written.content)?;
        let authors = serde_json::to_string(written.authors)?;
        let rows = on_tx!(self, conn => sqlx::query(
            "update revision
                set version = version + 1,
                    title = $4,
                    body = $5,
                    body_seal = $6,
                    content = $7,
                    content_hash = $8,
                    authors = $9,
                    saved_name = $10,
                    saved_at = $11,
                    saved_by = $12
              where item = $1 and number = $2 and version = $3 and stage in ('draft', 'returned')",
        )
        .bind(seen.item.get())
        .bind(seen.number)
        .bind(seen.version)
        .bind(&written.content.title)
        .bind(&written.body.html)
        .bind(&written.body.seal)
        .bind(&content)
        .bind(written.content_hash)
        .bind(&authors)
        .bind(written.by_name)
        .bind(written.at)
        .bind(written.by.map(AccountId::get))
        .execute(conn)
        .await
        .map(|done| done.rows_affected()))?;
        if rows == 0 {
            return Ok(false);
        }
        on_tx!(self, conn => sqlx::query("update item set title = $2, changed_at = $3 where id = $1")
            .bind(seen.item.get())
            .bind(&written.content.title)
            .bind(written.at)
            .execute(conn)
            .await
            .map(drop))?;
        self.set_event_clock(seen.item, seen.number, written.content.clock_start()).await?;
        self.use_media(seen.item, seen.number, written.media).await?;
        self.use_registers(seen.item, seen.number, written.registers).await?;
        Ok(true)
    }

    /// Moves the newest revision to another stage, if it still is as `seen`; the version goes up by one and whoever
    /// had claimed the item is done with it. The text that a new round begins with is kept as it was handed in.
    pub async fn move_revision(&mut self, seen: Seen, to: &Move<'_>) -> Result<bool> {
        if to.new_round {
            let why = if to.stage == Stage::Returned { Replacement::Returned } else { Replacement::Recalled };
            self.keep_replaced_text(seen, why, to.at).await?;
        }
        let signed = serde_json::to_string(to.signed_units)?;
        let authors = serde_json::to_string(to.authors)?;
        let rows = on_tx!(self, conn => sqlx::query(
            "update revision
                set version = version + 1,
                    round = round + $4,
                    stage = $5,
                    reviewer = $6,
                    signed_units = $7,
                    authors = $8,
                    publish_at = $9
              where item = $1 and number = $2 and version = $3",
        )
        .bind(seen.item.get())
        .bind(seen.number)
        .bind(seen.version)
        .bind(i32::from(to.new_round))
        .bind(to.stage.code())
        .bind(to.reviewer.map(AccountId::get))
        .bind(&signed)
        .bind(&authors)
        .bind(to.publish_at)
        .execute(conn)
        .await
        .map(|done| done.rows_affected()))?;
        if rows == 0 {
            return Ok(false);
        }
        let rows = on_tx!(self, conn => sqlx::query(
            "update item
                set stage = $3,
                    since = $4,
                    changed_at = $4,
                    claimed_by = null,
                    claimed_name = ''
              where id = $1 and newest = $2",
        )
        .bind(seen.item.get())
        .bind(seen.number)
        .bind(to.stage.code())
        .bind(to.at)
        .execute(conn)
        .await
        .map(|done| done.rows_affected()))?;
        Ok(rows == 1)
    }

    /// Completes a revision that goes public in the same transaction by what the server fills in (索引号); its secrecy review
    /// follows, if it was the one of the text as it was signed. The version stays: nobody has seen it otherwise.
    pub async fn complete_revision(
        &mut self,
        item: ItemId,
        number: i32,
        content: &Content,
        content_hash: &str,
    ) -> Result<()> {
        let content = without_body(content)?;
        let signed: Option<String> = on_tx!(self, conn => sqlx::query_scalar(
            "select content_hash from revision where item = $1 and number = $2",
        ).bind(item.get()).bind(number).fetch_optional(conn).await)?;
        on_tx!(self, conn => sqlx::query(
            "update revision
                set content = $3,
                    content_hash = $4
              where item = $1 and number = $2",
        )
        .bind(item.get())
        .bind(number)
        .bind(&content)
        .bind(content_hash)
        .execute(conn)
        .await
        .map(drop))?;
        match signed {
            Some(signed) => self.carry_secrecy_review(item, number, &signed, content_hash).await,
            None => Ok(()),
        }
    }

    /// Puts a formerly live revision where it belongs (历史, 已撤). The item's list row follows when it is the newest.
    pub async fn retire_revision(&mut self, item: ItemId, number: i32, to: Stage, at: DateTime<Utc>) -> Result<bool> {
        let rows = on_tx!(self, conn => sqlx::query(
            "update revision
                set version = version + 1,
                    stage = $3
              where item = $1 and number = $2 and stage = 'published'",
        )
        .bind(item.get())
        .bind(number)
        .bind(to.code())
        .execute(conn)
        .await
        .map(|done| done.rows_affected()))?;
        on_tx!(self, conn => sqlx::query(
            "update item
                set stage = $3,
                    since = $4
              where id = $1 and newest = $2",
        )
        .bind(item.get())
        .bind(number)
        .bind(to.code())
        .bind(at)
        .execute(conn)
        .await
        .map(drop))?;
        Ok(rows == 1)
    }

    /// Puts an item that was never public into another column, if its newest revision is still as `seen` and editable. The
    /// version goes up by one: who saw the item in its column before decides nothing on it in the other.
    pub async fn change_column(&mut self, seen: Seen, to: &ColumnCode, at: DateTime<Utc>) -> Result<bool> {
        let rows = on_tx!(self, conn => sqlx::query(
            "update item
                set column_code = $4,
                    changed_at = $5
              where id = $1 and newest = $2 and first_published_at is null
                and exists (select 1
                              from revision
                             where item = $1 and number = $2 and version = $3 and stage in ('draft', 'returned'))",
        )
        .bind(seen.item.get())
        .bind(seen.number)
        .bind(seen.version)
        .bind(to.as_str())
        .bind(at)
        .execute(conn)
        .await
        .map(|done| done.rows_affected()))?;
        if rows == 0 {
            return Ok(false);
        }
        on_tx!(self, conn => sqlx::query("update revision set version = version + 1 where item = $1 and number = $2")
            .bind(seen.item.get())
            .bind(seen.number)
            .execute(conn)
            .await
            .map(drop))?;
        on_tx!(self, conn => sqlx::query("update event_clock set column_code = $2 where item = $1")
            .bind(seen.item.get())
            .bind(to.as_str())
            .execute(conn)
            .await
            .map(drop))?;
        Ok(true)
    }

    /// Throws the newest revision away, if it still is as `seen`, and makes the one before it the newest again. The texts
    /// that were replaced in it go with it.
    pub async fn discard_revision(&mut self, seen: Seen, at: DateTime<Utc>) -> Result<bool> {
        if seen.number == 1 || !self.give_up_draft(seen).await? {
            return Ok(false);
        }
        on_tx!(self, conn => sqlx::query("delete from revision where item = $1 and number = $2")
            .bind(seen.item.get())
            .bind(seen.number)
            .execute(conn)
            .await
            .map(drop))?;
        on_tx!(self, conn => sqlx::query(
            "update item
                set newest = r.number,
                    stage = r.stage,
                    title = r.title,
                    since = $3,
                    changed_at = $3,
                    claimed_by = null,
                    claimed_name = ''
               from revision r
              where item.id = $1 and r.item = $1 and r.number = $2",
        )
        .bind(seen.item.get())
        .bind(seen.number - 1)
        .bind(at)
        .execute(conn)
        .await
        .map(drop))?;
        Ok(true)
    }

    /// Notes the version of a draft that is to be thrown away. `false` when it is no longer as `seen`.
    async fn give_up_draft(&mut self, seen: Seen) -> Result<bool> {
        let rows = on_tx!(self, conn => sqlx::query(
            "update revision
                set version = version + 1
              where item = $1 and number = $2 and version = $3 and stage in ('draft', 'returned')",
        )
        .bind(seen.item.get())
        .bind(seen.number)
        .bind(seen.version)
        .execute(conn)
        .await
        .map(|done| done.rows_affected()))?;
        if rows == 0 {
            return Ok(false);
        }
        on_tx!(self, conn => sqlx::query(
            "insert into thrown_away (item, version)
             values ($1, $2)
             on conflict (item) do update set version = excluded.version",
        )
        .bind(seen.item.get())
        .bind(seen.version)
        .execute(conn)
        .await
        .map(drop))?;
        Ok(true)
    }
}

/// The content as JSON, its body left to the column of its own.
fn without_body(content: &Content) -> Result<String> {
    Ok(serde_json::to_string(&Content { body: String::new(), ..content.clone() })?)
}
