//! What the editor and the server say to each other about a structured table.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::{id::RegisterId, register::Profile};

/// A stored table in one line of the editor.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RegisterSummary {
    pub id: RegisterId,
    pub name: String,
    pub rows: i64,
    pub profile: Profile,
    /// Last day of the publication period.
    pub personal_until: Option<NaiveDate>,
    /// The personal part is gone.
    pub is_withdrawn: bool,
    /// What was masked and left out when it came in.
    pub note: String,
}

/// What a file would become: shown before anything is stored.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct RegisterPreview {
    /// Every column of the file, in order.
    pub columns: Vec<ColumnNote>,
    /// Names of the columns that stay.
    pub header: Vec<String>,
    /// The first rows as they would be public.
    pub rows: Vec<Vec<String>>,
    pub total: i64,
    /// What must be mended in the file first.
    pub faults: Vec<CellFault>,
    /// What the author should know.
    pub notes: Vec<String>,
    /// Names what was shown here: the confirmation repeats it. Empty while there are faults.
    pub seen: String,
    /// Against the table that it would replace; of a stored one, against the public table.
    pub differences: Option<RegisterDifferences>,
    /// The last day of the publication period, unless the author chooses another; a list of people only.
    pub personal_until: Option<NaiveDate>,
}

/// What happens to one column of the file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ColumnNote {
    pub name: String,
    pub treatment: Treatment,
    /// In words.
    pub note: String,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Treatment {
    Kept,
    Masked,
    Dropped,
}

/// A fault of a file; `cell` is its address in the sheet (`D5`) and empty for the file as a whole.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct CellFault {
    pub cell: String,
    pub message: String,
}

impl CellFault {
    /// About the file as a whole.
    pub fn of_file(message: impl Into<String>) -> Self {
        Self { cell: String::new(), message: message.into() }
    }

    /// In one line: `D5：…`.
    pub fn in_words(&self) -> String {
        if self.cell.is_empty() { self.message.clone() } else { format!("{}：{}", self.cell, self.message) }
    }
}

/// Two tables compared by their key column (动态调整).
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct RegisterDifferences {
    pub added: i64,
    pub removed: i64,
    pub changed: i64,
    /// The first of them, each in one line of words.
    pub lines: Vec<String>,
}
