//! Pictures for pages: upright, of a sensible size, without the place and the camera they came from.

mod variants;

use std::io::Cursor;

use image::codecs::jpeg::JpegEncoder;
use image::codecs::png::PngEncoder;
use image::codecs::webp::WebPEncoder;
use image::error::{LimitError, LimitErrorKind};
use image::imageops::FilterType;
use image::metadata::Orientation;
use image::{DynamicImage, ExtendedColorType, ImageDecoder, ImageEncoder, ImageError, ImageReader, Limits};

use crate::upload::{Accepted, Format, MAX_PIXELS};

pub use variants::{Variant, VariantFormat, render, variants};

/// The long side of a picture on a page: 1200 CSS pixels of the widest column on a screen of double density.
pub const MAX_SIDE: u32 = 2400;

/// Above this no difference is seen and the size grows quickly.
const JPEG_QUALITY: u8 = 84;

/// For a picture that is looked at closely: a map, a scanned page.
const DOWNLOAD_QUALITY: u8 = 92;

/// What decoding may take, in bytes.
const MAX_MEMORY: u64 = 512 << 20;

/// A picture as the media store keeps it.
#[derive(Clone, PartialEq, Eq)]
pub struct Picture {
    /// The encoded picture; no EXIF, no other metadata but a colour profile.
    pub bytes: Vec<u8>,
    /// JPEG or WebP on a page; of a download, the format in which it came.
    pub format: Format,
    /// In pixels, after turning it upright: for the `width` attribute, so that pages do not jump while loading.
    pub width: u32,
    /// In pixels.
    pub height: u32,
}

impl Picture {
    /// The media type to serve it with.
    pub fn mime(&self) -> &'static str {
        self.format.mime()
    }
}

impl std::fmt::Debug for Picture {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Picture({:?} {}×{}, {} bytes)", self.format, self.width, self.height, self.bytes.len())
    }
}

/// Why a picture cannot be used.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum PictureError {
    /// The upload is of another format.
    #[error("这不是图片文件，请选择 jpg、png、webp 或 gif 图片")]
    NotAPicture,
    /// It cannot be decoded.
    #[error("图片已损坏，无法读取，请重新导出后再上传")]
    Damaged,
    /// It cannot be encoded again.
    #[error("图片处理失败，请换用 jpg 或 png 格式再上传")]
    NotEncodable,
}

/// Decodes an uploaded picture and encodes it again. Takes up to a second and some hundred megabytes for the largest:
/// call it on a blocking thread. Of an animation the first frame stays.
///
/// Photographs become JPEG. Drawings and screenshots, and everything with transparent parts, become lossless WebP,
/// unless that is much larger than JPEG, which tells a photograph that was saved as PNG.
pub fn prepare(upload: &Accepted) -> Result<Picture, PictureError> {
    if !upload.format().is_image() {
        return Err(PictureError::NotAPicture);
    }
    let (picture, profile) = decode(upload.bytes()).map_err(|_| PictureError::Damaged)?;
    let picture = if picture.width().max(picture.height()) > MAX_SIDE {
        picture.resize(MAX_SIDE, MAX_SIDE, FilterType::CatmullRom)
    } else {
        picture
    };
    let encoded = encode(&picture, profile, upload.format() == Format::Jpg);
    let (bytes, format) = encoded.map_err(|_| PictureError::NotEncodable)?;
    Ok(Picture { bytes, format, width: picture.width(), height: picture.height() })
}

/// A picture to be downloaded: as large as it came and in the format in which it came, but encoded again like one on a
/// page, since citizens need to know neither the place nor the camera. As dear as [`prepare`].
pub fn strip(upload: &Accepted) -> Result<Picture, PictureError> {
    if !matches!(upload.format(), Format::Jpg | Format::Png) {
        return Err(PictureError::NotAPicture);
    }
    let (picture, profile) = decode(upload.bytes()).map_err(|_| PictureError::Damaged)?;
    let encoded =
        if upload.format() == Format::Jpg { jpeg(&picture, profile, DOWNLOAD_QUALITY) } else { png(&picture, profile) };
    let bytes = encoded.map_err(|_| PictureError::NotEncodable)?;
    Ok(Picture { bytes, format: upload.format(), width: picture.width(), height: picture.height() })
}

type ColourProfile = Option<Vec<u8>>;

fn decode(bytes: &[u8]) -> image::ImageResult<(DynamicImage, ColourProfile)> {
    let mut reader = ImageReader::new(Cursor::new(bytes)).with_guessed_format()?;
    let mut limits = Limits::default();
    limits.max_alloc = Some(MAX_MEMORY);
    reader.limits(limits);
    let mut decoder = reader.into_decoder()?;
    let (width, height) = decoder.dimensions();
    if u64::from(width) * u64::from(height) > MAX_PIXELS {
        return Err(ImageError::Limits(LimitError::from_kind(LimitErrorKind::DimensionError)));
    }
    // A picture whose EXIF cannot be read is taken as it lies.
    let orientation = decoder.orientation().unwrap_or(Orientation::NoTransforms);
    let profile = decoder.icc_profile().ok().flatten().filter(|profile| is_rgb(profile));
    let mut picture = DynamicImage::from_decoder(decoder)?;
    picture.apply_orientation(orientation);
    Ok((picture, profile))
}

/// A profile for printing inks does not fit the decoded colours. Bytes 16 to 19 name the colour space (ICC.1:2022 §7.2).
fn is_rgb(profile: &[u8]) -> bool {
    profile.get(16..20) == Some(b"RGB ")
}

fn encode(picture: &DynamicImage, profile: ColourProfile, photograph: bool) -> image::ImageResult<(Vec<u8>, Format)> {
    let transparent = picture.color().has_alpha() && picture.to_rgba8().pixels().any(|pixel| pixel.0[3] < u8::MAX);
    if transparent {
        return Ok((webp(picture, profile)?, Format::Webp));
    }
    let jpeg = jpeg(picture, profile.clone(), JPEG_QUALITY)?;
    if photograph {
        return Ok((jpeg, Format::Jpg));
    }
    let lossless = webp(picture, profile)?;
    let much_larger = lossless.len() > jpeg.len() * 2;
    Ok(if much_larger { (jpeg, Format::Jpg) } else { (lossless, Format::Webp) })
}

fn jpeg(picture: &DynamicImage, profile: ColourProfile, quality: u8) -> image::ImageResult<Vec<u8>> {
    let mut bytes = Vec::new();
    let mut encoder = JpegEncoder::new_with_quality(&mut bytes, quality);
    set_profile(&mut encoder, profile);
    let pixels = picture.to_rgb8();
    encoder.write_image(&pixels, pixels.width(), pixels.height(), ExtendedColorType::Rgb8)?;
    Ok(bytes)
}

fn png(picture: &DynamicImage, profile: ColourProfile) -> image::ImageResult<Vec<u8>> {
    let mut bytes = Vec::new();
    let mut encoder = PngEncoder::new(&mut bytes);
    set_profile(&mut encoder, profile);
    picture.write_with_encoder(encoder)?;
    Ok(bytes)
}

fn webp(picture: &DynamicImage, profile: ColourProfile) -> image::ImageResult<Vec<u8>> {
    let mut bytes = Vec::new();
    let mut encoder = WebPEncoder::new_lossless(&mut bytes);
    set_profile(&mut encoder, profile);
    if picture.color().has_alpha() {
        let pixels = picture.to_rgba8();
        encoder.write_image(&pixels, pixels.width(), pixels.height(), ExtendedColorType::Rgba8)?;
    } else {
        let pixels = picture.to_rgb8();
        encoder.write_image(&pixels, pixels.width(), pixels.height(), ExtendedColorType::Rgb8)?;
    }
    Ok(bytes)
}

/// Without its profile a photograph of a new phone looks dull. An encoder that cannot keep one leaves it out.
fn set_profile(encoder: &mut impl ImageEncoder, profile: ColourProfile) {
    if let Some(profile) = profile {
        drop(encoder.set_icc_profile(profile));
    }
}
