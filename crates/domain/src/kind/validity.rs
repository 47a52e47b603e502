//! What readers see of the validity of a document (有效性). It depends on the day: nobody revises a document on the morning on
//! which it comes into force.

use chrono::NaiveDate;

use super::Validity;

/// What the author said of a document that is in force from its 实施日期 on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct StatedValidity {
    pub(super) stated: Validity,
    pub(super) effective_on: Option<NaiveDate>,
}

impl StatedValidity {
    /// What holds on `today`: one that was not in force yet is so from its day on (现行有效).
    pub fn on(self, today: NaiveDate) -> Validity {
        if self.waits_for().is_some_and(|from| from <= today) { Validity::InForce } else { self.stated }
    }

    /// The day from which on it is no longer what the author said; `None` where no day changes it.
    pub(super) fn waits_for(self) -> Option<NaiveDate> {
        self.effective_on.filter(|_| self.stated == Validity::NotYetInForce)
    }
}
