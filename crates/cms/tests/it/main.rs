//! The use cases as stories of a small county (`testkit`).

#![expect(clippy::unwrap_used, reason = "a test whose preparation fails has failed")]

mod account_forms;
mod administration;
mod availability;
mod cases;
mod content;
mod delegating;
mod demo;
mod demo_content;
mod import;
mod old_addresses;
mod patrol;
mod patrol_told;
mod plan_edits;
mod plan_versions;
mod reprints;
mod services;
mod sessions;
mod signing_in;
mod simulation;
mod site_switches;
mod topics;

use testkit::TestCounty;

/// The counties in which stories of people who act at the same time are told: one on each database.
pub(crate) async fn both_databases() -> Vec<TestCounty> {
    let mut counties = vec![TestCounty::new().await];
    counties.extend(TestCounty::on_postgres().await);
    counties
}
