//! Reprints: what sources propose, and the sources themselves.

use domain::{
    desk::reprints::{ProposalFilter, ProposalPage, SourceForm, SourceList, SourceSave, Trial},
    id::{ItemId, ReprintProposalId, ReprintSourceId},
};
use leptos::prelude::*;

use super::{ApiError, Json, Served};
#[cfg(feature = "ssr")]
use super::{context, served};

#[server(name = AskReprintProposals, prefix = "/api/desk", endpoint = "reprints/proposals", input = Json, output = Json)]
pub async fn proposals(filter: ProposalFilter) -> Result<Served<ProposalPage>, ApiError> {
    let (cms, ctx) = context()?;
    Ok(served(&cms, cms.reprint_proposals(&ctx, &filter).await?))
}

/// Takes a proposal over as a draft.
#[server(prefix = "/api/desk", endpoint = "reprints/adopt", input = Json, output = Json)]
pub async fn adopt_reprint(proposal: ReprintProposalId) -> Result<ItemId, ApiError> {
    let (cms, ctx) = context()?;
    Ok(cms.adopt_reprint(&ctx, proposal).await?)
}

#[server(prefix = "/api/desk", endpoint = "reprints/dismiss", input = Json, output = Json)]
pub async fn dismiss_reprint(proposal: ReprintProposalId, reason: String) -> Result<(), ApiError> {
    let (cms, ctx) = context()?;
    Ok(cms.dismiss_reprint(&ctx, proposal, &reason).await?)
}

#[server(prefix = "/api/desk", endpoint = "reprints/sources", input = Json, output = Json)]
pub async fn reprint_sources() -> Result<Served<SourceList>, ApiError> {
    let (cms, ctx) = context()?;
    Ok(served(&cms, cms.reprint_sources(&ctx).await?))
}

#[server(prefix = "/api/desk", endpoint = "reprints/save-source", input = Json, output = Json)]
pub async fn save_reprint_source(save: SourceSave) -> Result<ReprintSourceId, ApiError> {
    let (cms, ctx) = context()?;
    Ok(cms.save_reprint_source(&ctx, save).await?)
}

/// What a source would bring now; asks the other site.
#[server(prefix = "/api/desk", endpoint = "reprints/try-source", input = Json, output = Json)]
pub async fn try_reprint_source(form: SourceForm) -> Result<Trial, ApiError> {
    let (cms, ctx) = context()?;
    Ok(cms.try_reprint_source(&ctx, &form).await?)
}
