//! Which rounds a unit owes: none before the first plan was in force here, and none without columns. The plan that was in
//! force on a round's day decides: a later one takes no missing round away.

use std::{collections::BTreeMap, sync::Arc};

use chrono::NaiveDate;
use domain::{
    account::Actor,
    desk::{board::UnitName, rounds::OwedRound},
    permission::{Action, Target, may},
    plan::{ColumnCode, InForce, UnitCode},
    round::{Due, Month, RoundState},
    time::china_date,
};

use crate::{Cms, Result, obligations::Standings};

/// How far back a unit is shown what it has not signed.
const MONTHS_BACK: usize = 12;

/// The plans by which it is judged who owes which round.
pub(super) struct Plans {
    /// For what falls due today or later.
    now: Arc<InForce>,
    /// By the day on which a round was due.
    then: BTreeMap<NaiveDate, InForce>,
}

impl Plans {
    fn of(&self, due: &Due) -> Option<&InForce> {
        if due.on >= self.now.on { Some(&self.now) } else { self.then.get(&due.on) }
    }

    /// Whether `unit` owes the round: it has accounts to sign with, columns, and was there on its day.
    pub(super) fn owes(&self, unit: &UnitCode, due: &Due) -> bool {
        self.of(due).is_some_and(|plan| {
            let of_plan = plan.plan.unit(unit).filter(|unit| unit.has_account && unit.exists_on(due.on));
            let mut kept = plan.all_duties().filter(|(code, _)| is_kept(plan, code));
            of_plan.is_some() && kept.any(|(_, duties)| duties.responsible.contains(unit))
        })
    }

    /// Every unit that any of the plans knows, those of today first, under the name that it bore last.
    pub(super) fn units(&self) -> Vec<UnitName> {
        let mut units: Vec<UnitName> = Vec::new();
        for plan in std::iter::once(&*self.now).chain(self.then.values().rev()) {
            for unit in &plan.plan.units {
                if units.iter().all(|known| known.code != unit.code) {
                    units.push(UnitName { code: unit.code.clone(), name: unit.name.clone() });
                }
            }
        }
        units
    }
}

impl Cms {
    /// The plans that decide who owes the rounds that are due on `dues`.
    pub(super) async fn plans_of_rounds(&self, now: &Arc<InForce>, dues: &[&Due]) -> Result<Plans> {
        let past = dues.iter().map(|due| due.on).filter(|day| *day < now.on).collect();
        let then = self.plans_on(past).await?.into_iter();
        let then = then.map(|(day, plan)| (day, plan.as_ref().clone().in_force(day))).collect();
        Ok(Plans { now: now.clone(), then })
    }

    /// The months that `unit` is shown: this one and those before it that it owed, the newest first.
    pub(super) async fn months_of(&self, unit: &UnitCode, standings: &Standings) -> Result<Vec<(Due, RoundState)>> {
        let this = Month::of(standings.today);
        let first = first_shown(this);
        let heads = self.inner.store.round_heads(first, this, Some(unit)).await?;
        let signed_on = |due: &Due| {
            let head = heads.iter().find(|head| head.month == due.month);
            head.and_then(|head| head.signed.as_ref()).map(|signed| china_date(signed.at))
        };
        let months = Month::between(first, this).into_iter().rev();
        let dues: Vec<Due> = months.map(|month| Due::new(month, standings.calendar.county())).collect();
        // What is signed is signed; who owed the rest is looked up.
        let unsigned: Vec<&Due> = dues.iter().filter(|due| signed_on(due).is_none()).collect();
        let plans = self.plans_of_rounds(&standings.plan, &unsigned).await?;
        let months = dues.into_iter().map(|due| {
            let state = RoundState::of(&due, signed_on(&due), plans.owes(unit, &due), standings.today);
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
        self.unsigned_rounds(&actor.unit, standings).await
    }

    /// The rounds that a unit has not signed, the oldest first.
    pub(crate) async fn unsigned_rounds(&self, unit: &UnitCode, standings: &Standings) -> Result<Vec<OwedRound>> {
        let months = self.months_of(unit, standings).await?;
        let owed = months.into_iter().filter(|(_, state)| matches!(state, RoundState::Open | RoundState::Missing));
        Ok(owed.rev().map(|(due, state)| OwedRound { due, state }).collect())
    }
}

/// The oldest month that a unit is shown in `this` month.
pub(super) fn first_shown(this: Month) -> Month {
    std::iter::successors(Some(this), |month| Some(month.previous())).nth(MONTHS_BACK).unwrap_or(this)
}

/// Whether a column is one that units look after: with a row of its own, and in use.
pub(super) fn is_kept(plan: &InForce, code: &ColumnCode) -> bool {
    let column = plan.plan.column(code);
    column.is_some_and(|column| column.row.is_some() && !column.is_history_on(plan.on))
}
