//! Files from the editor: pictures, attachments, scans of secrecy reviews.

use axum::{
    Extension, Json,
    body::Bytes,
    extract::{Query, State},
    http::{HeaderMap, header},
    response::{IntoResponse, Response},
};
use cms::{Ctx, media::UploadKind};
use domain::id::ItemId;
use serde::Deserialize;

use super::fault;
use crate::{percent, state::AppState};

#[derive(Debug, Deserialize)]
pub(crate) struct Target {
    kind: UploadKind,
    item: i64,
}

/// Takes the request's body as one file; its name comes percent-encoded in `x-file-name`.
pub(crate) async fn receive(
    State(state): State<AppState>,
    Extension(ctx): Extension<Ctx>,
    Query(target): Query<Target>,
    headers: HeaderMap,
    body: Bytes,
) -> Response {
    let text = |name: &str| headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let name = percent::decode(text("x-file-name"));
    let declared = text(header::CONTENT_TYPE.as_str());
    match state.cms.store_upload(&ctx, target.kind, ItemId::new(target.item), &name, declared, body).await {
        Ok(upload) => Json(upload).into_response(),
        Err(error) => fault(&error, &ctx),
    }
}
