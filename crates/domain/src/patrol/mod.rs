//! The patrol (巡查): what is wrong with what the public sees, how certain that is, who mends it and by when.
//!
//! The plan makes inspection a duty of the publishing unit (方案: 栏目巡查由保障单位负责), the national check counts what it
//! finds (国办秘函〔2019〕19号, `domain.md` §2), and reports of broken links are believed only as long as they are right
//! (`design.md` §2). So a [`Finding`] has [`Evidence`], an [`Owner`], a [`Clock`] and a [`State`]; a fault of the network
//! counts after two [probes](probe) only; and what a person has judged false stays away by its [`Fingerprint`].
//!
//! A round looks at pages and brings [`Observation`]s; [`merge`] turns them and what is known into [`Change`]s. Everything
//! here is pure: who looks, and where findings are kept, is decided elsewhere.
//!
//! ```
//! use domain::patrol::{FaultKind, Weight, plain_address};
//!
//! assert_eq!(FaultKind::DeadLink.code(), "dead-link");
//! assert_eq!(FaultKind::PersonalData.weight(), Weight::Blocking);
//! assert_eq!(plain_address("HTTP://WWW.Lax.gov.cn:80/a/1?spm=2&page=3#top"), "http://www.lax.gov.cn/a/1?page=3");
//! ```

mod address;
mod certificate;
mod evidence;
mod finding;
mod fingerprint;
mod ignoring;
mod kind;
mod merge;
mod owner;
pub mod probe;
mod state;

pub use address::{is_tracking, plain_address};
pub use certificate::{UnseenCertificate, certificate_page};
pub use evidence::{Evidence, PASSAGE_MAX, Passage};
pub use finding::{Clock, Finding};
pub use fingerprint::{Fingerprint, Observation, Place};
pub use ignoring::{Ignoring, Pattern};
pub use kind::{Answerable, FaultKind, Weight};
pub use merge::{Change, Seen, Terms, WhatChanged, merge};
pub use owner::{Owner, UnitsDuty};
pub use state::{Mark, NotThatWay, State, Step};
