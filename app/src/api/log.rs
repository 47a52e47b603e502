//! The auditor's view of the log.

use domain::{
    desk::{Page, log::LogFilter},
    event::{EventRow, Verification},
};
use leptos::prelude::*;

#[cfg(feature = "ssr")]
use super::context;
use super::{ApiError, Json};

#[server(prefix = "/api/desk", endpoint = "log/events", input = Json, output = Json)]
pub async fn events(filter: LogFilter) -> Result<Page<EventRow>, ApiError> {
    let (cms, ctx) = context()?;
    Ok(cms.events(&ctx, &filter).await?)
}

/// Walks the whole hash chain.
#[server(prefix = "/api/desk", endpoint = "log/verify", input = Json, output = Json)]
pub async fn verify() -> Result<Verification, ApiError> {
    let (cms, ctx) = context()?;
    Ok(cms.verify_log(&ctx).await?)
}
