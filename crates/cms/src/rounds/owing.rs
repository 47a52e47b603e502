//! Which rounds a unit owes: none before the system was there, and none without columns.

use chrono::NaiveDate;
use domain::{
    account::Actor,
    desk::rounds::OwedRound,
    permission::{Action, Target, may},
    plan::{InForce, UnitCode},
    round::{Due, Month, RoundState},
    time::china_date,
};

use crate::{Cms, Result, obligations::Standings};

/// How far back a unit is shown what it has not signed.
const MONTHS_BACK: usize = 12;

impl Cms {
    /// The first day on which a round could have been due: the plan was in force and the system was there.
    pub(super) async fn rounds_since(&self, plan: &InForce) -> Result<NaiveDate> {
        let begun = self.inner.store.log_begins().await?.map_or_else(|| self.today(), china_date);
        Ok(begun.max(plan.plan.effective_on))
    }

    /// The months that `unit` is shown: this one and those before it that it owed, the newest first.
    pub(super) async fn months_of(&self, unit: &UnitCode, standings: &Standings) -> Result<Vec<(Due, RoundState)>> {
        let since = self.rounds_since(&standings.plan).await?;
        let this = Month::of(standings.today);
        let first = std::iter::successors(Some(this), |month| Some(month.previous())).nth(MONTHS_BACK).unwrap_or(this);
        let heads = self.inner.store.round_heads(first, this, Some(unit)).await?;
        let months = Month::between(first, this).into_iter().rev().map(|month| {
            let due = Due::new(month, standings.calendar.county());
            let head = heads.iter().find(|head| head.month == month);
            let signed_on = head.and_then(|head| head.signed.as_ref()).map(|signed| china_date(signed.at));
            let owed = owes(&standings.plan, unit, &due, since);
            let state = RoundState::of(&due, signed_on, owed, standings.today);
            (due, state)
        });
        // This month is shown even to a unit that owes none: it says so.
        Ok(months.filter(|(due, state)| *state != RoundState::NotOwed || due.month == this).collect())
    }

    /// The rounds that the actor's unit has not signed, the oldest first; none for whoever signs none.
    pub(crate) async fn owed_rounds(&self, actor: &Actor, standings: &Standings) -> Result<Vec<OwedRound>> {
        if may(actor, Action::SignRound, Target::Unit(&actor.unit)).is_err() {
            return Ok(Vec::new());
        }
        let months = self.months_of(&actor.unit, standings).await?;
        let owed = months.into_iter().filter(|(_, state)| matches!(state, RoundState::Open | RoundState::Missing));
        Ok(owed.rev().map(|(due, state)| OwedRound { due, state }).collect())
    }
}

/// Whether `unit` owes the round that is due on `due`: it has accounts to sign with, columns, and was there on that day.
pub(super) fn owes(plan: &InForce, unit: &UnitCode, due: &Due, since: NaiveDate) -> bool {
    let has_columns =
        || plan.all_duties().any(|(code, duties)| duties.responsible.contains(unit) && is_kept(plan, code));
    let of_plan = plan.plan.unit(unit);
    due.on >= since && of_plan.is_some_and(|unit| unit.has_account && unit.exists_on(due.on)) && has_columns()
}

/// Whether a column is one that units look after: with a row of its own, and in use.
pub(super) fn is_kept(plan: &InForce, code: &domain::plan::ColumnCode) -> bool {
    let column = plan.plan.column(code);
    column.is_some_and(|column| column.row.is_some() && column.retired_on.is_none_or(|day| day > plan.on))
}
