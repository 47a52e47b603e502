//! 巡查: what is wrong with what the public sees, what people say of it, and the lists that rounds go by.

use domain::{
    desk::patrol::{FindingQuery, IgnoreForm, Judge, PatrolLists, PatrolSheet, WordForm},
    id::{IgnoringId, PatrolWordId},
};
use leptos::prelude::*;

use super::{ApiError, Json, Served};
#[cfg(feature = "ssr")]
use super::{context, served};

#[server(name = AskPatrolSheet, prefix = "/api/desk", endpoint = "patrol/sheet", input = Json, output = Json)]
pub async fn patrol_sheet(query: FindingQuery) -> Result<Served<PatrolSheet>, ApiError> {
    let (cms, ctx) = context()?;
    Ok(served(&cms, cms.patrol_sheet(&ctx, &query).await?))
}

#[server(name = AskOrderRound, prefix = "/api/desk", endpoint = "patrol/order", input = Json, output = Json)]
pub async fn order_round() -> Result<u32, ApiError> {
    let (cms, ctx) = context()?;
    Ok(cms.order_round(&ctx).await?)
}

#[server(name = AskJudgeFinding, prefix = "/api/desk", endpoint = "patrol/judge", input = Json, output = Json)]
pub async fn judge_finding(judge: Judge) -> Result<(), ApiError> {
    let (cms, ctx) = context()?;
    Ok(cms.judge_finding(&ctx, judge).await?)
}

#[server(name = AskPatrolLists, prefix = "/api/desk", endpoint = "patrol/lists", input = Json, output = Json)]
pub async fn patrol_lists() -> Result<Served<PatrolLists>, ApiError> {
    let (cms, ctx) = context()?;
    Ok(served(&cms, cms.patrol_lists(&ctx).await?))
}

#[server(name = AskAddPatrolWord, prefix = "/api/desk", endpoint = "patrol/add-word", input = Json, output = Json)]
pub async fn add_patrol_word(form: WordForm) -> Result<PatrolWordId, ApiError> {
    let (cms, ctx) = context()?;
    Ok(cms.add_patrol_word(&ctx, form).await?)
}

#[server(name = AskRemovePatrolWord, prefix = "/api/desk", endpoint = "patrol/remove-word", input = Json, output = Json)]
pub async fn remove_patrol_word(id: PatrolWordId) -> Result<(), ApiError> {
    let (cms, ctx) = context()?;
    Ok(cms.remove_patrol_word(&ctx, id).await?)
}

#[server(name = AskIgnoreInPatrol, prefix = "/api/desk", endpoint = "patrol/ignore", input = Json, output = Json)]
pub async fn ignore_in_patrol(form: IgnoreForm) -> Result<IgnoringId, ApiError> {
    let (cms, ctx) = context()?;
    Ok(cms.ignore_in_patrol(&ctx, form).await?)
}

#[server(name = AskStopIgnoring, prefix = "/api/desk", endpoint = "patrol/stop-ignoring", input = Json, output = Json)]
pub async fn stop_ignoring(id: IgnoringId) -> Result<(), ApiError> {
    let (cms, ctx) = context()?;
    Ok(cms.stop_ignoring(&ctx, id).await?)
}
