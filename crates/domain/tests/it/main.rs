//! The rules of the county as tables and properties.

#![cfg_attr(feature = "plan-file", expect(clippy::unwrap_used, reason = "a test whose preparation fails has failed"))]

mod checks;
mod document_numbers;
mod kinds_in_journeys;
#[cfg(feature = "plan-file")]
mod patrol;
mod permission;
#[cfg(feature = "plan-file")]
mod plan_change;
#[cfg(feature = "plan-file")]
mod plan_faults;
#[cfg(feature = "plan-file")]
mod plan_file;
#[cfg(feature = "plan-file")]
mod plan_in_force;
#[cfg(feature = "plan-file")]
mod plan_properties;
#[cfg(feature = "plan-file")]
mod plan_tree;
#[cfg(feature = "plan-file")]
mod shipped_plan;
mod time;
