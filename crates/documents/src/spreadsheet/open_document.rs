//! ODS (GB/T 33190-style offices write it as well as `LibreOffice`). Its cells carry the text that the sheet shows beside
//! the value, so it is read here and not by the library, which gives the value only.

use std::collections::BTreeSet;

use domain::desk::register::CellFault;
use quick_xml::{
    Reader, XmlVersion,
    events::{BytesRef, BytesStart, Event},
};

use super::{
    MAX_COLUMNS,
    cells::{Cells, Merge, damaged},
    faults::letters,
    unpacking,
    workbook::{HIDDEN_COLUMN, HIDDEN_ROW, only_sheet},
};

pub(super) fn read(bytes: &[u8]) -> Result<Cells, Vec<CellFault>> {
    let parts = unpacking::parts(bytes, |name| name == "content.xml")?;
    let content = parts.first().ok_or_else(|| damaged("no content"))?;
    let mut reading = Reading::default();
    let mut reader = Reader::from_str(content);
    reader.config_mut().expand_empty_elements = true;
    loop {
        match reader.read_event().map_err(damaged)? {
            Event::Start(tag) => reading.open(&tag),
            Event::End(tag) => reading.close(tag.name().as_ref()),
            Event::Text(words) => reading.say(&words),
            Event::GeneralRef(sign) => reading.say(&referenced(&sign)),
            Event::Eof => return only_sheet(reading.filled),
            _ => {}
        }
    }
}

/// Where in the document the reader is.
#[derive(Debug, Default)]
struct Reading {
    filled: Vec<(String, bool, Cells)>,
    /// Styles of tables that are not shown.
    hidden_styles: BTreeSet<String>,
    style: String,
    name: String,
    is_visible: bool,
    cells: Cells,
    hidden_columns: Vec<(u32, u32)>,
    told_columns: BTreeSet<u32>,
    /// The next column, row or cell to come.
    next_column: u32,
    row: u32,
    rows_alike: u32,
    row_is_hidden: bool,
    column: u32,
    cells_alike: u32,
    merge: Option<Merge>,
    /// The paragraphs of the open cell.
    text: Option<String>,
    /// Inside a comment, whose text is none of the cell's.
    comments: usize,
}

impl Reading {
    fn open(&mut self, tag: &BytesStart<'_>) {
        match tag.name().as_ref() {
            "style:style" => self.style = attribute(tag, "style:name").unwrap_or_default(),
            "style:table-properties" if attribute(tag, "table:display").as_deref() == Some("false") => {
                self.hidden_styles.insert(self.style.clone());
            }
            "table:table" => {
                let style = attribute(tag, "table:style-name").unwrap_or_default();
                *self = Self {
                    filled: std::mem::take(&mut self.filled),
                    is_visible: !self.hidden_styles.contains(&style),
                    hidden_styles: std::mem::take(&mut self.hidden_styles),
                    name: attribute(tag, "table:name").unwrap_or_default(),
                    ..Self::default()
                };
            }
            "table:table-column" => {
                let alike = repeated(tag, "table:number-columns-repeated");
                let next = self.next_column.saturating_add(alike);
                if is_hidden(tag) {
                    self.hidden_columns.push((self.next_column, next));
                }
                self.next_column = next;
            }
            "table:table-row" => {
                self.rows_alike = repeated(tag, "table:number-rows-repeated");
                self.row_is_hidden = is_hidden(tag);
                self.column = 0;
            }
            "table:table-cell" | "table:covered-table-cell" => self.open_cell(tag),
            "office:annotation" => self.comments += 1,
            "text:p" if self.comments == 0 => {
                if let Some(text) = self.text.as_mut().filter(|text| !text.is_empty()) {
                    text.push(' ');
                }
            }
            "text:s" | "text:tab" | "text:line-break" => self.say(" "),
            _ => {}
        }
    }

    fn open_cell(&mut self, tag: &BytesStart<'_>) {
        self.cells_alike = repeated(tag, "table:number-columns-repeated");
        self.text = Some(String::new());
        let (columns, rows) =
            (repeated(tag, "table:number-columns-spanned"), repeated(tag, "table:number-rows-spanned"));
        self.merge = (columns > 1 || rows > 1).then(|| Merge {
            top: self.row,
            left: self.column,
            bottom: self.row.saturating_add(rows - 1),
            right: self.column.saturating_add(columns - 1),
        });
    }

    fn say(&mut self, words: &str) {
        if self.comments == 0
            && let Some(text) = &mut self.text
        {
            text.push_str(words);
        }
    }

    fn close(&mut self, name: &str) {
        match name {
            "table:table-cell" | "table:covered-table-cell" => self.close_cell(name),
            "table:table-row" => self.row = self.row.saturating_add(self.rows_alike),
            "office:annotation" => self.comments = self.comments.saturating_sub(1),
            "table:table" if !self.cells.rows.is_empty() => {
                self.filled.push((std::mem::take(&mut self.name), self.is_visible, std::mem::take(&mut self.cells)));
            }
            _ => {}
        }
    }

    fn close_cell(&mut self, name: &str) {
        let text = self.text.take().unwrap_or_default();
        let (from, to) = (self.column, self.column.saturating_add(self.cells_alike));
        self.column = to;
        self.cells.merges.extend(self.merge.take());
        // What a joined cell covers is not shown.
        if text.trim().is_empty() || name == "table:covered-table-cell" {
            return;
        }
        let limit = u32::try_from(MAX_COLUMNS).expect("a small number");
        for column in from..to.min(from.saturating_add(limit) + 1) {
            let is_in_hidden = self.hidden_columns.iter().any(|(from, to)| (*from..*to).contains(&column));
            if is_in_hidden && self.told_columns.insert(column) {
                self.cells.faults.of_file(format!("{} {HIDDEN_COLUMN}", letters(column)));
            }
            for row in self.row..self.row.saturating_add(self.rows_alike) {
                let is_error = text.starts_with('#') && text.ends_with(['!', '?']) || text.starts_with("Err:");
                if is_error {
                    self.cells.faults.at(row, column, format!("公式出错（{text}），请改正后再上传"));
                } else {
                    self.cells.put(row, column, &text);
                }
                if Cells::is_past_the_end(row) {
                    break;
                }
            }
        }
        if self.row_is_hidden {
            self.cells.faults.of_file(format!("第 {} {HIDDEN_ROW}", u64::from(self.row) + 1));
            self.row_is_hidden = false;
        }
    }
}

fn is_hidden(tag: &BytesStart<'_>) -> bool {
    attribute(tag, "table:visibility").is_some_and(|value| value == "collapse" || value == "filter")
}

/// How often it stands there, at least once.
fn repeated(tag: &BytesStart<'_>, name: &str) -> u32 {
    attribute(tag, name).and_then(|count| count.parse().ok()).unwrap_or(1).max(1)
}

fn attribute(tag: &BytesStart<'_>, name: &str) -> Option<String> {
    let found = tag.try_get_attribute(name).ok().flatten()?;
    Some(found.normalized_value(XmlVersion::Implicit1_0).ok()?.into_owned())
}

/// `&amp;`, `&#38;`.
fn referenced(sign: &BytesRef<'_>) -> String {
    if let Ok(Some(c)) = sign.resolve_char_ref() {
        return c.to_string();
    }
    quick_xml::escape::resolve_predefined_entity(sign).unwrap_or_default().to_owned()
}
