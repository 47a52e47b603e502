//! Secrecy reviews (保密审查): one for each revision of an item, and of a topic.

use chrono::{DateTime, Utc};
use domain::{
    id::{AccountId, ItemId, MediaId, TopicId},
    item::SecrecyReview,
};

use crate::{
    Result, Store, Tx,
    db::{on_pool, on_tx},
    decode::Place,
};

impl Store {
    pub async fn secrecy_review(&self, item: ItemId, revision: i32) -> Result<Option<SecrecyReview>> {
        let form: Option<String> = on_pool!(self, conn => sqlx::query_scalar(
            "select form from secrecy_review where item = $1 and revision = $2",
        ).bind(item.get()).bind(revision).fetch_optional(conn).await)?;
        form.map(|form| Place::new("secrecy_review", item.get()).json(&form)).transpose()
    }

    pub async fn topic_secrecy_review(&self, topic: TopicId, revision: i32) -> Result<Option<SecrecyReview>> {
        let form: Option<String> = on_pool!(self, conn => sqlx::query_scalar(
            "select form from topic_secrecy_review where topic = $1 and revision = $2",
        ).bind(topic.get()).bind(revision).fetch_optional(conn).await)?;
        form.map(|form| Place::new("topic_secrecy_review", topic.get()).json(&form)).transpose()
    }
}

impl Tx {
    /// Records the review of a revision in place of an earlier one; the log keeps both.
    pub async fn put_secrecy_review(
        &mut self,
        item: ItemId,
        revision: i32,
        review: &SecrecyReview,
        by: AccountId,
        at: DateTime<Utc>,
    ) -> Result<()> {
        let form = serde_json::to_string(review)?;
        on_tx!(self, conn => sqlx::query(
            "insert into secrecy_review (item, revision, content_hash, form, scan, recorded_by, recorded_at)
             values ($1, $2, $3, $4, $5, $6, $7)
             on conflict (item, revision) do update
                set content_hash = excluded.content_hash,
                    form = excluded.form,
                    scan = excluded.scan,
                    recorded_by = excluded.recorded_by,
                    recorded_at = excluded.recorded_at",
        )
        .bind(item.get())
        .bind(revision)
        .bind(&review.content_hash)
        .bind(&form)
        .bind(review.scan.map(MediaId::get))
        .bind(by.get())
        .bind(at)
        .execute(conn)
        .await
        .map(drop))?;
        Ok(())
    }

    /// Lets the review of what a revision was, if it was reviewed so, stand for what it is now.
    pub(crate) async fn carry_secrecy_review(
        &mut self,
        item: ItemId,
        revision: i32,
        was: &str,
        is: &str,
    ) -> Result<()> {
        let form: Option<String> = on_tx!(self, conn => sqlx::query_scalar(
            "select form from secrecy_review where item = $1 and revision = $2 and content_hash = $3",
        ).bind(item.get()).bind(revision).bind(was).fetch_optional(conn).await)?;
        let Some(form) = form else { return Ok(()) };
        let review: SecrecyReview = Place::new("secrecy_review", item.get()).json(&form)?;
        let form = serde_json::to_string(&SecrecyReview { content_hash: is.to_owned(), ..review })?;
        on_tx!(self, conn => sqlx::query(
            "update secrecy_review
                set content_hash = $3,
                    form = $4
              where item = $1 and revision = $2",
        )
        .bind(item.get())
        .bind(revision)
        .bind(is)
        .bind(&form)
        .execute(conn)
        .await
        .map(drop))?;
        Ok(())
    }

    /// Records the review of a topic's revision in place of an earlier one.
    pub async fn put_topic_secrecy_review(
        &mut self,
        topic: TopicId,
        revision: i32,
        review: &SecrecyReview,
        by: AccountId,
        at: DateTime<Utc>,
    ) -> Result<()> {
        let form = serde_json::to_string(review)?;
        on_tx!(self, conn => sqlx::query(
            "insert into topic_secrecy_review (topic, revision, content_hash, form, recorded_by, recorded_at)
             values ($1, $2, $3, $4, $5, $6)
             on conflict (topic, revision) do update
                set content_hash = excluded.content_hash,
                    form = excluded.form,
                    recorded_by = excluded.recorded_by,
                    recorded_at = excluded.recorded_at",
        )
        .bind(topic.get())
        .bind(revision)
        .bind(&review.content_hash)
        .bind(&form)
        .bind(by.get())
        .bind(at)
        .execute(conn)
        .await
        .map(drop))?;
        Ok(())
    }
}
