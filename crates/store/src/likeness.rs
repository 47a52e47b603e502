//! What new proposals are compared with: earlier ones, and public items, in the form in which they are compared.

use chrono::{DateTime, Utc};
use domain::{
    id::{ItemCode, ItemId, ReprintProposalId},
    item::Content,
};

use crate::{
    Result, Store, Tx,
    db::{on_pool, on_tx},
    decode::Place,
    revision::Body,
};

/// What is compared of a text; see `documents::elsewhere::likeness`.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Keys {
    pub title: String,
    pub address: String,
    pub sketch: String,
}

/// Something that a new proposal may resemble.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Comparable {
    pub what: Compared,
    /// As people read it.
    pub title: String,
    pub keys: Keys,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Compared {
    /// A proposal, with the first of its family.
    Proposal {
        first: ReprintProposalId,
    },
    Public(ItemCode),
}

/// A public item whose live revision has not been read for comparison.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unread {
    pub item: ItemId,
    pub revision: i32,
    pub title: String,
    /// Without the body.
    pub content: Content,
    pub body: Body,
}

impl Store {
    /// The proposals found, and the items published, at or after `since`.
    pub async fn comparables(&self, since: DateTime<Utc>) -> Result<Vec<Comparable>> {
        let proposals: Vec<(i64, String, String, String, String)> = on_pool!(self, conn => sqlx::query_as(
            "select coalesce(family, id), title, title_key, address_key, sketch
               from reprint_proposal
              where found_at >= $1
              order by id",
        ).bind(since).fetch_all(conn).await)?;
        let public: Vec<(i64, String, String, String, String, String)> = on_pool!(self, conn => sqlx::query_as(
            "select p.item, p.code, p.title, l.title_key, l.address_key, l.sketch
               from publication p
               join publication_likeness l on l.item = p.item and l.revision = p.revision
              where p.published_at >= $1
              order by p.item",
        ).bind(since).fetch_all(conn).await)?;
        let proposals = proposals.into_iter().map(|(first, title, key, address, sketch)| Comparable {
            what: Compared::Proposal { first: ReprintProposalId::new(first) },
            title,
            keys: Keys { title: key, address, sketch },
        });
        let mut all: Vec<Comparable> = proposals.collect();
        for (item, code, title, key, address, sketch) in public {
            let code = Place::new("publication", item).item_code(&code)?;
            all.push(Comparable { what: Compared::Public(code), title, keys: Keys { title: key, address, sketch } });
        }
        Ok(all)
    }

    /// Items published at or after `since` that have no likeness of their live revision.
    pub async fn publications_without_likeness(&self, since: DateTime<Utc>, limit: i64) -> Result<Vec<Unread>> {
        type Row = (i64, i32, String, String, String, String);
        let rows: Vec<Row> = on_pool!(self, conn => sqlx::query_as(
            "select p.item, p.revision, p.title, r.content, r.body, r.body_seal
               from publication p
               join revision r on r.item = p.item and r.number = p.revision
               left join publication_likeness l on l.item = p.item and l.revision = p.revision
              where p.published_at >= $1 and l.item is null
              order by p.item
              limit $2",
        ).bind(since).bind(limit).fetch_all(conn).await)?;
        rows.into_iter()
            .map(|(item, revision, title, content, html, seal)| {
                let content = Place::new("revision", item).json(&content)?;
                Ok(Unread { item: ItemId::new(item), revision, title, content, body: Body { html, seal } })
            })
            .collect()
    }
}

impl Tx {
    /// Keeps the likeness of an item's revision; the one before is forgotten.
    pub async fn note_likeness(&mut self, item: ItemId, revision: i32, keys: &Keys) -> Result<()> {
        on_tx!(self, conn => sqlx::query(
            "insert into publication_likeness (item, revision, title_key, address_key, sketch)
             values ($1, $2, $3, $4, $5)
             on conflict (item) do update
                set revision = excluded.revision,
                    title_key = excluded.title_key,
                    address_key = excluded.address_key,
                    sketch = excluded.sketch",
        )
        .bind(item.get())
        .bind(revision)
        .bind(&keys.title)
        .bind(&keys.address)
        .bind(&keys.sketch)
        .execute(conn)
        .await
        .map(drop))?;
        Ok(())
    }
}
