//! Decisions on topics. One function takes them all, so that each is authorised, guarded against a second one, logged,
//! told and written into the chain in the same way.

use chrono::NaiveDate;
use domain::{
    account::Actor,
    desk::topics::{TopicAsk, TopicSeen},
    item::SecrecyReview,
    permission::{Action, Refusal},
    topic::{TopicContent, TopicStage, TopicStep, end_fault, next},
};
use serde_json::json;
use store::{topic::TopicRecord, topic_revision::TopicRevision};

use super::{Taken, TopicSubject, building::hash_of};
use crate::{Cms, Ctx, Error, Result, content::deciding::stated};

/// What a decision does, worked out before its transaction begins.
struct Change {
    step: TopicStep,
    reason: String,
    after: TopicRecord,
    /// A revision that begins with it, and the files that it may use.
    begins: Option<(TopicRevision, Vec<String>)>,
    /// The secrecy review that comes with a submission.
    review: Option<SecrecyReview>,
}

impl Cms {
    /// Decides on the topic as the account saw it; answers the stage after it. Whoever comes second, or saw an older
    /// version, gets [`Error::Stale`] and changes nothing.
    pub async fn decide_topic(&self, ctx: &Ctx, seen: TopicSeen, ask: TopicAsk) -> Result<TopicStage> {
        let actor = ctx.actor()?;
        let subject = self.topic_subject_of(seen.topic).await?;
        let authority = subject.authorise(actor, action_of(&ask));
        if subject.topic.seen() != seen {
            // Who may not even read the topic learns nothing of what happened to it.
            let reads = subject.authorise(actor, Action::ReadTopic).is_ok();
            return Err(if reads { Error::Stale } else { authority.err().unwrap_or(Error::Stale) });
        }
        authority?;
        let change = self.change(actor, &subject, ask).await?;
        self.carry_out(ctx, &subject, change).await
    }

    async fn change(&self, actor: &Actor, subject: &TopicSubject, ask: TopicAsk) -> Result<Change> {
        let topic = &subject.topic;
        let now = self.now();
        let change = |step: TopicStep, reason: String| -> Result<Change> {
            let stage = next(topic.stage, step).ok_or(Refusal::Stage)?;
            let after = TopicRecord { stage, changed_name: actor.name.clone(), changed_at: now, ..topic.clone() };
            Ok(Change { step, reason, after, begins: None, review: None })
        };
        match ask {
            TopicAsk::Approve { note } => {
                let mut change = change(TopicStep::Approve, note.trim().to_owned())?;
                // What was built before an approval was taken back is there again.
                if topic.newest == 0 {
                    let content = TopicContent { title: topic.application.title.clone(), ..TopicContent::default() };
                    change.begin(topic, content, Vec::new(), now);
                }
                Ok(change)
            }
            TopicAsk::Return { reason } => {
                let reason = stated(reason, "退回须写明理由")?;
                let of_revision = topic.stage == TopicStage::InReview;
                change(if of_revision { TopicStep::Return } else { TopicStep::Refuse }, reason)
            }
            TopicAsk::Submit { review } => {
                self.still_runs(topic)?;
                let revision = self.newest_topic_revision(subject).await?;
                let mut faults = self.topic_gaps(subject, &revision.content).await?;
                faults.extend(self.secrecy_faults(&review));
                if !faults.is_empty() {
                    return Err(Error::Invalid(faults));
                }
                let mut change = change(TopicStep::Submit, String::new())?;
                change.review = Some(SecrecyReview {
                    // The scan of a topic's form is kept on paper.
                    scan: None,
                    scan_name: String::new(),
                    content_hash: revision.content_hash,
                    recorded_by: actor.name.clone(),
                    recorded_at: Some(now),
                    ..*review
                });
                Ok(change)
            }
            TopicAsk::Recall => change(TopicStep::Recall, String::new()),
            TopicAsk::Sign { note } => {
                self.still_runs(topic)?;
                self.has_been_reviewed(subject).await?;
                let mut change = change(TopicStep::Sign, note.trim().to_owned())?;
                let unit = subject.lead_unit(actor).unwrap_or(&actor.unit);
                let after = &mut change.after;
                after.live = Some(topic.newest);
                subject.plan.unit_name(unit).clone_into(&mut after.signed_by_unit);
                match topic.published_at {
                    None => after.published_at = Some(now),
                    Some(_) => after.revised_at = Some(now),
                }
                Ok(change)
            }
            TopicAsk::Revise => {
                let mut change = change(TopicStep::Revise, String::new())?;
                let content = self.newest_topic_revision(subject).await?.content;
                change.begin(topic, content, vec![(actor.account, actor.name.clone())], now);
                // Everything that it shows was admitted to this topic before.
                let media = self.inner.store.media_of_topic(topic.id).await?;
                change.begins = change.begins.map(|(revision, _)| (revision, media));
                Ok(change)
            }
            TopicAsk::Discard => {
                let mut change = change(TopicStep::Discard, String::new())?;
                let live = topic.live.ok_or(Refusal::Stage)?;
                change.after.newest = live;
                if let Some(public) = self.inner.store.topic_revision(topic.id, live).await? {
                    change.after.application.title = public.content.title;
                }
                Ok(change)
            }
            TopicAsk::Extend { until, reason } => {
                let mut change = change(TopicStep::Extend, stated(reason, "延期须写明理由")?)?;
                self.can_extend(topic.application.ends_on, until)?;
                change.after.application.ends_on = until;
                Ok(change)
            }
            TopicAsk::Archive { reason } => {
                let reason = stated(reason, "归档须写明理由")?;
                let mut change = change(TopicStep::Archive, reason.clone())?;
                change.after.archived_at = Some(now);
                change.after.archive_reason = reason;
                Ok(change)
            }
        }
    }

    async fn carry_out(&self, ctx: &Ctx, subject: &TopicSubject, change: Change) -> Result<TopicStage> {
        let actor = ctx.actor()?;
        let Change { step, reason, after, begins, review } = change;
        let mut people = self.topic_people(subject).await?;
        if step == TopicStep::Submit {
            people.extend(self.topic_signers(&subject.plan).await?);
        }
        let revision = self.inner.store.topic_revision(after.id, after.newest).await?;
        let content_hash = revision.as_ref().map(|revision| revision.content_hash.clone());
        let lead = subject.lead_unit(actor).filter(|_| decides(step));
        let on_behalf_of = lead.filter(|unit| **unit != actor.unit).map(|unit| subject.plan.unit_name(unit));
        let mut tx = self.inner.store.begin().await?;
        if !tx.update_topic(&after).await? {
            return Err(Error::Stale);
        }
        if let Some((revision, media)) = &begins {
            tx.put_topic_revision(revision, media).await?;
        }
        if let Some(review) = &review {
            tx.put_topic_secrecy_review(after.id, after.newest, review, actor.account, self.now()).await?;
        }
        let taken = Taken {
            topic: after.id,
            step,
            title: &after.application.title,
            revision: after.newest,
            reason: &reason,
            on_behalf_of,
        };
        let mut data = json!({
            "revision": after.newest,
            "version": subject.topic.version,
            "stage": after.stage,
            "content_hash": content_hash,
            "ends_on": after.application.ends_on,
            "on_behalf_of": on_behalf_of,
            "reason": reason,
        });
        if let Some(review) = review {
            data["secrecy_form"] = review.form_number.into();
        }
        self.note_step(ctx, &mut tx, &taken, &people, data).await?;
        tx.commit().await?;
        Ok(after.stage)
    }

    /// Nothing is signed whose words nobody has reviewed as they are.
    async fn has_been_reviewed(&self, subject: &TopicSubject) -> Result<()> {
        let revision = self.newest_topic_revision(subject).await?;
        let review = self.inner.store.topic_secrecy_review(subject.topic.id, revision.number).await?;
        match review {
            Some(review) if review.content_hash == revision.content_hash => Ok(()),
            _ => Err(Error::field("secrecy", "没有登记保密审查，请退回修改后重新送审")),
        }
    }

    /// A page is neither submitted nor signed after its last day.
    fn still_runs(&self, topic: &TopicRecord) -> Result<()> {
        if topic.application.ends_on < self.today() {
            return Err(Error::field("ends_on", "专题的结束日期已过，请先由牵头单位延期"));
        }
        Ok(())
    }

    fn can_extend(&self, from: NaiveDate, until: NaiveDate) -> Result<()> {
        if let Some(fault) = end_fault(until, self.today()) {
            return Err(Error::Invalid(vec![fault]));
        }
        if until <= from {
            return Err(Error::field("ends_on", format!("须晚于现在的结束日期 {from}")));
        }
        Ok(())
    }
}

impl Change {
    /// Starts a revision under a number that was never given out.
    fn begin(
        &mut self,
        topic: &TopicRecord,
        content: TopicContent,
        authors: Vec<(domain::id::AccountId, String)>,
        at: chrono::DateTime<chrono::Utc>,
    ) {
        let number = topic.last_number + 1;
        (self.after.newest, self.after.last_number) = (number, number);
        let saved_name = self.after.changed_name.clone();
        let content_hash = hash_of(&content);
        let revision =
            TopicRevision { topic: topic.id, number, content, content_hash, authors, saved_name, saved_at: at };
        self.begins = Some((revision, Vec::new()));
    }
}

const fn action_of(ask: &TopicAsk) -> Action {
    match ask {
        TopicAsk::Approve { .. } => Action::ApproveTopic,
        TopicAsk::Return { .. } => Action::ReturnTopic,
        TopicAsk::Submit { .. } => Action::BuildTopic,
        TopicAsk::Recall => Action::RecallTopic,
        TopicAsk::Sign { .. } => Action::SignTopic,
        TopicAsk::Revise => Action::ReviseTopic,
        TopicAsk::Discard => Action::DiscardTopic,
        TopicAsk::Extend { .. } => Action::ExtendTopic,
        TopicAsk::Archive { .. } => Action::ArchiveTopic,
    }
}

/// Whether the step is taken in the name of a lead unit.
const fn decides(step: TopicStep) -> bool {
    matches!(
        step,
        TopicStep::Approve
            | TopicStep::Refuse
            | TopicStep::Return
            | TopicStep::Sign
            | TopicStep::Extend
            | TopicStep::Archive
    )
}
