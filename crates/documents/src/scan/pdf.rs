//! Text of PDF files, page by page: what the pages show, their annotations and form fields.
//!
//! A page shows pieces of text at places. Pieces that touch each other are one word, others stand for themselves like
//! the cells of a table; that needs the widths of the fonts, and no more of typesetting.

mod canvas;
mod font;

use std::collections::HashSet;

use lopdf::{Dictionary, Document, LoadOptions, Object};

use canvas::Canvas;

use super::notes::Notes;

/// What one stream of objects may unpack to: a hundred of them have some ten kilobytes.
const MAX_STREAM: usize = 16 << 20;

/// Form fields within form fields.
const MAX_FIELDS: usize = 32;

pub(super) fn read(bytes: &[u8], notes: &mut Notes) -> Option<()> {
    // When the library opens a file it unpacks the streams of objects, of which any stream may be one; it bounds each of
    // them and not all together.
    let streams = bytes.windows(6).filter(|word| *word == b"stream").count().div_ceil(2).max(1);
    let options = LoadOptions::with_max_decompressed_size(
        MAX_STREAM.min(usize::try_from(notes.unpacked.left()).unwrap_or(MAX_STREAM) / streams),
    );
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
    let mut canvas = Canvas::new(&document, notes.unpacked.clone());
    let mut read = HashSet::new();
    for (number, page) in (1_usize..).zip(document.page_iter()) {
        let shown = canvas.show_page(page);
        for line in shown.text.lines() {
            notes.text(line, || format!("第 {number} 页"));
        }
        if !shown.is_whole || (shown.has_picture && shown.text.trim().is_empty()) {
            notes.unread();
        }
        for annotation in document.get_page_annotations(page).unwrap_or_default() {
            // What a field holds stands with the field, of which an annotation shows a part.
            let fields = std::iter::successors(Some(annotation), |&field| parent(&document, field));
            for field in fields.take(MAX_FIELDS) {
                if !read.insert(std::ptr::from_ref(field)) {
                    break;
                }
                for text in texts_of(&document, field) {
                    notes.text(&text, || format!("第 {number} 页的批注或表单"));
                }
                if field.get_deref(b"V", &document).is_ok_and(|value| value.as_stream().is_ok()) {
                    notes.unread();
                }
            }
        }
    }
    if let Ok(properties) = document.trailer.get_deref(b"Info", &document).and_then(Object::as_dict) {
        for text in texts_of(&document, properties) {
            notes.aside(&text, || "文档属性".into());
        }
    }
    let is_file = |object: &Object| object.as_stream().is_ok_and(|stream| stream.dict.has_type(b"EmbeddedFile"));
    if document.objects.values().any(is_file) {
        notes.unread();
    }
    Some(())
}

fn parent<'a>(document: &'a Document, field: &'a Dictionary) -> Option<&'a Dictionary> {
    field.get_deref(b"Parent", document).and_then(Object::as_dict).ok()
}

/// The texts of a dictionary, also where it only points to them, or has several under one name as a list of choices.
fn texts_of(document: &Document, dictionary: &Dictionary) -> Vec<String> {
    let meant = |object| document.dereference(object).map_or(object, |(_, object)| object);
    let values = dictionary.iter().map(|(_, value)| meant(value));
    let each = values.flat_map(|value| value.as_array().map_or(std::slice::from_ref(value), Vec::as_slice));
    each.filter_map(|value| meant(value).as_str().ok()).map(text_string).collect()
}

/// Outside of pages text is UTF-16 with mark, UTF-8 with mark, or one byte a letter (ISO 32000-1 §7.9.2.2).
fn text_string(bytes: &[u8]) -> String {
    match bytes {
        [0xFE, 0xFF, rest @ ..] => encoding_rs::UTF_16BE.decode(rest).0.into_owned(),
        [0xEF, 0xBB, 0xBF, rest @ ..] => String::from_utf8_lossy(rest).into_owned(),
        _ => bytes.iter().copied().map(char::from).collect(),
    }
}
