//! Accounts, account forms and delegations.

use domain::{
    desk::people::{
        AccountForm, AccountRequest, AccountRow, Colleague, DelegationRow, FirstPassword, NewAccount, NewDelegation,
    },
    id::{AccountId, AccountRequestId, DelegationId},
};
use leptos::prelude::*;

use super::{ApiError, Json, Served};
#[cfg(feature = "ssr")]
use super::{context, served};

#[server(prefix = "/api/desk", endpoint = "people/accounts", input = Json, output = Json)]
pub async fn accounts() -> Result<Served<Vec<AccountRow>>, ApiError> {
    let (cms, ctx) = context()?;
    Ok(served(&cms, cms.accounts(&ctx).await?))
}

/// Opens an account on a paper form.
#[server(prefix = "/api/desk", endpoint = "people/open", input = Json, output = Json)]
pub async fn open_account(new: NewAccount) -> Result<FirstPassword, ApiError> {
    let (cms, ctx) = context()?;
    Ok(cms.open_account(&ctx, new).await?)
}

#[server(prefix = "/api/desk", endpoint = "people/lock", input = Json, output = Json)]
pub async fn lock_account(account: AccountId) -> Result<(), ApiError> {
    let (cms, ctx) = context()?;
    Ok(cms.lock_account(&ctx, account).await?)
}

#[server(prefix = "/api/desk", endpoint = "people/unlock", input = Json, output = Json)]
pub async fn unlock_account(account: AccountId) -> Result<(), ApiError> {
    let (cms, ctx) = context()?;
    Ok(cms.unlock_account(&ctx, account).await?)
}

#[server(prefix = "/api/desk", endpoint = "people/close", input = Json, output = Json)]
pub async fn close_account(account: AccountId) -> Result<(), ApiError> {
    let (cms, ctx) = context()?;
    Ok(cms.close_account(&ctx, account).await?)
}

#[server(prefix = "/api/desk", endpoint = "people/reset-password", input = Json, output = Json)]
pub async fn reset_password(account: AccountId) -> Result<FirstPassword, ApiError> {
    let (cms, ctx) = context()?;
    Ok(cms.reset_password(&ctx, account).await?)
}

/// The owner lost the phone: the second factor is set up anew at the next log-in.
#[server(prefix = "/api/desk", endpoint = "people/reset-totp", input = Json, output = Json)]
pub async fn reset_totp(account: AccountId) -> Result<(), ApiError> {
    let (cms, ctx) = context()?;
    Ok(cms.reset_totp(&ctx, account).await?)
}

#[server(prefix = "/api/desk", endpoint = "people/request-account", input = Json, output = Json)]
pub async fn request_account(form: AccountForm) -> Result<AccountRequestId, ApiError> {
    let (cms, ctx) = context()?;
    Ok(cms.request_account(&ctx, form).await?)
}

#[server(prefix = "/api/desk", endpoint = "people/account-requests", input = Json, output = Json)]
pub async fn account_requests() -> Result<Served<Vec<AccountRequest>>, ApiError> {
    let (cms, ctx) = context()?;
    Ok(served(&cms, cms.account_requests(&ctx).await?))
}

/// The answer of a granted form holds the first password: it is shown once.
#[server(prefix = "/api/desk", endpoint = "people/decide-request", input = Json, output = Json)]
pub async fn decide_request(
    request: AccountRequestId,
    grant: bool,
    note: String,
) -> Result<Option<FirstPassword>, ApiError> {
    let (cms, ctx) = context()?;
    Ok(cms.decide_request(&ctx, request, grant, &note).await?)
}

#[server(prefix = "/api/desk", endpoint = "people/delegations", input = Json, output = Json)]
pub async fn delegations() -> Result<Served<Vec<DelegationRow>>, ApiError> {
    let (cms, ctx) = context()?;
    Ok(served(&cms, cms.delegations(&ctx).await?))
}

#[server(prefix = "/api/desk", endpoint = "people/delegate", input = Json, output = Json)]
pub async fn delegate(new: NewDelegation) -> Result<DelegationId, ApiError> {
    let (cms, ctx) = context()?;
    Ok(cms.delegate(&ctx, &new).await?)
}

#[server(prefix = "/api/desk", endpoint = "people/end-delegation", input = Json, output = Json)]
pub async fn end_delegation(delegation: DelegationId) -> Result<(), ApiError> {
    let (cms, ctx) = context()?;
    Ok(cms.end_delegation(&ctx, delegation).await?)
}

#[server(prefix = "/api/desk", endpoint = "people/colleagues", input = Json, output = Json)]
pub async fn colleagues() -> Result<Vec<Colleague>, ApiError> {
    let (cms, ctx) = context()?;
    Ok(cms.colleagues(&ctx).await?)
}
