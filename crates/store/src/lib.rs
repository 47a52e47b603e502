//! SQL for SQLite and PostgreSQL. The only crate that contains any.
//!
//! One text per query in the portable subset of `docs/SQL.md`, run by [`on_pool!`](db) and [`on_tx!`](db) on
//! whichever database the [`Store`] was opened on. Reads take `&Store`; every write takes the [`Tx`] that also
//! carries its event, so that a change without its log entry cannot be written. Rights are not checked here:
//! callers are the use cases of `cms`.

pub mod account;
pub mod account_request;
pub mod article;
pub mod assessment_appeal;
pub mod assessment_frozen;
pub mod assessment_judgement;
mod backup;
mod calendar_address;
mod calendar_notice;
mod change;
mod clock_adjustment;
pub mod column_confirmation;
pub mod column_news;
pub mod column_past;
pub mod column_state;
mod confirmation;
mod db;
pub mod decision;
mod decode;
pub mod delegation;
mod error;
pub mod event;
pub mod event_clock;
pub mod facet;
pub mod index_number;
pub mod item;
pub mod likeness;
pub mod login_attempt;
pub mod mail;
pub mod mail_receipt;
pub mod matter;
pub mod media;
pub mod media_scan;
mod notice;
mod old_address;
pub mod patrol_finding;
mod patrol_list;
pub mod patrol_round;
pub mod plan_version;
pub mod presence;
pub mod probe;
pub mod publication;
mod readers;
mod readership;
pub mod rectification;
pub mod register;
mod related;
pub mod reminder;
pub mod replaced_text;
pub mod report;
pub mod reprint_proposal;
pub mod reprint_source;
pub mod revision;
mod secrecy;
pub mod session;
pub mod site_index;
pub mod site_switch;
#[cfg(feature = "testing")]
pub mod testing;
pub mod topic;
pub mod topic_revision;
mod unit_contact;
pub mod unit_round;
#[cfg(feature = "testing")]
pub mod volume;
mod wall_address;
mod work_report;

pub use db::{Backend, Store, Tx};
pub use error::{Error, Result};
