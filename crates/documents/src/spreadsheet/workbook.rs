//! XLSX.

use std::{collections::BTreeSet, io::Cursor};

use calamine::{Data, DataRef, Reader as _, SheetType, SheetVisible, Xlsx};
use domain::desk::register::CellFault;
use quick_xml::{
    Reader,
    events::{BytesStart, Event},
};

use super::{
    cells::{CellText, Cells, Merge, damaged},
    faults::letters,
    shown, unpacking,
};

pub(super) const HIDDEN_COLUMN: &str = "列被隐藏而且有内容：请取消隐藏，确认可以公开，或者删除该列";
pub(super) const HIDDEN_ROW: &str = "行被隐藏（或被筛选掉）而且有内容：请取消隐藏和筛选，确认可以公开，或者删除该行";
pub(super) const DIGITS_LOST: &str = "数字超过 15 位，表格软件已丢失末尾几位：请把该列设为文本后重新填写";

pub(super) fn read(bytes: &[u8]) -> Result<Cells, Vec<CellFault>> {
    read_beside(bytes, "", CellText::Line)
}

/// The one sheet with content beside the one called `aside`, which only explains it.
pub(super) fn read_beside(bytes: &[u8], aside: &str, text: CellText) -> Result<Cells, Vec<CellFault>> {
    let sheets =
        unpacking::parts(bytes, |name| name.contains("worksheets/") && name.to_ascii_lowercase().ends_with(".xml"))?;
    let mut book = Xlsx::new(Cursor::new(bytes)).map_err(damaged)?;
    let names: Vec<(String, bool)> = book
        .sheets_metadata()
        .iter()
        .filter(|sheet| sheet.typ == SheetType::WorkSheet)
        .map(|sheet| (sheet.name.clone(), sheet.visible == SheetVisible::Visible))
        .collect();
    let mut filled = Vec::new();
    for (name, is_visible) in names.into_iter().filter(|(name, _)| name != aside) {
        let cells = sheet(&mut book, &name, text)?;
        if !cells.rows.is_empty() {
            filled.push((name, is_visible, cells));
        }
    }
    let mut cells = only_sheet(filled)?;
    for xml in sheets {
        hidden(&xml, &mut cells)?;
    }
    Ok(cells)
}

/// The one sheet with content; any other one must be dealt with by its author.
pub(super) fn only_sheet(filled: Vec<(String, bool, Cells)>) -> Result<Cells, Vec<CellFault>> {
    let mut faults: Vec<CellFault> = filled
        .iter()
        .filter(|(_, is_visible, _)| !is_visible)
        .map(|(name, ..)| {
            CellFault::of_file(format!("工作表“{name}”被隐藏而且有内容：请取消隐藏，确认可以公开，或者删除"))
        })
        .collect();
    let names: Vec<&str> =
        filled.iter().filter(|(_, is_visible, _)| *is_visible).map(|(name, ..)| name.as_str()).collect();
    if names.len() > 1 {
        let names = names.join("、");
        faults.push(CellFault::of_file(format!("有内容的工作表不止一个（{names}）：请每个文件只留一个工作表")));
    }
    match filled.into_iter().next() {
        Some((.., cells)) if faults.is_empty() => Ok(cells),
        None if faults.is_empty() => Err(vec![CellFault::of_file("文件中没有内容")]),
        _ => Err(faults),
    }
}

fn sheet(book: &mut Xlsx<Cursor<&[u8]>>, name: &str, text: CellText) -> Result<Cells, Vec<CellFault>> {
    let mut cells = Cells::of(text);
    for merge in book.merge_cells_by_sheet_name(name).map_err(damaged)? {
        let ((top, left), (bottom, right)) = (merge.start, merge.end);
        cells.merges.push(Merge { top, left, bottom, right });
    }
    let mut reader = book.worksheet_cells_reader(name).map_err(damaged)?;
    while let Some((cell, style)) = reader.next_cell_with_style_id().map_err(damaged)? {
        let (row, column) = cell.get_position();
        let format = reader.styles().get(style).and_then(|style| style.number_format.as_ref());
        let format = format.map_or("", |format| format.format_code.as_str());
        put(&mut cells, row, column, cell.get_value(), format);
    }
    Ok(cells)
}

pub(super) fn put(cells: &mut Cells, row: u32, column: u32, value: &DataRef<'_>, format: &str) {
    match value {
        DataRef::Empty => {}
        DataRef::String(text) => cells.put(row, column, text),
        DataRef::SharedString(text) => cells.put(row, column, text),
        #[expect(clippy::cast_precision_loss, reason = "what is too large for it is a fault below")]
        DataRef::Int(value) => put_number(cells, row, column, *value as f64, format),
        DataRef::Float(value) => put_number(cells, row, column, *value, format),
        DataRef::Bool(value) => cells.put(row, column, if *value { "是" } else { "否" }),
        DataRef::DateTime(at) => cells.put(row, column, &shown::moment(*at, format)),
        DataRef::DateTimeIso(text) | DataRef::DurationIso(text) => cells.put(row, column, &text.replace('T', " ")),
        DataRef::Error(error) => cells.faults.at(row, column, format!("公式出错（{error}），请改正后再上传")),
    }
}

/// As [`put`], for readers that give owned values.
pub(super) fn put_owned(cells: &mut Cells, row: u32, column: u32, value: Data, format: &str) {
    let value = match value {
        Data::Empty => DataRef::Empty,
        Data::String(text) => DataRef::String(text),
        Data::Int(value) => DataRef::Int(value),
        Data::Float(value) => DataRef::Float(value),
        Data::Bool(value) => DataRef::Bool(value),
        Data::DateTime(at) => DataRef::DateTime(at),
        Data::DateTimeIso(text) => DataRef::DateTimeIso(text),
        Data::DurationIso(text) => DataRef::DurationIso(text),
        Data::Error(error) => DataRef::Error(error),
    };
    put(cells, row, column, &value, format);
}

fn put_number(cells: &mut Cells, row: u32, column: u32, value: f64, format: &str) {
    if value.abs() >= shown::EXACT {
        cells.faults.at(row, column, DIGITS_LOST);
    } else {
        cells.put(row, column, &shown::number(value, format));
    }
}

/// What a sheet hides although it holds something. The library that reads the cells does not tell.
fn hidden(xml: &str, cells: &mut Cells) -> Result<(), Vec<CellFault>> {
    let mut reader = Reader::from_str(xml);
    let mut columns: Vec<(u32, u32)> = Vec::new();
    let (mut told_columns, mut told_rows) = (BTreeSet::new(), BTreeSet::new());
    let (mut row, mut column, mut row_is_hidden) = (0, 0, false);
    loop {
        match reader.read_event().map_err(damaged)? {
            Event::Start(tag) | Event::Empty(tag) => match tag.local_name().as_ref() {
                "col" if is_hidden(&tag, "width") => {
                    let from = number(&tag, "min").unwrap_or(1);
                    columns.push((from, number(&tag, "max").unwrap_or(from)));
                }
                "row" => {
                    row = number(&tag, "r").unwrap_or(row + 1);
                    column = 0;
                    row_is_hidden = is_hidden(&tag, "ht");
                }
                "c" => column = attribute(&tag, "r").map_or(column + 1, |place| column_of(&place)),
                "v" | "is" => {
                    let is_in_hidden = columns.iter().any(|(from, to)| (*from..=*to).contains(&column));
                    if is_in_hidden && told_columns.insert(column) {
                        cells.faults.of_file(format!("{} {HIDDEN_COLUMN}", letters(column.saturating_sub(1))));
                    }
                    if row_is_hidden && told_rows.insert(row) {
                        cells.faults.of_file(format!("第 {row} {HIDDEN_ROW}"));
                    }
                }
                _ => {}
            },
            Event::Eof => return Ok(()),
            _ => {}
        }
    }
}

/// Hidden by name, or made so narrow that nobody sees it.
fn is_hidden(tag: &BytesStart<'_>, size: &str) -> bool {
    let says_so = attribute(tag, "hidden").is_some_and(|value| value == "1" || value == "true");
    says_so || attribute(tag, size).and_then(|size| size.parse::<f64>().ok()).is_some_and(|size| size < 0.1)
}

fn number(tag: &BytesStart<'_>, name: &str) -> Option<u32> {
    attribute(tag, name)?.parse().ok()
}

fn attribute(tag: &BytesStart<'_>, name: &str) -> Option<String> {
    let found = tag.try_get_attribute(name).ok().flatten()?;
    Some(found.value.to_string())
}

/// `AB12` is in column 28.
fn column_of(place: &str) -> u32 {
    let letters = place.bytes().take_while(u8::is_ascii_uppercase);
    letters.fold(0_u32, |column, letter| column.saturating_mul(26).saturating_add(u32::from(letter - b'A') + 1))
}
