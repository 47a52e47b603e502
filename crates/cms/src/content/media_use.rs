//! Which uploaded files a draft may use: those uploaded for its item, those it used before, and those that its writer
//! may open anyway, but for the evidence of cases. A revision hands the right to read its files on, so knowing an address
//! must not be enough.

use domain::{account::Actor, id::ItemId, item::Attachment};
use store::media::{MediaKind, MediaOwner};

use super::writing::Prepared;
use crate::{Cms, Error, Result};

impl Cms {
    /// Gives every attachment the name, the size and the number under which it was uploaded for this item, whatever the
    /// client sent. Those that stood there `before` are known already.
    pub(super) async fn name_attachments(
        &self,
        item: ItemId,
        attachments: &mut [Attachment],
        before: &[Attachment],
    ) -> Result<()> {
        for attachment in attachments.iter_mut().filter(|attachment| !before.contains(attachment)) {
            let uploads = self.inner.store.media_at(&attachment.address).await?;
            let mut own = uploads.into_iter().filter(|upload| upload.owner == Some(MediaOwner::Item(item)));
            let Some(upload) = own.find(|upload| upload.kind == MediaKind::Attachment) else {
                return Err(Error::field("attachments", format!("附件“{}”不存在，请重新上传", attachment.name)));
            };
            attachment.media = upload.id;
            attachment.name = upload.name;
            attachment.size = upload.size;
        }
        Ok(())
    }

    /// The files of a draft that it may use; the check panel names the others.
    pub(super) async fn admitted_media(
        &self,
        actor: &Actor,
        item: ItemId,
        revision: i32,
        prepared: &Prepared,
    ) -> Result<Vec<String>> {
        let before = self.inner.store.media_of_revision(item, revision).await?;
        let mut admitted = Vec::with_capacity(prepared.media.len());
        for address in &prepared.media {
            if before.contains(address) || self.may_use(actor, item, address).await? {
                admitted.push(address.clone());
            }
        }
        Ok(admitted)
    }

    /// Whether the file was uploaded for `owner`, or everybody may open it anyway.
    pub(crate) async fn is_own_or_public(&self, owner: MediaOwner, address: &str) -> Result<bool> {
        let uploads = self.inner.store.media_at(address).await?;
        Ok(uploads.iter().any(|upload| upload.owner == Some(owner))
            || self.inner.store.users_of_media(address).await?.iter().any(|(_, is_live)| *is_live))
    }

    /// Whether the account may have a new item show the file: one that is public, or that it may open anyway.
    pub(crate) async fn may_hand_on(&self, actor: &Actor, address: &str) -> Result<bool> {
        let is_public = self.inner.store.users_of_media(address).await?.iter().any(|(_, is_live)| *is_live);
        Ok(is_public || self.may_hand_on_draft_file(actor, address).await?)
    }

    async fn may_use(&self, actor: &Actor, item: ItemId, address: &str) -> Result<bool> {
        if self.is_own_or_public(MediaOwner::Item(item), address).await? {
            return Ok(true);
        }
        self.may_hand_on_draft_file(actor, address).await
    }
}
