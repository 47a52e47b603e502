//! The rules of Longan, with no database, no clock and no network in them.
//!
//! Everything here is a value or a pure function, shared by the server and by the desk's wasm:
//! the content assurance plan ([`plan`]), what it makes due and when ([`obligation`], [`clock`], [`calendar`]), who is told of it ([`reminder`]), who may
//! do what ([`permission`]), what a revision can become ([`workflow`]), what inspections count and the score that
//! follows ([`assessment`]), how well what must always be there can be reached ([`availability`]), the kinds of items with their forms and pages ([`kind`]), what stops a submission
//! ([`checks`]), which files are taken for what ([`upload`]), which public pages an event changes ([`reach`]), what the patrol makes of what it sees ([`patrol`]), how a
//! fault becomes a case that is answered and checked ([`rectification`]),
//! and the views that the desk exchanges with the server ([`desk`]). The current time is always an argument.

pub mod account;
pub mod assessment;
pub mod availability;
pub mod calendar;
pub mod checks;
pub mod clock;
pub mod desk;
pub mod document_number;
pub mod event;
pub mod feedback;
pub mod file_size;
pub mod id;
pub mod index_number;
pub mod item;
pub mod kind;
pub mod obligation;
pub mod old_address;
pub mod patrol;
pub mod permission;
pub mod plan;
pub mod reach;
pub mod rectification;
pub mod register;
pub mod reminder;
pub mod reprint;
pub mod round;
pub mod site;
pub mod time;
pub mod topic;
pub mod upload;
pub mod web;
pub mod work_report;
pub mod workflow;
#[cfg(feature = "plan-file")]
pub mod written;
