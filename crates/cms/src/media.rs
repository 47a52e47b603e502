//! Uploaded files. Their bytes lie in the object store under the hash of their content, so the same file is kept once
//! and an address never changes its meaning.
//!
//! A file is public exactly while the public revision of an item or a topic uses it; before that it is for those who may
//! read the item or the topic. Evidence of a case is for those who may read the case, and public never. A scan
//! of a secrecy review has no address at all: it is opened by its number and by nobody outside the chain.

mod scanning;
mod variants;

use std::{collections::BTreeSet, ops::Range};

use documents::{
    content_hash::content_hash,
    picture::{self, Variant},
    scan::{Scan, scan},
    upload::{self, Accepted, Purpose, Refused},
};
use domain::{account::Actor, event::SubjectKind, id::MediaId, permission::Action};
use object_store::{GetOptions, GetResult, ObjectStore, ObjectStoreExt, PutPayload, path::Path};
use serde::{Deserialize, Serialize};
use serde_json::json;
use store::media::{MediaKind, MediaRecord, NewMedia};

pub use store::media::MediaOwner;
use tokio::sync::Semaphore;

use crate::{Cms, Ctx, Error, Result};

use variants::Stored;
pub use variants::{PagePicture, PagePictures};
pub(crate) use variants::{Waiting, for_pages};

/// The largest photograph takes some hundred megabytes while it is encoded anew: one at a time.
static PICTURES: Semaphore = Semaphore::const_new(1);

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
    /// The largest file, so that nobody need receive more than will be taken.
    pub const fn max_bytes(self) -> usize {
        self.purpose().max_bytes()
    }

    /// What the author of a larger file is told.
    pub fn too_large(self) -> Error {
        Error::field("file", Refused::too_large(self.purpose()).to_string())
    }

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
    /// Bytes.
    pub size: u64,
    /// SHA-256 of what was uploaded.
    hash: String,
    /// Of a picture, in pixels: width and height.
    pixels: Option<(u32, u32)>,
    /// It is not what was uploaded, but made of it.
    variant: Option<Variant>,
}

impl MediaFile {
    /// Names the bytes for ever: a strong validator for caches.
    pub fn tag(&self) -> String {
        match self.variant {
            Some(variant) => format!("{}-{}", self.hash, variant.name()),
            None => self.hash.clone(),
        }
    }

    fn path(&self) -> Result<Path> {
        match self.variant {
            Some(variant) => variant_path(&self.hash, variant),
            None => path(&self.hash),
        }
    }
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
    /// What an attachment says.
    scan: Option<Scan>,
}

impl Cms {
    /// Whether the account may upload files for the item or the topic, to be asked before their bytes are received.
    pub async fn may_upload(&self, ctx: &Ctx, owner: impl Into<MediaOwner>) -> Result<()> {
        match owner.into() {
            MediaOwner::Item(item) => self.subject(ctx, item, Action::Edit).await.map(drop),
            MediaOwner::Topic(topic) => self.topic_subject(ctx, topic, Action::BuildTopic).await.map(drop),
            MediaOwner::Case(case) => self.case_for(ctx, case, Action::ReplyToCase).await.map(drop),
        }
    }

    /// Takes a file for an item or a topic that the account may edit, or for a case that it may answer. What it claims to be, what it is called and what it
    /// is must agree; pictures are encoded anew, which drops what a camera wrote into them; attachments are read, and
    /// refused when they hold what must not be public.
    pub async fn store_upload(
        &self,
        ctx: &Ctx,
        kind: UploadKind,
        owner: impl Into<MediaOwner>,
        name: &str,
        declared_mime: &str,
        bytes: impl Into<Vec<u8>>,
    ) -> Result<Upload> {
        let actor = ctx.actor()?;
        let owner = owner.into();
        self.may_upload(ctx, owner).await?;
        let ready = ready(kind, name, declared_mime, bytes.into()).await?;
        if let Some(scan) = &ready.scan {
            self.refused_for_content(ctx, kind, owner, &ready.name, scan).await?;
        }
        let size = i64::try_from(ready.bytes.len()).map_err(Error::internal)?;
        // Bytes first: a row without its file would be a dead link, a file without a row is only waste.
        self.inner.media.put(&path(&ready.hash)?, PutPayload::from(ready.bytes)).await?;
        let address = match kind {
            UploadKind::Image | UploadKind::Attachment => format!("/media/{}.{}", &ready.hash[..32], ready.ext),
            UploadKind::SecrecyScan => String::new(),
        };
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
                owner,
                uploaded_by: Some(actor.account),
                unit: &actor.unit,
                at: self.now(),
            })
            .await?;
        if let Some(scan) = &ready.scan {
            tx.insert_media_scan(&scanning::row(id, scan)?).await?;
        }
        let mut data = json!({ "kind": kind, "name": ready.name, "hash": ready.hash, "size": size });
        match owner {
            MediaOwner::Item(item) => data["item"] = json!(item),
            MediaOwner::Topic(topic) => data["topic"] = json!(topic),
            MediaOwner::Case(case) => data["case"] = json!(case),
        }
        tx.append_event(&ctx.event(self, "media.upload", SubjectKind::Media, &id.to_string(), data)).await?;
        tx.commit().await?;
        if let (UploadKind::Image, Some(width)) = (kind, width.and_then(|width| u32::try_from(width).ok())) {
            self.inner.waiting.add(Stored { hash: ready.hash, mime: ready.mime, width });
        }
        Ok(Upload { id, address, name: ready.name, size, width, height })
    }

    /// A file of a public page. `path` is what follows `/media/`. The same bytes may have been uploaded for several
    /// items under several names: the public gets that of a page which uses them now, and not that of a draft.
    pub async fn public_media(&self, path: &str) -> Result<Option<MediaFile>> {
        let address = format!("/media/{path}");
        let users = self.inner.store.users_of_media(&address).await?;
        let live: Vec<MediaOwner> = users.into_iter().filter_map(|(user, is_live)| is_live.then_some(user)).collect();
        if live.is_empty() {
            return Ok(None);
        }
        Ok(one_of(self.inner.store.media_at(&address).await?, &live))
    }

    /// A file of a draft, for those who may read the draft.
    pub async fn draft_media(&self, ctx: &Ctx, path: &str) -> Result<Option<MediaFile>> {
        let actor = ctx.actor()?;
        let address = format!("/media/{path}");
        let records = self.inner.store.media_at(&address).await?;
        let readable = self.readable_user(actor, &address, &records).await?;
        Ok(readable.and_then(|user| one_of(records, &[user])))
    }

    /// Whether the account may have a draft use the file at this address, because it may read something that uses it, or
    /// for which it was uploaded. Evidence of a case is for its two sides: whoever opens it hands nothing on.
    pub(crate) async fn may_hand_on_draft_file(&self, actor: &Actor, address: &str) -> Result<bool> {
        let mut records = self.inner.store.media_at(address).await?;
        records.retain(|record| !matches!(record.owner, Some(MediaOwner::Case(_))));
        Ok(self.readable_user(actor, address, &records).await?.is_some())
    }

    async fn readable_user(&self, actor: &Actor, address: &str, uploads: &[MediaRecord]) -> Result<Option<MediaOwner>> {
        let mut users: BTreeSet<MediaOwner> = uploads.iter().filter_map(|upload| upload.owner).collect();
        users.extend(self.inner.store.users_of_media(address).await?.into_iter().map(|(user, _)| user));
        for user in users {
            if self.may_read_for(actor, user).await? {
                return Ok(Some(user));
            }
        }
        Ok(None)
    }

    /// The scan of the paper secrecy review.
    pub async fn secrecy_scan(&self, ctx: &Ctx, scan: MediaId) -> Result<MediaFile> {
        ctx.actor()?;
        let record = self.inner.store.media(scan).await?.ok_or(Error::NotFound)?;
        let Some(MediaOwner::Item(item)) = record.owner.filter(|_| record.kind == MediaKind::SecrecyScan) else {
            return Err(Error::NotFound);
        };
        self.subject(ctx, item, Action::ReadSecrecyScan).await?;
        // Who opened the paper is asked when something of it leaks.
        let mut tx = self.inner.store.begin().await?;
        let data = json!({ "item": item, "name": record.name });
        tx.append_event(&ctx.event(self, "media.open-scan", SubjectKind::Media, &scan.to_string(), data)).await?;
        tx.commit().await?;
        Ok(record.into())
    }

    async fn may_read_for(&self, actor: &Actor, owner: MediaOwner) -> Result<bool> {
        let authority = match owner {
            MediaOwner::Case(case) => return self.reads_case(actor, case).await,
            MediaOwner::Item(item) => self.subject_of(item).await.map(|item| item.authorise(actor, Action::Read)),
            MediaOwner::Topic(topic) => {
                self.topic_subject_of(topic).await.map(|topic| topic.authorise(actor, Action::ReadTopic))
            }
        };
        match authority {
            Ok(authority) => Ok(authority.is_ok()),
            Err(Error::NotFound) => Ok(false),
            Err(error) => Err(error),
        }
    }

    /// The bytes of a file, to be passed on piece by piece: an attachment may have a hundred megabytes.
    pub async fn media_content(&self, file: &MediaFile) -> Result<GetResult> {
        Ok(self.inner.media.get(&file.path()?).await?)
    }

    /// As [`Cms::media_content`], but only the bytes of `part`, which lies within the file and is not empty.
    pub async fn media_part(&self, file: &MediaFile, part: Range<u64>) -> Result<GetResult> {
        let options = GetOptions::new().with_range(Some(part));
        Ok(self.inner.media.get_opts(&file.path()?, options).await?)
    }
}

impl From<MediaRecord> for MediaFile {
    fn from(record: MediaRecord) -> Self {
        let size = u64::try_from(record.size).unwrap_or_default();
        let pixels = |length: Option<i32>| length.and_then(|length| u32::try_from(length).ok());
        let pixels = pixels(record.width).zip(pixels(record.height));
        Self { name: record.name, mime: record.mime, size, hash: record.hash, pixels, variant: None }
    }
}

/// The record of an upload for one of `users`; else the first, whose name somebody chose who used it elsewhere.
fn one_of(mut records: Vec<MediaRecord>, users: &[MediaOwner]) -> Option<MediaFile> {
    let of_user = records.iter().position(|record| record.owner.is_some_and(|owner| users.contains(&owner)));
    if records.is_empty() { None } else { Some(records.swap_remove(of_user.unwrap_or_default()).into()) }
}

/// Runs the gate, encodes pictures anew and reads attachments. The refusal is a sentence for the clerk.
async fn ready(kind: UploadKind, name: &str, declared: &str, bytes: Vec<u8>) -> Result<Ready> {
    let (name, declared) = (name.to_owned(), declared.to_owned());
    // Looking through an archive and decoding a photograph take their time: off the threads that answer other requests.
    let accepted = tokio::task::spawn_blocking(move || upload::accept(&name, &declared, bytes, kind.purpose()))
        .await
        .map_err(Error::internal)?
        .map_err(|refused| Error::field("file", refused.to_string()))?;
    let is_decoded = match kind {
        UploadKind::Image => true,
        UploadKind::Attachment => accepted.format().is_image(),
        // The paper stays as it was scanned: it is evidence, and no citizen sees it.
        UploadKind::SecrecyScan => false,
    };
    let turns = if is_decoded { &PICTURES } else { &scanning::SCANS };
    let turn = turns.acquire().await.map_err(Error::internal)?;
    let made = tokio::task::spawn_blocking(move || {
        // Held here: a request that is given up does not stop the work.
        let _turn = turn;
        let scan = (kind == UploadKind::Attachment).then(|| scan(&accepted));
        let ready = if is_decoded { made_anew(kind, &accepted) } else { Ok(as_it_is(accepted)) };
        ready.map(|ready| Ready { scan, ..ready })
    });
    made.await.map_err(Error::internal)?.map_err(|refused| Error::field("file", refused.to_string()))
}

fn as_it_is(accepted: Accepted) -> Ready {
    Ready {
        name: accepted.name().to_owned(),
        mime: accepted.mime().to_owned(),
        ext: accepted.ext(),
        hash: content_hash(accepted.bytes()),
        pixels: None,
        scan: None,
        bytes: accepted.into_bytes(),
    }
}

fn made_anew(kind: UploadKind, accepted: &Accepted) -> Result<Ready, picture::PictureError> {
    let picture = if kind == UploadKind::Image { picture::prepare(accepted) } else { picture::strip(accepted) }?;
    let stem = accepted.name().rsplit_once('.').map_or(accepted.name(), |(stem, _)| stem);
    let pixels = i32::try_from(picture.width).ok().zip(i32::try_from(picture.height).ok());
    Ok(Ready {
        name: format!("{stem}.{}", picture.format.ext()),
        mime: picture.mime().to_owned(),
        ext: picture.format.ext(),
        hash: content_hash(&picture.bytes),
        pixels,
        scan: None,
        bytes: picture.bytes,
    })
}

/// Where what is made of a picture lies: apart from the uploads, since it can be made again and no backup needs it.
fn variant_path(hash: &str, variant: Variant) -> Result<Path> {
    Ok(Path::from(format!("variants/{}-{}", path(hash)?, variant.name())))
}

/// Where the bytes lie: spread over folders, since some file systems dislike many files in one.
fn path(hash: &str) -> Result<Path> {
    let folder = hash.get(..2).ok_or_else(|| Error::internal("a media row without hash"))?;
    Ok(Path::from(format!("{folder}/{hash}")))
}
