//! Views of the assessment for 考核自查.

use serde::{Deserialize, Serialize};

use crate::{
    assessment::{Decimal, Grade, Score, Span, WaysBack},
    desk::board::UnitName,
};

/// The score of today under one rule set, with everything that led to it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AssessmentSheet {
    /// Code and name of every rule set, the one in use first.
    pub rule_sets: Vec<(String, String)>,
    /// The document of this one, and what must be known of it.
    pub document: String,
    pub note: String,
    pub score: Score,
    pub ways: WaysBack,
    /// What the units cost the county, the most first; `None` is what nobody in particular answers for.
    pub by_unit: Vec<(Option<UnitName>, Decimal)>,
    /// At the end of the year if nothing is done.
    pub forecast: Forecast,
    /// Measurements that the rule set asks for and that nothing takes yet.
    pub not_measured: Vec<String>,
    /// What this rule set says otherwise than the next in the list, line by line.
    pub differences: Vec<String>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Forecast {
    pub on: chrono::NaiveDate,
    pub points: Span,
    pub grade: Grade,
    /// Veto conditions that would be hit by then and are not today.
    pub new_vetoes: Vec<String>,
}
