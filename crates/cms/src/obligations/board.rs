//! 全县看板: every column, and the units among each other.

use std::collections::{BTreeMap, BTreeSet};

use domain::{
    desk::board::{CountyBoard, Tally, UnitName, UnitRank},
    obligation::{Side, State, answering},
    permission::{Action, Target, may},
    plan::UnitCode,
};

use super::{ColumnStanding, Standings, lines::names_of};
use crate::{Cms, Ctx, Result};

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
            matters: standings.matter_lines(actor),
            units: standings.ranking(),
            trend: self.trend(&standings).await?,
        })
    }
}

impl Standings {
    /// The units that answer for a column now.
    pub(crate) fn answering(&self, column: &ColumnStanding) -> BTreeSet<UnitCode> {
        self.answering_with(column, column.standing.with)
    }

    /// The units that answer for a column while what it waits for is with `side`.
    pub(crate) fn answering_with(&self, column: &ColumnStanding, side: Side) -> BTreeSet<UnitCode> {
        let Some(duties) = self.plan.duties(&column.code) else { return BTreeSet::new() };
        let writing = column.open_of.as_ref().map(|unit| self.plan.plan.bearer(unit, self.today));
        answering(duties, writing.as_ref(), side, &column.standing.signed)
    }

    /// Each unit with the columns that count for it, the best first. What a column waits for counts for the side that has it.
    pub(super) fn ranking(&self) -> Vec<UnitRank> {
        let mut states: BTreeMap<UnitCode, Vec<State>> = BTreeMap::new();
        for column in &self.columns {
            for unit in self.answering(column) {
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
