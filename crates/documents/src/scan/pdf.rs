//! Text of PDF files, page by page: what the pages show, their annotations and form fields.
//!
//! A page shows pieces of text at places. Pieces that touch each other are one word, others stand for themselves like
//! the cells of a table; that needs the widths of the fonts, and no more of typesetting.

mod canvas;
mod font;

use lopdf::{Dictionary, Document, LoadOptions, Object};

use canvas::Canvas;

use super::notes::{Notes, judge};

/// What one stream of objects may unpack to: a hundred of them have some ten kilobytes.
const MAX_STREAM: usize = 16 << 20;

/// What all pages together may unpack to.
const MAX_UNPACKED: usize = 256 << 20;

pub(super) fn read(bytes: &[u8], notes: &mut Notes) -> Option<()> {
    // When the library opens a file it unpacks the streams of objects, of which any stream may be one; it bounds each of
    // them and not all together.
    let streams = bytes.windows(6).filter(|word| *word == b"stream").count().div_ceil(2).max(1);
    let options = LoadOptions::with_max_decompressed_size(MAX_STREAM.min(MAX_UNPACKED / streams));
    let mut document = Document::load_mem_with_options(bytes, options).ok()?;
    // What a font says of its codes goes before the names of its glyphs (ISO 32000-1 §9.10.2); the library would ask
    // the names first, which many programs make up.
    for object in document.objects.values_mut() {
        if let Ok(font) = object.as_dict_mut()
            && font.has_type(b"Font")
            && font.has(b"ToUnicode")
        {
            font.remove(b"Encoding");
        }
    }
    let document = document;
    let mut canvas = Canvas::new(&document, MAX_UNPACKED);
    for (number, page) in (1_usize..).zip(document.page_iter()) {
        let shown = canvas.show_page(page);
        for line in shown.text.lines() {
            notes.text(line, || format!("第 {number} 页"));
        }
        if !shown.is_whole || (shown.has_picture && shown.text.trim().is_empty()) {
            notes.unread();
        }
        for annotation in document.get_page_annotations(page).unwrap_or_default() {
            for (_, text) in texts_of(annotation) {
                notes.text(&text, || format!("第 {number} 页的批注或表单"));
            }
        }
    }
    if let Ok(properties) = document.trailer.get_deref(b"Info", &document).and_then(Object::as_dict) {
        for (_, text) in texts_of(properties) {
            notes.judged(&judge(&text), || "文档属性".into());
        }
    }
    let is_file = |object: &Object| object.as_stream().is_ok_and(|stream| stream.dict.has_type(b"EmbeddedFile"));
    if document.objects.values().any(is_file) {
        notes.unread();
    }
    Some(())
}

fn texts_of(dictionary: &Dictionary) -> impl Iterator<Item = (&[u8], String)> {
    dictionary.iter().filter_map(|(key, value)| Some((key.as_slice(), text_string(value.as_str().ok()?))))
}

/// Outside of pages text is UTF-16 with mark, UTF-8 with mark, or one byte a letter (ISO 32000-1 §7.9.2.2).
fn text_string(bytes: &[u8]) -> String {
    match bytes {
        [0xFE, 0xFF, rest @ ..] => encoding_rs::UTF_16BE.decode(rest).0.into_owned(),
        [0xEF, 0xBB, 0xBF, rest @ ..] => String::from_utf8_lossy(rest).into_owned(),
        _ => bytes.iter().copied().map(char::from).collect(),
    }
}
