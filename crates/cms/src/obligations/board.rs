//! 全县看板: every column, and the units among each other.

use std::collections::BTreeMap;

use domain::{
    desk::board::{CountyBoard, Tally, UnitName, UnitRank},
    obligation::State,
    permission::{Action, Target, may},
    plan::UnitCode,
};

use super::{Standings, lines::names_of};
use crate::{Cms, Ctx, Result};

/// A column that more units write for than this is nobody's in particular: how it stands counts for those who lead it.
const SHARED_BY_AT_MOST: usize = 3;

impl Cms {
    /// The whole county at a glance.
    pub async fn county_board(&self, ctx: &Ctx) -> Result<CountyBoard> {
        let actor = ctx.actor()?;
        may(actor, Action::ReadBoard, Target::Desk)?;
        let standings = self.standings().await?;
        Ok(CountyBoard {
            today: standings.today,
            at: standings.at,
            calendar: standings.calendar.county().version().clone(),
            tally: Tally::of(standings.columns.iter().map(|column| column.standing.state)),
            lines: standings.lines(actor),
            units: standings.ranking(),
            trend: self.trend(&standings).await?,
        })
    }
}

impl Standings {
    /// Each unit with the columns that count for it, the best first. An item on its way counts for the side that has it.
    fn ranking(&self) -> Vec<UnitRank> {
        let mut states: BTreeMap<UnitCode, Vec<State>> = BTreeMap::new();
        for column in &self.columns {
            let Some(duties) = self.plan.duties(&column.code) else { continue };
            let held_by_lead = column.standing.with == domain::obligation::Side::Lead;
            let answering = match &column.open_of {
                Some(unit) if !held_by_lead => std::iter::once(self.plan.plan.bearer(unit, self.today)).collect(),
                Some(_) => duties.leads.clone(),
                None if duties.responsible.len() <= SHARED_BY_AT_MOST => duties.responsible.clone(),
                None => duties.leads.clone(),
            };
            for unit in answering {
                states.entry(unit).or_default().push(column.standing.state);
            }
        }
        let mut ranked: Vec<UnitRank> = states
            .into_iter()
            .filter_map(|(unit, states)| {
                let name: UnitName = names_of(&self.plan, Some(&[unit].into())).pop()?;
                Some(UnitRank { place: 0, unit: name, tally: Tally::of(states) })
            })
            .filter(|rank| rank.tally.owed() > 0)
            .collect();
        let merit = |rank: &UnitRank| {
            let tally = rank.tally;
            (std::cmp::Reverse(tally.kept_per_mille()), tally.red(), tally.due_soon, std::cmp::Reverse(tally.owed()))
        };
        ranked.sort_by_key(merit);
        let mut place = 0;
        for index in 0..ranked.len() {
            if index == 0 || merit(&ranked[index]) != merit(&ranked[index - 1]) {
                place = u32::try_from(index + 1).unwrap_or(u32::MAX);
            }
            ranked[index].place = place;
        }
        ranked
    }
}
