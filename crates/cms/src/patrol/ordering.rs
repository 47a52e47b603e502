//! When a round begins: by the schedule, and whenever the portal manager sends it.

use chrono::{NaiveTime, TimeDelta};
use domain::{
    event::SubjectKind,
    permission::{Action, Refusal},
    time::china_date,
};
use serde_json::json;

use crate::{Cms, Ctx, Error, Result};

/// So long after its time the round of the day is still made up. A machine that starts at noon does not begin with a walk
/// over the whole portal while people work with it.
const MADE_UP_WITHIN: TimeDelta = TimeDelta::hours(4);

impl Cms {
    /// Sends the patrol round (立即巡查). While another round is open there is nothing to send.
    pub async fn order_round(&self, ctx: &Ctx) -> Result<u32> {
        let by = ctx.at_desk(Action::ManagePatrol)?.map(|actor| actor.name.clone()).unwrap_or_default();
        let mut tx = self.inner.store.begin().await?;
        let number = tx.order_round(&by, self.now()).await?.ok_or(Error::Stale)?;
        let subject = number.to_string();
        tx.append_event(&ctx.event(self, "patrol.order", SubjectKind::Patrol, &subject, json!({}))).await?;
        tx.commit().await?;
        Ok(number)
    }

    /// Orders the round of the day once `daily_at` has come in China, unless one was ordered since; says whether it did.
    /// What is due is read from the database, so neither a restart nor a second node sends two.
    pub async fn order_due_round(&self, ctx: &Ctx, daily_at: NaiveTime) -> Result<bool> {
        if !ctx.is_system() {
            return Err(Refusal::Role.into());
        }
        let now = self.now();
        let due = china_date(now).and_time(daily_at).and_local_timezone(domain::time::CHINA).single();
        let Some(due) = due.filter(|due| *due <= now && now.signed_duration_since(*due) <= MADE_UP_WITHIN) else {
            return Ok(false);
        };
        let last = self.inner.store.patrol_rounds(1).await?.pop();
        if last.is_some_and(|last| last.row.started_at >= due || last.row.finished_at.is_none()) {
            return Ok(false);
        }
        match self.order_round(ctx).await {
            Ok(_) => Ok(true),
            Err(Error::Stale) => Ok(false),
            Err(error) => Err(error),
        }
    }
}
