//! Spreadsheets of Excel 97 and WPS: all cells of all sheets, hidden ones included, and the records beside the cells:
//! comments, text boxes, headers and footers.

use std::io::Cursor;

use calamine::{Data, Reader, SheetVisible, Xls};

use super::notes::Notes;
use super::spreadsheet::{column_letters, number, sheet_name};
use crate::spreadsheet::{binary, laid_out};

/// The parser keeps a whole workbook in memory, several times as large as the file.
const MAX_BYTES: usize = 40 << 20;

/// And every empty cell between two that hold something.
const MAX_CELLS: u64 = 8 << 20;

pub(super) fn read(bytes: &[u8], notes: &mut Notes) -> Option<()> {
    if bytes.len() > MAX_BYTES {
        return None;
    }
    let stream = binary::stream(bytes).ok()?;
    if laid_out::cells(&stream)? > MAX_CELLS {
        return None;
    }
    let records = binary::records(&stream);
    let mut workbook = Xls::new(Cursor::new(bytes)).ok()?;
    for (at, sheet) in workbook.sheets_metadata().to_vec().into_iter().enumerate() {
        let name = sheet_name(&sheet.name, sheet.visible != SheetVisible::Visible);
        notes.text(&sheet.name, || format!("工作表名称“{}”", sheet.name));
        let Ok(cells) = workbook.worksheet_range(&sheet.name) else {
            notes.unread();
            continue;
        };
        let (first_row, first_column) = cells.start().unwrap_or_default();
        for (row, column, cell) in cells.used_cells() {
            let text = match cell {
                Data::String(text) | Data::DateTimeIso(text) | Data::DurationIso(text) => text.clone(),
                Data::Float(value) => number(&value.to_string()),
                Data::Int(value) => value.to_string(),
                Data::Bool(_) | Data::DateTime(_) | Data::Error(_) | Data::Empty => continue,
            };
            notes.text(&text, || {
                let (row, column) = (row + first_row as usize, column + first_column as usize);
                // The records of the sheets follow one another as their names do.
                let hidden = records.sheets.get(at).map_or("", |sheet| hidden(sheet, row, column));
                format!("{name}{}{}{hidden}", column_letters(column + 1), row + 1)
            });
        }
    }
    beside_cells(&stream, notes);
    Some(())
}

fn hidden(sheet: &binary::SheetRecords, row: usize, column: usize) -> &'static str {
    let hides = |at: usize, ask: &dyn Fn(u32) -> bool| u32::try_from(at).is_ok_and(ask);
    if hides(column, &|column| sheet.hides_column(column)) {
        "（隐藏列）"
    } else if hides(row, &|row| sheet.hides_row(row)) {
        "（隐藏行）"
    } else {
        ""
    }
}

const HEADER: u16 = 0x0014;
const FOOTER: u16 = 0x0015;
/// A comment or a text box; its letters stand in the record that follows.
const BOX: u16 = 0x01B6;
const FOLLOWING: u16 = 0x003C;

/// Which sheet they belong to is not told: their order is not that of the sheets.
fn beside_cells(stream: &[u8], notes: &mut Notes) {
    let mut is_in_box = false;
    for (kind, data) in binary::walk(stream) {
        match kind {
            HEADER | FOOTER => notes.text(&binary::text(data), || "页眉页脚".into()),
            // A second one that follows says how the letters look, with no letter in it.
            FOLLOWING if is_in_box => notes.text(&binary::letters_of(data, data.len()), || "批注或文本框".into()),
            _ => {}
        }
        is_in_box = kind == BOX;
    }
}
