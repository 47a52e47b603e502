//! Claiming: two people who open the same item see which of them handles it.

use std::collections::BTreeSet;

use domain::{event::SubjectKind, workflow::Stage};
use serde_json::json;

use super::Subject;
use crate::{Cms, Ctx, Error, Result};

impl Cms {
    pub(super) async fn claim(&self, ctx: &Ctx, subject: &Subject) -> Result<Stage> {
        let actor = ctx.actor()?;
        let item = &subject.item;
        if item.claimed_by == Some(actor.account) {
            return Ok(item.stage);
        }
        let mut tx = self.begin_with(subject).await?;
        if !tx.claim_item(item.id, item.newest, Some((actor.account, &actor.name))).await? {
            return Err(Error::Stale);
        }
        if let Some(former) = item.claimed_by {
            let text = format!("《{}》改由{}办理", item.title, actor.name);
            self.tell(&mut tx, &BTreeSet::from([former]), Some(actor.account), Some(item.id), &text).await?;
        }
        let data = json!({ "revision": item.newest, "taken_from": item.claimed_by });
        tx.append_event(&ctx.event(self, "item.claim", SubjectKind::Item, &item.id.to_string(), data)).await?;
        tx.commit().await?;
        Ok(item.stage)
    }

    pub(super) async fn release(&self, ctx: &Ctx, subject: &Subject) -> Result<Stage> {
        let actor = ctx.actor()?;
        let item = &subject.item;
        if item.claimed_by != Some(actor.account) {
            return Err(Error::Stale);
        }
        let mut tx = self.begin_with(subject).await?;
        if !tx.claim_item(item.id, item.newest, None).await? {
            return Err(Error::Stale);
        }
        let data = json!({ "revision": item.newest });
        tx.append_event(&ctx.event(self, "item.release", SubjectKind::Item, &item.id.to_string(), data)).await?;
        tx.commit().await?;
        Ok(item.stage)
    }
}
