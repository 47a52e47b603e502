//! A round as it is read: while it is filled in as things stand now, once it is signed as they stood then.

use domain::{
    desk::{
        board::UnitName,
        rounds::{RoundLine, RoundSheet},
    },
    permission::{Action, Target, may},
    plan::UnitCode,
    round::{Due, Month, RoundState},
    time::china_date,
};
use store::unit_round::UnitRound;

use super::keeping::shown;
use crate::{Cms, Ctx, Error, Result, obligations::Standings};

impl Cms {
    /// The round of the actor's unit in `month`; without one, in this month.
    pub async fn my_round(&self, ctx: &Ctx, month: Option<Month>) -> Result<RoundSheet> {
        let actor = ctx.actor()?;
        let unit = actor.unit.clone();
        may(actor, Action::FillRound, Target::Unit(&unit))?;
        self.round_sheet(ctx, &unit, month.unwrap_or_else(|| Month::of(self.today()))).await
    }

    /// The round of any unit: for its own people, and for whoever reads all of them. Months to come have none.
    pub async fn round_sheet(&self, ctx: &Ctx, unit: &UnitCode, month: Month) -> Result<RoundSheet> {
        let actor = ctx.actor()?;
        if may(actor, Action::ReadRounds, Target::Desk).is_err() {
            may(actor, Action::FillRound, Target::Unit(unit))?;
        }
        let standings = self.standings().await?;
        if month > Month::of(standings.today) {
            return Err(Error::NotFound);
        }
        let kept = self.inner.store.unit_round(unit, month).await?;
        let due = Due::new(month, standings.calendar.county());
        let plans = self.plans_of_rounds(&standings.plan, &[&due]).await?;
        let known = plans.units().into_iter().find(|known| &known.code == unit);
        let unit = match (known, &kept) {
            (Some(unit), _) => unit,
            (None, Some(_)) => UnitName { code: unit.clone(), name: unit.to_string() },
            (None, None) => return Err(Error::NotFound),
        };
        let signed = kept.as_ref().and_then(|round| round.signed.clone());
        let owed = plans.owes(&unit.code, &due);
        let state = RoundState::of(&due, signed.as_ref().map(|by| china_date(by.at)), owed, standings.today);
        let (lines, at) = match (kept, &signed) {
            (Some(round), Some(signed)) => (as_signed(round), signed.at),
            (kept, _) => (self.as_answered(ctx, &unit.code, month, &standings, kept.as_ref()).await?, self.now()),
        };
        let may_sign = matches!(state, RoundState::Open | RoundState::Missing)
            && !lines.is_empty()
            && may(actor, Action::SignRound, Target::Unit(&unit.code)).is_ok();
        let months = self.months_of(&unit.code, &standings).await?;
        Ok(RoundSheet {
            unit,
            today: standings.today,
            at,
            shown: shown(lines.iter().map(|line| &line.line))?,
            due,
            state,
            lines,
            signed,
            months: months.into_iter().map(|(due, state)| (due.month, state)).collect(),
            may_sign,
        })
    }

    async fn as_answered(
        &self,
        ctx: &Ctx,
        unit: &UnitCode,
        month: Month,
        standings: &Standings,
        kept: Option<&UnitRound>,
    ) -> Result<Vec<RoundLine>> {
        let lines = self.checklist(ctx.actor()?, unit, month, standings).await?;
        let mut answers = match kept {
            Some(round) => self.inner.store.answers_of_round(round.id).await?,
            None => std::collections::BTreeMap::new(),
        };
        let answered = lines.into_iter().map(|line| match answers.remove(&line.column) {
            Some(kept) => RoundLine { answer: kept.answer, version: kept.version, by: kept.by, line },
            None => RoundLine { answer: line.first_answer(), version: 0, by: String::new(), line },
        });
        Ok(answered.collect())
    }
}

fn as_signed(round: UnitRound) -> Vec<RoundLine> {
    let lines = round.lines.into_iter();
    lines.map(|signed| RoundLine { line: signed.line, answer: signed.answer, version: 0, by: String::new() }).collect()
}
