//! What is needed of a font: which letters its codes mean, and how wide they are.

use std::collections::HashMap;

use lopdf::{Dictionary, Document, Encoding, Object};

use crate::scan::budget::Budget;

/// Codes that a table of widths may name: two bytes have no more.
const MAX_CODES: i64 = 65_536;

/// What a table of letters may unpack to: one for every code of two bytes has a megabyte.
const MAX_LETTERS: usize = 2 << 20;

/// What a font takes when it is read, in bytes: itself, each width, each byte of its table of letters.
const FONT: usize = 4 << 10;
const WIDTH: usize = 16;
const LETTERS: usize = 4;

/// In thousandths of the type size: a digit, where a font does not say how wide it is.
const USUAL: f32 = 500.0;

pub(super) struct Font<'a> {
    encoding: Option<Encoding<'a>>,
    /// Chinese and other large fonts have codes of two bytes.
    is_wide: bool,
    widths: HashMap<u16, f32>,
    other: f32,
}

impl<'a> Font<'a> {
    /// Where nothing is left to spend, the font says nothing.
    pub(super) fn new(document: &'a Document, font: &'a Dictionary, left: &Budget) -> Self {
        let descendant = font.get_deref(b"DescendantFonts", document).and_then(Object::as_array).ok();
        let descendant = descendant.and_then(|fonts| fonts.first()).and_then(|first| dictionary(document, first));
        let names_glyphs = font.get_deref(b"Encoding", document).is_ok_and(|encoding| encoding.as_dict().is_ok());
        let is_special = descendant.is_some() || names_glyphs || font.has(b"ToUnicode");
        let encoding = if left.spend(FONT + letters(document, font)) {
            font.get_font_encoding_with_limit(document, MAX_LETTERS).ok()
        } else {
            None
        };
        // What the library takes for want of anything better makes nonsense of such a font's codes.
        let encoding = encoding.filter(|found| !(is_special && matches!(found, Encoding::OneByteEncoding(_))));
        match descendant {
            Some(descendant) => {
                let other = descendant.get(b"DW").and_then(Object::as_float).unwrap_or(1000.0);
                Self { encoding, is_wide: true, widths: wide_widths(document, descendant, left), other }
            }
            None => Self { encoding, is_wide: false, widths: narrow_widths(document, font, left), other: USUAL },
        }
    }

    /// The letters, where the font says what its codes mean.
    pub(super) fn text(&self, codes: &[u8]) -> Option<String> {
        match self.encoding.as_ref()? {
            // The codes of GB 18030, as older programs write Chinese without embedding the font.
            Encoding::SimpleEncoding(name) if name.starts_with(b"GB") => {
                Some(encoding_rs::GB18030.decode(codes).0.into_owned())
            }
            encoding => encoding.bytes_to_string(codes).ok(),
        }
    }

    /// How far the codes lead, in thousandths of the type size, and how many letters they are.
    pub(super) fn advance(&self, codes: &[u8]) -> (f32, u16) {
        let width = |code: u16| self.widths.get(&code).copied().unwrap_or(self.other);
        let step = if self.is_wide { 2 } else { 1 };
        codes.chunks(step).fold((0.0, 0_u16), |(sum, letters), code| {
            let code = code.iter().fold(0_u16, |number, &byte| number << 8 | u16::from(byte));
            (sum + width(code), letters.saturating_add(1))
        })
    }
}

/// What is spent on a font's tables of letters: other fonts may have the same.
fn letters(document: &Document, font: &Dictionary) -> usize {
    let table = font.get_deref(b"ToUnicode", document).and_then(Object::as_stream);
    let table = table.map_or(0, |table| {
        let unpacked = table.get_plain_content_with_limit(MAX_LETTERS).map_or(MAX_LETTERS, |letters| letters.len());
        LETTERS * (table.content.len() + unpacked)
    });
    let names = font.get_deref(b"Encoding", document).and_then(Object::as_dict);
    let names = names.and_then(|encoding| encoding.get_deref(b"Differences", document)).and_then(Object::as_array);
    table + WIDTH * names.map_or(0, Vec::len)
}

fn dictionary<'a>(document: &'a Document, object: &'a Object) -> Option<&'a Dictionary> {
    document.dereference(object).ok()?.1.as_dict().ok()
}

/// `/FirstChar 32 /Widths [278 …]`; a font of drawings has a measure of its own.
fn narrow_widths(document: &Document, font: &Dictionary, left: &Budget) -> HashMap<u16, f32> {
    let first = font.get(b"FirstChar").and_then(Object::as_i64).unwrap_or_default();
    let widths = font.get_deref(b"Widths", document).and_then(Object::as_array);
    let widths = widths.map(Vec::as_slice).unwrap_or_default();
    if !left.spend(WIDTH * widths.len()) {
        return HashMap::new();
    }
    let matrix = font.get_deref(b"FontMatrix", document).and_then(Object::as_array).ok();
    let unit = matrix.and_then(|matrix| matrix.first()?.as_float().ok()).map_or(1.0, |unit| unit * 1000.0);
    (first..MAX_CODES)
        .zip(widths)
        .filter_map(|(code, width)| Some((u16::try_from(code).ok()?, width.as_float().ok()? * unit)))
        .collect()
}

/// `/W [1 [500 600] 20 30 1000]`: widths one by one, or one for a range.
fn wide_widths(document: &Document, font: &Dictionary, left: &Budget) -> HashMap<u16, f32> {
    let mut widths = HashMap::new();
    let table = font.get_deref(b"W", document).and_then(Object::as_array);
    let mut rest = table.map(Vec::as_slice).unwrap_or_default();
    while let [first, second, after @ ..] = rest {
        let Ok(first) = first.as_i64() else { return widths };
        let second = document.dereference(second).map_or(second, |(_, object)| object);
        let mut put = |code: i64, width: &Object| {
            if let (Ok(code), Ok(width)) = (u16::try_from(code), width.as_float()) {
                widths.insert(code, width);
            }
        };
        if let Ok(each) = second.as_array() {
            if !left.spend(WIDTH * each.len()) {
                return widths;
            }
            (first..MAX_CODES).zip(each).for_each(|(code, width)| put(code, width));
            rest = after;
        } else {
            let [width, after @ ..] = after else { return widths };
            let last = second.as_i64().unwrap_or(first).min(MAX_CODES);
            let codes = first.max(0)..=last;
            if !left.spend(WIDTH * codes.clone().count()) {
                return widths;
            }
            codes.for_each(|code| put(code, width));
            rest = after;
        }
    }
    widths
}
