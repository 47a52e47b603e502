//! Structured tables: a spreadsheet from the editor becomes a preview and then a table; tables leave as downloads.

use axum::{
    Extension, Json,
    extract::{Path, Query, Request, State},
    http::{HeaderMap, HeaderValue, StatusCode, Uri, header},
    response::{IntoResponse, Response},
};
use chrono::NaiveDate;
use cms::{
    Ctx,
    register::{self, DownloadFormat, RegisterFile, RegisterOrder, RegisterUpload},
};
use domain::{
    id::{ItemCode, ItemId, RegisterId},
    register::Profile,
};
use serde::Deserialize;

use super::{
    body::{self, Received},
    fault,
    media::is_known,
    pages::{self, PageContext},
    uploads::{declared_mime, file_name},
};
use crate::{percent, state::AppState};

/// Caches keep it, but ask each time: what was withdrawn is gone at once.
const PUBLIC: &str = "public, no-cache";
const PRIVATE: &str = "no-store";

#[derive(Debug, Deserialize)]
pub(crate) struct Order {
    profile: Profile,
    name: String,
    /// The table that it would replace.
    instead_of: Option<RegisterId>,
    /// Last day of the publication period.
    until: Option<NaiveDate>,
    /// Confirms the preview of this name; without it the answer is a preview and nothing is stored.
    seen: Option<String>,
}

/// Takes the request's body as a spreadsheet, as [`super::uploads::receive`] takes files. The file is sent for the preview
/// and again for its confirmation, so that the server keeps nothing in between.
pub(crate) async fn receive(
    State(state): State<AppState>,
    Extension(ctx): Extension<Ctx>,
    Path(item): Path<i64>,
    Query(order): Query<Order>,
    request: Request,
) -> Response {
    let item = ItemId::new(item);
    if let Err(error) = state.cms.may_upload(&ctx, item).await {
        return fault(&error, &ctx);
    }
    let (parts, body) = request.into_parts();
    let (bytes, _turn) = match body::receive(&parts.headers, body, register::MAX_BYTES).await {
        Received::Whole(bytes, turn) => (bytes, turn),
        Received::TooLarge => return fault(&register::too_large(), &ctx),
        Received::Broken => return StatusCode::BAD_REQUEST.into_response(),
    };
    let name = file_name(&parts.headers);
    let upload = RegisterUpload { name: &name, declared_mime: declared_mime(&parts.headers), bytes };
    let (until, seen) = (order.until, order.seen);
    let order = RegisterOrder { name: order.name, profile: order.profile, instead_of: order.instead_of };
    let answer = match seen {
        None => {
            state.cms.preview_register(&ctx, item, &order, upload).await.map(|preview| Json(preview).into_response())
        }
        Some(seen) => {
            let made = state.cms.create_register(&ctx, item, &order, until, &seen, upload).await;
            made.map(|summary| Json(summary).into_response())
        }
    };
    answer.unwrap_or_else(|error| fault(&error, &ctx))
}

/// The whole table of a draft, for those who may read the draft.
pub(crate) async fn of_draft(
    State(state): State<AppState>,
    Extension(ctx): Extension<Ctx>,
    Path(id): Path<i64>,
) -> Response {
    match state.cms.draft_register_file(&ctx, RegisterId::new(id)).await {
        Ok(file) => send(&state, &file, PRIVATE, &ctx).await,
        Err(error) => fault(&error, &ctx),
    }
}

/// What a download is narrowed to.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Search {
    /// As on the page of the table (`app::portal::parameters`).
    q: String,
}

pub(crate) async fn csv(
    state: State<AppState>,
    code: Path<String>,
    search: Query<Search>,
    request: Request,
) -> Response {
    download(state, code, search, request, DownloadFormat::Csv).await
}

pub(crate) async fn xlsx(
    state: State<AppState>,
    code: Path<String>,
    search: Query<Search>,
    request: Request,
) -> Response {
    download(state, code, search, request, DownloadFormat::Xlsx).await
}

/// The rows of a public table that a search finds: exactly those that the page shows for it.
async fn download(
    State(state): State<AppState>,
    Path(code): Path<String>,
    Query(search): Query<Search>,
    mut request: Request,
    format: DownloadFormat,
) -> Response {
    let ctx = PageContext::of(&state, &request).ctx();
    let found = match ItemCode::parse(&code) {
        Some(code) => state.cms.live_register_file(&code, &search.q, format).await,
        None => Ok(None),
    };
    match found {
        Ok(Some(file)) if is_known(request.headers(), &tag(&file)) => {
            (StatusCode::NOT_MODIFIED, [(header::CACHE_CONTROL, PUBLIC)], [(header::ETAG, tag(&file))]).into_response()
        }
        Ok(Some(file)) => send(&state, &file, PUBLIC, &ctx).await,
        Ok(None) => {
            // Where no table is, the page of the table says why: there never was one, or it was withdrawn.
            if let Ok(page) = format!("/a/{}/register", percent::encode(&code)).parse::<Uri>() {
                *request.uri_mut() = page;
            }
            pages::portal(State(state), request).await
        }
        Err(error) => fault(&error, &ctx),
    }
}

async fn send(state: &AppState, file: &RegisterFile, caching: &'static str, ctx: &Ctx) -> Response {
    let bytes = match state.cms.register_content(file).await {
        Ok(bytes) => bytes,
        Err(error) => return fault(&error, ctx),
    };
    let disposition = format!("attachment; filename*=UTF-8''{}", percent::encode(&file.name));
    let mut head = HeaderMap::new();
    for (name, value) in [
        (header::CONTENT_TYPE, file.format.mime()),
        (header::CONTENT_DISPOSITION, &disposition),
        (header::CACHE_CONTROL, caching),
        (header::ETAG, &tag(file)),
    ] {
        if let Ok(value) = HeaderValue::from_str(value) {
            head.insert(name, value);
        }
    }
    (head, bytes).into_response()
}

fn tag(file: &RegisterFile) -> String {
    format!("\"{}\"", file.tag)
}
