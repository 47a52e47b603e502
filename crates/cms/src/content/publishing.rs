//! Going public: the one way in which a revision becomes the live one, and the schedule that waits for its minute.

use std::collections::BTreeSet;

use chrono::{DateTime, Utc};
use documents::html;
use domain::{
    event::SubjectKind,
    id::ItemCode,
    item::Content,
    kind::{Detail, Field, Kind},
    permission::Refusal,
    plan::UnitCode,
    workflow::{Stage, Step},
};
use serde_json::json;
use store::{Tx, decision::NewDecision, item::Waiting, publication::NewPublication, revision::Move};

use super::{
    Subject,
    deciding::{guard, note_index_number},
    index_numbers::{told_if_taken, under_index_number},
    writing::Prepared,
};
use crate::{Cms, Ctx, Error, Result};

/// How many scheduled revisions are read at once.
const SWEEP: i64 = 100;

/// How a revision comes to be public.
#[derive(Debug, Clone, Copy)]
pub(super) struct Manner<'a> {
    pub(super) signed_units: &'a BTreeSet<UnitCode>,
    pub(super) direct: bool,
    /// Urgently, before anybody signed.
    pub(super) unsigned: bool,
    pub(super) at: DateTime<Utc>,
}

impl Cms {
    /// Publishes signed revisions whose minute has come, and says how many. What is due is read from the database,
    /// so a restart loses nothing; of two nodes the second finds that the item has changed since it read it.
    pub async fn publish_due(&self, ctx: &Ctx) -> Result<usize> {
        if !ctx.is_system() {
            return Err(Refusal::Role.into());
        }
        let now = self.now();
        let (mut published, mut after) = (0, None);
        loop {
            let due = self.inner.store.items_due(now, after, SWEEP).await?;
            let Some(last) = due.last() else { return Ok(published) };
            after = last.publish_at.map(|since| Waiting { since, item: last.id });
            for item in due {
                let subject = Subject::new(self, item);
                let id = subject.item.id;
                // One that fails must not keep the others waiting.
                match self.publish_scheduled(ctx, &subject).await {
                    Ok(true) => published += 1,
                    Ok(false) => {
                        tracing::warn!(item = %id, "a scheduled revision was not published: decided anew, or unsigned");
                    }
                    Err(error) => tracing::error!(item = %id, %error, "a scheduled revision could not be published"),
                }
            }
        }
    }

    async fn publish_scheduled(&self, ctx: &Ctx, subject: &Subject) -> Result<bool> {
        let item = &subject.item;
        if subject.is_closed_to_new() {
            return self.give_back_scheduled(ctx, subject, "栏目已不再接收新信息").await.map(|()| false);
        }
        let prepared = self.newest(subject).await?;
        let people = self.people_of(subject).await?;
        let now = self.now();
        let mut tx = match self.begin_to_publish(subject, &prepared.content).await {
            Ok(tx) => tx,
            Err(Error::Stale) => return Ok(false),
            // What it refers to was taken down between signature and minute.
            Err(error @ Error::Invalid(_)) => {
                return self.give_back_scheduled(ctx, subject, &error.to_string()).await.map(|()| false);
            }
            Err(error) => return Err(error),
        };
        let Some((step, _)) = tx.final_decision(item.id, item.newest, item.round).await? else {
            return Ok(false);
        };
        let to = Move {
            stage: Stage::Published,
            new_round: false,
            reviewer: item.reviewer,
            signed_units: &item.signed_units,
            authors: &item.authors,
            publish_at: item.publish_at,
            at: now,
        };
        if !tx.move_revision(guard(subject), &to).await? {
            return Ok(false);
        }
        let decision = by_the_system(subject, item.newest, item.round, Step::FallDue, now);
        tx.insert_decision(&decision).await?;
        let direct = step == Step::PublishDirectlyLater;
        let manner = Manner { signed_units: &item.signed_units, direct, unsigned: false, at: now };
        let signed = prepared.hash.clone();
        let prepared = match self.publish_in(&mut tx, subject, prepared, &manner).await {
            Ok(prepared) => prepared,
            // Another document became public under its index number between signature and minute.
            Err(error @ Error::Invalid(_)) => {
                drop(tx);
                return self.give_back_scheduled(ctx, subject, &error.to_string()).await.map(|()| false);
            }
            Err(error) => return Err(error),
        };
        self.tell(&mut tx, &people, None, Some(item.id), &format!("《{}》已按定时发布", item.title)).await?;
        let mut data = json!({ "revision": item.newest, "content_hash": signed, "publish_at": item.publish_at });
        note_index_number(&mut data, Stage::Published, &signed, &prepared);
        tx.append_event(&ctx.event(self, "item.fall-due", SubjectKind::Item, &item.id.to_string(), data)).await?;
        tx.commit().await?;
        Ok(true)
    }

    /// What happened between signature and minute keeps the revision from becoming public: it goes back with the reason, once.
    async fn give_back_scheduled(&self, ctx: &Ctx, subject: &Subject, why: &str) -> Result<()> {
        let item = &subject.item;
        let (people, now) = (self.people_of(subject).await?, self.now());
        let reason = format!("{why}，定时发布取消");
        let mut tx = self.begin_with(subject).await?;
        if !tx.move_revision(guard(subject), &back_to_author(subject, now)).await? {
            return Err(Error::Stale);
        }
        let decision = by_the_system(subject, item.newest, item.round, Step::Return, now);
        tx.insert_decision(&NewDecision { reason: &reason, ..decision }).await?;
        self.tell(&mut tx, &people, None, Some(item.id), &format!("《{}》已退回：{reason}", item.title)).await?;
        let data = json!({ "revision": item.newest, "reason": reason });
        tx.append_event(&ctx.event(self, "item.return", SubjectKind::Item, &item.id.to_string(), data)).await?;
        Ok(tx.commit().await?)
    }

    /// Opens the transaction in which `content` goes public or gets its minute: what it refers to is public, and stays so until
    /// the transaction ends. [`Error::Invalid`] where it is not, with the field that names it.
    pub(super) async fn begin_to_publish(&self, subject: &Subject, content: &Content) -> Result<Tx> {
        let mut references = content.detail.references();
        // In one order, so that two that refer to the same items do not wait for each other. Documents may name each other and
        // have their own place in it; all else comes after what it refers to, as where a source takes its reposts along.
        references.sort_by(|(_, one), (_, other)| one.cmp(other));
        let own = if content.detail.kind() == Kind::PolicyDocument {
            references.partition_point(|(_, code)| *code < subject.item.code)
        } else {
            references.len()
        };
        let mut tx = self.inner.store.begin().await?;
        hold_references(&mut tx, &references[..own]).await?;
        if !tx.hold_item(&subject.item).await? {
            return Err(Error::Stale);
        }
        hold_references(&mut tx, &references[own..]).await?;
        Ok(tx)
    }

    /// Makes the newest revision the live one, and the one before it history; answers it as it is public, with its index
    /// number. [`Error::Invalid`] where that is another document's: nothing may be committed then. The publication time of
    /// an item that stays public does not change with a revision.
    pub(super) async fn publish_in(
        &self,
        tx: &mut Tx,
        subject: &Subject,
        prepared: Prepared,
        manner: &Manner<'_>,
    ) -> Result<Prepared> {
        let item = &subject.item;
        let stays_public = item.live.is_some();
        let published_at = item.published_at.filter(|_| stays_public).unwrap_or(manner.at);
        let prepared = under_index_number(tx, subject, prepared, published_at).await?;
        let content = &prepared.content;
        if let Some(former) = item.live.filter(|live| *live != item.newest) {
            if !tx.retire_revision(item.id, former, Stage::Archived, manner.at).await? {
                return Err(Error::Stale);
            }
            tx.insert_decision(&by_the_system(subject, former, 1, Step::BeSuperseded, manner.at)).await?;
        }
        let names: Vec<&str> = manner.signed_units.iter().map(|unit| subject.plan.unit_name(unit)).collect();
        let picture = html::lead_picture(&prepared.html);
        tx.publish(&NewPublication {
            item: item.id,
            revision: item.newest,
            code: &item.code,
            column: &item.column,
            title: &content.title,
            summary: &summary(&prepared),
            source: &content.source,
            published_at,
            revised_at: stays_public.then_some(manner.at),
            lead_picture: picture.as_ref().map(|picture| picture.address.as_str()),
            picture_alt: picture.as_ref().map(|picture| picture.alt.as_str()).unwrap_or_default(),
            detail: &content.detail,
            unit_name: &item.unit_name,
            signed_by_unit: &names.join("、"),
            direct: manner.direct,
            awaits_retro_signature: manner.unsigned,
        })
        .await
        .map_err(told_if_taken)?;
        tx.file_under(item.id, published_at, &filing_words(content)).await?;
        if let Some(change) = content.change.as_ref().filter(|_| item.first_published_at.is_some()) {
            tx.note_change(item.id, item.newest, manner.at, change).await?;
        }
        Ok(prepared)
    }
}

/// The words under which readers find an item beside others: its keywords, and the theme of a document. The first few:
/// an item that is about everything is near to nothing.
pub(crate) fn filing_words(content: &Content) -> Vec<String> {
    const MOST: usize = 8;
    let theme = match &content.detail {
        // A line in another column would stand beside its own source.
        Detail::Repost(_) => return Vec::new(),
        Detail::PolicyDocument(document) => Some(&document.theme),
        _ => None,
    };
    let mut words: Vec<String> = Vec::new();
    for word in theme.into_iter().chain(&content.keywords).map(|word| word.trim()) {
        if !word.is_empty() && words.len() < MOST && !words.iter().any(|known| known == word) {
            words.push(word.to_owned());
        }
    }
    words
}

/// What lists show under the title: the author's summary, or the beginning of the text.
pub(crate) fn summary(prepared: &Prepared) -> String {
    match prepared.content.summary.trim() {
        "" => html::excerpt(&prepared.html, domain::checks::SUMMARY_MAX),
        written => written.to_owned(),
    }
}

/// Where a revision goes that its author gets back: a new round, since earlier signatures no longer count.
pub(super) fn back_to_author(subject: &Subject, at: DateTime<Utc>) -> Move<'_> {
    const NOBODY: &BTreeSet<UnitCode> = &BTreeSet::new();
    Move {
        stage: Stage::Returned,
        new_round: true,
        reviewer: None,
        signed_units: NOBODY,
        authors: &subject.item.authors,
        publish_at: None,
        at,
    }
}

/// Holds what an item refers to. [`Error::Invalid`] where it is not public, with the field that names it.
async fn hold_references(tx: &mut Tx, references: &[(&Field, ItemCode)]) -> Result<()> {
    for (field, code) in references {
        if !tx.hold_public(code).await?.is_some_and(|row| field.points_to(row.detail.kind())) {
            let message = format!("“{}”所选的信息已撤下或没有公开，不能发布", field.label);
            return Err(Error::field(&format!("detail.{}", field.name), message));
        }
    }
    Ok(())
}

pub(super) fn by_the_system(
    subject: &Subject,
    revision: i32,
    round: i32,
    step: Step,
    at: DateTime<Utc>,
) -> NewDecision<'static> {
    NewDecision {
        item: subject.item.id,
        revision,
        round,
        step,
        account: None,
        name: "系统",
        unit: None,
        unit_name: "",
        on_behalf_of: None,
        at,
        reason: "",
        signs_for: None,
        correction: None,
    }
}
