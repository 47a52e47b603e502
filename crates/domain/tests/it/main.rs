//! The rules of the county as tables and properties.

#![cfg_attr(feature = "plan-file", expect(clippy::unwrap_used, reason = "a test whose preparation fails has failed"))]

#[cfg(feature = "plan-file")]
mod assessment_appeals;
#[cfg(feature = "plan-file")]
mod assessment_diff;
#[cfg(feature = "plan-file")]
mod assessment_faults;
#[cfg(feature = "plan-file")]
mod assessment_properties;
#[cfg(feature = "plan-file")]
mod assessment_quarters;
#[cfg(feature = "plan-file")]
mod assessment_rule_sets;
#[cfg(feature = "plan-file")]
mod assessment_rules;
#[cfg(feature = "plan-file")]
mod assessment_score;
#[cfg(feature = "plan-file")]
mod assessment_veto;
mod availability;
#[cfg(feature = "plan-file")]
mod by_day;
#[cfg(feature = "plan-file")]
mod calendar;
mod checks;
#[cfg(feature = "plan-file")]
mod clock;
mod document_numbers;
#[cfg(feature = "plan-file")]
mod index_numbers;
mod kinds_in_journeys;
mod lateness;
mod links;
#[cfg(feature = "plan-file")]
mod matter;
#[cfg(feature = "plan-file")]
mod measured_county;
mod obligation;
#[cfg(feature = "plan-file")]
mod patrol;
#[cfg(feature = "plan-file")]
mod paused;
mod permission;
#[cfg(feature = "plan-file")]
mod plan_broken_lists;
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
mod rectification;
#[cfg(feature = "plan-file")]
mod releases;
#[cfg(feature = "plan-file")]
mod reminder;
#[cfg(feature = "plan-file")]
mod renewal;
#[cfg(feature = "plan-file")]
mod round;
#[cfg(feature = "plan-file")]
mod rule_sets;
#[cfg(feature = "plan-file")]
mod shipped_plan;
mod time;
#[cfg(feature = "plan-file")]
mod waiting;
#[cfg(feature = "plan-file")]
mod work_report;
#[cfg(feature = "plan-file")]
mod yearly_report;
#[cfg(feature = "plan-file")]
mod yearly_report_joining;
