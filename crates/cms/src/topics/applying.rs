//! The application: filed by a unit, mended after a return.

use domain::{
    id::TopicId,
    permission::{Action, Refusal, Target, may},
    topic::{Application, TopicStep, next},
};
use serde_json::json;
use store::topic::{NewTopic, TopicRecord};

use super::Taken;
use crate::{Cms, Ctx, Error, Result};

impl Cms {
    /// Asks for a topic of the own unit.
    pub async fn apply_for_topic(&self, ctx: &Ctx, application: Application) -> Result<TopicId> {
        let actor = ctx.actor()?;
        may(actor, Action::ApplyForTopic, Target::Desk)?;
        let plan = self.plan();
        if plan.topics_column().is_none() {
            return Err(Refusal::Column.into());
        }
        let application = self.checked(application)?;
        let people = self.topic_signers(&plan).await?;
        let code = self.new_item_code();
        let new = NewTopic {
            code: &code,
            unit: &actor.unit,
            unit_name: plan.unit_name(&actor.unit),
            application: &application,
            applied_by: actor.account,
            applied_name: &actor.name,
            at: self.now(),
        };
        let mut tx = self.inner.store.begin().await?;
        let topic = tx.insert_topic(&new).await?;
        let taken = Taken {
            topic,
            step: TopicStep::Apply,
            title: &application.title,
            revision: 0,
            reason: "",
            on_behalf_of: None,
        };
        let data = json!({ "code": code, "title": application.title, "ends_on": application.ends_on,
            "promise": application.promise.written() });
        self.note_step(ctx, &mut tx, &taken, &people, data).await?;
        tx.commit().await?;
        Ok(topic)
    }

    /// Files an application again that was returned.
    pub async fn reapply_for_topic(&self, ctx: &Ctx, topic: TopicId, application: Application) -> Result<()> {
        let actor = ctx.actor()?;
        let subject = self.topic_subject(ctx, topic, Action::ReapplyForTopic).await?;
        let application = self.checked(application)?;
        let people = self.topic_signers(&subject.plan).await?;
        let after = TopicRecord {
            stage: next(subject.topic.stage, TopicStep::Reapply).ok_or(Refusal::Stage)?,
            application: application.clone(),
            applied_by: actor.account,
            applied_name: actor.name.clone(),
            applied_at: self.now(),
            changed_name: actor.name.clone(),
            changed_at: self.now(),
            ..subject.topic
        };
        let mut tx = self.inner.store.begin().await?;
        if !tx.update_topic(&after).await? {
            return Err(Error::Stale);
        }
        let taken = Taken {
            topic,
            step: TopicStep::Reapply,
            title: &application.title,
            revision: 0,
            reason: "",
            on_behalf_of: None,
        };
        let data = json!({ "title": application.title, "ends_on": application.ends_on,
            "promise": application.promise.written() });
        self.note_step(ctx, &mut tx, &taken, &people, data).await?;
        tx.commit().await?;
        Ok(())
    }

    fn checked(&self, application: Application) -> Result<Application> {
        let application = application.trimmed();
        let faults = application.faults(self.today());
        if faults.is_empty() { Ok(application) } else { Err(Error::Invalid(faults)) }
    }
}
