//! The next revision of a public item, and the end of one that nobody wants.

use domain::{event::SubjectKind, workflow::Stage};
use serde_json::json;

use super::{Subject, deciding::guard, writing::written};
use crate::{Cms, Ctx, Error, Result};

impl Cms {
    /// Starts the next revision from the newest; what is live stays live.
    pub(super) async fn revise(&self, ctx: &Ctx, subject: &Subject) -> Result<Stage> {
        let actor = ctx.actor()?;
        let item = &subject.item;
        let prepared = self.newest(subject).await?;
        let number = item.newest + 1;
        let authors = [(actor.account, actor.name.clone())];
        let mut tx = self.inner.store.begin().await?;
        if !tx.insert_revision(item.id, number, &written(&prepared, &authors, &actor.name, self.now())).await? {
            return Err(Error::Stale);
        }
        let data = json!({ "revision": number, "from": item.newest });
        tx.append_event(&ctx.event(self, "item.revise", SubjectKind::Item, &item.id.to_string(), data)).await?;
        tx.commit().await?;
        Ok(Stage::Draft)
    }

    /// Throws the working revision away; answers the stage of the one before it, or the one it had itself when
    /// nothing is left. The log keeps that it existed.
    pub(super) async fn discard(&self, ctx: &Ctx, subject: &Subject) -> Result<Stage> {
        let item = &subject.item;
        let mut tx = self.inner.store.begin().await?;
        let (done, stage) = if item.newest == 1 {
            (tx.delete_item(guard(subject)).await?, item.stage)
        } else {
            let before = self.inner.store.revision(item.id, item.newest - 1).await?.ok_or(Error::Stale)?;
            (tx.discard_revision(guard(subject), self.now()).await?, before.stage)
        };
        if !done {
            return Err(Error::Stale);
        }
        let data = json!({ "revision": item.newest, "title": item.title, "code": item.code, "column": item.column });
        tx.append_event(&ctx.event(self, "item.discard", SubjectKind::Item, &item.id.to_string(), data)).await?;
        tx.commit().await?;
        Ok(stage)
    }
}
