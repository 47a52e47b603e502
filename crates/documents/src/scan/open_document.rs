//! Spreadsheets of the Open Document format: every cell of every sheet with what it shows and what it holds, comments,
//! headers and footers.

use std::collections::HashSet;
use std::io::Read;

use super::notes::{Notes, judge};
use super::package::Package;
use super::spreadsheet::{number, sheet_name};
use super::xml::{Element, Piece, texts, walk};

pub(super) fn read(bytes: &[u8], notes: &mut Notes) -> Option<()> {
    let mut package = Package::open(bytes, notes)?;
    let content = package.part("content.xml")?;
    let mut sheets = Sheets::new(notes);
    if walk(content, |piece| sheets.take(&piece)).is_none() {
        notes.unread();
    }
    if let Some(part) = package.part("meta.xml") {
        texts(part, |_| true, |_| true, |text| notes.judged(&judge(text), || "文档属性".into()));
    }
    let objects = package.names(|name| name.starts_with("Object ") && name.ends_with("/content.xml"));
    let others = objects.iter().map(|name| (name.as_str(), "图表背后的数据"));
    for (name, place) in [("styles.xml", "页眉页脚")].into_iter().chain(others) {
        if let Some(part) = package.part(name) {
            paragraphs(part, |text| notes.text(text, || place.into()));
        }
    }
    // A file of another program.
    if !package.names(|name| name.starts_with("Object ") && !name.contains('/')).is_empty() {
        notes.unread();
    }
    Some(())
}

fn is_paragraph(name: &str) -> bool {
    matches!(name, "p" | "h")
}

/// Paragraphs with all that stands in them: a number may change its look in the middle.
fn paragraphs(part: impl Read, mut found: impl FnMut(&str)) {
    let mut text = String::new();
    walk(part, |piece| match piece {
        Piece::Text(words) => text.push_str(words),
        Piece::Start(element) if is_paragraph(element.name()) => found(&std::mem::take(&mut text)),
        Piece::End(name) if is_paragraph(name) => found(&std::mem::take(&mut text)),
        Piece::Start(_) | Piece::End(_) => {}
    });
    found(&text);
}

/// Where the walk through the sheets is.
struct Sheets<'a> {
    notes: &'a mut Notes,
    /// The style that is being described, and those that hide what has them.
    style: String,
    hiding: HashSet<String>,
    /// The present sheet as places name it; empty before the first.
    sheet: String,
    /// From 1.
    row: usize,
    /// What the present cell holds besides what it shows.
    held: String,
    /// Of the present paragraph.
    text: String,
}

impl<'a> Sheets<'a> {
    fn new(notes: &'a mut Notes) -> Self {
        let (style, sheet, held, text) = Default::default();
        Self { notes, style, hiding: HashSet::new(), sheet, row: 0, held, text }
    }

    fn take(&mut self, piece: &Piece<'_>) {
        match piece {
            Piece::Start(element) => self.enter(element),
            Piece::Text(text) => self.text.push_str(text),
            Piece::End(name) if is_paragraph(name) => self.end_paragraph(),
            Piece::End(_) => {}
        }
    }

    fn enter(&mut self, element: &Element<'_>) {
        let said = |name: &str| element.attribute(name).unwrap_or_default();
        match element.name() {
            "style" => self.style = said("name"),
            "table-properties" if said("display") == "false" => {
                self.hiding.insert(self.style.clone());
            }
            "table" => {
                let name = said("name");
                self.sheet = sheet_name(&name, self.hiding.contains(&said("style-name")));
                self.row = 0;
                self.notes.text(&name, || format!("工作表名称“{name}”"));
            }
            "table-row" => {
                let times = said("number-rows-repeated").parse().unwrap_or(1);
                self.row = self.row.saturating_add(times);
            }
            // A cell may hold more than it shows: a number with all its digits.
            "table-cell" => {
                let value = said("value");
                self.held = if value.is_empty() { said("string-value") } else { number(&value) };
                let held = self.held.clone();
                self.note(&held);
            }
            name if is_paragraph(name) => self.end_paragraph(),
            _ => {}
        }
    }

    /// What a cell shows is often what it holds: one number is one.
    fn end_paragraph(&mut self) {
        let text = std::mem::take(&mut self.text);
        if text != self.held {
            self.note(&text);
        }
    }

    fn note(&mut self, text: &str) {
        let (sheet, row) = (&self.sheet, self.row);
        self.notes.text(text, || {
            if sheet.is_empty() { "修订记录或输入提示".into() } else { format!("{sheet}第 {row} 行") }
        });
    }
}
