//! What special topics say: their revisions, the files that these use, and the chain of decisions.

use chrono::{DateTime, Utc};
use domain::{
    desk::topics::TopicDecision,
    id::{AccountId, ItemCode, TopicId},
    topic::{TopicContent, TopicStep},
};
use sqlx::FromRow;

use crate::{
    Error, Result, Store, Tx,
    db::{on_pool, on_tx},
    decode::Place,
};

/// A numbered version of a topic's page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TopicRevision {
    pub topic: TopicId,
    pub number: i32,
    pub content: TopicContent,
    pub content_hash: String,
    /// Everybody who wrote in it.
    pub authors: Vec<(AccountId, String)>,
    pub saved_name: String,
    pub saved_at: DateTime<Utc>,
}

/// A topic as the public reads it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PublicTopic {
    pub id: TopicId,
    pub code: ItemCode,
    pub unit_name: String,
    pub published_at: DateTime<Utc>,
    pub revised_at: Option<DateTime<Utc>>,
    pub signed_by_unit: String,
    pub archived_at: Option<DateTime<Utc>>,
    pub archive_reason: String,
    pub content: TopicContent,
}

/// One step, to be written in the transaction of the change.
#[derive(Debug, Clone)]
pub struct NewTopicDecision<'a> {
    pub topic: TopicId,
    /// 0 for what is about the application.
    pub revision: i32,
    pub step: TopicStep,
    /// `None` for the system itself.
    pub account: Option<AccountId>,
    pub name: &'a str,
    pub unit_name: &'a str,
    /// Name of the unit that delegated its signature.
    pub on_behalf_of: Option<&'a str>,
    pub at: DateTime<Utc>,
    pub reason: &'a str,
}

#[derive(FromRow)]
struct Row {
    topic: i64,
    number: i32,
    content: String,
    content_hash: String,
    authors: String,
    saved_name: String,
    saved_at: DateTime<Utc>,
}

impl TryFrom<Row> for TopicRevision {
    type Error = Error;

    fn try_from(row: Row) -> Result<Self> {
        let place = Place::new("topic_revision", row.topic);
        Ok(Self {
            topic: TopicId::new(row.topic),
            number: row.number,
            content: place.json(&row.content)?,
            content_hash: row.content_hash,
            authors: place.authors(&row.authors)?,
            saved_name: row.saved_name,
            saved_at: row.saved_at,
        })
    }
}

#[derive(FromRow)]
pub(crate) struct PublicTopicRow {
    id: i64,
    code: String,
    unit_name: String,
    published_at: DateTime<Utc>,
    revised_at: Option<DateTime<Utc>>,
    signed_by_unit: String,
    archived_at: Option<DateTime<Utc>>,
    archive_reason: String,
    content: String,
}

impl TryFrom<PublicTopicRow> for PublicTopic {
    type Error = Error;

    fn try_from(row: PublicTopicRow) -> Result<Self> {
        let place = Place::new("topic", row.id);
        Ok(Self {
            id: TopicId::new(row.id),
            code: place.item_code(&row.code)?,
            unit_name: row.unit_name,
            published_at: row.published_at,
            revised_at: row.revised_at,
            signed_by_unit: row.signed_by_unit,
            archived_at: row.archived_at,
            archive_reason: row.archive_reason,
            content: place.json(&row.content)?,
        })
    }
}

#[derive(FromRow)]
struct DecisionRow {
    id: i64,
    step: String,
    name: String,
    unit_name: String,
    on_behalf_of_name: Option<String>,
    at: DateTime<Utc>,
    reason: String,
}

impl TryFrom<DecisionRow> for TopicDecision {
    type Error = Error;

    fn try_from(row: DecisionRow) -> Result<Self> {
        let wrong = || Error::inconsistent("topic_decision", row.id, format!("step {}", row.step));
        Ok(Self {
            step: TopicStep::from_code(&row.step).ok_or_else(wrong)?,
            by: row.name,
            unit_name: row.unit_name,
            on_behalf_of: row.on_behalf_of_name,
            at: row.at,
            reason: row.reason,
        })
    }
}

impl Store {
    pub async fn topic_revision(&self, topic: TopicId, number: i32) -> Result<Option<TopicRevision>> {
        let row: Option<Row> = on_pool!(self, conn => sqlx::query_as(
            "select topic, number, content, content_hash, authors, saved_name, saved_at
               from topic_revision
              where topic = $1 and number = $2",
        ).bind(topic.get()).bind(number).fetch_optional(conn).await)?;
        row.map(TopicRevision::try_from).transpose()
    }

    /// The whole chain of a topic, oldest first.
    pub async fn topic_decisions(&self, topic: TopicId) -> Result<Vec<TopicDecision>> {
        let rows: Vec<DecisionRow> = on_pool!(self, conn => sqlx::query_as(
            "select id, step, name, unit_name, on_behalf_of_name, at, reason
               from topic_decision
              where topic = $1
              order by id",
        ).bind(topic.get()).fetch_all(conn).await)?;
        rows.into_iter().map(TopicDecision::try_from).collect()
    }

    /// Accounts that have decided anything about a topic, to be told what becomes of it.
    pub async fn topic_deciders(&self, topic: TopicId) -> Result<Vec<AccountId>> {
        let ids: Vec<i64> = on_pool!(self, conn => sqlx::query_scalar(
            "select distinct account from topic_decision where topic = $1 and account is not null order by account",
        ).bind(topic.get()).fetch_all(conn).await)?;
        Ok(ids.into_iter().map(AccountId::new).collect())
    }

    /// The addresses that some revision of a topic was allowed to use.
    pub async fn media_of_topic(&self, topic: TopicId) -> Result<Vec<String>> {
        Ok(on_pool!(self, conn => sqlx::query_scalar(
            "select distinct address from topic_media where topic = $1 order by address",
        ).bind(topic.get()).fetch_all(conn).await)?)
    }
}

impl Tx {
    /// Writes a revision, over the one of this number if there is one. The caller has just changed the topic and so
    /// knows that nobody else does. `media` are the `/media/…` addresses that it may use.
    pub async fn put_topic_revision(&mut self, revision: &TopicRevision, media: &[String]) -> Result<()> {
        let (content, authors) = (serde_json::to_string(&revision.content)?, serde_json::to_string(&revision.authors)?);
        on_tx!(self, conn => sqlx::query(
            "insert into topic_revision (topic, number, content, content_hash, authors, saved_name, saved_at)
             values ($1, $2, $3, $4, $5, $6, $7)
             on conflict (topic, number) do update
                set content = excluded.content,
                    content_hash = excluded.content_hash,
                    authors = excluded.authors,
                    saved_name = excluded.saved_name,
                    saved_at = excluded.saved_at",
        )
        .bind(revision.topic.get())
        .bind(revision.number)
        .bind(&content)
        .bind(&revision.content_hash)
        .bind(&authors)
        .bind(&revision.saved_name)
        .bind(revision.saved_at)
        .execute(conn)
        .await
        .map(drop))?;
        on_tx!(self, conn => sqlx::query("delete from topic_media where topic = $1 and revision = $2")
            .bind(revision.topic.get())
            .bind(revision.number)
            .execute(conn)
            .await
            .map(drop))?;
        for address in media {
            on_tx!(self, conn => sqlx::query(
                "insert into topic_media (topic, revision, address)
                 values ($1, $2, $3)
                 on conflict (topic, revision, address) do nothing",
            )
            .bind(revision.topic.get())
            .bind(revision.number)
            .bind(address)
            .execute(conn)
            .await
            .map(drop))?;
        }
        Ok(())
    }

    pub async fn insert_topic_decision(&mut self, decision: &NewTopicDecision<'_>) -> Result<()> {
        on_tx!(self, conn => sqlx::query(
            "insert into topic_decision
                    (topic, revision, step, account, name, unit_name, on_behalf_of_name, at, reason)
             values ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
        )
        .bind(decision.topic.get())
        .bind(decision.revision)
        .bind(decision.step.code())
        .bind(decision.account.map(AccountId::get))
        .bind(decision.name)
        .bind(decision.unit_name)
        .bind(decision.on_behalf_of)
        .bind(decision.at)
        .bind(decision.reason)
        .execute(conn)
        .await
        .map(drop))?;
        Ok(())
    }
}
