//! How much room the library would take for an old workbook, asked before it takes it: it makes room for whatever a sheet
//! claims to hold, and lays out every cell up to the last one. A claim that no machine can keep would end the program.

use super::binary::{CELLS, SEVERAL_NUMBERS, u16_at, walk};

/// What the format allows ([MS-XLS] 2.2.1).
const MOST_ROWS: u64 = 65_536;
const MOST_COLUMNS: u64 = 256;

const SHEET: u16 = 0x0085;
const DIMENSIONS: u16 = 0x0200;
const EOF: u16 = 0x000A;
const BOF: u16 = 0x0809;

/// The cells of all sheets together; `None` when a sheet claims what the format does not allow.
pub(crate) fn cells(stream: &[u8]) -> Option<u64> {
    let mut cells = 0_u64;
    // The library goes to where each sheet is said to begin, which need not be where a record of the stream begins.
    for (_, sheet) in walk(stream).filter(|(kind, data)| *kind == SHEET && data.len() >= 4) {
        let start = usize::from(u16_at(sheet, 0)) | usize::from(u16_at(sheet, 2)) << 16;
        cells = cells.saturating_add(of_sheet(stream.get(start..)?)?);
    }
    Some(cells)
}

fn of_sheet(stream: &[u8]) -> Option<u64> {
    let mut depth = 0_usize;
    let mut area = Area::default();
    for (kind, data) in walk(stream) {
        match kind {
            BOF => depth += 1,
            EOF if depth <= 1 => break,
            EOF => depth -= 1,
            DIMENSIONS => claim(data)?,
            _ if (CELLS.contains(&kind) || kind == SEVERAL_NUMBERS) && data.len() >= 6 => {
                let (row, column) = (u64::from(u16_at(data, 0)), u64::from(u16_at(data, 2)));
                // Several numbers stand beside each other.
                let more = if kind == SEVERAL_NUMBERS { data.len() as u64 / 6 } else { 0 };
                area.take(row, column, column + more);
            }
            _ => {}
        }
    }
    Some(area.cells())
}

/// Whether the last row and column that a sheet claims can be there.
fn claim(data: &[u8]) -> Option<()> {
    let (rows, columns) = match data.len() {
        10 => (u64::from(u16_at(data, 2)), u16_at(data, 6)),
        14.. => (u64::from(u16_at(data, 4)) | u64::from(u16_at(data, 6)) << 16, u16_at(data, 10)),
        _ => return None,
    };
    (rows <= MOST_ROWS && u64::from(columns) <= MOST_COLUMNS).then_some(())
}

/// The rectangle around the cells of a sheet.
#[derive(Default)]
struct Area {
    rows: Option<(u64, u64)>,
    columns: Option<(u64, u64)>,
}

impl Area {
    fn take(&mut self, row: u64, from: u64, to: u64) {
        let (first, last) = self.rows.unwrap_or((row, row));
        self.rows = Some((first.min(row), last.max(row)));
        let (first, last) = self.columns.unwrap_or((from, to));
        self.columns = Some((first.min(from), last.max(to)));
    }

    fn cells(&self) -> u64 {
        let length = |side: Option<(u64, u64)>| side.map_or(0, |(first, last)| last - first + 1);
        length(self.rows) * length(self.columns)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A workbook's part with one sheet behind it, which holds `records`.
    fn workbook(records: &[(u16, Vec<u8>)]) -> Vec<u8> {
        let record = |kind: u16, data: &[u8]| {
            let length = u16::try_from(data.len()).unwrap_or_default();
            [kind.to_le_bytes().as_slice(), &length.to_le_bytes(), data].concat()
        };
        let mut bytes = [record(BOF, &[0; 4]), record(SHEET, &[24, 0, 0, 0, 0, 0, 0, 0]), record(EOF, &[])].concat();
        bytes.extend(record(BOF, &[0; 4]));
        bytes.extend(records.iter().flat_map(|(kind, data)| record(*kind, data)));
        bytes.extend(record(EOF, &[]));
        bytes
    }

    fn cell(row: u16, column: u8) -> (u16, Vec<u8>) {
        let [low, high] = row.to_le_bytes();
        (0x0203, vec![low, high, column, 0, 0, 0])
    }

    fn dimensions(rows: u32, columns: u16) -> (u16, Vec<u8>) {
        let mut data = vec![0; 14];
        data[4..8].copy_from_slice(&rows.to_le_bytes());
        data[10..12].copy_from_slice(&columns.to_le_bytes());
        (DIMENSIONS, data)
    }

    #[test]
    fn two_far_cells_take_what_lies_between_them() {
        assert_eq!(cells(&workbook(&[dimensions(10, 4), cell(0, 0), cell(9, 3)])), Some(40));
        assert_eq!(cells(&workbook(&[cell(0, 0), cell(u16::MAX, 255)])), Some(65_536 * 256));
        assert_eq!(cells(&workbook(&[])), Some(0));
    }

    #[test]
    fn a_claim_beyond_the_format_is_none() {
        assert_eq!(cells(&workbook(&[dimensions(u32::MAX, 3)])), None);
        assert_eq!(cells(&workbook(&[dimensions(3, 257)])), None);
    }
}
