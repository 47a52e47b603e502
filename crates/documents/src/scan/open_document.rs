//! Spreadsheets of the Open Document format: every cell of every sheet with what it shows and what it holds, comments,
//! headers and footers.

use std::collections::HashSet;
use std::io::Read;

use super::notes::Notes;
use super::package::Package;
use super::spreadsheet::{number, sheet_name};
use super::xml::{Element, Piece, texts, walk};

pub(super) fn read(bytes: &[u8], notes: &mut Notes) -> Option<()> {
    let mut package = Package::open(bytes, notes)?;
    let content = package.part("content.xml")?;
    let mut sheets = Sheets::new(notes);
    if walk(content, |piece| sheets.take(&piece)).is_none() {
        sheets.notes.unread();
    }
    sheets.end_text();
    if let Some(part) = package.part("meta.xml") {
        texts(part, |_| true, |_| true, |text| notes.aside(text, || "文档属性".into()));
    }
    // Every file has headers and footers, if only the page number: they are judged, but are no text of it.
    if let Some(part) = package.part("styles.xml")
        && blocks(part, |text| notes.aside(text, || "页眉页脚".into())).is_none()
    {
        notes.unread();
    }
    for name in package.names(|name| name.starts_with("Object ") && name.ends_with("/content.xml")) {
        if let Some(part) = package.part(&name)
            && blocks(part, |text| notes.text(text, || "图表背后的数据".into())).is_none()
        {
            notes.unread();
        }
    }
    // A file of another program.
    if !package.names(|name| name.starts_with("Object ") && !name.contains('/')).is_empty() {
        notes.unread();
    }
    Some(())
}

/// The texts of a part, each as a reader sees it: a number may change its look in the middle, and a tabulator parts two.
fn blocks(part: impl Read, mut found: impl FnMut(&str)) -> Option<()> {
    let mut text = String::new();
    let walked = walk(part, |piece| {
        if let Some(text) = add(&mut text, &piece) {
            found(&text);
        }
    });
    found(&text);
    walked
}

/// Adds a piece to the text under way; answers the text that ends with it.
fn add(text: &mut String, piece: &Piece<'_>) -> Option<String> {
    let name = match piece {
        Piece::Text(words) => {
            text.push_str(words);
            return None;
        }
        Piece::Start(element) => element.name(),
        Piece::End(name) => name,
    };
    match name {
        "span" | "a" => None,
        "s" | "tab" => {
            text.push(' ');
            None
        }
        _ => Some(std::mem::take(text)),
    }
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
    /// Under way.
    text: String,
}

impl<'a> Sheets<'a> {
    fn new(notes: &'a mut Notes) -> Self {
        let (style, sheet, held, text) = Default::default();
        Self { notes, style, hiding: HashSet::new(), sheet, row: 0, held, text }
    }

    fn take(&mut self, piece: &Piece<'_>) {
        if let Some(text) = add(&mut self.text, piece) {
            self.note_shown(&text);
        }
        if let Piece::Start(element) = piece {
            self.enter(element);
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
            "table-cell" | "covered-table-cell" => {
                let value = said("value");
                self.held = if value.is_empty() { said("string-value") } else { number(&value) };
                let held = self.held.clone();
                self.note(&held);
            }
            _ => {}
        }
    }

    /// Nothing follows.
    fn end_text(&mut self) {
        let text = std::mem::take(&mut self.text);
        self.note_shown(&text);
    }

    /// What a cell shows is often what it holds: one number is one.
    fn note_shown(&mut self, text: &str) {
        if text != self.held {
            self.note(text);
        }
    }

    fn note(&mut self, text: &str) {
        let (sheet, row) = (&self.sheet, self.row);
        self.notes.text(text, || {
            if sheet.is_empty() { "修订记录或输入提示".into() } else { format!("{sheet}第 {row} 行") }
        });
    }
}
