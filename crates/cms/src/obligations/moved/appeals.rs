//! Terms of appeal that another calendar moves.

use chrono::NaiveDate;
use domain::{
    desk::calendar::{ClockOf, MovedClock},
    obligation::State,
};

use super::{Moved, Whose, names};
use crate::{Cms, Result, obligations::Calendars};

impl Cms {
    /// Told to the units on which a loss falls; nobody owes an appeal, so that a term that is over is no fault.
    pub(super) async fn moved_appeals(&self, before: &Calendars, after: &Calendars) -> Result<Vec<Moved>> {
        let (plan, today) = (self.plan(), self.today());
        let terms = self.moved_terms_between(before.county(), after.county()).await?;
        let state = |due: Option<NaiveDate>| {
            if due.is_some_and(|due| due < today) { State::NotApplicable } else { State::Normal }
        };
        let moved = terms.into_iter().map(|term| {
            let whose = Whose::Units(term.units);
            let clock = MovedClock {
                of: ClockOf::Appeal { frozen: term.id },
                name: term.name,
                units: names(&plan, &whose),
                due_before: term.before,
                due_after: term.after,
                state_before: state(term.before),
                state_after: state(term.after),
            };
            Moved { clock, whose }
        });
        Ok(moved.collect())
    }
}
