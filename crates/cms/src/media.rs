//! Uploaded files. Their bytes lie in the object store under the hash of their content, so the same file is kept once
//! and an address never changes its meaning.
//!
//! A file is public exactly while a live revision uses it; before that it is for those who may read the item. A scan
//! of a secrecy review has no address at all: it is opened by its number and by nobody outside the chain.

use documents::{
    content_hash::content_hash,
    picture,
    upload::{self, Purpose},
};
use domain::{
    account::Actor,
    event::SubjectKind,
    id::{ItemId, MediaId},
    permission::Action,
};
use object_store::{GetResult, ObjectStoreExt, PutPayload, path::Path};
use serde::{Deserialize, Serialize};
use serde_json::json;
use store::media::{MediaKind, MediaRecord, NewMedia};

use crate::{Cms, Ctx, Error, Result};

/// What a file is uploaded for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum UploadKind {
    /// A picture in the text.
    Image,
    /// A file under the text.
    Attachment,
    /// The scan of the paper secrecy review.
    SecrecyScan,
}

impl UploadKind {
    const fn purpose(self) -> Purpose {
        match self {
            Self::Image => Purpose::Image,
            Self::Attachment => Purpose::Attachment,
            Self::SecrecyScan => Purpose::SecrecyScan,
        }
    }

    const fn kind(self) -> MediaKind {
        match self {
            Self::Image => MediaKind::Picture,
            Self::Attachment => MediaKind::Attachment,
            Self::SecrecyScan => MediaKind::SecrecyScan,
        }
    }
}

/// A stored upload, as the editor gets it back.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Upload {
    pub id: MediaId,
    /// `/media/…`; empty for a scan, which is served by its number only.
    pub address: String,
    pub name: String,
    /// Bytes.
    pub size: i64,
    /// Of a picture, in pixels.
    pub width: Option<i32>,
    pub height: Option<i32>,
}

/// A file that its reader may have. Only the use cases below make one, after asking for the right; its bytes come
/// with [`Cms::media_content`].
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct MediaFile {
    pub name: String,
    pub mime: String,
    /// SHA-256 of the bytes: a strong validator for caches.
    pub hash: String,
}

/// A file that passed the gate, ready for the object store.
struct Ready {
    name: String,
    mime: String,
    ext: &'static str,
    hash: String,
    bytes: Vec<u8>,
    /// Width and height.
    pixels: Option<(i32, i32)>,
}

impl Cms {
    /// Takes a file for an item that the account may edit. What it claims to be, what it is called and what it is
    /// must agree; pictures are encoded anew, which drops what a camera wrote into them.
    pub async fn store_upload(
        &self,
        ctx: &Ctx,
        kind: UploadKind,
        item: ItemId,
        name: &str,
        declared_mime: &str,
        bytes: impl Into<Vec<u8>>,
    ) -> Result<Upload> {
        let actor = ctx.actor()?;
        self.subject(ctx, item, Action::Edit).await?;
        let (name, declared, bytes) = (name.to_owned(), declared_mime.to_owned(), bytes.into());
        // Decoding a photograph takes up to a second: off the threads that answer other requests.
        let ready = tokio::task::spawn_blocking(move || ready(kind, &name, &declared, bytes))
            .await
            .map_err(Error::internal)?
            .map_err(|refused| Error::field("file", refused))?;
        // Bytes first: a row without its file would be a dead link, a file without a row is only waste.
        self.inner.media.put(&path(&ready.hash)?, PutPayload::from(ready.bytes.clone())).await?;
        let address = match kind {
            UploadKind::Image | UploadKind::Attachment => format!("/media/{}.{}", &ready.hash[..32], ready.ext),
            UploadKind::SecrecyScan => String::new(),
        };
        let size = i64::try_from(ready.bytes.len()).map_err(Error::internal)?;
        let (width, height) = ready.pixels.unzip();
        let mut tx = self.inner.store.begin().await?;
        let id = tx
            .insert_media(&NewMedia {
                kind: kind.kind(),
                hash: &ready.hash,
                address: &address,
                name: &ready.name,
                mime: &ready.mime,
                size,
                width,
                height,
                item: Some(item),
                uploaded_by: Some(actor.account),
                unit: &actor.unit,
                at: self.now(),
            })
            .await?;
        let data = json!({ "item": item, "kind": kind, "name": ready.name, "hash": ready.hash, "size": size });
        tx.append_event(&ctx.event(self, "media.upload", SubjectKind::Media, &id.to_string(), data)).await?;
        tx.commit().await?;
        Ok(Upload { id, address, name: ready.name, size, width, height })
    }

    /// A file of a public page. `path` is what follows `/media/`.
    pub async fn public_media(&self, path: &str) -> Result<Option<MediaFile>> {
        let address = format!("/media/{path}");
        let is_public = self.inner.store.users_of_media(&address).await?.into_iter().any(|(_, live)| live);
        if !is_public {
            return Ok(None);
        }
        Ok(self.inner.store.media_at(&address).await?.into_iter().next().map(MediaFile::from))
    }

    /// A file of a draft, for those who may read the draft.
    pub async fn draft_media(&self, ctx: &Ctx, path: &str) -> Result<Option<MediaFile>> {
        let actor = ctx.actor()?;
        let address = format!("/media/{path}");
        let mut items: Vec<ItemId> =
            self.inner.store.users_of_media(&address).await?.into_iter().map(|(item, _)| item).collect();
        let records = self.inner.store.media_at(&address).await?;
        items.extend(records.iter().filter_map(|record| record.item));
        let Some(record) = records.into_iter().next() else { return Ok(None) };
        for item in items {
            if self.may_read_item(actor, item).await? {
                return Ok(Some(record.into()));
            }
        }
        Ok(None)
    }

    /// The scan of the paper secrecy review.
    pub async fn secrecy_scan(&self, ctx: &Ctx, scan: MediaId) -> Result<MediaFile> {
        ctx.actor()?;
        let record = self.inner.store.media(scan).await?.ok_or(Error::NotFound)?;
        let item = record.item.filter(|_| record.kind == MediaKind::SecrecyScan).ok_or(Error::NotFound)?;
        self.subject(ctx, item, Action::ReadSecrecyScan).await?;
        Ok(record.into())
    }

    async fn may_read_item(&self, actor: &Actor, item: ItemId) -> Result<bool> {
        match self.subject_of(item).await {
            Ok(subject) => Ok(subject.authorise(actor, Action::Read).is_ok()),
            Err(Error::NotFound) => Ok(false),
            Err(error) => Err(error),
        }
    }

    /// The bytes of a file, to be passed on piece by piece: an attachment may have a hundred megabytes.
    pub async fn media_content(&self, file: &MediaFile) -> Result<GetResult> {
        Ok(self.inner.media.get(&path(&file.hash)?).await?)
    }
}

impl From<MediaRecord> for MediaFile {
    fn from(record: MediaRecord) -> Self {
        Self { name: record.name, mime: record.mime, hash: record.hash }
    }
}

/// Runs the gate, and encodes pictures anew. The refusal is a sentence for the clerk.
fn ready(kind: UploadKind, name: &str, declared: &str, bytes: Vec<u8>) -> Result<Ready, String> {
    let accepted = upload::accept(name, declared, bytes, kind.purpose()).map_err(|refused| refused.to_string())?;
    if kind != UploadKind::Image {
        return Ok(Ready {
            name: accepted.name().to_owned(),
            mime: accepted.mime().to_owned(),
            ext: accepted.ext(),
            hash: content_hash(accepted.bytes()),
            pixels: None,
            bytes: accepted.into_bytes(),
        });
    }
    let picture = picture::prepare(&accepted).map_err(|refused| refused.to_string())?;
    let stem = accepted.name().rsplit_once('.').map_or(accepted.name(), |(stem, _)| stem);
    let pixels = i32::try_from(picture.width).ok().zip(i32::try_from(picture.height).ok());
    Ok(Ready {
        name: format!("{stem}.{}", picture.format.ext()),
        mime: picture.mime().to_owned(),
        ext: picture.format.ext(),
        hash: content_hash(&picture.bytes),
        pixels,
        bytes: picture.bytes,
    })
}

/// Where the bytes lie: spread over folders, since some file systems dislike many files in one.
fn path(hash: &str) -> Result<Path> {
    let folder = hash.get(..2).ok_or_else(|| Error::internal("a media row without hash"))?;
    Ok(Path::from(format!("{folder}/{hash}")))
}
