//! 巡查: the inspection of what the public sees, put to work. A round is ordered by the schedule or by the portal manager,
//! walked by one node at a time, and compared with what is known; who mends is told, and people judge what it has found.

mod judging;
mod keeping;
mod letters;
mod listing;
mod mending;
mod merging;
mod of_units;
mod ordering;
mod rules;
mod telling;
mod walking;

pub use walking::{Outcome, Walking};
