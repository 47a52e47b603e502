//! What the desk and the server say to each other: views for pages, forms from pages. No row of the database
//! leaves the server; these types do, and a page's source shows them to its reader.

pub mod approval;
pub mod assessment;
pub mod board;
pub mod calendar;
pub mod cases;
pub mod clocks;
pub mod content;
pub mod due;
pub mod log;
pub mod patrol;
pub mod people;
pub mod plan;
pub mod reading;
pub mod register;
pub mod reminders;
pub mod replaced;
pub mod reports;
pub mod reprints;
pub mod rounds;
pub mod secret_address;
pub mod services;
pub mod site;
pub mod topics;
pub mod workbench;

use serde::{Deserialize, Serialize};

/// One page of a longer list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Page<T> {
    pub rows: Vec<T>,
    pub total: i64,
    /// From 1.
    pub number: i64,
    pub size: i64,
}

impl<T> Page<T> {
    /// How many pages there are; at least 1.
    pub fn count(&self) -> i64 {
        ((self.total + self.size - 1) / self.size.max(1)).max(1)
    }
}

/// A fault of one form field, to be shown beside it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FieldFault {
    pub field: String,
    pub message: String,
}

impl FieldFault {
    pub fn new(field: &str, message: impl Into<String>) -> Self {
        Self { field: field.into(), message: message.into() }
    }

    /// All of them where there is room for one line.
    pub fn in_one_line(faults: &[Self]) -> String {
        let messages: Vec<&str> = faults.iter().map(|fault| fault.message.as_str()).collect();
        messages.join("；")
    }
}
