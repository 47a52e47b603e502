//! 发布审定单 (附件1) of an item.

use domain::{
    desk::approval::{ApprovalForm, FormAttachment, Release, form_number},
    id::ItemId,
    permission::Action,
    workflow::Stage,
};

use super::writing::Prepared;
use crate::{Cms, Ctx, Error, Result};

impl Cms {
    /// The filled-in form of a revision with its chain. `None` asks for the one that is public, and where none is, for the
    /// newest.
    pub async fn approval_form(&self, ctx: &Ctx, item: ItemId, revision: Option<i32>) -> Result<ApprovalForm> {
        let subject = self.subject(ctx, item, Action::Read).await?;
        let record = &subject.item;
        let number = revision.or(record.live).unwrap_or(record.newest);
        let written = self.inner.store.revision(item, number).await?.ok_or(Error::NotFound)?;
        let prepared = Prepared::from_store(&written);
        let mut secrecy = self.inner.store.secrecy_review(item, number).await?;
        if let Some(review) = &mut secrecy {
            // The form says that the paper exists; the scan itself has a door of its own.
            review.scan = None;
        }
        let mut attachments = Vec::new();
        for attachment in &prepared.content.attachments {
            let stored = self.inner.store.media_at(&attachment.address).await?;
            attachments.push(FormAttachment {
                name: attachment.name.clone(),
                size: attachment.size,
                hash: stored.first().map(|media| media.hash.clone()).unwrap_or_default(),
            });
        }
        let confirmations = self.inner.store.confirmations_of(item, number).await?;
        let mut chain = self.inner.store.decisions_of(item).await?;
        chain.retain(|decision| decision.revision <= number);
        let mut release = Release::of(&chain, number);
        let was_public = matches!(written.stage, Stage::Archived | Stage::Withdrawn);
        if number == 1 && was_public && release.at.is_none() {
            // What was imported has no steps.
            release.at = record.first_published_at;
        }
        let address = format!("{}/a/{}", self.settings().public_address, record.code);
        let qr = documents::qr::svg(&address, "本信息的公开地址").map_err(Error::internal)?;
        Ok(ApprovalForm {
            number: form_number(item, record.created_at),
            content_hash: prepared.hash,
            content: prepared.content,
            revision: number,
            stage: written.stage,
            column_path: subject.plan.plan.path_name(&record.column),
            unit_name: record.unit_name.clone(),
            origin: record.origin,
            submitted_by: record.submitted_by.as_ref().map(|unit| subject.plan.unit_name(unit).to_owned()),
            authors: written.authors.into_iter().map(|(_, name)| name).collect(),
            secrecy,
            confirmations,
            attachments,
            release,
            chain,
            created_at: written.created_at,
            publish_at: written.publish_at,
            published_at: record.published_at.filter(|_| record.live == Some(number)),
            address,
            qr,
            printed_at: self.now(),
        })
    }
}
