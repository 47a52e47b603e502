//! Structured tables of items.

use domain::{
    desk::register::{RegisterPreview, RegisterSummary},
    id::RegisterId,
};
use leptos::prelude::*;

#[cfg(feature = "ssr")]
use super::context;
use super::{ApiError, Json};

/// A stored table with its first rows, and what changes with it in public.
#[server(prefix = "/api/desk", endpoint = "register/show", input = Json, output = Json)]
pub async fn show(register: RegisterId) -> Result<(RegisterSummary, RegisterPreview), ApiError> {
    let (cms, ctx) = context()?;
    Ok(cms.show_register(&ctx, register).await?)
}
