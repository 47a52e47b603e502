//! Content in the desk: from the first draft to the signed page and its withdrawal.
//!
//! Every use case starts with [`Subject`]: the item, the duties that the plan lays on its column today, and what the
//! account may do with it. Decisions name the revision and the version that their maker saw ([`Seen`]); the store
//! changes exactly that one or nothing, so two people never decide the same revision twice.
//!
//! [`Seen`]: domain::desk::content::Seen

mod approval;
pub(crate) mod checking;
mod claiming;
mod column;
mod comparing;
mod confirming;
pub(crate) mod deciding;
mod index_numbers;
mod inner_links;
mod lists;
mod media_use;
mod notices;
mod outside_links;
mod presence;
pub(crate) mod publishing;
mod revising;
mod secrecy;
mod sheet;
mod withdrawing;
pub(crate) mod writing;

use domain::{
    account::Actor,
    id::ItemId,
    permission::{Action, ItemFacts, Target, allowed, may},
    plan::{Column, Duties, InForce},
};
use store::{Tx, item::ItemRecord};

use crate::{Cms, Ctx, Error, Result};

/// An item as somebody meets it: with the duties on its column today.
pub(crate) struct Subject {
    pub(crate) item: ItemRecord,
    pub(crate) facts: ItemFacts,
    pub(crate) duties: Duties,
    plan: std::sync::Arc<InForce>,
}

impl Subject {
    fn new(cms: &Cms, item: ItemRecord) -> Self {
        let plan = cms.plan();
        // A column that the plan no longer knows has no duties: nobody may do anything to its items.
        let duties = plan.duties(&item.column).cloned().unwrap_or_default();
        let mut facts = item.facts();
        // Duties move to the successor of a unit, and with them its items.
        facts.unit = plan.plan.bearer(&item.unit, plan.on);
        Self { item, facts, duties, plan }
    }

    pub(crate) fn authorise(&self, actor: &Actor, action: Action) -> Result<()> {
        Ok(may(actor, action, Target::Item(&self.duties, &self.facts))?)
    }

    pub(crate) fn allowed(&self, actor: &Actor) -> Vec<Action> {
        allowed(actor, &self.duties, &self.facts)
    }

    /// The item was never public, and the plan lets nothing new into its column (any more).
    pub(crate) fn is_closed_to_new(&self) -> bool {
        !self.duties.takes_items && self.item.first_published_at.is_none()
    }

    pub(crate) fn column(&self) -> Option<&Column> {
        self.plan.plan.column(&self.item.column)
    }
}

impl Cms {
    /// The item, if the account may do `action` with it. An item that the account may not even read is said not to
    /// exist only when it does not: codes of items are public, their numbers are no secret.
    pub(crate) async fn subject(&self, ctx: &Ctx, item: ItemId, action: Action) -> Result<Subject> {
        let actor = ctx.actor()?;
        let subject = self.subject_of(item).await?;
        subject.authorise(actor, action)?;
        Ok(subject)
    }

    /// Opens the transaction of a change to the item: from here on nobody else changes it, and nobody has since it was
    /// read, or the answer is [`Error::Stale`].
    pub(crate) async fn begin_with(&self, subject: &Subject) -> Result<Tx> {
        let mut tx = self.inner.store.begin().await?;
        if tx.hold_item(&subject.item).await? { Ok(tx) } else { Err(Error::Stale) }
    }

    pub(crate) async fn subject_of(&self, item: ItemId) -> Result<Subject> {
        let record = self.inner.store.item(item).await?.ok_or(Error::NotFound)?;
        Ok(Subject::new(self, record))
    }
}
