//! Whether people get through to a service now, however often it was down before.

use chrono::NaiveDate;

use super::Availability;
use crate::time::china_date;

/// What the last visits came to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reached {
    /// It opened when it was visited last, on this day.
    Open { on: NaiveDate },
    /// Its last visit failed, and no other before it: that proves neither the one nor the other.
    Doubtful,
    /// It does not open.
    Dead,
}

impl Availability {
    pub fn reached(&self) -> Reached {
        match self.failing {
            None => Reached::Open { on: china_date(self.last_at) },
            Some(failing) if failing.counts() => Reached::Dead,
            Some(_) => Reached::Doubtful,
        }
    }
}
