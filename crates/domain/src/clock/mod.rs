//! Terms and deadlines (期限): how long something may take, on which day it is due, and how that day was found.
//!
//! The day that starts a term is day 0. A term of working days ends on a working day by itself; one of calendar days or
//! months that would end on a day off ends on the next working day (民法典 art. 203). While a clock is paused its days do
//! not count.

mod day_of_year;
mod deadline;
mod of_year;
mod pause;
mod step;
mod term;

pub use day_of_year::{DayOfYear, DayOfYearRefused};
pub use deadline::Deadline;
pub(crate) use deadline::{owed_from, short};
pub(crate) use of_year::due_in_year;
pub use pause::{Pause, Pauses};
pub use step::{Step, StepKind};
pub use term::{Term, TermRefused};
