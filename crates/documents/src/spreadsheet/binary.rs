//! XLS, the binary workbook of Excel 97 to 2003 ([MS-XLS]). The library reads the cells; what it does not tell, which
//! rows and columns are hidden and how numbers are shown, is read from the same records here.

use std::{
    collections::{BTreeMap, BTreeSet},
    io::{Cursor, Read},
};

use calamine::{Reader as _, SheetType, SheetVisible, Xls};
use domain::desk::register::CellFault;

use super::{
    MAX_ROWS,
    cells::{Cells, Merge, damaged},
    faults::letters,
    laid_out,
    workbook::{HIDDEN_COLUMN, HIDDEN_ROW, only_sheet, put_owned},
};

/// The library lays out every cell up to the last one: beyond these, a file would fill the memory.
const LAST_ROW: usize = MAX_ROWS + 1_000;
const LAST_COLUMN: u16 = 200;

/// Formats that have a number instead of a text ([MS-XLS] 2.4.126; ECMA-376 §18.8.30).
const BUILT_IN: &[(u16, &str)] = &[
    (1, "0"),
    (2, "0.00"),
    (3, "#,##0"),
    (4, "#,##0.00"),
    (9, "0%"),
    (10, "0.00%"),
    (31, "yyyy年m月d日"),
    (57, "yyyy年m月"),
];

/// What one pass over the records finds.
#[derive(Debug, Default)]
pub(crate) struct Records {
    formats: BTreeMap<u16, String>,
    /// The format's number of each cell style.
    styles: Vec<u16>,
    /// In the order of the sheets.
    pub(crate) sheets: Vec<SheetRecords>,
}

#[derive(Debug, Default)]
pub(crate) struct SheetRecords {
    hidden_columns: Vec<(u16, u16)>,
    hidden_rows: BTreeSet<u16>,
    /// Style of each cell that holds something.
    cells: BTreeMap<(u16, u16), u16>,
}

pub(super) fn read(bytes: &[u8]) -> Result<Cells, Vec<CellFault>> {
    let stream = stream(bytes)?;
    let records = records(&stream);
    let is_too_large = records
        .sheets
        .iter()
        .flat_map(|sheet| sheet.cells.keys())
        .any(|(row, column)| usize::from(*row) > LAST_ROW || *column > LAST_COLUMN);
    if is_too_large {
        let message = format!("表格太大：最多 {MAX_ROWS} 行 {} 列，请拆分后再上传", super::MAX_COLUMNS);
        return Err(vec![CellFault::of_file(message)]);
    }
    laid_out::cells(&stream).ok_or_else(|| damaged("a sheet larger than the format allows"))?;
    let mut book = Xls::new(Cursor::new(bytes)).map_err(damaged)?;
    let sheets = book.sheets_metadata().to_vec();
    let mut filled = Vec::new();
    // The records of the sheets follow one another as their names do.
    for (place, sheet) in sheets.iter().enumerate().filter(|(_, sheet)| sheet.typ == SheetType::WorkSheet) {
        let known = records.sheets.get(place);
        let mut cells = Cells::default();
        for merge in book.merge_cells_by_sheet_name(&sheet.name).unwrap_or_default() {
            let ((top, left), (bottom, right)) = (merge.start, merge.end);
            cells.merges.push(Merge { top, left, bottom, right });
        }
        let range = book.worksheet_range(&sheet.name).map_err(damaged)?;
        let (from_row, from_column) = range.start().unwrap_or_default();
        for (row, column, value) in range.used_cells() {
            let (row, column) = (at(from_row, row), at(from_column, column));
            let format = known.map_or("", |known| records.format_of(known, row, column));
            put_owned(&mut cells, row, column, value.clone(), format);
        }
        if let Some(known) = known {
            known.tell_hidden(&mut cells);
        }
        if !cells.rows.is_empty() {
            filled.push((sheet.name.clone(), sheet.visible == SheetVisible::Visible, cells));
        }
    }
    only_sheet(filled)
}

fn at(from: u32, offset: usize) -> u32 {
    from.saturating_add(u32::try_from(offset).unwrap_or(u32::MAX))
}

impl Records {
    fn format_of(&self, sheet: &SheetRecords, row: u32, column: u32) -> &str {
        let place = u16::try_from(row).ok().zip(u16::try_from(column).ok());
        let style = place.and_then(|place| sheet.cells.get(&place)).copied().unwrap_or_default();
        let number = self.styles.get(usize::from(style)).copied().unwrap_or_default();
        let own = self.formats.get(&number).map(String::as_str);
        own.or_else(|| BUILT_IN.iter().find(|(known, _)| *known == number).map(|(_, text)| *text)).unwrap_or_default()
    }
}

impl SheetRecords {
    /// Whether the column, counted from 0, is hidden.
    pub(crate) fn hides_column(&self, column: u32) -> bool {
        self.hidden_columns.iter().any(|(from, to)| (u32::from(*from)..=u32::from(*to)).contains(&column))
    }

    /// Whether the row, counted from 0, is hidden.
    pub(crate) fn hides_row(&self, row: u32) -> bool {
        u16::try_from(row).is_ok_and(|row| self.hidden_rows.contains(&row))
    }

    fn tell_hidden(&self, cells: &mut Cells) {
        let columns: BTreeSet<u16> = self.cells.keys().map(|(_, column)| *column).collect();
        for column in columns {
            if self.hides_column(u32::from(column)) {
                cells.faults.of_file(format!("{} {HIDDEN_COLUMN}", letters(u32::from(column))));
            }
        }
        let rows: BTreeSet<u16> = self.cells.keys().map(|(row, _)| *row).collect();
        for row in self.hidden_rows.intersection(&rows) {
            cells.faults.of_file(format!("第 {} {HIDDEN_ROW}", u32::from(*row) + 1));
        }
    }
}

/// The stream of records in the compound file.
pub(crate) fn stream(bytes: &[u8]) -> Result<Vec<u8>, Vec<CellFault>> {
    let mut file = cfb::CompoundFile::open(Cursor::new(bytes)).map_err(damaged)?;
    let name = if file.is_stream("/Workbook") { "/Workbook" } else { "/Book" };
    let mut stream = Vec::new();
    file.open_stream(name).and_then(|mut found| found.read_to_end(&mut stream)).map_err(damaged)?;
    Ok(stream)
}

/// The records of a stream, each with its kind, up to where one is cut off.
pub(crate) fn walk(mut stream: &[u8]) -> impl Iterator<Item = (u16, &[u8])> {
    std::iter::from_fn(move || {
        let (head, rest) = stream.split_at_checked(4)?;
        let (data, after) = rest.split_at_checked(usize::from(u16_at(head, 2)))?;
        stream = after;
        Some((u16_at(head, 0), data))
    })
}

/// What all records say; what is cut off or unknown is left to the library, which refuses the file.
pub(crate) fn records(stream: &[u8]) -> Records {
    let mut found = Records::default();
    // The first part is about the workbook, every further one about a sheet; charts stand inside a sheet's.
    let mut depth = 0_usize;
    let mut is_in_sheets = false;
    for (kind, data) in walk(stream) {
        match kind {
            BOF => {
                depth += 1;
                if depth == 1 && is_in_sheets {
                    found.sheets.push(SheetRecords::default());
                }
            }
            EOF => {
                depth = depth.saturating_sub(1);
                is_in_sheets |= depth == 0;
            }
            FORMAT if data.len() > 5 => drop(found.formats.insert(u16_at(data, 0), text(&data[2..]))),
            XF if data.len() > 4 => found.styles.push(u16_at(data, 2)),
            _ if depth == 1 => {
                if let Some(sheet) = found.sheets.last_mut() {
                    sheet.take(kind, data);
                }
            }
            _ => {}
        }
    }
    found
}

const BOF: u16 = 0x0809;
const EOF: u16 = 0x000A;
const FORMAT: u16 = 0x041E;
const XF: u16 = 0x00E0;
const COLUMN_INFO: u16 = 0x007D;
const ROW: u16 = 0x0208;
pub(super) const SEVERAL_NUMBERS: u16 = 0x00BD;
/// Label, shared label, rich text, number, short number, formula, truth or error.
pub(super) const CELLS: [u16; 7] = [0x0204, 0x00FD, 0x00D6, 0x0203, 0x027E, 0x0006, 0x0205];

impl SheetRecords {
    fn take(&mut self, kind: u16, data: &[u8]) {
        match kind {
            COLUMN_INFO if data.len() >= 10 => {
                let is_hidden = u16_at(data, 8) & 1 == 1 || u16_at(data, 4) == 0;
                if is_hidden {
                    self.hidden_columns.push((u16_at(data, 0), u16_at(data, 2)));
                }
            }
            ROW if data.len() >= 14 && u16_at(data, 12) & 0x20 != 0 => drop(self.hidden_rows.insert(u16_at(data, 0))),
            SEVERAL_NUMBERS if data.len() >= 6 => {
                let (row, first) = (u16_at(data, 0), u16_at(data, 2));
                for (column, cell) in (first..=u16::MAX).zip(data[4..data.len() - 2].chunks_exact(6)) {
                    self.cells.insert((row, column), u16_at(cell, 0));
                }
            }
            _ if CELLS.contains(&kind) && data.len() >= 6 => {
                self.cells.insert((u16_at(data, 0), u16_at(data, 2)), u16_at(data, 4));
            }
            _ => {}
        }
    }
}

/// A text with its length in two bytes and one that says whether its characters take one byte or two.
pub(crate) fn text(data: &[u8]) -> String {
    match data.split_at_checked(2) {
        Some((length, rest)) => letters_of(rest, usize::from(u16_at(length, 0))),
        None => String::new(),
    }
}

/// At most so many characters; the first byte says whether they take one byte or two.
pub(crate) fn letters_of(data: &[u8], length: usize) -> String {
    let Some((flags, body)) = data.split_first() else { return String::new() };
    if flags & 1 == 1 {
        let units: Vec<u16> = body.chunks_exact(2).take(length).map(|unit| u16_at(unit, 0)).collect();
        String::from_utf16_lossy(&units)
    } else {
        body.iter().take(length).map(|byte| char::from(*byte)).collect()
    }
}

/// Callers have looked at the length.
pub(super) fn u16_at(bytes: &[u8], at: usize) -> u16 {
    u16::from_le_bytes([bytes[at], bytes[at + 1]])
}
