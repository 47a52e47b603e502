//! Text files and tables as text, in UTF-8, UTF-16 with mark, or GB 18030 as Windows in Chinese saves them.

use std::borrow::Cow;

use encoding_rs::{Encoding, GB18030, UTF_8};

use super::notes::Notes;
use super::spreadsheet::column_letters;

pub(super) fn read_text(bytes: &[u8], notes: &mut Notes) {
    for (line, text) in decoded(bytes).lines().enumerate() {
        notes.text(text, || format!("第 {} 行", line + 1));
    }
}

pub(super) fn read_table(bytes: &[u8], notes: &mut Notes) -> Option<()> {
    let text = decoded(bytes);
    let mut reader = csv::ReaderBuilder::new().has_headers(false).flexible(true).from_reader(text.as_bytes());
    for (row, record) in reader.records().enumerate() {
        for (column, field) in (1..).zip(record.ok()?.iter()) {
            notes.text(field, || format!("单元格 {}{}", column_letters(column), row + 1));
        }
    }
    Some(())
}

fn decoded(bytes: &[u8]) -> Cow<'_, str> {
    let encoding = match Encoding::for_bom(bytes) {
        Some((encoding, _)) => encoding,
        None if std::str::from_utf8(bytes).is_ok() => UTF_8,
        None => GB18030,
    };
    encoding.decode(bytes).0
}
