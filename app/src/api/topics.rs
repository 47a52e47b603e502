//! Special topics: application, building, decisions.

use domain::{
    desk::topics::{TopicAsk, TopicRow, TopicSave, TopicSaved, TopicSeen, TopicSheet},
    id::TopicId,
    topic::{Application, TopicStage},
};
use leptos::prelude::*;

use super::{ApiError, Json, Served};
#[cfg(feature = "ssr")]
use super::{context, served};

#[server(name = AskTopics, prefix = "/api/desk", endpoint = "topics/list", input = Json, output = Json)]
pub async fn topics() -> Result<Served<Vec<TopicRow>>, ApiError> {
    let (cms, ctx) = context()?;
    Ok(served(&cms, cms.topics(&ctx).await?))
}

#[server(name = AskTopicSheet, prefix = "/api/desk", endpoint = "topics/sheet", input = Json, output = Json)]
pub async fn topic_sheet(topic: TopicId) -> Result<Served<TopicSheet>, ApiError> {
    let (cms, ctx) = context()?;
    Ok(served(&cms, cms.topic_sheet(&ctx, topic).await?))
}

#[server(prefix = "/api/desk", endpoint = "topics/apply", input = Json, output = Json)]
pub async fn apply_for_topic(application: Application) -> Result<TopicId, ApiError> {
    let (cms, ctx) = context()?;
    Ok(cms.apply_for_topic(&ctx, application).await?)
}

/// Files an application again that was returned.
#[server(prefix = "/api/desk", endpoint = "topics/reapply", input = Json, output = Json)]
pub async fn reapply_for_topic(topic: TopicId, application: Application) -> Result<(), ApiError> {
    let (cms, ctx) = context()?;
    Ok(cms.reapply_for_topic(&ctx, topic, application).await?)
}

#[server(prefix = "/api/desk", endpoint = "topics/save", input = Json, output = Json)]
pub async fn save_topic(save: TopicSave) -> Result<TopicSaved, ApiError> {
    let (cms, ctx) = context()?;
    Ok(cms.save_topic(&ctx, save).await?)
}

#[server(prefix = "/api/desk", endpoint = "topics/decide", input = Json, output = Json)]
pub async fn decide_topic(seen: TopicSeen, ask: TopicAsk) -> Result<TopicStage, ApiError> {
    let (cms, ctx) = context()?;
    Ok(cms.decide_topic(&ctx, seen, ask).await?)
}
