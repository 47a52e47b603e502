//! Uploaded files: of public pages for everybody, of drafts and secrecy reviews for those who may read them.

use axum::{
    Extension,
    body::Body,
    extract::{Path, Request, State},
    http::{HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use cms::{Ctx, media::MediaFile, sessions::ACCOUNT};
use domain::id::{AccountId, MediaId};
use tower_sessions::Session;

use super::{fault, pages};
use crate::state::AppState;

/// A file of a public page; for somebody who is signed in also one of a draft that they may read.
pub async fn file(
    State(state): State<AppState>,
    session: Session,
    Path(path): Path<String>,
    request: Request,
) -> Response {
    let nobody = Ctx::new(None, String::new(), String::new());
    match state.cms.public_media(&path).await {
        Ok(Some(file)) => return send(file, &request, "public, max-age=86400"),
        Ok(None) => {}
        Err(error) => return fault(&error, &nobody),
    }
    if let Ok(Some(account)) = session.get::<i64>(ACCOUNT).await
        && let Ok(Some(signed)) = state.cms.actor_of(AccountId::new(account)).await
    {
        let ctx = signed.into_ctx(String::new(), String::new());
        match state.cms.draft_media(&ctx, &path).await {
            Ok(Some(file)) => return send(file, &request, "no-store"),
            Ok(None) => {}
            Err(error) => return fault(&error, &ctx),
        }
    }
    pages::portal(State(state), request).await
}

/// The scan of a paper secrecy review.
pub async fn secrecy_scan(
    State(state): State<AppState>,
    Extension(ctx): Extension<Ctx>,
    Path(id): Path<i64>,
    request: Request,
) -> Response {
    match state.cms.secrecy_scan(&ctx, MediaId::new(id)).await {
        Ok(file) => send(file, &request, "no-store"),
        Err(error) => fault(&error, &ctx),
    }
}

/// Pictures and PDF files are shown, everything else is saved; nothing is ever run as a page of this site.
fn send(file: MediaFile, request: &Request, caching: &'static str) -> Response {
    let tag = format!("\"{}\"", file.hash);
    if request.headers().get(header::IF_NONE_MATCH).is_some_and(|known| known.as_bytes() == tag.as_bytes()) {
        return StatusCode::NOT_MODIFIED.into_response();
    }
    let shown = file.mime.starts_with("image/") || file.mime == "application/pdf";
    let way = if shown { "inline" } else { "attachment" };
    let disposition = format!("{way}; filename*=UTF-8''{}", super::percent_encode(&file.name));
    let mut response = Response::new(Body::from(file.bytes));
    let head = response.headers_mut();
    for (name, value) in [
        (header::CONTENT_TYPE, file.mime.as_str()),
        (header::CONTENT_DISPOSITION, &disposition),
        (header::ETAG, &tag),
    ] {
        if let Ok(value) = HeaderValue::from_str(value) {
            head.insert(name, value);
        }
    }
    head.insert(header::CACHE_CONTROL, HeaderValue::from_static(caching));
    response
}
