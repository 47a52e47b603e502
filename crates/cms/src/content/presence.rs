//! Who has an item open: two people who meet in one see each other.

use chrono::TimeDelta;
use domain::{desk::content::Presence, id::ItemId, permission::Action};
use store::presence::Heartbeat;

use crate::{Cms, Ctx, Result};

/// Without a sign of life for so long, somebody has closed the page.
const GONE_AFTER: TimeDelta = TimeDelta::seconds(45);

impl Cms {
    /// Says that the account has the item open, and who else has. No change of the item, hence no event.
    pub async fn heartbeat(&self, ctx: &Ctx, item: ItemId, editing: bool) -> Result<Vec<Presence>> {
        let actor = ctx.actor()?;
        self.subject(ctx, item, Action::Read).await?;
        let now = self.now();
        let plan = self.plan();
        let mut tx = self.inner.store.begin().await?;
        tx.heartbeat(&Heartbeat {
            item,
            account: actor.account,
            name: &actor.name,
            unit_name: plan.unit_name(&actor.unit),
            editing,
            at: now,
            gone_before: now - GONE_AFTER,
        })
        .await?;
        tx.commit().await?;
        self.others(ctx, item).await
    }

    /// Who else has the item open.
    pub(super) async fn others(&self, ctx: &Ctx, item: ItemId) -> Result<Vec<Presence>> {
        let actor = ctx.actor()?;
        Ok(self.inner.store.present(item, actor.account, self.now() - GONE_AFTER).await?)
    }
}
