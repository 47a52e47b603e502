//! The end of a topic: after its last day it becomes history by itself. Its page stays, marked with the day.

use domain::{
    permission::Refusal,
    topic::{TopicStep, next},
};
use serde_json::json;
use store::topic::TopicRecord;

use super::{Taken, TopicSubject};
use crate::{Cms, Ctx, Error, Result};

impl Cms {
    /// Archives public topics whose last day is over, and says how many. What is due is read from the database, so a
    /// restart loses nothing; of two nodes the second finds that the topic has changed.
    pub async fn archive_due_topics(&self, ctx: &Ctx) -> Result<usize> {
        if !ctx.is_system() {
            return Err(Refusal::Role.into());
        }
        let mut archived = 0;
        for topic in self.inner.store.topics_due(self.today()).await? {
            let subject = TopicSubject::new(self.plan(), topic);
            // One that fails must not keep the others waiting.
            match self.expire(ctx, &subject).await {
                Ok(()) => archived += 1,
                Err(Error::Stale) => {}
                Err(error) => tracing::error!(topic = %subject.topic.id, %error, "a topic could not be archived"),
            }
        }
        Ok(archived)
    }

    async fn expire(&self, ctx: &Ctx, subject: &TopicSubject) -> Result<()> {
        let topic = &subject.topic;
        let people = self.topic_people(subject).await?;
        let reason = format!("已到结束日期 {}", topic.application.ends_on);
        let after = TopicRecord {
            stage: next(topic.stage, TopicStep::Expire).ok_or(Refusal::Stage)?,
            changed_name: String::new(),
            changed_at: self.now(),
            archived_at: Some(self.now()),
            archive_reason: reason.clone(),
            ..topic.clone()
        };
        let mut tx = self.inner.store.begin().await?;
        if !tx.update_topic(&after).await? {
            return Err(Error::Stale);
        }
        let taken = Taken {
            topic: topic.id,
            step: TopicStep::Expire,
            title: &topic.application.title,
            revision: topic.newest,
            reason: &reason,
            on_behalf_of: None,
        };
        let data = json!({ "revision": topic.live, "ends_on": topic.application.ends_on });
        self.note_step(ctx, &mut tx, &taken, &people, data).await?;
        Ok(tx.commit().await?)
    }
}
