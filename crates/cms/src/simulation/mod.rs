//! 时间模拟: days of a county, played through the real use cases with a turned clock (`docs/SIMULATION.md`).
//!
//! A [`Simulation`] owns an empty database and turns its clock from day to day. What people do on a working day says a
//! [`Conduct`]: the habits of a made-up county ([`Habits`]), in which the seed alone decides, or the script of a test. No rule
//! stands here: drafts, signatures, due days, reminders, rounds of the patrol and scores are those of the county that runs.

mod chance;
mod county;
mod day;
mod deed;
mod habits;
mod opening;
mod report;
mod site;
mod text;
mod year;

pub use day::{DayLog, Morning, Round};
pub use deed::{Conduct, Deed, Flaw, Piece, PieceId};
pub use habits::Habits;
pub use opening::{Opening, Patrolling, Simulation};
pub use report::{DayReport, Month, Report, ScoreLine, WorstUnit};
pub use year::{Stretch, play};
