//! The use cases as stories of a small county (`testkit`).

mod account_forms;
mod administration;
mod delegating;
mod plan_edits;
mod plan_versions;
mod sessions;
mod signing_in;
