//! Special topics (专题): applied for, approved, built, signed, archived; plan row C65.
//!
//! Every use case starts with [`TopicSubject`]: the topic, the duties that the plan lays on its column of topics today,
//! and what the account may do with it. A decision names the version that its maker saw; the store changes exactly that
//! one or nothing.

mod applying;
mod archiving;
mod building;
mod deciding;
mod page;
mod sheets;

use std::{collections::BTreeSet, sync::Arc};

use domain::{
    account::{Actor, Role},
    desk::people::AccountState,
    event::SubjectKind,
    id::{AccountId, TopicId},
    permission::{Action, Target, TopicFacts, allowed_with_topic, may},
    plan::{Duties, InForce, UnitCode},
    topic::TopicStep,
};
use store::{Tx, topic::TopicRecord, topic_revision::NewTopicDecision};

use crate::{Cms, Ctx, Error, Result};

pub use page::{PageBlock, PagePiece, PageRow, TopicCard, TopicPage, TopicState};

/// A topic as somebody meets it.
pub(crate) struct TopicSubject {
    pub(crate) topic: TopicRecord,
    facts: TopicFacts,
    duties: Duties,
    plan: Arc<InForce>,
}

impl TopicSubject {
    fn new(plan: Arc<InForce>, topic: TopicRecord) -> Self {
        let duties = duties_on_topics(&plan);
        let facts = TopicFacts {
            stage: topic.stage,
            // Duties move to the successor of a unit, and with them its topics.
            unit: plan.plan.bearer(&topic.unit, plan.on),
            applicant: topic.applied_by,
            authors: topic.authors.iter().map(|(account, _)| *account).collect(),
            is_live: topic.live.is_some(),
        };
        Self { topic, facts, duties, plan }
    }

    pub(crate) fn authorise(&self, actor: &Actor, action: Action) -> Result<()> {
        Ok(may(actor, action, Target::Topic(&self.duties, &self.facts))?)
    }

    fn allowed(&self, actor: &Actor) -> Vec<Action> {
        allowed_with_topic(actor, &self.duties, &self.facts)
    }

    /// The lead unit in whose name `actor` acts: its own before one that delegated to it.
    fn lead_unit<'a>(&self, actor: &'a Actor) -> Option<&'a UnitCode> {
        let leads = |unit: &&UnitCode| self.duties.leads.contains(*unit);
        let own = (actor.role == Role::Reviewer).then_some(&actor.unit).filter(leads);
        own.or_else(|| actor.signs_also_for.iter().find(leads))
    }
}

/// The duties on the plan's column of topics. Without such a column nobody has any.
fn duties_on_topics(plan: &InForce) -> Duties {
    let column = plan.topics_column();
    column.and_then(|column| plan.duties(&column.code)).cloned().unwrap_or_default()
}

impl Cms {
    /// The topic, if the account may do `action` with it.
    pub(crate) async fn topic_subject(&self, ctx: &Ctx, topic: TopicId, action: Action) -> Result<TopicSubject> {
        let actor = ctx.actor()?;
        let subject = self.topic_subject_of(topic).await?;
        subject.authorise(actor, action)?;
        Ok(subject)
    }

    pub(crate) async fn topic_subject_of(&self, topic: TopicId) -> Result<TopicSubject> {
        let record = self.inner.store.topic(topic).await?.ok_or(Error::NotFound)?;
        Ok(TopicSubject::new(self.plan(), record))
    }

    /// Who must act on an application or a submission: the reviewers of the lead units.
    async fn topic_signers(&self, plan: &InForce) -> Result<BTreeSet<AccountId>> {
        let leads = duties_on_topics(plan).leads;
        let accounts = self.inner.store.accounts().await?.into_iter();
        let signers = accounts.filter(|account| {
            let is_reviewer = account.role == Role::Reviewer && account.state == AccountState::Active;
            is_reviewer && leads.contains(&plan.plan.bearer(&account.unit, plan.on))
        });
        Ok(signers.map(|account| account.id).collect())
    }

    /// Everybody who asked for the topic, wrote in its newest revision or decided about it.
    async fn topic_people(&self, subject: &TopicSubject) -> Result<BTreeSet<AccountId>> {
        let deciders = self.inner.store.topic_deciders(subject.topic.id).await?;
        let authors = subject.facts.authors.iter().copied();
        Ok(authors.chain(deciders).chain([subject.facts.applicant]).collect())
    }

    /// Everything that goes with a step, in the transaction of the change: its row in the chain, a notice to the people
    /// concerned, its event. `data` never holds the contact person.
    async fn note_step(
        &self,
        ctx: &Ctx,
        tx: &mut Tx,
        taken: &Taken<'_>,
        people: &BTreeSet<AccountId>,
        data: serde_json::Value,
    ) -> Result<()> {
        let Taken { topic, step, title, revision, reason, on_behalf_of } = *taken;
        let plan = self.plan();
        let actor = if ctx.is_system() { None } else { Some(ctx.actor()?) };
        let (name, unit_name) =
            actor.map_or(("系统", ""), |actor| (actor.name.as_str(), plan.unit_name(&actor.unit)));
        tx.insert_topic_decision(&NewTopicDecision {
            topic,
            revision,
            step,
            account: actor.map(|actor| actor.account),
            name,
            unit_name,
            on_behalf_of,
            at: self.now(),
            reason,
        })
        .await?;
        let reason = if reason.is_empty() { String::new() } else { format!("：{reason}") };
        let text = format!("《{title}》{}（{unit_name}{name}）{reason}", step.label());
        self.tell(tx, people, actor.map(|actor| actor.account), None, &text).await?;
        let action = format!("topic.{}", step.code());
        tx.append_event(&ctx.event(self, &action, SubjectKind::Topic, &topic.to_string(), data)).await?;
        Ok(())
    }
}

/// A step that is being taken.
#[derive(Clone, Copy)]
struct Taken<'a> {
    topic: TopicId,
    step: TopicStep,
    title: &'a str,
    revision: i32,
    reason: &'a str,
    /// Name of the unit that delegated its signature.
    on_behalf_of: Option<&'a str>,
}
