//! Building: the page of a topic is saved as a whole, sanitised, and checked with every save.

use documents::{
    content_hash::content_hash,
    html::{self, SafeHtml, StoredHtml},
};
use domain::{
    desk::{
        FieldFault,
        topics::{TopicSave, TopicSaved},
    },
    event::SubjectKind,
    id::{ItemCode, TopicId},
    permission::{Action, Refusal},
    topic::{ItemSource, Piece, TopicContent},
};
use serde_json::json;
use store::{media::MediaOwner, topic::TopicRecord, topic_revision::TopicRevision};

use super::TopicSubject;
use crate::{Cms, Ctx, Error, Result, content::checking::blockers_of};

/// A content as it is stored: its texts sanitised and sealed. Made before a transaction begins.
pub(super) struct Prepared {
    pub(super) content: TopicContent,
    pub(super) hash: String,
    /// `/media/…` addresses that it shows.
    pub(super) media: Vec<String>,
}

impl Prepared {
    fn from_author(mut content: TopicContent) -> Self {
        content.title = content.title.trim().to_owned();
        content.lead = content.lead.trim().to_owned();
        let mut media: Vec<String> = content.media().into_iter().map(str::to_owned).collect();
        for block in content.blocks_mut() {
            if let Piece::Text { html, seal } = &mut block.piece {
                let safe = SafeHtml::sanitise(html);
                media.extend(html::media(&safe));
                let stored = safe.to_stored();
                (*html, *seal) = (stored.html, stored.seal);
            }
        }
        media.sort();
        media.dedup();
        Self { hash: hash_of(&content), content, media }
    }
}

/// Fingerprint of everything that is shown; it stands in the event of the signature.
pub(super) fn hash_of(content: &TopicContent) -> String {
    content_hash(&serde_json::to_vec(content).expect("strings, numbers and dates are valid JSON"))
}

/// A stored text; one whose seal is not right goes through the sanitiser again.
pub(super) fn safe(html: &str, seal: &str) -> SafeHtml {
    SafeHtml::from_store(StoredHtml { html: html.to_owned(), seal: seal.to_owned() })
}

impl Cms {
    /// Saves the whole page. Where somebody else changed the topic in between, nothing is overwritten. Saving the same
    /// twice, as a client does whose first answer was lost, changes nothing.
    pub async fn save_topic(&self, ctx: &Ctx, save: TopicSave) -> Result<TopicSaved> {
        let actor = ctx.actor()?;
        let subject = self.topic_subject(ctx, save.topic, Action::BuildTopic).await?;
        let excess = save.content.excess();
        if !excess.is_empty() {
            return Err(Error::Invalid(excess));
        }
        // Sanitising takes milliseconds: off the threads that answer other requests.
        let prepared = tokio::task::spawn_blocking(move || Prepared::from_author(save.content));
        let prepared = prepared.await.map_err(Error::internal)?;
        let stored = self.newest_topic_revision(&subject).await?;
        if stored.content_hash == prepared.hash {
            let gaps = self.topic_gaps(&subject, &prepared.content).await?;
            return Ok(TopicSaved::Done { version: subject.topic.version, at: stored.saved_at, gaps });
        }
        if subject.topic.version != save.version {
            return Ok(conflict(&subject.topic));
        }
        let now = self.now();
        let media = self.admitted_to_topic(save.topic, &prepared.media).await?;
        let mut authors = stored.authors;
        if !authors.iter().any(|(account, _)| *account == actor.account) {
            authors.push((actor.account, actor.name.clone()));
        }
        let mut after = TopicRecord { changed_name: actor.name.clone(), changed_at: now, ..subject.topic.clone() };
        if !prepared.content.title.is_empty() {
            after.application.title.clone_from(&prepared.content.title);
        }
        let revision = TopicRevision {
            topic: save.topic,
            number: stored.number,
            content: prepared.content,
            content_hash: prepared.hash,
            authors,
            saved_name: actor.name.clone(),
            saved_at: now,
        };
        let mut tx = self.inner.store.begin().await?;
        if !tx.update_topic(&after).await? {
            drop(tx);
            return Ok(conflict(&self.topic_subject_of(save.topic).await?.topic));
        }
        tx.put_topic_revision(&revision, &media).await?;
        let version = save.version + 1;
        let data = json!({ "revision": revision.number, "version": version, "content_hash": revision.content_hash });
        tx.append_event(&ctx.event(self, "topic.save", SubjectKind::Topic, &save.topic.to_string(), data)).await?;
        tx.commit().await?;
        let gaps = self.topic_gaps(&subject, &revision.content).await?;
        Ok(TopicSaved::Done { version, at: now, gaps })
    }

    /// What the newest revision says; a topic that is not approved yet has none.
    pub(super) async fn newest_topic_revision(&self, subject: &TopicSubject) -> Result<TopicRevision> {
        let TopicRecord { id, newest, .. } = subject.topic;
        Ok(self.inner.store.topic_revision(id, newest).await?.ok_or(Refusal::Stage)?)
    }

    /// The files of a page that it may use: uploaded for the topic, used by it before, or public anyway.
    async fn admitted_to_topic(&self, topic: TopicId, media: &[String]) -> Result<Vec<String>> {
        let before = self.inner.store.media_of_topic(topic).await?;
        let mut admitted = Vec::with_capacity(media.len());
        for address in media {
            if before.contains(address) || self.is_own_or_public(MediaOwner::Topic(topic), address).await? {
                admitted.push(address.clone());
            }
        }
        Ok(admitted)
    }

    /// Everything that keeps the page from its signer, each beside its field: what is missing, what leads nowhere, and
    /// what no text may say.
    pub(super) async fn topic_gaps(&self, subject: &TopicSubject, content: &TopicContent) -> Result<Vec<FieldFault>> {
        let mut gaps = content.gaps();
        let shown: Vec<String> = content.media().into_iter().map(str::to_owned).collect();
        let admitted = self.admitted_to_topic(subject.topic.id, &shown).await?;
        let is_foreign = |address: &str| address.starts_with("/media/") && !admitted.iter().any(|one| one == address);
        if content.banner.as_ref().is_some_and(|banner| is_foreign(&banner.address)) {
            gaps.push(FieldFault::new("banner.address", FOREIGN));
        }
        for (at, block) in content.blocks().enumerate() {
            let field = |name: &str| format!("blocks.{at}.{name}");
            for (number, picture) in block.piece.pictures().iter().enumerate() {
                if is_foreign(&picture.address) {
                    gaps.push(FieldFault::new(&field(&format!("pictures.{number}.address")), FOREIGN));
                }
            }
            match &block.piece {
                Piece::Text { html, seal } => {
                    let safe = safe(html, seal);
                    let text = field("html");
                    gaps.extend(blockers_of(&safe).into_iter().map(|message| FieldFault::new(&text, message)));
                    for address in html::links(&safe) {
                        gaps.extend(self.dead_link(&address).await?.map(|message| FieldFault::new(&text, message)));
                    }
                    let used = html::media(&safe);
                    if self.admitted_to_topic(subject.topic.id, &used).await?.len() < used.len() {
                        gaps.push(FieldFault::new(&text, FOREIGN));
                    }
                }
                Piece::Items { source: ItemSource::Newest { columns, .. } } => {
                    for column in columns.iter().filter(|code| subject.plan.plan.column(code).is_none()) {
                        let message = format!("栏目“{column}”已不在方案中，请重新选择");
                        gaps.push(FieldFault::new(&field("columns"), message));
                    }
                }
                Piece::Items { source: ItemSource::Chosen { items } } => {
                    gaps.extend(self.unknown_items(&field("items"), items).await?);
                }
                Piece::Documents { documents } => {
                    gaps.extend(self.unknown_items(&field("documents"), documents).await?);
                }
                Piece::Picture { link, .. } if !link.is_empty() => {
                    let fault = self.dead_link(link).await?;
                    gaps.extend(fault.map(|message| FieldFault::new(&field("link"), message)));
                }
                Piece::Links { links } => {
                    for link in links {
                        let fault = self.dead_link(&link.address).await?;
                        gaps.extend(fault.map(|message| FieldFault::new(&field("links"), message)));
                    }
                }
                Piece::Video { address, .. } if is_foreign(address) => {
                    gaps.push(FieldFault::new(&field("address"), "视频文件不存在，或不属于本专题"));
                }
                Piece::Contact { mailbox: Some(mailbox), .. } => {
                    let column = subject.plan.plan.column(mailbox);
                    if column.is_none_or(|column| column.is_history_on(subject.plan.on)) {
                        gaps.push(FieldFault::new(&field("mailbox"), "信箱栏目已停用，请重新选择"));
                    }
                }
                Piece::Gallery { .. }
                | Piece::Picture { .. }
                | Piece::Video { .. }
                | Piece::Timeline { .. }
                | Piece::Contact { mailbox: None, .. } => {}
            }
        }
        Ok(gaps)
    }

    async fn unknown_items(&self, field: &str, items: &[ItemCode]) -> Result<Vec<FieldFault>> {
        let mut faults = Vec::new();
        for code in items {
            if self.inner.store.public_row(code).await?.is_none() {
                faults.push(FieldFault::new(field, format!("信息“{code}”不存在、尚未发布或已撤下")));
            }
        }
        Ok(faults)
    }
}

const FOREIGN: &str = "所用的图片不存在，或不属于本专题，请重新上传";

fn conflict(topic: &TopicRecord) -> TopicSaved {
    TopicSaved::Conflict { by: topic.changed_name.clone(), at: topic.changed_at }
}
