//! What the bytes are, whatever the name says.

use std::io::Cursor;

use super::archive::{self, Container};
use super::{Format, Refused};

/// The most pixels that are decoded: 50 million take 200 MB while they are worked on, and cover today's phones.
pub(crate) const MAX_PIXELS: u64 = 50_000_000;

/// The compound files of Microsoft and WPS office before theirs became ZIP containers.
const COMPOUND_FILE: &[u8] = &[0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1];

/// Agrees when `bytes` are of `format` and harmless as far as can be told.
pub(super) fn check(format: Format, bytes: &[u8]) -> Result<(), Refused> {
    if is_program(bytes) {
        return Err(Refused::Program);
    }
    if is_markup(bytes) {
        return Err(Refused::ActiveContent);
    }
    match format {
        Format::Jpg | Format::Png | Format::Webp | Format::Gif => picture(format, bytes),
        Format::Pdf => agree(infer::is_mime(bytes, "application/pdf"), format),
        Format::Doc | Format::Xls | Format::Ppt => {
            // A compound file whose root names another program is another document; most of WPS's name none.
            let other = [Format::Doc, Format::Xls, Format::Ppt]
                .into_iter()
                .any(|other| other != format && infer::is_mime(bytes, other.mime()));
            agree(bytes.starts_with(COMPOUND_FILE) && !other, format)
        }
        Format::Wps | Format::Et if bytes.starts_with(COMPOUND_FILE) => Ok(()),
        Format::Docx | Format::Wps => container(format, bytes, Container::Docx),
        Format::Xlsx | Format::Et => container(format, bytes, Container::Xlsx),
        Format::Pptx => container(format, bytes, Container::Pptx),
        Format::Ods => container(format, bytes, Container::Ods),
        Format::Ofd => container(format, bytes, Container::Ofd),
        Format::Zip => container(format, bytes, Container::Plain),
        // By the matchers and not by the type: one box may begin a film and a sound.
        Format::Mp4 => agree(infer::video::is_mp4(bytes), format),
        Format::M4a => agree(infer::audio::is_m4a(bytes), format),
        Format::Mp3 => agree(infer::audio::is_mp3(bytes), format),
        Format::Txt | Format::Csv => agree(is_text(bytes), format),
    }
}

fn agree(is_so: bool, format: Format) -> Result<(), Refused> {
    if is_so { Ok(()) } else { Err(Refused::ContentDiffers { ext: format.ext() }) }
}

fn container(format: Format, bytes: &[u8], wanted: Container) -> Result<(), Refused> {
    if format == Format::Docx || format == Format::Xlsx || format == Format::Pptx {
        // Office keeps a document with a password as a compound file under its usual extension.
        if bytes.starts_with(COMPOUND_FILE) {
            return Err(Refused::Encrypted);
        }
    }
    if !bytes.starts_with(b"PK") {
        return Err(Refused::ContentDiffers { ext: format.ext() });
    }
    let found = archive::inspect(bytes)?;
    // Any container may be offered as a plain archive, but not the other way round.
    agree(found == wanted || wanted == Container::Plain, format)
}

fn picture(format: Format, bytes: &[u8]) -> Result<(), Refused> {
    agree(infer::is_mime(bytes, format.mime()), format)?;
    let reader = image::ImageReader::new(Cursor::new(bytes)).with_guessed_format();
    let size = reader.map_err(image::ImageError::from).and_then(image::ImageReader::into_dimensions);
    let (width, height) = size.map_err(|_| Refused::ImageDamaged)?;
    if u64::from(width) * u64::from(height) > MAX_PIXELS {
        return Err(Refused::TooManyPixels { width, height, limit_megapixels: MAX_PIXELS / 1_000_000 });
    }
    Ok(())
}

fn is_program(bytes: &[u8]) -> bool {
    infer::is_app(bytes) || [&b"MZ"[..], b"\x7fELF", b"#!"].iter().any(|magic| bytes.starts_with(magic))
}

/// How pages and scripts begin, in lower case.
const OPENINGS: &[&[u8]] =
    &[b"<!doctype", b"<html", b"<head", b"<body", b"<script", b"<svg", b"<?xml", b"<iframe", b"<?php", b"<%", b"<!--"];

/// Whether a browser that guesses would see a page, or a program a script: the beginning decides.
fn is_markup(bytes: &[u8]) -> bool {
    let start = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    let start = start.trim_ascii_start();
    let start = start[..start.len().min(512)].to_ascii_lowercase();
    OPENINGS.iter().any(|opening| start.starts_with(opening))
        || start.windows(7).any(|w| w == b"<script" || w == b"<iframe")
}

/// Text in UTF-8, UTF-16 with mark, or GB 18030: no zero bytes and hardly a control character.
fn is_text(bytes: &[u8]) -> bool {
    if bytes.starts_with(&[0xFF, 0xFE]) || bytes.starts_with(&[0xFE, 0xFF]) {
        return bytes.len().is_multiple_of(2);
    }
    !bytes.iter().any(|b| matches!(b, 0..=8 | 14..=26 | 28..=31 | 127))
}
