//! Whose time it was: a unit is judged on what it could do. While an item waits for a lead unit, the unit's clock stands
//! and the lead unit's runs; both are shown.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::held::Held;
use crate::{
    calendar::Calendar,
    clock::{Deadline, Pause, Pauses, Term},
};

/// The two sides of an item.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Side {
    /// 保障单位: writes, corrects what was returned.
    Unit,
    /// 牵头单位: reviews and signs.
    Lead,
}

impl Side {
    pub const fn label(self) -> &'static str {
        match self {
            Self::Unit => "保障单位",
            Self::Lead => "牵头单位",
        }
    }
}

/// How the time of an item, or of a column that waits for one, divides.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Shares {
    /// Working days that the unit had it.
    pub unit_days: i64,
    /// Working days that lead units had it.
    pub lead_days: i64,
    /// The unit's own deadline: the term without the days on which a lead unit had it.
    pub unit: Deadline,
    /// The lead unit's deadline for what it has to sign now; `None` while it has nothing to sign.
    pub lead: Option<Deadline>,
    /// Who let the day pass.
    pub late: Option<Late>,
}

/// Whose deadline is over. An item that came late and is held too long is late on both sides.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Late {
    Unit,
    Lead,
    Both,
}

impl Shares {
    /// Divides the time of what was `held` so from `start` to `today`. `term` is the unit's, `signing` the lead unit's.
    pub(super) fn of(
        held: &Held,
        start: NaiveDate,
        term: Term,
        signing: Term,
        calendar: &Calendar,
        pauses: &Pauses,
        today: NaiveDate,
    ) -> Self {
        let mut unit_days = 0;
        let mut lead_days = 0;
        let mut waits = Vec::new();
        let (mut from, mut with) = (start, Side::Unit);
        let ends = held.handovers.iter().map(|h| (h.on.max(start), h.to)).chain([(today.max(start), Side::Unit)]);
        for (on, next) in ends {
            let days = calendar.working_days_between(from, on);
            match with {
                Side::Unit => unit_days += days,
                Side::Lead => {
                    lead_days += days;
                    // The day on which it is handed over belongs to the side that hands it over.
                    if let Some(first) = from.succ_opt().filter(|first| *first <= on) {
                        waits.push(Pause { from: first, to: Some(on), reason: "在牵头单位审签".into() });
                    }
                }
            }
            (from, with) = (on, next);
        }
        let all: Pauses = pauses.all().iter().cloned().chain(waits).collect();
        let unit = Deadline::new(start, term, calendar, &all);
        let lead = held.lead_since.map(|since| Deadline::new(since, signing, calendar, pauses));
        let over = |deadline: &Deadline| deadline.due.is_some_and(|due| due < today);
        let late = match (over(&unit), lead.as_ref().is_some_and(over)) {
            (true, true) => Some(Late::Both),
            (true, false) => Some(Late::Unit),
            (false, true) => Some(Late::Lead),
            (false, false) => None,
        };
        Self { unit_days, lead_days, unit, lead, late }
    }
}
