//! Tables from spreadsheets: one header row and its rows as text, or everything that is wrong with the file at once, with
//! the address of each cell.
//!
//! Reading is strict where a mistake would publish something unseen: hidden sheets, columns and rows that hold anything are
//! refused (the leaks of `domain.md` §7.4 were of that kind), and so are errors of formulas.

pub(crate) mod binary;
mod cells;
mod delimited;
mod faults;
pub(crate) mod laid_out;
mod open_document;
mod shown;
mod table;
mod unpacking;
mod workbook;

use std::collections::BTreeMap;

use cells::{CellText, Cells};
use domain::desk::register::CellFault;

pub(crate) use cells::paragraphs;
pub(crate) use faults::{PlacedFault, letters};

use crate::upload::{Accepted, Format};

/// The most rows under the header.
pub const MAX_ROWS: usize = 20_000;
/// The most columns.
pub const MAX_COLUMNS: usize = 40;
/// The longest cell, in characters.
pub const MAX_CELL_CHARS: usize = 2_000;
/// The most faults that are told at once.
pub const MAX_FAULTS: usize = 50;

/// A table as its sheet shows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Table {
    /// Names of the columns, each there once.
    pub header: Vec<String>,
    /// As many cells in every row as there are columns.
    pub rows: Vec<Vec<String>>,
    /// What was done to read it that its author may not expect.
    pub notes: Vec<String>,
}

/// Reads a file that passed the gate for [`crate::upload::Purpose::Register`].
pub fn read(file: &Accepted) -> Result<Table, Vec<CellFault>> {
    let cells = match file.format() {
        Format::Csv => delimited::read(file.bytes()),
        Format::Xlsx => workbook::read(file.bytes()),
        Format::Xls => binary::read(file.bytes()),
        Format::Ods => open_document::read(file.bytes()),
        other => Err(vec![CellFault::of_file(format!("{}文件不是表格", other.ext()))]),
    }?;
    table::of(cells)
}

/// A sheet whose cells are fields of a form.
pub(crate) struct FormSheet {
    /// Rows that hold anything, by their number from 0; texts keep their lines.
    pub(crate) rows: BTreeMap<u32, Vec<String>>,
    /// Cells that cannot be read.
    pub(crate) faults: Vec<PlacedFault>,
}

/// Reads the one sheet with content beside the one called `aside`, which explains it. Joined cells are refused: of the
/// rows that share one only the first would have it.
pub(crate) fn read_form(file: &Accepted, aside: &str) -> Result<FormSheet, Vec<CellFault>> {
    let Cells { rows, merges, mut faults, .. } = workbook::read_beside(file.bytes(), aside, CellText::Paragraphs)?;
    for merge in merges {
        faults.of_file(format!("{}：请取消合并的单元格，每行各填各的", faults::address(merge.top, merge.left)));
    }
    Ok(FormSheet { rows, faults: faults.of_cells()? })
}
