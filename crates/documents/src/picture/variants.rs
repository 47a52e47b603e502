//! The sizes and formats in which pages use a stored picture: AVIF for browsers since 2021, WebP for those before, and
//! one in the format that every browser knows.

use image::codecs::avif::AvifEncoder;
use image::imageops::FilterType;
use image::{DynamicImage, ExtendedColorType, ImageEncoder, ImageResult};
use moxcms::{ColorProfile, Layout, TransformOptions};

use super::{PictureError, decode, jpeg, png};

/// The widths that pages use, in pixels: a phone, a dense phone, a column of text, the same on a dense screen. No
/// others are ever made.
const WIDTHS: [u32; 4] = [320, 640, 960, 1280];

/// Looks like WebP at [`WEBP_QUALITY`] and is smaller: hardly for drawings, by half for photographs.
const AVIF_QUALITY: u8 = 60;

/// 2.6 s for the largest of the widths on one core. 8 takes twice as long and gains nothing, 10 half as long and loses a
/// sixth of the size.
const AVIF_SPEED: u8 = 9;

const WEBP_QUALITY: f32 = 78.0;

/// The fallback is what old browsers get, on old screens.
const JPEG_QUALITY: u8 = 80;

/// A format of a variant.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[expect(missing_docs, reason = "each variant is its format")]
pub enum VariantFormat {
    Avif,
    Webp,
    Jpeg,
    Png,
}

impl VariantFormat {
    const ALL: [Self; 4] = [Self::Avif, Self::Webp, Self::Jpeg, Self::Png];

    /// The extension, without dot.
    pub const fn ext(self) -> &'static str {
        match self {
            Self::Avif => "avif",
            Self::Webp => "webp",
            Self::Jpeg => "jpg",
            Self::Png => "png",
        }
    }

    /// The media type to serve it with.
    pub const fn mime(self) -> &'static str {
        match self {
            Self::Avif => "image/avif",
            Self::Webp => "image/webp",
            Self::Jpeg => "image/jpeg",
            Self::Png => "image/png",
        }
    }

    /// What every browser shows of a stored picture of this media type; `None` when it is none that is stored.
    fn fallback_of(mime: &str) -> Option<Self> {
        match mime {
            "image/jpeg" => Some(Self::Jpeg),
            // Drawings and transparent pictures are stored as lossless WebP.
            "image/webp" | "image/png" => Some(Self::Png),
            _ => None,
        }
    }
}

/// A picture in one width and one format.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Variant {
    /// One of [`WIDTHS`].
    step: u32,
    format: VariantFormat,
}

impl Variant {
    /// `w640.avif`, as it stands in an address.
    pub fn name(self) -> String {
        format!("w{}.{}", self.step, self.format.ext())
    }

    /// The variant of this name.
    pub fn from_name(name: &str) -> Option<Self> {
        let (step, ext) = name.strip_prefix('w')?.split_once('.')?;
        let step = WIDTHS.into_iter().find(|width| step == width.to_string())?;
        let format = VariantFormat::ALL.into_iter().find(|format| format.ext() == ext)?;
        Some(Self { step, format })
    }

    /// The media type to serve it with.
    pub const fn mime(self) -> &'static str {
        self.format.mime()
    }

    /// Its format.
    pub const fn format(self) -> VariantFormat {
        self.format
    }

    /// How wide it is, in pixels, when the picture is so wide: never wider than the picture.
    pub fn width(self, picture: u32) -> u32 {
        self.step.min(picture)
    }
}

/// The variants of a picture of this width and media type, smallest first; none of what is no picture.
pub fn variants(width: u32, mime: &str) -> Vec<Variant> {
    let Some(fallback) = VariantFormat::fallback_of(mime) else { return Vec::new() };
    let steps = steps(width);
    let each = [VariantFormat::Avif, VariantFormat::Webp].into_iter();
    let mut all: Vec<Variant> =
        each.flat_map(|format| steps.iter().map(move |&step| Variant { step, format })).collect();
    // A small JPEG or PNG is its own fallback.
    let is_own = width <= WIDTHS[WIDTHS.len() - 1] && mime == fallback.mime();
    all.extend(steps.last().filter(|_| !is_own).map(|&step| Variant { step, format: fallback }));
    all
}

/// The widths below the picture's, and the next one, which has the picture's own width.
fn steps(width: u32) -> Vec<u32> {
    let below = WIDTHS.into_iter().filter(|&step| step < width).count();
    WIDTHS.into_iter().take(below + 1).collect()
}

/// Makes all variants of a stored picture. Takes some seconds: call it on a blocking thread, one at a time.
pub fn render(stored: &[u8], mime: &str) -> Result<Vec<(Variant, Vec<u8>)>, PictureError> {
    let (picture, profile) = decode(stored).map_err(|_| PictureError::Damaged)?;
    let has_alpha = picture.color().has_alpha();
    let mut picture: DynamicImage = if has_alpha { picture.into_rgba8().into() } else { picture.into_rgb8().into() };
    if let Some(profile) = profile {
        to_web_colours(&mut picture, &profile);
    }
    let mut made = Vec::new();
    let mut scaled: Option<DynamicImage> = None;
    let mut all = variants(picture.width(), mime);
    all.sort_by_key(|variant| variant.step);
    for variant in all {
        let width = variant.width(picture.width());
        let fits = scaled.as_ref().is_some_and(|scaled| scaled.width() == width);
        if !fits {
            scaled = Some(scale(&picture, width));
        }
        if let Some(scaled) = &scaled {
            let bytes = encode(scaled, variant.format).map_err(|_| PictureError::NotEncodable)?;
            made.push((variant, bytes));
        }
    }
    Ok(made)
}

fn scale(picture: &DynamicImage, width: u32) -> DynamicImage {
    if width == picture.width() {
        return picture.clone();
    }
    let height = u64::from(picture.height()) * u64::from(width) / u64::from(picture.width());
    let height = u32::try_from(height).unwrap_or(u32::MAX).max(1);
    picture.resize_exact(width, height, FilterType::CatmullRom)
}

fn encode(picture: &DynamicImage, format: VariantFormat) -> ImageResult<Vec<u8>> {
    match format {
        VariantFormat::Avif => {
            let mut bytes = Vec::new();
            let encoder = AvifEncoder::new_with_speed_quality(&mut bytes, AVIF_SPEED, AVIF_QUALITY);
            let colours = if picture.color().has_alpha() { ExtendedColorType::Rgba8 } else { ExtendedColorType::Rgb8 };
            encoder.with_num_threads(Some(1)).write_image(
                picture.as_bytes(),
                picture.width(),
                picture.height(),
                colours,
            )?;
            Ok(bytes)
        }
        VariantFormat::Webp => {
            let (pixels, width, height) = (picture.as_bytes(), picture.width(), picture.height());
            let encoder = if picture.color().has_alpha() {
                webp::Encoder::from_rgba(pixels, width, height)
            } else {
                webp::Encoder::from_rgb(pixels, width, height)
            };
            let encoded = encoder.encode_simple(false, WEBP_QUALITY);
            encoded.map(|bytes| bytes.to_vec()).map_err(|error| {
                let cause = image::error::EncodingError::new(image::ImageFormat::WebP.into(), format!("{error:?}"));
                image::ImageError::Encoding(cause)
            })
        }
        VariantFormat::Jpeg => jpeg(picture, None, JPEG_QUALITY),
        VariantFormat::Png => png(picture, None),
    }
}

/// The encoders of the web's formats keep no profile, so the colours become those that are meant without one. A profile
/// that cannot be used is left aside.
fn to_web_colours(picture: &mut DynamicImage, profile: &[u8]) {
    let layout = if picture.color().has_alpha() { Layout::Rgba } else { Layout::Rgb };
    let web = ColorProfile::new_srgb();
    let Ok(own) = ColorProfile::new_from_slice(profile) else { return };
    let Ok(transform) = own.create_transform_8bit(layout, &web, layout, TransformOptions::default()) else { return };
    let before = picture.as_bytes().to_vec();
    let done = match picture {
        DynamicImage::ImageRgb8(pixels) => transform.transform(&before, pixels),
        DynamicImage::ImageRgba8(pixels) => transform.transform(&before, pixels),
        _ => Ok(()),
    };
    debug_assert!(done.is_ok(), "source and target have the same size");
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(width: u32, mime: &str) -> String {
        variants(width, mime).into_iter().map(Variant::name).collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn a_picture_has_the_widths_up_to_its_own() {
        assert_eq!(
            names(2400, "image/jpeg"),
            "w320.avif w640.avif w960.avif w1280.avif w320.webp w640.webp w960.webp w1280.webp w1280.jpg"
        );
        assert_eq!(names(600, "image/jpeg"), "w320.avif w640.avif w320.webp w640.webp", "it is its own fallback");
        assert_eq!(names(600, "image/webp"), "w320.avif w640.avif w320.webp w640.webp w640.png");
        assert_eq!(names(320, "image/png"), "w320.avif w320.webp");
        assert_eq!(names(600, "application/pdf"), "");
    }

    #[test]
    fn only_the_widths_of_pages_have_a_name() {
        for variant in variants(2400, "image/webp") {
            assert_eq!(Variant::from_name(&variant.name()), Some(variant));
        }
        for name in ["w641.avif", "w0640.avif", "640.avif", "w640.gif", "w640", "w640.avif.avif", ""] {
            assert_eq!(Variant::from_name(name), None, "{name}");
        }
    }
}
