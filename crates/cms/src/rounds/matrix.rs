//! Units × months: who has signed, who was late, whose round is missing.

use std::collections::BTreeMap;

use chrono::Datelike;
use domain::{
    desk::{
        board::UnitName,
        rounds::{RoundCell, RoundFilter, RoundMatrix},
    },
    permission::{Action, Target, may},
    plan::UnitCode,
    round::{Due, Month, RoundState},
    time::china_date,
};
use store::unit_round::RoundHead;

use crate::{Cms, Ctx, Result};

impl Cms {
    /// The rounds of a year, of all units that owed or signed any.
    pub async fn round_matrix(&self, ctx: &Ctx, filter: &RoundFilter) -> Result<RoundMatrix> {
        may(ctx.actor()?, Action::ReadRounds, Target::Desk)?;
        let standings = self.standings().await?;
        let today = standings.today;
        let first_year = self.first_plan_on().await?.unwrap_or(today).year();
        let year =
            filter.year.filter(|year| (first_year..=today.year()).contains(year)).unwrap_or_else(|| today.year());
        let months: Vec<Due> =
            Month::of_year(year).into_iter().map(|month| Due::new(month, standings.calendar.county())).collect();
        let plans = self.plans_of_rounds(&standings.plan, &months.iter().collect::<Vec<_>>()).await?;
        let mut heads: BTreeMap<UnitCode, BTreeMap<Month, RoundHead>> = BTreeMap::new();
        if let (Some(first), Some(last)) = (months.first(), months.last()) {
            for head in self.inner.store.round_heads(first.month, last.month, None).await? {
                heads.entry(head.unit.clone()).or_default().insert(head.month, head);
            }
        }
        let mut units = plans.units();
        // A unit that no plan knows any longer keeps what it signed.
        let unknown = heads.keys().filter(|unit| units.iter().all(|known| &known.code != *unit));
        let unknown: Vec<_> = unknown.map(|unit| UnitName { code: unit.clone(), name: unit.to_string() }).collect();
        units.extend(unknown);
        let mut rows = Vec::new();
        for unit in units {
            let of_unit = heads.remove(&unit.code).unwrap_or_default();
            let cells: Vec<RoundCell> = months
                .iter()
                .map(|due| {
                    let head = of_unit.get(&due.month);
                    let signed = head.and_then(|head| head.signed.clone());
                    let owed = plans.owes(&unit.code, due);
                    let state = RoundState::of(due, signed.as_ref().map(|by| china_date(by.at)), owed, today);
                    let problems = head.map_or(0, |head| head.problems);
                    RoundCell { month: due.month, state, signed, problems }
                })
                .collect();
            if cells.iter().any(|cell| cell.state != RoundState::NotOwed) {
                rows.push((unit, cells));
            }
        }
        let units = rows.iter().map(|(unit, _)| unit.clone()).collect();
        rows.retain(|(unit, cells)| {
            filter.unit.as_ref().is_none_or(|wanted| wanted == &unit.code)
                && filter.state.is_none_or(|state| cells.iter().any(|cell| cell.state == state))
        });
        Ok(RoundMatrix { year, at: self.now(), months, rows, units, first_year })
    }
}
