//! Uploaded files and which revision of what uses them. The bytes lie in the object store.

use std::collections::BTreeSet;

use chrono::{DateTime, Utc};
use domain::{
    id::{AccountId, CaseId, ItemId, MediaId, TopicId},
    plan::UnitCode,
};
use sqlx::{FromRow, QueryBuilder};

use crate::{
    Error, Result, Store, Tx,
    db::{on_pool, on_tx},
    decode::Place,
};

/// What a file is for, which decides who may open it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MediaKind {
    Picture,
    Attachment,
    /// Scan of a paper secrecy review: never public.
    SecrecyScan,
}

impl MediaKind {
    pub const ALL: [Self; 3] = [Self::Picture, Self::Attachment, Self::SecrecyScan];

    pub const fn code(self) -> &'static str {
        match self {
            Self::Picture => "picture",
            Self::Attachment => "attachment",
            Self::SecrecyScan => "secrecy-scan",
        }
    }

    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.code() == code)
    }
}

/// What a file was uploaded for, and what uses it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum MediaOwner {
    Item(ItemId),
    Topic(TopicId),
    /// Evidence of an answer in a case (整改): never public by itself.
    Case(CaseId),
}

impl From<ItemId> for MediaOwner {
    fn from(item: ItemId) -> Self {
        Self::Item(item)
    }
}

impl From<TopicId> for MediaOwner {
    fn from(topic: TopicId) -> Self {
        Self::Topic(topic)
    }
}

impl From<CaseId> for MediaOwner {
    fn from(case: CaseId) -> Self {
        Self::Case(case)
    }
}

impl MediaOwner {
    const fn item(self) -> Option<i64> {
        match self {
            Self::Item(item) => Some(item.get()),
            Self::Topic(_) | Self::Case(_) => None,
        }
    }

    const fn topic(self) -> Option<i64> {
        match self {
            Self::Topic(topic) => Some(topic.get()),
            Self::Item(_) | Self::Case(_) => None,
        }
    }

    const fn case(self) -> Option<i64> {
        match self {
            Self::Case(case) => Some(case.get()),
            Self::Item(_) | Self::Topic(_) => None,
        }
    }
}

/// An uploaded file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MediaRecord {
    pub id: MediaId,
    pub kind: MediaKind,
    pub hash: String,
    pub address: String,
    pub name: String,
    pub mime: String,
    pub size: i64,
    pub width: Option<i32>,
    pub height: Option<i32>,
    /// `None` when the item is gone.
    pub owner: Option<MediaOwner>,
    pub uploaded_by: Option<AccountId>,
    pub unit: UnitCode,
}

/// What a page must know of a picture to keep room for it.
#[derive(Debug, Clone, PartialEq, Eq, FromRow)]
pub struct PictureSize {
    pub address: String,
    pub mime: String,
    /// In pixels.
    pub width: i32,
    pub height: i32,
}

/// A file to be noted.
#[derive(Debug, Clone)]
pub struct NewMedia<'a> {
    pub kind: MediaKind,
    pub hash: &'a str,
    pub address: &'a str,
    pub name: &'a str,
    pub mime: &'a str,
    pub size: i64,
    pub width: Option<i32>,
    pub height: Option<i32>,
    pub owner: MediaOwner,
    pub uploaded_by: Option<AccountId>,
    pub unit: &'a UnitCode,
    pub at: DateTime<Utc>,
}

#[derive(FromRow)]
struct Row {
    id: i64,
    kind: String,
    hash: String,
    address: String,
    name: String,
    mime: String,
    size: i64,
    width: Option<i32>,
    height: Option<i32>,
    item: Option<i64>,
    topic: Option<i64>,
    rectification: Option<i64>,
    uploaded_by: Option<i64>,
    unit: String,
}

impl TryFrom<Row> for MediaRecord {
    type Error = Error;

    fn try_from(row: Row) -> Result<Self> {
        Ok(Self {
            id: MediaId::new(row.id),
            kind: MediaKind::from_code(&row.kind)
                .ok_or_else(|| Error::inconsistent("media", row.id, format!("kind {}", row.kind)))?,
            hash: row.hash,
            address: row.address,
            name: row.name,
            mime: row.mime,
            size: row.size,
            width: row.width,
            height: row.height,
            owner: (row.item.map(|item| MediaOwner::Item(ItemId::new(item))))
                .or(row.topic.map(|topic| MediaOwner::Topic(TopicId::new(topic))))
                .or(row.rectification.map(|case| MediaOwner::Case(CaseId::new(case)))),
            uploaded_by: row.uploaded_by.map(AccountId::new),
            unit: Place::new("media", row.id).unit_code(&row.unit)?,
        })
    }
}

impl Store {
    pub async fn media(&self, id: MediaId) -> Result<Option<MediaRecord>> {
        let row: Option<Row> = on_pool!(self, conn => sqlx::query_as(
            "select id, kind, hash, address, name, mime, size, width, height, item, topic, rectification, uploaded_by, unit
               from media
              where id = $1",
        ).bind(id.get()).fetch_optional(conn).await)?;
        row.map(MediaRecord::try_from).transpose()
    }

    /// The files at a public address: the same bytes under the same name may have been uploaded more than once.
    pub async fn media_at(&self, address: &str) -> Result<Vec<MediaRecord>> {
        let rows: Vec<Row> = on_pool!(self, conn => sqlx::query_as(
            "select id, kind, hash, address, name, mime, size, width, height, item, topic, rectification, uploaded_by, unit
               from media
              where address = $1 and kind <> 'secrecy-scan'
              order by id",
        ).bind(address).fetch_all(conn).await)?;
        rows.into_iter().map(MediaRecord::try_from).collect()
    }

    /// The sizes of the pictures among these files, each address once.
    pub async fn picture_sizes(&self, addresses: &[String]) -> Result<Vec<PictureSize>> {
        if addresses.is_empty() {
            return Ok(Vec::new());
        }
        Ok(on_pool!(self, conn => {
            let mut query = QueryBuilder::new(
                "select distinct address, mime, width, height
                   from media
                  where width is not null and height is not null and kind <> 'secrecy-scan' and address in (",
            );
            let mut list = query.separated(", ");
            for address in addresses {
                list.push_bind(address.clone());
            }
            query.push(") order by address");
            query.build_query_as().fetch_all(conn).await
        })?)
    }

    /// The items and topics of which some revision uses the file; the flag says whether it is the public one.
    pub async fn users_of_media(&self, address: &str) -> Result<Vec<(MediaOwner, bool)>> {
        let items: Vec<(i64, bool)> = on_pool!(self, conn => sqlx::query_as(
            "select m.item, p.item is not null
               from revision_media m
               left join publication p on p.item = m.item and p.revision = m.revision
              where m.address = $1
              order by m.item, m.revision",
        ).bind(address).fetch_all(conn).await)?;
        let topics: Vec<(i64, bool)> = on_pool!(self, conn => sqlx::query_as(
            "select m.topic, t.id is not null
               from topic_media m
               left join topic t on t.id = m.topic and t.live = m.revision
              where m.address = $1
              order by m.topic, m.revision",
        ).bind(address).fetch_all(conn).await)?;
        let items = items.into_iter().map(|(item, live)| (MediaOwner::Item(ItemId::new(item)), live));
        let topics = topics.into_iter().map(|(topic, live)| (MediaOwner::Topic(TopicId::new(topic)), live));
        Ok(items.chain(topics).collect())
    }
}

impl Store {
    /// The addresses that a revision was allowed to use.
    pub async fn media_of_revision(&self, item: ItemId, revision: i32) -> Result<BTreeSet<String>> {
        let addresses: Vec<String> = on_pool!(self, conn => sqlx::query_scalar(
            "select address from revision_media where item = $1 and revision = $2",
        ).bind(item.get()).bind(revision).fetch_all(conn).await)?;
        Ok(addresses.into_iter().collect())
    }
}

impl Tx {
    pub async fn insert_media(&mut self, new: &NewMedia<'_>) -> Result<MediaId> {
        let id: i64 = on_tx!(self, conn => sqlx::query_scalar(
            "insert into media
                    (kind, hash, address, name, mime, size, width, height, item, topic, rectification, uploaded_by,
                     unit, uploaded_at)
             values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)
             returning id",
        )
        .bind(new.kind.code())
        .bind(new.hash)
        .bind(new.address)
        .bind(new.name)
        .bind(new.mime)
        .bind(new.size)
        .bind(new.width)
        .bind(new.height)
        .bind(new.owner.item())
        .bind(new.owner.topic())
        .bind(new.owner.case())
        .bind(new.uploaded_by.map(AccountId::get))
        .bind(new.unit.as_str())
        .bind(new.at)
        .fetch_one(conn)
        .await)?;
        Ok(MediaId::new(id))
    }

    /// Notes which files a revision uses, in place of what was noted before.
    pub async fn use_media(&mut self, item: ItemId, revision: i32, addresses: &[String]) -> Result<()> {
        on_tx!(self, conn => sqlx::query("delete from revision_media where item = $1 and revision = $2")
            .bind(item.get())
            .bind(revision)
            .execute(conn)
            .await
            .map(drop))?;
        for address in addresses {
            on_tx!(self, conn => sqlx::query(
                "insert into revision_media (item, revision, address)
                 values ($1, $2, $3)
                 on conflict (item, revision, address) do nothing",
            ).bind(item.get()).bind(revision).bind(address).execute(conn).await.map(drop))?;
        }
        Ok(())
    }
}
