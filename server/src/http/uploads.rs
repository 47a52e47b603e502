//! Files from the editor: pictures, attachments, scans of secrecy reviews.

use std::{future::poll_fn, pin::Pin};

use axum::{
    Extension, Json,
    body::{Body, HttpBody},
    extract::{Query, Request, State},
    http::{HeaderMap, StatusCode, header},
    response::{IntoResponse, Response},
};
use cms::{Ctx, Error, media::UploadKind};
use domain::id::ItemId;
use serde::Deserialize;
use tokio::sync::Semaphore;

use super::fault;
use crate::{percent, state::AppState};

/// A file is in memory as a whole until it is stored, and the largest have a hundred megabytes. Further ones wait, and
/// their bytes with them in the network.
static RECEIVING: Semaphore = Semaphore::const_new(3);

/// Bytes of a body that needs no turn.
const SMALL: usize = 4 * 1024 * 1024;

#[derive(Debug, Deserialize)]
pub(crate) struct Target {
    kind: UploadKind,
    item: i64,
}

/// Takes the request's body as one file; its name comes percent-encoded in `x-file-name`. Nothing of the body is read
/// before it is clear that its sender may upload for the item and that it is not too large.
pub(crate) async fn receive(
    State(state): State<AppState>,
    Extension(ctx): Extension<Ctx>,
    Query(target): Query<Target>,
    request: Request,
) -> Response {
    let item = ItemId::new(target.item);
    let limit = target.kind.max_bytes();
    if let Err(error) = state.cms.may_upload(&ctx, item).await {
        return fault(&error, &ctx);
    }
    let (parts, body) = request.into_parts();
    let announced = announced(&parts.headers);
    if announced > limit {
        return fault(&target.kind.too_large(), &ctx);
    }
    // A picture does not wait behind three large files on slow lines. What says nothing of its length may be large.
    let is_small = (1..=SMALL).contains(&announced);
    let _turn = match if is_small { None } else { Some(RECEIVING.acquire().await) } {
        None => None,
        Some(Ok(turn)) => Some(turn),
        Some(Err(closed)) => return fault(&Error::Internal(closed.to_string()), &ctx),
    };
    let bytes = match read(body, announced, limit).await {
        Ok(Some(bytes)) => bytes,
        Ok(None) => return fault(&target.kind.too_large(), &ctx),
        Err(error) => {
            tracing::debug!(%error, number = ctx.request, "an upload ended in the middle");
            return StatusCode::BAD_REQUEST.into_response();
        }
    };
    let text = |name: &str| parts.headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let name = percent::decode(text("x-file-name"));
    let declared = text(header::CONTENT_TYPE.as_str());
    match state.cms.store_upload(&ctx, target.kind, item, &name, declared, bytes).await {
        Ok(upload) => Json(upload).into_response(),
        Err(error) => fault(&error, &ctx),
    }
}

/// How many bytes the client says it will send; 0 when it does not say.
fn announced(headers: &HeaderMap) -> usize {
    let length = headers.get(header::CONTENT_LENGTH).and_then(|value| value.to_str().ok());
    length.and_then(|length| length.parse().ok()).unwrap_or_default()
}

/// The body in one piece, collected once; `None` when it is larger than `limit`, whatever was announced.
async fn read(mut body: Body, announced: usize, limit: usize) -> Result<Option<Vec<u8>>, axum::Error> {
    let mut bytes = Vec::with_capacity(announced.min(limit));
    while let Some(frame) = poll_fn(|context| Pin::new(&mut body).poll_frame(context)).await {
        // What is no data is a trailer, which no browser sends.
        let Ok(data) = frame?.into_data() else { continue };
        if bytes.len() + data.len() > limit {
            return Ok(None);
        }
        bytes.extend_from_slice(&data);
    }
    Ok(Some(bytes))
}
