//! Items: inbox, lists, writing, deciding.

use domain::{
    checks::Report,
    desk::{
        Page,
        content::{
            Ask, BatchResult, Comparison, Inbox, ItemFilter, ItemRow, ItemSheet, NewItem, Notice, Presence, Save,
            Saved, Seen,
        },
        reading::ReadingCopy,
    },
    id::{ItemCode, ItemId},
    item::SecrecyReview,
    kind::Kind,
    workflow::Stage,
};
use leptos::prelude::*;

use super::{ApiError, Json, Served};
#[cfg(feature = "ssr")]
use super::{context, served};

#[server(name = AskInbox, prefix = "/api/desk", endpoint = "content/inbox", input = Json, output = Json)]
pub async fn inbox(filter: ItemFilter) -> Result<Served<Inbox>, ApiError> {
    let (cms, ctx) = context()?;
    Ok(served(&cms, cms.inbox(&ctx, &filter).await?))
}

#[server(prefix = "/api/desk", endpoint = "content/items", input = Json, output = Json)]
pub async fn items(filter: ItemFilter) -> Result<Served<Page<ItemRow>>, ApiError> {
    let (cms, ctx) = context()?;
    Ok(served(&cms, cms.items(&ctx, &filter).await?))
}

#[server(prefix = "/api/desk", endpoint = "content/create", input = Json, output = Json)]
pub async fn create_item(new: NewItem) -> Result<ItemId, ApiError> {
    let (cms, ctx) = context()?;
    Ok(cms.create_item(&ctx, &new).await?)
}

#[server(prefix = "/api/desk", endpoint = "content/sheet", input = Json, output = Json)]
pub async fn sheet(item: ItemId) -> Result<Served<ItemSheet>, ApiError> {
    let (cms, ctx) = context()?;
    Ok(served(&cms, cms.sheet(&ctx, item).await?))
}

/// The same for a page that only reads.
#[server(prefix = "/api/desk", endpoint = "content/reading", input = Json, output = Json)]
pub async fn reading(item: ItemId) -> Result<Served<ItemSheet<ReadingCopy>>, ApiError> {
    let (cms, ctx) = context()?;
    Ok(served(&cms, cms.sheet(&ctx, item).await?.for_reading()))
}

#[server(name = AskSave, prefix = "/api/desk", endpoint = "content/save", input = Json, output = Json)]
pub async fn save(
    save: Save,
    /// It takes the place of the text on the server, and does not just write it on.
    #[server(default)]
    instead: bool,
) -> Result<Saved, ApiError> {
    let (cms, ctx) = context()?;
    Ok(if instead { cms.save_instead(&ctx, save).await? } else { cms.save(&ctx, save).await? })
}

#[server(prefix = "/api/desk", endpoint = "content/record-secrecy-review", input = Json, output = Json)]
pub async fn record_secrecy_review(item: ItemId, review: SecrecyReview) -> Result<SecrecyReview, ApiError> {
    let (cms, ctx) = context()?;
    Ok(cms.record_secrecy_review(&ctx, item, review).await?)
}

#[server(prefix = "/api/desk", endpoint = "content/check", input = Json, output = Json)]
pub async fn check(item: ItemId) -> Result<Report, ApiError> {
    let (cms, ctx) = context()?;
    Ok(cms.check(&ctx, item).await?)
}

/// Answers for a finding that asks for confirmation.
#[server(prefix = "/api/desk", endpoint = "content/confirm-finding", input = Json, output = Json)]
pub async fn confirm_finding(item: ItemId, field: String, message: String, reason: String) -> Result<Report, ApiError> {
    let (cms, ctx) = context()?;
    Ok(cms.confirm_finding(&ctx, item, &field, &message, &reason).await?)
}

#[server(prefix = "/api/desk", endpoint = "content/decide", input = Json, output = Json)]
pub async fn decide(seen: Seen, ask: Ask) -> Result<Stage, ApiError> {
    let (cms, ctx) = context()?;
    Ok(cms.decide(&ctx, seen, ask).await?)
}

#[server(prefix = "/api/desk", endpoint = "content/sign-many", input = Json, output = Json)]
pub async fn sign_many(seen: Vec<Seen>) -> Result<Vec<BatchResult>, ApiError> {
    let (cms, ctx) = context()?;
    Ok(cms.sign_many(&ctx, &seen).await?)
}

/// Revision `left` beside revision `right`.
#[server(prefix = "/api/desk", endpoint = "content/compare", input = Json, output = Json)]
pub async fn compare(item: ItemId, left: i32, right: i32) -> Result<Comparison, ApiError> {
    let (cms, ctx) = context()?;
    Ok(cms.compare(&ctx, item, left, right).await?)
}

/// What a revision said at the version `seen`, beside what it says now.
#[server(prefix = "/api/desk", endpoint = "content/compare-replaced", input = Json, output = Json)]
pub async fn compare_replaced(seen: Seen) -> Result<Comparison, ApiError> {
    let (cms, ctx) = context()?;
    Ok(cms.compare_replaced(&ctx, seen).await?)
}

#[server(prefix = "/api/desk", endpoint = "content/revision", input = Json, output = Json)]
pub async fn revision(item: ItemId, revision: i32) -> Result<ReadingCopy, ApiError> {
    let (cms, ctx) = context()?;
    Ok(cms.revision_content(&ctx, item, revision).await?.into())
}

/// Says that the caller has the item open; answers who else has.
#[server(prefix = "/api/desk", endpoint = "content/heartbeat", input = Json, output = Json)]
pub async fn heartbeat(item: ItemId, editing: bool) -> Result<Vec<Presence>, ApiError> {
    let (cms, ctx) = context()?;
    Ok(cms.heartbeat(&ctx, item, editing).await?)
}

#[server(prefix = "/api/desk", endpoint = "content/notices", input = Json, output = Json)]
pub async fn notices() -> Result<Served<Vec<Notice>>, ApiError> {
    let (cms, ctx) = context()?;
    Ok(served(&cms, cms.notices(&ctx).await?))
}

#[server(prefix = "/api/desk", endpoint = "content/mark-notices-read", input = Json, output = Json)]
pub async fn mark_notices_read() -> Result<(), ApiError> {
    let (cms, ctx) = context()?;
    Ok(cms.mark_notices_read(&ctx).await?)
}

/// Public items of `kinds` whose title or number contains `words`, for a field of a kind to point to.
#[server(prefix = "/api/desk", endpoint = "content/public-items", input = Json, output = Json)]
pub async fn public_items(kinds: Vec<Kind>, words: String) -> Result<Vec<(ItemCode, String)>, ApiError> {
    let (cms, ctx) = context()?;
    Ok(cms.public_items(&ctx, &kinds, &words).await?)
}
