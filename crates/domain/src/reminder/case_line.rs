//! What the digest of a unit says of a case (整改) that waits for its answer.

use chrono::NaiveDate;

use super::{
    Occasion, ReminderSettings,
    asking::{period, warning},
};
use crate::{calendar::Calendar, rectification::Given};

/// A case of which a unit is told. It names nothing of what was written: letters leave the house.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CaseLine {
    /// 隆门户改〔2026〕7号.
    pub number: String,
    /// The last day by the calendar of today.
    pub due: NaiveDate,
    pub arithmetic: String,
    /// `None`: the unit has the case, or has it back, and nothing is due yet.
    pub occasion: Option<Occasion>,
}

impl CaseLine {
    /// What the digest of `today` says of a case in which it is the unit's turn; `None` when that of `last`, the unit's last
    /// one before today, has said it, and on days off. A case is told of on the morning after it was given, and then as a
    /// column is.
    pub fn on(
        number: &str,
        given: &Given,
        calendar: &Calendar,
        settings: &ReminderSettings,
        today: NaiveDate,
        last: Option<NaiveDate>,
    ) -> Option<Self> {
        let due = given.due_by(calendar);
        let occasion = occasion(given.from, due, calendar, settings, today);
        // Digests are written in the morning: one of the day on which the case was given has not known it, and one of a day
        // on which the unit was closed, about a column of several, has said nothing of cases.
        let known = last.filter(|last| given.from < *last && calendar.is_worked(*last));
        let is_new = known.is_none() && given.from < today;
        let told = known.and_then(|last| self::occasion(given.from, due, calendar, settings, last));
        let asks = calendar.is_worked(today) && (is_new || (occasion.is_some() && occasion != told));
        asks.then(|| Self { number: number.into(), due, arithmetic: given.arithmetic.clone(), occasion })
    }
}

fn occasion(
    from: NaiveDate,
    due: NaiveDate,
    calendar: &Calendar,
    settings: &ReminderSettings,
    day: NaiveDate,
) -> Option<Occasion> {
    if due < day {
        return period(due.succ_opt()?, calendar, settings, day).map(Occasion::Overdue);
    }
    warning(Some(from), due, calendar, settings, day)
}
