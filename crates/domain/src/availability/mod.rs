//! Availability (可用率) of what must always be there: the home page, and the columns of 实时更新. Each is probed evenly over
//! the day ([`Rhythm`]); what the probes of thirty days come to is an [`Availability`], which is held against the county's
//! [`ServiceLevel`]. The visits that an inspection pays to the home page ([`home_visits`]) are counted from the same probes.

mod level;
mod probe;
mod reached;
mod record;
mod rhythm;
mod visits;

pub use level::ServiceLevel;
pub use probe::{Outcome, Probe, Probed};
pub use reached::Reached;
pub use record::{Availability, Failing, KEPT, MONTH, Share, WEEK};
pub use rhythm::Rhythm;
pub use visits::{HomeVisits, VisitRule, home_visits};
