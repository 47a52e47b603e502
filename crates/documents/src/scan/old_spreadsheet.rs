//! Spreadsheets of Excel 97 and WPS: all cells of all sheets, hidden ones included. Which columns are hidden is not
//! known here; what stands in them is read like everything else.

use std::io::Cursor;

use calamine::{Data, Reader, SheetVisible, Xls};

use super::notes::Notes;
use super::spreadsheet::{column_letters, number, sheet_name};

/// The parser keeps a whole workbook in memory, several times as large as the file.
const MAX_BYTES: usize = 40 << 20;

pub(super) fn read(bytes: &[u8], notes: &mut Notes) -> Option<()> {
    if bytes.len() > MAX_BYTES {
        return None;
    }
    let mut workbook = Xls::new(Cursor::new(bytes)).ok()?;
    for sheet in workbook.sheets_metadata().to_vec() {
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
                let letters = column_letters(column + first_column as usize + 1);
                format!("{name}{letters}{}", row + first_row as usize + 1)
            });
        }
    }
    Some(())
}
