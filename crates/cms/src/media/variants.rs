//! Pictures in the sizes and formats that pages use. They are made in the background, one picture after the other,
//! beginning when a picture is uploaded; whoever asks for one before that gets the picture itself. What is made lies in
//! the object store beside the uploads, in a folder that may be emptied at any time.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::{Mutex, PoisonError},
};

use documents::picture::{self, Variant, VariantFormat};
use object_store::{ObjectStoreExt, PutPayload};
use store::media::PictureSize;
use tokio::sync::Notify;

use super::MediaFile;
use crate::{Cms, Error, Result};

/// The pictures that wait for their variants.
#[derive(Default)]
pub(crate) struct Waiting {
    pictures: Mutex<BTreeSet<Stored>>,
    news: Notify,
}

/// A picture as it lies in the object store.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Stored {
    pub(super) hash: String,
    pub(super) mime: String,
    /// In pixels.
    pub(super) width: u32,
}

impl Waiting {
    pub(super) fn add(&self, picture: Stored) {
        self.pictures.lock().unwrap_or_else(PoisonError::into_inner).insert(picture);
        self.news.notify_one();
    }

    fn next(&self) -> Option<Stored> {
        self.pictures.lock().unwrap_or_else(PoisonError::into_inner).pop_first()
    }
}

/// A picture of the media store as a page shows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PagePicture {
    address: String,
    mime: String,
    /// In pixels, of the largest there is.
    pub width: u32,
    pub height: u32,
}

/// The pictures of a page by their addresses.
pub type PagePictures = BTreeMap<String, PagePicture>;

impl PagePicture {
    /// A picture of this media type and size.
    pub fn new(address: &str, mime: &str, width: u32, height: u32) -> Self {
        Self { address: address.to_owned(), mime: mime.to_owned(), width, height }
    }

    /// `/media/…` of the picture as it is stored.
    pub fn address(&self) -> &str {
        &self.address
    }

    /// The variants of a format for a `srcset`: `/media/ab.jpg/w320.avif 320w, …`.
    pub fn sources(&self, format: VariantFormat) -> String {
        let all = picture::variants(self.width, &self.mime).into_iter();
        let sources = all.filter(|variant| variant.format() == format);
        let sources = sources.map(|variant| format!("{} {}w", self.at(variant), variant.width(self.width)));
        sources.collect::<Vec<_>>().join(", ")
    }

    /// The address of what every browser shows.
    pub fn fallback(&self) -> String {
        let mut all = picture::variants(self.width, &self.mime).into_iter();
        let fallback = all.find(|one| matches!(one.format(), VariantFormat::Jpeg | VariantFormat::Png));
        fallback.map_or_else(|| self.address.clone(), |variant| self.at(variant))
    }

    fn at(&self, variant: Variant) -> String {
        format!("{}/{}", self.address, variant.name())
    }
}

/// Those of the pictures that come in other sizes than their own.
pub(crate) fn for_pages(sizes: Vec<PictureSize>) -> PagePictures {
    let pictures = sizes.into_iter().filter(|size| size.width > 0 && size.height > 0).map(PagePicture::from);
    let pictures = pictures.filter(|picture| is_for_pages(picture.width, picture.height));
    pictures.map(|picture| (picture.address.clone(), picture)).collect()
}

impl From<PictureSize> for PagePicture {
    fn from(size: PictureSize) -> Self {
        let pixels = |length: i32| u32::try_from(length).unwrap_or_default();
        Self::new(&size.address, &size.mime, pixels(size.width), pixels(size.height))
    }
}

impl Cms {
    /// The pictures at `addresses` with what a page must know of them; what is not there, has no size, or comes in no
    /// other than its own, is left out.
    pub async fn page_pictures(&self, addresses: &[String]) -> Result<PagePictures> {
        // No event changes what is said of bytes that are named by their content: this needs no tag.
        Ok(for_pages(self.read([]).picture_sizes(addresses).await?))
    }

    /// A picture that its reader may have, in one of the sizes and formats of pages; the picture itself until that is
    /// made. [`Error::NotFound`] when pages never use this picture so.
    pub async fn media_variant(&self, file: MediaFile, variant: Variant) -> Result<MediaFile> {
        let pixels = file.pixels.filter(|&(width, height)| is_for_pages(width, height));
        let width = pixels.map(|(width, _)| width);
        let Some(width) = width.filter(|&width| picture::variants(width, &file.mime).contains(&variant)) else {
            return Err(Error::NotFound);
        };
        let made = MediaFile { variant: Some(variant), mime: variant.mime().to_owned(), ..file.clone() };
        match self.inner.media.head(&made.path()?).await {
            Ok(object) => Ok(MediaFile { size: object.size, ..made }),
            Err(object_store::Error::NotFound { .. }) => {
                self.inner.waiting.add(Stored { hash: file.hash.clone(), mime: file.mime.clone(), width });
                Ok(file)
            }
            Err(error) => Err(error.into()),
        }
    }

    /// Waits until a picture waits for its variants.
    pub async fn pictures_wait(&self) {
        self.inner.waiting.news.notified().await;
    }

    /// Makes the variants of every picture that waits for them; answers of how many they were made. One that cannot be
    /// made ends the work: the others wait for the next news, and it itself for the next reader who asks for it.
    pub async fn make_variants(&self) -> Result<usize> {
        let mut pictures = 0;
        while let Some(picture) = self.inner.waiting.next() {
            // Those who asked while they were made put the picture here again.
            if !self.has_variants(&picture).await? {
                self.make_variants_of(picture).await?;
                pictures += 1;
            }
        }
        Ok(pictures)
    }

    async fn has_variants(&self, picture: &Stored) -> Result<bool> {
        for variant in picture::variants(picture.width, &picture.mime) {
            match self.inner.media.head(&super::variant_path(&picture.hash, variant)?).await {
                Ok(_) => {}
                Err(object_store::Error::NotFound { .. }) => return Ok(false),
                Err(error) => return Err(error.into()),
            }
        }
        Ok(true)
    }

    async fn make_variants_of(&self, Stored { hash, mime, .. }: Stored) -> Result<()> {
        let stored = self.inner.media.get(&super::path(&hash)?).await?.bytes().await?;
        let made = tokio::task::spawn_blocking(move || picture::render(&stored, &mime)).await;
        for (variant, bytes) in made.map_err(Error::internal)?.map_err(Error::internal)? {
            self.inner.media.put(&super::variant_path(&hash, variant)?, PutPayload::from(bytes)).await?;
        }
        Ok(())
    }
}

/// Whether it is no larger than uploads for pages are made. Attached pictures stay as they came, to be downloaded: what
/// nobody has made smaller would keep a core busy for whoever asks.
const fn is_for_pages(width: u32, height: u32) -> bool {
    width <= picture::MAX_SIDE && height <= picture::MAX_SIDE
}
