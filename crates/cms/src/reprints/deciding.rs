//! Taking a proposal over into the normal chain, or saying why not.

use documents::html::{SafeHtml, StoredHtml};
use domain::{
    account::Actor,
    desk::reprints::Standing,
    event::SubjectKind,
    id::{ItemId, ReprintProposalId},
    item::{Content, Origin},
    kind::{Detail, Reprint},
    reprint::Published,
};
use serde_json::json;
use store::reprint_proposal::{ProposalRecord, Verdict};

use super::proposals::authorise;
use crate::{
    Cms, Ctx, Error, Result,
    content::writing::{Start, prepare},
};

/// Longest reason of a dismissal, in characters.
const REASON_MAX: usize = 200;

impl Cms {
    /// Starts a reprint from a proposal: a draft of the asker's unit in the column that the source names, to be checked,
    /// reviewed and signed like any other. Who asks twice gets the same draft.
    pub async fn adopt_reprint(&self, ctx: &Ctx, id: ReprintProposalId) -> Result<ItemId> {
        let (actor, proposal) = self.proposal_for(ctx, id).await?;
        if let Some(item) = adopted_by(actor, &proposal) {
            return Ok(item);
        }
        let text = self.inner.store.reprint_text(id).await?.ok_or(Error::NotFound)?;
        let text = SafeHtml::from_store(StoredHtml { html: text.html, seal: text.seal });
        let content = Content {
            title: proposal.title.clone(),
            body: text.into_string(),
            source: proposal.source_name.clone(),
            editor: actor.name.clone(),
            detail: Detail::Reprint(Reprint {
                address: proposal.address.clone(),
                published_on: proposal.published.map(Published::day),
                level: proposal.level.label().to_owned(),
            }),
            ..Content::default()
        };
        let prepared = prepare(content).await?;
        let start = Start { column: &proposal.column, origin: Origin::Unit, submitted_by: None, prepared: &prepared };
        let by = (actor.account, actor.name.as_str());
        let mut tx = self.inner.store.begin().await?;
        let (item, created) = self.start_draft(&mut tx, actor, &start).await?;
        if !tx.decide_reprint(id, Verdict::Adopt(item), by, self.now()).await? {
            drop(tx);
            return self.adopted_before(ctx, id).await;
        }
        tx.append_event(&ctx.event(self, "item.create", SubjectKind::Item, &item.to_string(), created)).await?;
        let data = json!({ "item": item, "address": proposal.address, "source": proposal.source_name });
        tx.append_event(&ctx.event(self, "reprint.adopt", SubjectKind::Reprint, &id.to_string(), data)).await?;
        tx.commit().await?;
        Ok(item)
    }

    /// Leaves a proposal aside, with the reason.
    pub async fn dismiss_reprint(&self, ctx: &Ctx, id: ReprintProposalId, reason: &str) -> Result<()> {
        let (actor, proposal) = self.proposal_for(ctx, id).await?;
        let reason = reason.trim();
        if reason.is_empty() || reason.chars().count() > REASON_MAX {
            return Err(Error::field("reason", "请填写不采用的理由（200 字以内）"));
        }
        let is_done = matches!(&proposal.standing, Standing::Dismissed { reason: given, .. } if given == reason);
        if is_done && proposal.decided_by == Some(actor.account) {
            return Ok(());
        }
        let by = (actor.account, actor.name.as_str());
        let mut tx = self.inner.store.begin().await?;
        if !tx.decide_reprint(id, Verdict::Dismiss(reason), by, self.now()).await? {
            return Err(Error::Stale);
        }
        let data = json!({ "address": proposal.address, "source": proposal.source_name, "reason": reason });
        tx.append_event(&ctx.event(self, "reprint.dismiss", SubjectKind::Reprint, &id.to_string(), data)).await?;
        tx.commit().await?;
        Ok(())
    }

    /// The proposal, for somebody who may decide on it.
    async fn proposal_for<'a>(&self, ctx: &'a Ctx, id: ReprintProposalId) -> Result<(&'a Actor, ProposalRecord)> {
        let actor = ctx.actor()?;
        let proposal = self.inner.store.reprint_proposal(id).await?.ok_or(Error::NotFound)?;
        authorise(actor, &self.plan(), &proposal.column)?;
        Ok((actor, proposal))
    }

    /// The other one was either the same person, whose first answer was lost, or a colleague.
    async fn adopted_before(&self, ctx: &Ctx, id: ReprintProposalId) -> Result<ItemId> {
        let (actor, proposal) = self.proposal_for(ctx, id).await?;
        adopted_by(actor, &proposal).ok_or(Error::Stale)
    }
}

/// The draft that the account has made of it.
fn adopted_by(actor: &Actor, proposal: &ProposalRecord) -> Option<ItemId> {
    match &proposal.standing {
        Standing::Adopted { item: Some(went), .. } if proposal.decided_by == Some(actor.account) => Some(went.item),
        _ => None,
    }
}
