//! What readers see of the validity of a document (有效性). It depends on the day: nobody revises a document on the morning on
//! which it comes into force, or after the last day of its term.

use chrono::NaiveDate;

use super::Validity;

/// What the author said of a document that is in force from its 实施日期 on, and until its 有效期至.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct StatedValidity {
    pub(super) stated: Validity,
    pub(super) effective_on: Option<NaiveDate>,
    pub(super) expires_on: Option<NaiveDate>,
}

impl StatedValidity {
    /// What holds on `today`: one that was not in force yet is so from its day on (现行有效), and whose term has ended is out of
    /// force without anybody's declaring it (有效期届满自动失效).
    pub fn on(self, today: NaiveDate) -> Validity {
        if self.lapses_after().is_some_and(|last| last < today) {
            Validity::Expired
        } else if self.waits_for().is_some_and(|from| from <= today) {
            Validity::InForce
        } else {
            self.stated
        }
    }

    /// The last day of its term; `None` where it has none, or is out of force before.
    pub(super) fn lapses_after(self) -> Option<NaiveDate> {
        self.expires_on.filter(|_| !self.stated.is_over())
    }

    /// The day on which what was not in force yet comes into force; `None` where it waits for none.
    pub(super) fn waits_for(self) -> Option<NaiveDate> {
        self.effective_on.filter(|_| self.stated == Validity::NotYetInForce)
    }
}
