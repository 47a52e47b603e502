//! Rounds that are still to be signed and have another day under another calendar.

use std::collections::BTreeSet;

use domain::{
    calendar::Calendar,
    plan::UnitCode,
    round::{Due, Month},
};

use super::owing::first_shown;
use crate::{Cms, Result};

/// The round of a month, with its day by two calendars and the units that have not signed it.
pub(crate) struct MovedRound {
    pub(crate) before: Due,
    pub(crate) after: Due,
    /// Those that carry the duties today.
    pub(crate) units: BTreeSet<UnitCode>,
}

impl Cms {
    /// The rounds, this month's and those before it that units are shown, whose day is another by `after` than by `before`.
    pub(crate) async fn moved_rounds_between(&self, before: &Calendar, after: &Calendar) -> Result<Vec<MovedRound>> {
        let (plan, this) = (self.plan(), Month::of(self.today()));
        let dues = Month::between(first_shown(this), this).into_iter();
        let dues = dues.map(|month| [before, after].map(|calendar| Due::new(month, calendar)));
        let dues: Vec<[Due; 2]> = dues.filter(|[old, new]| old.on != new.on).collect();
        let (Some([first, _]), Some([last, _])) = (dues.first(), dues.last()) else { return Ok(Vec::new()) };
        let heads = self.inner.store.round_heads(first.month, last.month, None).await?;
        let signed: BTreeSet<(Month, UnitCode)> =
            heads.into_iter().filter(|head| head.signed.is_some()).map(|head| (head.month, head.unit)).collect();
        let plans = self.plans_of_rounds(&plan, &dues.iter().flatten().collect::<Vec<_>>()).await?;
        let known = plans.units();
        let rounds = dues.into_iter().map(|[before, after]| {
            let waits = |unit: &&UnitCode| {
                let owes = plans.owes(unit, &before) || plans.owes(unit, &after);
                owes && !signed.contains(&(before.month, (*unit).clone()))
            };
            let waiting = known.iter().map(|unit| &unit.code).filter(waits);
            let units = waiting.map(|unit| plan.plan.bearer(unit, plan.on)).collect();
            MovedRound { before, after, units }
        });
        Ok(rounds.filter(|round| !round.units.is_empty()).collect())
    }
}
