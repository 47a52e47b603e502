//! The owner of the session: who it is, its sessions, its password and second factor.

use domain::desk::people::{Me, SessionRow, TotpOffer};
use leptos::prelude::*;

use super::{ApiError, Json, Served};
#[cfg(feature = "ssr")]
use super::{context, served};

/// Who is signed in. Asking does not prolong the session: pages ask by themselves.
#[server(name = AskMe, prefix = "/api/desk", endpoint = "session/me", input = Json, output = Json)]
pub async fn me() -> Result<Me, ApiError> {
    let (cms, ctx) = context()?;
    Ok(cms.me(&ctx).await?)
}

/// Prolongs the session: somebody is at the page.
#[server(prefix = "/api/desk", endpoint = "session/stay", input = Json, output = Json)]
pub async fn stay_signed_in() -> Result<Me, ApiError> {
    let (cms, ctx) = context()?;
    Ok(cms.me(&ctx).await?)
}

#[server(prefix = "/api/desk", endpoint = "session/list", input = Json, output = Json)]
pub async fn sessions() -> Result<Served<Vec<SessionRow>>, ApiError> {
    let (cms, ctx) = context()?;
    Ok(served(&cms, cms.sessions(&ctx).await?))
}

#[server(prefix = "/api/desk", endpoint = "session/revoke", input = Json, output = Json)]
pub async fn revoke_session(handle: String) -> Result<(), ApiError> {
    let (cms, ctx) = context()?;
    Ok(cms.revoke_session(&ctx, &handle).await?)
}

/// Ends every other session of the owner; says how many.
#[server(prefix = "/api/desk", endpoint = "session/revoke-others", input = Json, output = Json)]
pub async fn revoke_other_sessions() -> Result<u64, ApiError> {
    let (cms, ctx) = context()?;
    Ok(cms.revoke_other_sessions(&ctx).await?)
}

#[server(prefix = "/api/desk", endpoint = "session/change-password", input = Json, output = Json)]
pub async fn change_password(old: String, new: String) -> Result<(), ApiError> {
    let (cms, ctx) = context()?;
    Ok(cms.change_password(&ctx, &old, &new).await?)
}

/// Without a password only where the log-in that has just proved it leads to the set-up.
#[server(prefix = "/api/desk", endpoint = "session/totp-begin", input = Json, output = Json)]
pub async fn totp_begin(password: Option<String>) -> Result<TotpOffer, ApiError> {
    let (cms, ctx) = context()?;
    Ok(cms.totp_begin(&ctx, password.as_deref()).await?)
}

#[server(prefix = "/api/desk", endpoint = "session/totp-confirm", input = Json, output = Json)]
pub async fn totp_confirm(code: String) -> Result<(), ApiError> {
    let (cms, ctx) = context()?;
    Ok(cms.totp_confirm(&ctx, &code).await?)
}

#[server(prefix = "/api/desk", endpoint = "session/totp-disable", input = Json, output = Json)]
pub async fn totp_disable(password: String) -> Result<(), ApiError> {
    let (cms, ctx) = context()?;
    Ok(cms.totp_disable(&ctx, &password).await?)
}
