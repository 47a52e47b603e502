//! The cells of one sheet as text, before anybody knows which of them is a header.

use std::collections::BTreeMap;

use domain::{desk::register::CellFault, kind::CELL_MAX};

use super::{MAX_CELL_CHARS, MAX_COLUMNS, MAX_ROWS, faults::Faults};
use crate::upload::is_invisible;

/// Titles and empty rows above the table may take so many rows beside [`MAX_ROWS`].
const ABOVE: u32 = 100;

/// Joined cells, from and to, both ends included, rows before columns, from 0.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Merge {
    pub(super) top: u32,
    pub(super) left: u32,
    pub(super) bottom: u32,
    pub(super) right: u32,
}

/// What the text of a cell may be.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) enum CellText {
    /// One line, of [`MAX_CELL_CHARS`]: a cell of a table that citizens search.
    #[default]
    Line,
    /// Paragraphs, as long as a spreadsheet takes them: a field of a form.
    Paragraphs,
}

impl CellText {
    const fn most(self) -> usize {
        match self {
            Self::Line => MAX_CELL_CHARS,
            Self::Paragraphs => CELL_MAX,
        }
    }

    fn of(self, text: &str) -> String {
        match self {
            Self::Line => plain(text),
            Self::Paragraphs => paragraphs(text),
        }
    }
}

#[derive(Debug, Default)]
pub(super) struct Cells {
    text: CellText,
    /// Rows that hold anything, by their number.
    pub(super) rows: BTreeMap<u32, Vec<String>>,
    pub(super) merges: Vec<Merge>,
    pub(super) faults: Faults,
    is_too_wide: bool,
    is_too_long: bool,
}

impl Cells {
    pub(super) fn of(text: CellText) -> Self {
        Self { text, ..Self::default() }
    }

    /// Takes the text of a cell. What lies beyond the limits is told once.
    pub(super) fn put(&mut self, row: u32, column: u32, text: &str) {
        let text = self.text.of(text);
        if text.is_empty() {
            return;
        }
        let Some(place) = usize::try_from(column).ok().filter(|place| *place < MAX_COLUMNS) else {
            if !self.is_too_wide {
                self.faults.at(row, column, format!("表格太宽：最多 {MAX_COLUMNS} 列，请拆分成几个表"));
            }
            self.is_too_wide = true;
            return;
        };
        if Self::is_past_the_end(row) {
            if !self.is_too_long {
                self.faults.at(row, column, format!("表格太长：最多 {MAX_ROWS} 行，请拆分成几个文件"));
            }
            self.is_too_long = true;
            return;
        }
        let most = self.text.most();
        if text.chars().nth(most).is_some() {
            self.faults.at(row, column, format!("内容超过 {most} 个字，请缩短或移到正文中"));
            return;
        }
        let cells = self.rows.entry(row).or_default();
        if cells.len() <= place {
            cells.resize(place + 1, String::new());
        }
        cells[place] = text;
    }

    /// Whether nothing from this row on can be taken: readers may stop.
    pub(super) fn is_past_the_end(row: u32) -> bool {
        usize::try_from(row.saturating_sub(ABOVE)).map_or(true, |row| row > MAX_ROWS)
    }
}

/// What the author of a file is told that no program can open. The cause is none of its author's, who can only save it anew.
pub(super) fn damaged<E>(_cause: E) -> Vec<CellFault> {
    vec![CellFault::of_file("文件无法读取：可能已损坏或设有密码，请用表格软件打开后另存为 xlsx，再上传")]
}

/// On one line, without what nobody sees: a mark between two digits would hide a number from every check.
fn plain(text: &str) -> String {
    let visible: String =
        text.chars().map(|c| if c.is_whitespace() { ' ' } else { c }).filter(|c| !is_invisible(*c)).collect();
    visible.trim().to_owned()
}

/// The same with its lines: without blanks at their ends, and without the line ends of other systems.
pub(crate) fn paragraphs(text: &str) -> String {
    let line = |line: &str| {
        let visible: String =
            line.chars().map(|c| if c == '\t' { ' ' } else { c }).filter(|c| !is_invisible(*c)).collect();
        visible.trim_end().to_owned()
    };
    let text = text.replace("\r\n", "\n").replace('\r', "\n");
    text.split('\n').map(line).collect::<Vec<_>>().join("\n").trim().to_owned()
}
