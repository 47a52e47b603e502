//! 整改文号: 隆门户改〔2026〕7号.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::document_number::{DocumentNumber, Writing};

/// The number of a case. Its series is kept with it: a later plan renames no letter.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CaseNumber {
    /// 机关代字, from `case_series` of the plan's `[site]`.
    pub series: String,
    pub year: i32,
    /// Within the year, from 1.
    pub number: u32,
}

impl CaseNumber {
    /// Where the plan names no series.
    pub const USUAL_SERIES: &'static str = "门户改";
}

impl fmt::Display for CaseNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (series, year, number) = (self.series.clone(), self.year, self.number);
        DocumentNumber { series, year, number, writing: Writing::Bracketed }.fmt(f)
    }
}
