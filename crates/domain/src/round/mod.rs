//! 月度巡查: the unit's own patrol (巡查单位). Each month a unit looks through the columns that it is responsible for and
//! signs what it found, in the name of its head.
//!
//! The checklist is made of the unit's columns as they stand: a [`Line`] says what the system knows, an [`Answer`] what
//! the unit saw. A round is due on the month's last working day ([`Due`]); what was signed is never changed, and the
//! next round begins from the problems that were left open.

mod answer;
mod due;
mod line;
mod month;

pub use answer::{
    Answer, HEAD, LONGEST_HEAD, LONGEST_NOTE, Verdict, draft_fault, faults, field_of, head_fault, note_field_of,
    unknown_fault,
};
pub use due::{Due, RoundState};
pub use line::{Carried, Guides, LastItem, Line, SignedLine};
pub use month::Month;
