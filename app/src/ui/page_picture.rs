//! What a browser is told of a picture, so that it takes the smallest that fills its place and keeps the room for it.

use cms::media::PagePicture;
use documents::picture::VariantFormat;

/// The attributes of a `<picture>`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Framed {
    /// Media type and `srcset` of each source, the best first; none of a picture that has no variants.
    pub sources: Vec<(&'static str, String)>,
    /// `src` of the picture itself.
    pub src: String,
    /// Its own measure, in pixels.
    pub width: u32,
    pub height: u32,
}

impl Framed {
    pub fn new(picture: &PagePicture) -> Self {
        let sources = [VariantFormat::Avif, VariantFormat::Webp]
            .into_iter()
            .map(|format| (format.mime(), picture.sources(format)))
            .filter(|(_, srcset)| !srcset.is_empty())
            .collect();
        Self { sources, src: picture.fallback(), width: picture.width, height: picture.height }
    }

    /// No wider than `width`, in proportion.
    #[must_use]
    pub fn at_most(mut self, width: u32) -> Self {
        if width < self.width {
            let height =
                (u64::from(self.height) * u64::from(width) + u64::from(self.width) / 2) / u64::from(self.width);
            (self.width, self.height) = (width, u32::try_from(height).unwrap_or(u32::MAX).max(1));
        }
        self
    }
}
