//! The probes of the day: the home page and every column of 实时更新, each time by one node.

use std::sync::Arc;

use chrono::TimeDelta;
use domain::{
    availability::{KEPT, Probe, Probed, Rhythm},
    permission::Refusal,
    plan::{Cadence, Column, InForce},
};
use patrol::{Manners, Wishes, look_in};

use crate::{Cms, Ctx, Result, patrol::Walking};

/// Long enough for one address with its slowest answers.
const LEASE: TimeDelta = TimeDelta::minutes(5);

impl Cms {
    /// Probes whatever must always be there, if that is due; how many addresses were asked. `None` when nothing is due, or
    /// another node is at it. What several columns share is asked for once.
    pub async fn probe_services(
        &self,
        ctx: &Ctx,
        rhythm: Rhythm,
        walking: &Walking<'_>,
        wishes: &mut Wishes,
    ) -> Result<Option<usize>> {
        if !ctx.is_system() {
            return Err(Refusal::Role.into());
        }
        let now = self.now();
        let begun_by = rhythm.begun_by(now);
        // Mostly nothing is due, and nothing to write.
        let is_due = self.inner.store.last_probing().await?.is_none_or(|last| match last.finished_at {
            Some(_) => last.begun_at <= begun_by,
            None => last.leased_until <= now,
        });
        if !is_due {
            return Ok(None);
        }
        let mut tx = self.inner.store.begin().await?;
        let claimed = tx.claim_probing(now, begun_by, now + LEASE).await?;
        tx.commit().await?;
        let Some(mut claimed) = claimed else { return Ok(None) };
        let plan = self.plan();
        let rules = Arc::new(self.site_rules(&plan));
        let manners = Manners { ignored: self.patrol_ignored().await?, ..walking.manners.clone() };
        let addresses = self.probed_services(&plan);
        for (address, probed) in &addresses {
            let at = self.now();
            let outcome = look_in(walking.fetch, walking.clock, &rules, &manners, wishes, address).await;
            let until = self.now() + LEASE;
            let mut tx = self.inner.store.begin().await?;
            if !tx.keep_probe(&claimed, probed, &Probe { at, outcome }, until).await? {
                return Ok(None);
            }
            tx.commit().await?;
            claimed.leased_until = until;
        }
        let mut tx = self.inner.store.begin().await?;
        let is_finished = tx.finish_probing(&claimed, self.now()).await?;
        tx.commit().await?;
        Ok(is_finished.then_some(addresses.len()))
    }

    /// Forgets the probes of more than four hundred days ago; how many. For a job.
    pub async fn forget_old_probes(&self, ctx: &Ctx) -> Result<u64> {
        if !ctx.is_system() {
            return Err(Refusal::Role.into());
        }
        let mut tx = self.inner.store.begin().await?;
        let forgotten = tx.forget_probes(self.now() - KEPT).await?;
        tx.commit().await?;
        Ok(forgotten)
    }

    /// Each address with what it serves, the home page first.
    fn probed_services(&self, plan: &InForce) -> Vec<(String, Vec<Probed>)> {
        let home = format!("{}/", self.settings().public_address);
        let mut addresses = vec![(home, vec![Probed::Home])];
        for column in plan.plan.columns.iter().filter(|column| is_real_time(column, plan)) {
            let page = || format!("{}/c/{}", self.settings().public_address, column.code);
            let address = self.probed_address(column).unwrap_or_else(page);
            let probed = Probed::Column(column.code.clone());
            match addresses.iter_mut().find(|(known, _)| *known == address) {
                Some((_, all)) => all.push(probed),
                None => addresses.push((address, vec![probed])),
            }
        }
        addresses
    }
}

fn is_real_time(column: &Column, plan: &InForce) -> bool {
    let is_in_use = !column.is_history_on(plan.on);
    is_in_use && column.row.as_ref().is_some_and(|row| row.cadence == Cadence::RealTime)
}
