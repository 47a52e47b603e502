//! What the desk shows of topics: the list, and one with its page, its application and its chain.

use domain::{
    account::Actor,
    desk::topics::{ColumnName, TopicRow, TopicSheet},
    id::TopicId,
    permission::Action,
    plan::{Column, ColumnKind, InForce},
    topic::TopicStage,
};

use super::TopicSubject;
use crate::{Cms, Ctx, Result};

impl Cms {
    /// The topics with which the account has anything to do, those that wait for it first.
    pub async fn topics(&self, ctx: &Ctx) -> Result<Vec<TopicRow>> {
        let actor = ctx.actor()?;
        let subjects = self.inner.store.topics().await?.into_iter().map(|topic| TopicSubject::new(self.plan(), topic));
        let mut rows: Vec<TopicRow> =
            subjects.map(|subject| row(&subject, actor)).filter(|row| !row.allowed.is_empty()).collect();
        rows.sort_by_key(|row| !row.waits_for_reader());
        Ok(rows)
    }

    /// Everything about one topic, for those who may read it in the desk.
    pub async fn topic_sheet(&self, ctx: &Ctx, topic: TopicId) -> Result<TopicSheet> {
        let subject = self.topic_subject(ctx, topic, Action::ReadTopic).await?;
        let record = &subject.topic;
        let revision = self.inner.store.topic_revision(topic, record.newest).await?;
        let gaps = match &revision {
            Some(revision) => self.topic_gaps(&subject, &revision.content).await?,
            None => Vec::new(),
        };
        // What stays in history is what was public, whatever was still to come.
        let shown = if record.stage == TopicStage::Archived { record.live } else { None };
        let secrecy = self.inner.store.topic_secrecy_review(topic, shown.unwrap_or(record.newest)).await?;
        let (columns, mailboxes) = choices(&subject.plan);
        Ok(TopicSheet {
            row: row(&subject, ctx.actor()?),
            application: record.application.clone(),
            applied_by: record.applied_name.clone(),
            saved_by: revision.as_ref().map(|revision| revision.saved_name.clone()).unwrap_or_default(),
            saved_at: revision.as_ref().map(|revision| revision.saved_at),
            content: revision.map(|revision| revision.content),
            gaps,
            secrecy,
            chain: self.inner.store.topic_decisions(topic).await?,
            last_update: self.topic_last_update(record).await?,
            columns,
            mailboxes,
        })
    }
}

fn row(subject: &TopicSubject, actor: &Actor) -> TopicRow {
    let topic = &subject.topic;
    TopicRow {
        id: topic.id,
        address: format!("/t/{}", topic.code),
        version: topic.version,
        title: topic.application.title.clone(),
        unit_name: topic.unit_name.clone(),
        stage: topic.stage,
        is_live: topic.live.is_some(),
        ends_on: topic.application.ends_on,
        changed_at: topic.changed_at,
        archived_at: topic.archived_at,
        allowed: subject.allowed(actor),
    }
}

/// The columns whose items a list may show, and those where readers can write: by the names that the guideline gives
/// them, since the plan has no kind for it.
fn choices(plan: &InForce) -> (Vec<ColumnName>, Vec<ColumnName>) {
    const MAILBOXES: [&str; 4] = ["信箱", "咨询", "投诉", "征集"];
    let name = |column: &Column| ColumnName { code: column.code.clone(), path: plan.plan.path_name(&column.code) };
    let on = plan.on;
    let in_use = || plan.plan.columns.iter().filter(move |column| !column.is_history_on(on));
    let is_mailbox =
        |column: &&Column| column.kind != ColumnKind::Group && MAILBOXES.iter().any(|word| column.name.contains(word));
    (
        in_use().filter(|column| column.takes_items(on)).map(name).collect(),
        in_use().filter(is_mailbox).map(name).collect(),
    )
}
