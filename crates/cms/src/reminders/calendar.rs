//! A unit's deadlines as a calendar behind a secret address.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use domain::{
    event::SubjectKind,
    permission::{Action, Target, may},
    reminder::{
        deadline_of,
        ics::{DueDay, Feed},
    },
};
use serde_json::json;

use crate::{Cms, Ctx, Result, address_secret::AddressSecret};

impl Cms {
    /// Gives the actor's unit a new address, which is shown this once; the one before leads nowhere from now on.
    pub async fn renew_calendar_address(&self, ctx: &Ctx) -> Result<String> {
        let actor = ctx.actor()?;
        may(actor, Action::RenewCalendarAddress, Target::Unit(&actor.unit))?;
        let secret = AddressSecret::draw(&*self.inner.random);
        let mut tx = self.inner.store.begin().await?;
        tx.put_calendar_address(&actor.unit, &secret.hash(), &actor.name, self.now()).await?;
        let unit = actor.unit.as_str();
        tx.append_event(&ctx.event(self, "reminder.renew-address", SubjectKind::Unit, unit, json!({}))).await?;
        tx.commit().await?;
        Ok(format!("{}/ics/{secret}.ics", self.settings().public_address))
    }

    /// The calendar behind a secret; `None` when nobody has it.
    pub async fn unit_calendar(&self, token: &str) -> Result<Option<String>> {
        let Some(secret) = AddressSecret::parse(token) else { return Ok(None) };
        let Some(unit) = self.inner.store.unit_of_calendar(&secret.hash()).await? else { return Ok(None) };
        let standings = self.standings().await?;
        let unit = standings.plan.plan.bearer(&unit, standings.today);
        let mut days: BTreeMap<NaiveDate, DueDay> = BTreeMap::new();
        for owed in standings.owed().filter(|owed| standings.answering(owed).contains(&unit)) {
            // A blank column has been due ever since: no day of a calendar.
            let due = owed.standing.due.filter(|due| deadline_of(&owed.standing) == Some(*due));
            let Some(due) = due else { continue };
            let line = format!("{}（{}）", standings.path_of(owed), standings.arithmetic_of(owed));
            let is_signing = owed.matter.as_ref().is_some_and(|matter| matter.kind.is_signing());
            let of_day = on(&mut days, due);
            let lines = if is_signing { &mut of_day.signings } else { &mut of_day.columns };
            lines.push(line);
        }
        for case in self.case_days(&unit).await? {
            on(&mut days, case.due).cases.push(format!("整改 {}", case.number));
        }
        for round in self.unsigned_rounds(&unit, &standings).await? {
            let line = format!("{}月度巡查（{}）", round.due.month.label(), round.due.arithmetic);
            on(&mut days, round.due.on).rounds.push(line);
        }
        let days: Vec<DueDay> = days.into_values().collect();
        let name = format!("{}：保障期限", standings.plan.unit_name(&unit));
        let feed = Feed {
            name: &name,
            host: self.host(),
            unit: unit.as_str(),
            address: &self.reminders_page(),
            at: standings.at,
        };
        Ok(Some(feed.written(&days)))
    }
}

fn on(days: &mut BTreeMap<NaiveDate, DueDay>, day: NaiveDate) -> &mut DueDay {
    days.entry(day).or_insert_with(|| DueDay::new(day))
}
