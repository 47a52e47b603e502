//! A county whose measures are known: all in order, and what tests make of it.

use chrono::NaiveDate;
use domain::assessment::{Decimal, Evidence, Measured, Measurement, Measures, Readings, RuleSet};
use domain::plan::{ColumnCode, UnitCode};

pub(crate) fn number(text: &str) -> Decimal {
    text.parse().unwrap()
}

pub(crate) fn day() -> NaiveDate {
    NaiveDate::from_ymd_opt(2019, 11, 30).unwrap()
}

pub(crate) fn unit(code: &str) -> UnitCode {
    UnitCode::parse(code).unwrap()
}

pub(crate) fn column(code: &str) -> ColumnCode {
    ColumnCode::parse(code).unwrap()
}

/// A finding about a column, for which its unit answers.
pub(crate) fn of_column(code: &str, unit_code: &str) -> Evidence {
    let evidence = Evidence::of(code, format!("栏目“{code}”的问题"));
    evidence.answered_for(Some(column(code)), Some(unit(unit_code)))
}

/// So many findings about different subjects, which nobody in particular answers for.
pub(crate) fn several(count: usize) -> Vec<Evidence> {
    (1..=count).map(|n| Evidence::of(format!("s{n}"), "问题")).collect()
}

/// Everything that the rule set asks for was measured: no faults among a hundred, a dozen of each deed.
pub(crate) fn readings_in_order(rules: &RuleSet) -> Readings {
    rules.measurements().into_iter().fold(Readings::default(), |readings, measurement| {
        let deeds = if measurement.query.finds_faults() { 0 } else { 12 };
        readings.with(measurement, Measured::found_among(100, several(deeds)))
    })
}

pub(crate) fn in_order(rules: &RuleSet) -> Measures {
    Measures { now: readings_in_order(rules), ..Measures::of(day()) }
}

/// The same county where one measurement found something else.
pub(crate) fn but(mut measures: Measures, measurement: Measurement, measured: Measured) -> Measures {
    measures.now.insert(measurement, measured);
    measures
}
