//! Files from the editor: pictures, attachments, scans of secrecy reviews.

use axum::{
    Extension, Json,
    extract::{Query, Request, State},
    http::{HeaderMap, StatusCode, header},
    response::{IntoResponse, Response},
};
use cms::{
    Ctx,
    media::{MediaOwner, UploadKind},
};
use domain::id::{CaseId, ItemId, TopicId};
use serde::Deserialize;

use super::{
    body::{self, Received},
    fault,
};
use crate::{percent, state::AppState};

#[derive(Debug, Deserialize)]
pub(crate) struct Target {
    kind: UploadKind,
    item: Option<i64>,
    topic: Option<i64>,
    case: Option<i64>,
}

impl Target {
    /// What the file is for: an item, a topic or a case, and one of them only.
    fn owner(&self) -> Option<MediaOwner> {
        match (self.item, self.topic, self.case) {
            (Some(item), None, None) => Some(ItemId::new(item).into()),
            (None, Some(topic), None) => Some(TopicId::new(topic).into()),
            // A case takes files as evidence, not pictures of a text nor scans of a secrecy review.
            (None, None, Some(case)) if self.kind == UploadKind::Attachment => Some(CaseId::new(case).into()),
            _ => None,
        }
    }
}

/// Takes the request's body as one file; its name comes percent-encoded in `x-file-name`. Nothing of the body is read
/// before it is clear that its sender may upload for its owner and that it is not too large.
pub(crate) async fn receive(
    State(state): State<AppState>,
    Extension(ctx): Extension<Ctx>,
    Query(target): Query<Target>,
    request: Request,
) -> Response {
    let Some(owner) = target.owner() else { return StatusCode::BAD_REQUEST.into_response() };
    if let Err(error) = state.cms.may_upload(&ctx, owner).await {
        return fault(&error, &ctx);
    }
    let (parts, body) = request.into_parts();
    let (bytes, _turn) = match body::receive(&parts.headers, body, target.kind.max_bytes()).await {
        Received::Whole(bytes, turn) => (bytes, turn),
        Received::TooLarge => return fault(&target.kind.too_large(), &ctx),
        Received::Broken => return StatusCode::BAD_REQUEST.into_response(),
    };
    let (name, declared) = (file_name(&parts.headers), declared_mime(&parts.headers));
    match state.cms.store_upload(&ctx, target.kind, owner, &name, declared, bytes).await {
        Ok(upload) => Json(upload).into_response(),
        Err(error) => fault(&error, &ctx),
    }
}

/// What the file is called on its sender's disk.
pub(super) fn file_name(headers: &HeaderMap) -> String {
    percent::decode(text(headers, "x-file-name"))
}

/// What the browser takes the file for.
pub(super) fn declared_mime(headers: &HeaderMap) -> &str {
    text(headers, header::CONTENT_TYPE.as_str())
}

fn text<'a>(headers: &'a HeaderMap, name: &str) -> &'a str {
    headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default()
}
