//! Monthly rounds that are not signed and that another calendar moves.

use domain::{
    desk::calendar::{ClockOf, MovedClock},
    obligation::State,
    round::Due,
};

use super::{Moved, Whose, names};
use crate::{Cms, Result, obligations::Calendars};

impl Cms {
    /// All rounds of a month have one day: they are one line, told to each unit that has not signed its own.
    pub(super) async fn moved_rounds(&self, before: &Calendars, after: &Calendars) -> Result<Vec<Moved>> {
        let (plan, today) = (self.plan(), self.today());
        let rounds = self.moved_rounds_between(before.county(), after.county()).await?;
        let state = |due: &Due| if due.on < today { State::Overdue } else { State::Normal };
        let moved = rounds.into_iter().map(|round| {
            let whose = Whose::Units(round.units);
            let clock = MovedClock {
                of: ClockOf::Round { month: round.before.month },
                name: round.before.month.label(),
                units: names(&plan, &whose),
                due_before: Some(round.before.on),
                due_after: Some(round.after.on),
                state_before: state(&round.before),
                state_after: state(&round.after),
            };
            Moved { clock, whose }
        });
        Ok(moved.collect())
    }
}
