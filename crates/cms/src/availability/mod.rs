//! 实时更新: what must always be there is probed evenly over the day, and what the probes say is put together for the board
//! and the assessment.

mod probing;
mod records;

pub(crate) use records::{Availabilities, AvailabilityCache};
