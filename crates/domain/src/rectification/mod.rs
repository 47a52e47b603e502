//! 整改: a fault becomes a case. The office sends a unit a notice with a deadline, the unit answers point by point with
//! evidence, the office checks and closes. What a case can become is [`CaseState::after`]; what was said at each step is
//! an [`Entry`], and entries are only ever added.
//!
//! ```
//! # use domain::rectification::{CaseState, CaseStep};
//! assert_eq!(CaseState::Noticed.after(CaseStep::Acknowledge), Some(CaseState::InHand));
//! assert_eq!(CaseState::Replied.after(CaseStep::Close), None, "nothing is closed that nobody has checked");
//! ```

mod answering;
mod entry;
mod given;
mod notice;
mod number;
mod state;

pub use answering::{Answer, CaseAsk, Standing, Verdict};
pub use entry::{Entry, Returned, accepted_points};
pub use given::Given;
pub use notice::{Notice, NoticeForm, Point};
pub use number::CaseNumber;
pub use state::{CaseState, CaseStep};

/// Longest texts, in characters.
pub const SUBJECT_MAX: usize = 60;
pub const FAULT_MAX: usize = 500;
pub const PLACE_MAX: usize = 300;
pub const PASSAGE_MAX: usize = 1_000;
pub const BASIS_MAX: usize = 300;
pub const TEXT_MAX: usize = 1_000;
/// A notice with more points is read by nobody.
pub const POINTS_MAX: usize = 20;
/// Files and addresses under one point of a reply.
pub const EVIDENCE_MAX: usize = 10;
/// Nobody has longer for one thing; more is a slip of the key.
pub const WORKING_DAYS_MAX: u16 = 120;

fn length(text: &str) -> usize {
    text.chars().count()
}

/// Without blanks around it and without what browsers put before a line feed.
fn plain(text: &str) -> String {
    text.replace("\r\n", "\n").trim().to_owned()
}

/// Whether `text` leads to a page of the portal or of the web.
fn is_address(text: &str) -> bool {
    (text.starts_with('/') && !text.starts_with("//") && !text.contains(['\\', ' ']))
        || crate::web::host(text).is_some()
}
