//! 发布审定单 (附件1) of an item.

use domain::{
    desk::approval::{ApprovalForm, FormAttachment, form_number},
    id::ItemId,
    permission::Action,
};

use crate::{Cms, Ctx, Error, Result};

impl Cms {
    /// The filled-in form of an item's newest revision with the whole chain.
    pub async fn approval_form(&self, ctx: &Ctx, item: ItemId) -> Result<ApprovalForm> {
        let subject = self.subject(ctx, item, Action::Read).await?;
        let prepared = self.newest(&subject).await?;
        let mut secrecy = self.inner.store.secrecy_review(item, subject.item.newest).await?;
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
        let confirmations = self.inner.store.confirmations_of(item, subject.item.newest).await?;
        let chain = self.inner.store.decisions_of(item).await?;
        let record = &subject.item;
        let address = format!("{}/a/{}", self.settings().public_address, record.code);
        let qr = documents::qr::svg(&address, "本信息的公开地址").map_err(Error::internal)?;
        Ok(ApprovalForm {
            number: form_number(item, record.created_at),
            content_hash: prepared.hash,
            content: prepared.content,
            revision: record.newest,
            stage: record.stage,
            column_path: subject.plan.plan.path_name(&record.column),
            unit_name: record.unit_name.clone(),
            origin: record.origin,
            submitted_by: record.submitted_by.as_ref().map(|unit| subject.plan.unit_name(unit).to_owned()),
            authors: record.authors.iter().map(|(_, name)| name.clone()).collect(),
            secrecy,
            confirmations,
            attachments,
            chain,
            created_at: record.created_at,
            publish_at: record.publish_at,
            published_at: record.published_at,
            direct: record.direct,
            awaits_retro_signature: record.awaits_retro_signature,
            address,
            qr,
            printed_at: self.now(),
        })
    }
}
