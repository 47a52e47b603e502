//! 办事指南: the directory of guides to services. Files go over addresses of their own.

use domain::desk::services::Directory;
use leptos::prelude::*;

#[cfg(feature = "ssr")]
use super::context;
use super::{ApiError, Json};

#[server(name = AskDirectory, prefix = "/api/desk", endpoint = "services/directory", input = Json, output = Json)]
pub async fn directory() -> Result<Directory, ApiError> {
    let (cms, ctx) = context()?;
    Ok(cms.services_directory(&ctx).await?)
}
