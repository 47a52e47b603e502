//! Special topics as desk and portal meet them: where each stands, and what its newest revision is.

use chrono::{DateTime, NaiveDate, Utc};
use domain::{
    desk::topics::TopicSeen,
    id::{AccountId, ItemCode, TopicId},
    plan::{Cadence, UnitCode},
    topic::{Application, TopicStage},
};
use sqlx::FromRow;

use crate::{
    Error, Result, Store, Tx,
    db::{on_pool, on_tx},
    decode::Place,
    topic_revision::{PublicTopic, PublicTopicRow},
};

/// A topic with what must be known of its newest revision.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TopicRecord {
    pub id: TopicId,
    pub code: ItemCode,
    pub unit: UnitCode,
    /// The unit's name when it asked.
    pub unit_name: String,
    /// Its title follows the newest revision.
    pub application: Application,
    pub applied_by: AccountId,
    pub applied_name: String,
    pub applied_at: DateTime<Utc>,
    pub stage: TopicStage,
    pub version: i32,
    /// Empty for the system.
    pub changed_name: String,
    pub changed_at: DateTime<Utc>,
    /// Number of the newest revision; 0 before the approval.
    pub newest: i32,
    /// The highest number given out.
    pub last_number: i32,
    pub live: Option<i32>,
    pub published_at: Option<DateTime<Utc>>,
    pub revised_at: Option<DateTime<Utc>>,
    pub signed_by_unit: String,
    pub archived_at: Option<DateTime<Utc>>,
    pub archive_reason: String,
    /// Of the newest revision.
    pub authors: Vec<(AccountId, String)>,
}

impl TopicRecord {
    /// The topic as it stands here: what is changed next applies to that and nothing else.
    pub const fn seen(&self) -> TopicSeen {
        TopicSeen { topic: self.id, version: self.version }
    }
}

/// A topic that is applied for.
#[derive(Debug, Clone)]
pub struct NewTopic<'a> {
    pub code: &'a ItemCode,
    pub unit: &'a UnitCode,
    pub unit_name: &'a str,
    pub application: &'a Application,
    pub applied_by: AccountId,
    pub applied_name: &'a str,
    pub at: DateTime<Utc>,
}

/// Which public topics a list shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PublicTopics {
    /// Kept up.
    Current,
    /// 历史专栏
    Archived,
}

#[derive(FromRow)]
struct Row {
    id: i64,
    code: String,
    unit: String,
    unit_name: String,
    title: String,
    reason: String,
    basis: String,
    contact: String,
    promise: String,
    ends_on: NaiveDate,
    applied_by: i64,
    applied_name: String,
    applied_at: DateTime<Utc>,
    stage: String,
    version: i32,
    changed_name: String,
    changed_at: DateTime<Utc>,
    newest: i32,
    last_number: i32,
    live: Option<i32>,
    published_at: Option<DateTime<Utc>>,
    revised_at: Option<DateTime<Utc>>,
    signed_by_unit: String,
    archived_at: Option<DateTime<Utc>>,
    archive_reason: String,
    authors: String,
}

impl TryFrom<Row> for TopicRecord {
    type Error = Error;

    fn try_from(row: Row) -> Result<Self> {
        let place = Place::new("topic", row.id);
        let wrong = |what| Error::inconsistent("topic", row.id, what);
        Ok(Self {
            id: TopicId::new(row.id),
            code: place.item_code(&row.code)?,
            unit: place.unit_code(&row.unit)?,
            unit_name: row.unit_name,
            application: Application {
                title: row.title,
                reason: row.reason,
                basis: row.basis,
                contact: row.contact,
                promise: Cadence::parse(&row.promise).map_err(|refused| wrong(refused.to_string()))?,
                ends_on: row.ends_on,
            },
            applied_by: AccountId::new(row.applied_by),
            applied_name: row.applied_name,
            applied_at: row.applied_at,
            stage: TopicStage::from_code(&row.stage).ok_or_else(|| wrong(format!("stage {}", row.stage)))?,
            version: row.version,
            changed_name: row.changed_name,
            changed_at: row.changed_at,
            newest: row.newest,
            last_number: row.last_number,
            live: row.live,
            published_at: row.published_at,
            revised_at: row.revised_at,
            signed_by_unit: row.signed_by_unit,
            archived_at: row.archived_at,
            archive_reason: row.archive_reason,
            authors: place.authors(&row.authors)?,
        })
    }
}

fn records(rows: Vec<Row>) -> Result<Vec<TopicRecord>> {
    rows.into_iter().map(TopicRecord::try_from).collect()
}

macro_rules! select_topics {
    ($rest:literal) => {
        concat!(
            "select t.id, t.code, t.unit, t.unit_name, t.title, t.reason, t.basis, t.contact, t.promise, t.ends_on,
                    t.applied_by, t.applied_name, t.applied_at, t.stage, t.version, t.changed_name, t.changed_at,
                    t.newest, t.last_number, t.live, t.published_at, t.revised_at, t.signed_by_unit, t.archived_at,
                    t.archive_reason, coalesce(r.authors, '[]') as authors
               from topic t
               left join topic_revision r on r.topic = t.id and r.number = t.newest ",
            $rest
        )
    };
}

macro_rules! select_public {
    ($rest:literal) => {
        concat!(
            "select t.id, t.code, t.unit_name, t.published_at, t.revised_at, t.signed_by_unit, t.archived_at,
                    t.archive_reason, r.content
               from topic t
               join topic_revision r on r.topic = t.id and r.number = t.live ",
            $rest
        )
    };
}

impl Store {
    pub async fn topic(&self, id: TopicId) -> Result<Option<TopicRecord>> {
        let row: Option<Row> = on_pool!(self, conn => sqlx::query_as(select_topics!("where t.id = $1"))
            .bind(id.get())
            .fetch_optional(conn)
            .await)?;
        row.map(TopicRecord::try_from).transpose()
    }

    /// Every topic, last changed first. A county has some dozens.
    pub async fn topics(&self) -> Result<Vec<TopicRecord>> {
        let rows = on_pool!(self, conn => sqlx::query_as(select_topics!("order by t.changed_at desc, t.id desc"))
            .fetch_all(conn)
            .await)?;
        records(rows)
    }

    /// Public topics whose last day lies before `today`, to be archived.
    pub async fn topics_due(&self, today: NaiveDate) -> Result<Vec<TopicRecord>> {
        let rows = on_pool!(self, conn => sqlx::query_as(select_topics!(
            "where t.live is not null and t.archived_at is null and t.ends_on < $1 order by t.ends_on, t.id"
        )).bind(today).fetch_all(conn).await)?;
        records(rows)
    }

    /// What the public reads at an address.
    pub async fn public_topic(&self, code: &ItemCode) -> Result<Option<PublicTopic>> {
        let row: Option<PublicTopicRow> = on_pool!(self, conn => sqlx::query_as(select_public!("where t.code = $1"))
            .bind(code.as_str())
            .fetch_optional(conn)
            .await)?;
        row.map(PublicTopic::try_from).transpose()
    }

    /// Public topics, the last to be opened or archived first: `limit` of them after the first `offset`.
    pub async fn public_topics(&self, which: PublicTopics, limit: i64, offset: i64) -> Result<Vec<PublicTopic>> {
        let rows: Vec<PublicTopicRow> = match which {
            PublicTopics::Current => on_pool!(self, conn => sqlx::query_as(select_public!(
                "where t.archived_at is null order by t.published_at desc, t.id desc limit $1 offset $2"
            )).bind(limit).bind(offset).fetch_all(conn).await)?,
            PublicTopics::Archived => on_pool!(self, conn => sqlx::query_as(select_public!(
                "where t.archived_at is not null order by t.archived_at desc, t.id desc limit $1 offset $2"
            )).bind(limit).bind(offset).fetch_all(conn).await)?,
        };
        rows.into_iter().map(PublicTopic::try_from).collect()
    }

    pub async fn count_public_topics(&self, which: PublicTopics) -> Result<i64> {
        let archived = which == PublicTopics::Archived;
        Ok(on_pool!(self, conn => sqlx::query_scalar(
            "select count(*) from topic where live is not null and (archived_at is not null) = $1",
        ).bind(archived).fetch_one(conn).await)?)
    }
}

impl Tx {
    pub async fn insert_topic(&mut self, new: &NewTopic<'_>) -> Result<TopicId> {
        let id: i64 = on_tx!(self, conn => sqlx::query_scalar(
            "insert into topic
                    (code, unit, unit_name, title, reason, basis, contact, promise, ends_on, applied_by, applied_name,
                     applied_at, stage, version, changed_name, changed_at, newest, last_number)
             values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, 'applied', 1, $11, $12, 0, 0)
             returning id",
        )
        .bind(new.code.as_str())
        .bind(new.unit.as_str())
        .bind(new.unit_name)
        .bind(&new.application.title)
        .bind(&new.application.reason)
        .bind(&new.application.basis)
        .bind(&new.application.contact)
        .bind(new.application.promise.written())
        .bind(new.application.ends_on)
        .bind(new.applied_by.get())
        .bind(new.applied_name)
        .bind(new.at)
        .fetch_one(conn)
        .await)?;
        Ok(TopicId::new(id))
    }

    /// Writes everything that can change of a topic, if nobody has changed it since `topic` was read; its version goes
    /// up by one. `false` for whoever comes second: of two people only one decides.
    pub async fn update_topic(&mut self, topic: &TopicRecord) -> Result<bool> {
        let application = &topic.application;
        let rows = on_tx!(self, conn => sqlx::query(
            "update topic
                set version = version + 1,
                    title = $3,
                    reason = $4,
                    basis = $5,
                    contact = $6,
                    promise = $7,
                    ends_on = $8,
                    applied_by = $9,
                    applied_name = $10,
                    applied_at = $11,
                    stage = $12,
                    changed_name = $13,
                    changed_at = $14,
                    newest = $15,
                    last_number = $16,
                    live = $17,
                    published_at = $18,
                    revised_at = $19,
                    signed_by_unit = $20,
                    archived_at = $21,
                    archive_reason = $22
              where id = $1 and version = $2",
        )
        .bind(topic.id.get())
        .bind(topic.version)
        .bind(&application.title)
        .bind(&application.reason)
        .bind(&application.basis)
        .bind(&application.contact)
        .bind(application.promise.written())
        .bind(application.ends_on)
        .bind(topic.applied_by.get())
        .bind(&topic.applied_name)
        .bind(topic.applied_at)
        .bind(topic.stage.code())
        .bind(&topic.changed_name)
        .bind(topic.changed_at)
        .bind(topic.newest)
        .bind(topic.last_number)
        .bind(topic.live)
        .bind(topic.published_at)
        .bind(topic.revised_at)
        .bind(&topic.signed_by_unit)
        .bind(topic.archived_at)
        .bind(&topic.archive_reason)
        .execute(conn)
        .await
        .map(|done| done.rows_affected()))?;
        Ok(rows == 1)
    }
}
