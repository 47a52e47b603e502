//! What is wrong with a file: collected to the end, told up to a number that somebody still reads.

use domain::desk::register::CellFault;

use super::MAX_FAULTS;

#[derive(Debug, Default)]
pub(super) struct Faults {
    told: Vec<CellFault>,
    untold: usize,
}

impl Faults {
    /// About the cell in `row` and `column`, both from 0.
    pub(super) fn at(&mut self, row: u32, column: u32, message: impl Into<String>) {
        self.add(CellFault { cell: address(row, column), message: message.into() });
    }

    pub(super) fn of_file(&mut self, message: impl Into<String>) {
        self.add(CellFault::of_file(message));
    }

    fn add(&mut self, fault: CellFault) {
        if self.told.len() < MAX_FAULTS {
            self.told.push(fault);
        } else {
            self.untold += 1;
        }
    }

    /// `Ok` when there are none.
    pub(super) fn none(mut self) -> Result<(), Vec<CellFault>> {
        if self.untold > 0 {
            self.told.push(CellFault::of_file(format!("另有 {} 处问题未列出，请先改正以上各处", self.untold)));
        }
        if self.told.is_empty() { Ok(()) } else { Err(self.told) }
    }
}

/// `C5`, as spreadsheets name cells.
pub(super) fn address(row: u32, column: u32) -> String {
    format!("{}{}", letters(column), u64::from(row) + 1)
}

/// `C`: the name of a column.
pub(super) fn letters(column: u32) -> String {
    let mut rest = u64::from(column) + 1;
    let mut letters = Vec::new();
    while rest > 0 {
        let digit = u8::try_from((rest - 1) % 26).expect("less than 26");
        letters.push(char::from(b'A' + digit));
        rest = (rest - 1) / 26;
    }
    letters.iter().rev().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_are_named_as_in_the_sheet() {
        for (column, name) in [(0, "A"), (25, "Z"), (26, "AA"), (51, "AZ"), (52, "BA"), (701, "ZZ"), (702, "AAA")] {
            assert_eq!(letters(column), name);
        }
        assert_eq!(address(4, 2), "C5");
    }
}
