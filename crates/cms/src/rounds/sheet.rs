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

use super::owing::owes;
use crate::{Cms, Ctx, Error, Result};

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
        if kept.is_none() && standings.plan.plan.unit(unit).is_none() {
            return Err(Error::NotFound);
        }
        let due = Due::new(month, standings.calendar.county());
        let signed = kept.as_ref().and_then(|round| round.signed.clone());
        let owed = owes(&standings.plan, unit, &due, self.rounds_since(&standings.plan).await?);
        let state = RoundState::of(&due, signed.as_ref().map(|by| china_date(by.at)), owed, standings.today);
        let lines = match kept {
            Some(round) if signed.is_some() => as_signed(round),
            kept => self.as_answered(ctx, unit, month, kept.as_ref()).await?,
        };
        let may_sign =
            signed.is_none() && !lines.is_empty() && may(actor, Action::SignRound, Target::Unit(unit)).is_ok();
        let months = self.months_of(unit, &standings).await?;
        Ok(RoundSheet {
            unit: UnitName { code: unit.clone(), name: standings.plan.unit_name(unit).to_owned() },
            today: standings.today,
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
        kept: Option<&UnitRound>,
    ) -> Result<Vec<RoundLine>> {
        let standings = self.standings().await?;
        let lines = self.checklist(ctx.actor()?, unit, month, &standings).await?;
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
