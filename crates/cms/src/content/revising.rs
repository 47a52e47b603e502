//! The next revision of a public item, and the end of one that nobody wants.

use domain::{event::SubjectKind, workflow::Stage};
use serde_json::json;

use super::{
    Subject,
    deciding::guard,
    writing::{by, written},
};
use crate::{Cms, Ctx, Error, Result};

impl Cms {
    /// Starts the next revision from the newest; what is live stays live.
    pub(super) async fn revise(&self, ctx: &Ctx, subject: &Subject) -> Result<Stage> {
        let actor = ctx.actor()?;
        let item = &subject.item;
        // What the one before changed is told; the next says what it changes itself.
        let prepared = self.newest(subject).await?.without_change_note();
        let number = item.newest + 1;
        let authors = [(actor.account, actor.name.clone())];
        let mut tx = self.begin_with(subject).await?;
        if !tx.insert_revision(item.id, number, &written(&prepared, &authors, by(actor), self.now())).await? {
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
        let before = match item.newest {
            1 => None,
            number => Some(self.inner.store.revision(item.id, number - 1).await?.ok_or(Error::Stale)?),
        };
        let people = self.people_of(subject).await?;
        let text = format!("《{}》的草稿已由{}删除", item.title, ctx.actor()?.name);
        let mut tx = self.begin_with(subject).await?;
        let done = match before {
            None => tx.delete_item(guard(subject)).await?,
            Some(_) => tx.discard_revision(guard(subject), self.now()).await?,
        };
        if !done {
            return Err(Error::Stale);
        }
        let left = before.as_ref().map(|_| item.id);
        self.tell(&mut tx, &people, Some(ctx.actor()?.account), left, &text).await?;
        let data = json!({ "revision": item.newest, "title": item.title, "code": item.code, "column": item.column });
        tx.append_event(&ctx.event(self, "item.discard", SubjectKind::Item, &item.id.to_string(), data)).await?;
        tx.commit().await?;
        Ok(before.map_or(item.stage, |revision| revision.stage))
    }
}
