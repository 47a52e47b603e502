//! Spreadsheets of the Open Document format: every cell of every sheet with what it shows and what it holds, comments,
//! headers and footers.

use super::notes::{Notes, judge};
use super::package::Package;
use super::spreadsheet::number;
use super::xml::{Element, Piece, texts, walk};

pub(super) fn read(bytes: &[u8], notes: &mut Notes) -> Option<()> {
    let mut package = Package::open(bytes, notes)?;
    let content = package.part("content.xml")?;
    let mut sheets = Sheets { notes, name: String::new(), row: 0, text: String::new() };
    if walk(content, |piece| sheets.take(&piece)).is_none() {
        notes.unread();
    }
    for (part, place) in [("styles.xml", "页眉页脚"), ("meta.xml", "文档属性")] {
        if let Some(part) = package.part(part) {
            texts(part, |_| true, |_| true, |text| notes.judged(&judge(text), || place.into()));
        }
    }
    // Charts and texts within the workbook.
    for name in package.names(|name| name.starts_with("Object ") && name.ends_with("/content.xml")) {
        if let Some(part) = package.part(&name) {
            texts(part, |_| true, |_| true, |text| notes.text(text, || "图表背后的数据".into()));
        }
    }
    // A file of another program.
    if !package.names(|name| name.starts_with("Object ") && !name.contains('/')).is_empty() {
        notes.unread();
    }
    Some(())
}

/// Where the walk through the sheets is.
struct Sheets<'a> {
    notes: &'a mut Notes,
    /// Of the present sheet.
    name: String,
    /// From 1.
    row: usize,
    /// Of the present paragraph.
    text: String,
}

impl Sheets<'_> {
    fn take(&mut self, piece: &Piece<'_>) {
        match piece {
            Piece::Start(element) => self.enter(element),
            Piece::Text(text) => self.text.push_str(text),
            Piece::End("p" | "h") => {
                let text = std::mem::take(&mut self.text);
                self.note(&text);
            }
            Piece::End(_) => {}
        }
    }

    fn enter(&mut self, element: &Element<'_>) {
        match element.name() {
            "table" => {
                self.name = element.attribute("name").unwrap_or_default();
                self.row = 0;
                self.notes.text(&self.name, || format!("工作表名称“{}”", self.name));
            }
            "table-row" => {
                let times = element.attribute("number-rows-repeated").and_then(|times| times.parse().ok());
                self.row = self.row.saturating_add(times.unwrap_or(1));
            }
            // A cell may hold more than it shows: a number with all its digits.
            "table-cell" => {
                let held = element.attribute("value").map(|value| number(&value));
                for text in [held, element.attribute("string-value")].into_iter().flatten() {
                    self.note(&text);
                }
            }
            "p" | "h" => self.text.clear(),
            _ => {}
        }
    }

    fn note(&mut self, text: &str) {
        let (name, row) = (&self.name, self.row);
        self.notes.text(text, || format!("工作表“{name}”第 {row} 行"));
    }
}
