//! Times in which a clock stands still (暂停).

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// From `from` on no day counts, up to and with `to`; without an end the clock stands until somebody lets it run.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Pause {
    pub from: NaiveDate,
    pub to: Option<NaiveDate>,
    pub reason: String,
}

/// The pauses of one clock.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Pauses(Vec<Pause>);

impl Pauses {
    pub const fn none() -> Self {
        Self(Vec::new())
    }

    pub const fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    pub fn all(&self) -> &[Pause] {
        &self.0
    }

    /// The pause that keeps `day` from counting.
    pub fn of(&self, day: NaiveDate) -> Option<&Pause> {
        self.0.iter().find(|pause| pause.from <= day && pause.to.is_none_or(|to| day <= to))
    }

    pub(super) fn cover(&self, day: NaiveDate) -> bool {
        self.of(day).is_some()
    }

    /// Whether the clock stands on `day` and nobody has said until when.
    pub(super) fn stand_still_from(&self, day: NaiveDate) -> bool {
        self.0.iter().any(|pause| pause.from <= day && pause.to.is_none())
    }
}

impl FromIterator<Pause> for Pauses {
    fn from_iter<I: IntoIterator<Item = Pause>>(pauses: I) -> Self {
        Self(pauses.into_iter().collect())
    }
}
