//! What is wrong with a file: collected to the end, told up to a number that somebody still reads.

use domain::desk::register::CellFault;

use super::MAX_FAULTS;

#[derive(Debug, Default)]
pub(super) struct Faults {
    told: Vec<Fault>,
    untold: usize,
}

/// `place` is row and column from 0, or none for the file as a whole.
#[derive(Debug)]
struct Fault {
    place: Option<(u32, u32)>,
    message: String,
}

/// What is wrong with one cell; row and column from 0.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct PlacedFault {
    pub(crate) row: u32,
    pub(crate) column: u32,
    pub(crate) message: String,
}

impl Faults {
    /// About the cell in `row` and `column`, both from 0.
    pub(super) fn at(&mut self, row: u32, column: u32, message: impl Into<String>) {
        self.add(Fault { place: Some((row, column)), message: message.into() });
    }

    pub(super) fn of_file(&mut self, message: impl Into<String>) {
        self.add(Fault { place: None, message: message.into() });
    }

    fn add(&mut self, fault: Fault) {
        if self.told.len() < MAX_FAULTS {
            self.told.push(fault);
        } else {
            self.untold += 1;
        }
    }

    /// `Ok` when there are none.
    pub(super) fn none(self) -> Result<(), Vec<CellFault>> {
        let more = self.more();
        let told = self.told.into_iter().map(|fault| CellFault {
            cell: fault.place.map(|(row, column)| address(row, column)).unwrap_or_default(),
            message: fault.message,
        });
        let told: Vec<CellFault> = told.chain(more).collect();
        if told.is_empty() { Ok(()) } else { Err(told) }
    }

    /// Those of single cells, when the file as a whole has none.
    pub(super) fn of_cells(self) -> Result<Vec<PlacedFault>, Vec<CellFault>> {
        if self.untold > 0 || self.told.iter().any(|fault| fault.place.is_none()) {
            return self.none().map(|()| Vec::new());
        }
        let placed =
            |fault: Fault| fault.place.map(|(row, column)| PlacedFault { row, column, message: fault.message });
        Ok(self.told.into_iter().filter_map(placed).collect())
    }

    fn more(&self) -> Option<CellFault> {
        let untold = self.untold;
        (untold > 0).then(|| CellFault::of_file(format!("另有 {untold} 处问题未列出，请先改正以上各处")))
    }
}

/// `C5`, as spreadsheets name cells.
pub(super) fn address(row: u32, column: u32) -> String {
    format!("{}{}", letters(column), u64::from(row) + 1)
}

/// `C`: the name of a column.
pub(crate) fn letters(column: u32) -> String {
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
