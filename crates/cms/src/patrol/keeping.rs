//! The lists that rounds go by, kept by the portal manager: what is passed over, and the office's words. A change shows
//! with the next round (`domain.md` §7.3).

use domain::{
    desk::patrol::{IgnoreForm, PatrolLists, WordForm},
    event::SubjectKind,
    id::{IgnoringId, PatrolWordId},
    patrol::Pattern,
    permission::{Action, Target, may},
};
use serde_json::json;

use crate::{Cms, Ctx, Error, Result};

impl Cms {
    /// The lists.
    pub async fn patrol_lists(&self, ctx: &Ctx) -> Result<PatrolLists> {
        may(ctx.actor()?, Action::ManagePatrol, Target::Desk)?;
        let store = &self.inner.store;
        Ok(PatrolLists { words: store.patrol_words().await?, ignored: store.patrol_ignored().await? })
    }

    /// Adds a word to one of the lists.
    pub async fn add_patrol_word(&self, ctx: &Ctx, form: WordForm) -> Result<PatrolWordId> {
        let actor = ctx.actor()?;
        may(actor, Action::ManagePatrol, Target::Desk)?;
        let form = form.tidied();
        let faults = form.faults();
        if !faults.is_empty() {
            return Err(Error::Invalid(faults));
        }
        let mut tx = self.inner.store.begin().await?;
        let id = tx.add_patrol_word(&form, (actor.account, &actor.name), self.now()).await?;
        let id = id.ok_or_else(|| Error::field("word", "词表中已有这个词"))?;
        let data = json!({ "form": form });
        tx.append_event(&ctx.event(self, "patrol.add-word", SubjectKind::Patrol, &id.to_string(), data)).await?;
        tx.commit().await?;
        Ok(id)
    }

    /// Takes a word off its list.
    pub async fn remove_patrol_word(&self, ctx: &Ctx, id: PatrolWordId) -> Result<()> {
        may(ctx.actor()?, Action::ManagePatrol, Target::Desk)?;
        let words = self.inner.store.patrol_words().await?;
        let row = words.into_iter().find(|row| row.id == id).ok_or(Error::Stale)?;
        let mut tx = self.inner.store.begin().await?;
        if !tx.remove_patrol_word(id).await? {
            return Err(Error::Stale);
        }
        let data = json!({ "form": row.form });
        tx.append_event(&ctx.event(self, "patrol.remove-word", SubjectKind::Patrol, &id.to_string(), data)).await?;
        Ok(tx.commit().await?)
    }

    /// Adds an entry to the ignore list.
    pub async fn ignore_in_patrol(&self, ctx: &Ctx, form: IgnoreForm) -> Result<IgnoringId> {
        let actor = ctx.actor()?;
        may(actor, Action::ManagePatrol, Target::Desk)?;
        let pattern = match form.pattern {
            Pattern::Host(host) => Pattern::Host(host.trim().to_lowercase()),
            Pattern::Address(address) => Pattern::Address(address.trim().to_owned()),
            Pattern::Under(address) => Pattern::Under(address.trim().to_owned()),
        };
        let form = IgnoreForm { pattern, reason: form.reason.trim().to_owned(), ..form };
        let faults = form.faults(self.today());
        if !faults.is_empty() {
            return Err(Error::Invalid(faults));
        }
        let mut tx = self.inner.store.begin().await?;
        let id = tx.add_ignoring(&form, (actor.account, &actor.name), self.now()).await?;
        let data = json!({ "form": form });
        tx.append_event(&ctx.event(self, "patrol.ignore", SubjectKind::Patrol, &id.to_string(), data)).await?;
        tx.commit().await?;
        Ok(id)
    }

    /// Takes an entry of the ignore list back.
    pub async fn stop_ignoring(&self, ctx: &Ctx, id: IgnoringId) -> Result<()> {
        let actor = ctx.actor()?;
        may(actor, Action::ManagePatrol, Target::Desk)?;
        let mut tx = self.inner.store.begin().await?;
        if !tx.end_ignoring(id, &actor.name, self.now()).await? {
            return Err(Error::Stale);
        }
        let data = json!({ "id": id });
        tx.append_event(&ctx.event(self, "patrol.stop-ignoring", SubjectKind::Patrol, &id.to_string(), data)).await?;
        Ok(tx.commit().await?)
    }
}
