//! Uploaded files: of public pages for everybody, of drafts and secrecy reviews for those who may read them.

use axum::{
    Extension,
    body::Body,
    extract::{Path, Request, State},
    http::{HeaderMap, HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use cms::{Ctx, Error, media::MediaFile, sessions::ACCOUNT};
use documents::picture::Variant;
use domain::id::{AccountId, MediaId};
use tower_sessions::Session;

use super::{
    fault, pages,
    range::{self, Wanted},
};
use crate::{middleware::request_number::RequestNumber, percent, state::AppState};

/// Caches keep it, but ask each time: what was withdrawn is gone at once.
const PUBLIC: &str = "public, no-cache";
const PRIVATE: &str = "no-store";

/// A file of a public page, or a picture in one of the sizes of pages (`/media/{file}/w640.avif`), for which the same
/// rights hold; for somebody who is signed in also one of a draft that they may read.
pub(crate) async fn file(
    State(state): State<AppState>,
    session: Session,
    Path(path): Path<String>,
    request: Request,
) -> Response {
    let number = request.extensions().get::<RequestNumber>().map(|number| number.0.clone()).unwrap_or_default();
    let nobody = Ctx::new(None, number.clone(), String::new());
    let (path, variant) = asked(&path);
    match in_size(&state, state.cms.public_media(path).await, variant).await {
        Ok(Some(file)) => {
            let wanted = range::wanted(request.method(), request.headers(), &tag(&file), file.size);
            return in_parts(send(&state, file, request.headers(), wanted, PUBLIC, &nobody).await);
        }
        Ok(None) => {}
        Err(error) => return fault(&error, &nobody),
    }
    if let Ok(Some(account)) = session.get::<i64>(ACCOUNT).await
        && let Ok(Some(signed)) = state.cms.actor_of(AccountId::new(account)).await
    {
        let ctx = signed.into_ctx(number, String::new());
        match in_size(&state, state.cms.draft_media(&ctx, path).await, variant).await {
            Ok(Some(file)) => {
                let wanted = range::wanted(request.method(), request.headers(), &tag(&file), file.size);
                return in_parts(send(&state, file, request.headers(), wanted, PRIVATE, &ctx).await);
            }
            // Whoever still has to set up the account sees what everybody sees.
            Ok(None) | Err(Error::Unfinished) => {}
            Err(error) => return fault(&error, &ctx),
        }
    }
    pages::portal(State(state), request).await
}

/// The file, and the size and format in which a picture is wanted.
fn asked(path: &str) -> (&str, Option<Variant>) {
    match path.rsplit_once('/') {
        Some((file, name)) if let Some(variant) = Variant::from_name(name) => (file, Some(variant)),
        _ => (path, None),
    }
}

/// The file in the wanted size; none in one that pages never use.
async fn in_size(
    state: &AppState,
    file: cms::Result<Option<MediaFile>>,
    variant: Option<Variant>,
) -> cms::Result<Option<MediaFile>> {
    match (file?, variant) {
        (Some(file), Some(variant)) => match state.cms.media_variant(file, variant).await {
            Err(Error::NotFound) => Ok(None),
            made => made.map(Some),
        },
        (file, _) => Ok(file),
    }
}

/// The scan of a paper secrecy review: always as a whole, since each time it is opened stands in the log.
pub(crate) async fn secrecy_scan(
    State(state): State<AppState>,
    Extension(ctx): Extension<Ctx>,
    Path(id): Path<i64>,
    request: Request,
) -> Response {
    match state.cms.secrecy_scan(&ctx, MediaId::new(id)).await {
        Ok(file) => send(&state, file, request.headers(), Wanted::Whole, PRIVATE, &ctx).await,
        Err(error) => fault(&error, &ctx),
    }
}

/// Pictures and PDF files are shown, everything else is saved; nothing is ever run as a page of this site.
async fn send(
    state: &AppState,
    file: MediaFile,
    headers: &HeaderMap,
    wanted: Wanted,
    caching: &'static str,
    ctx: &Ctx,
) -> Response {
    let tag = tag(&file);
    if is_known(headers, &tag) {
        return (StatusCode::NOT_MODIFIED, [(header::CACHE_CONTROL, caching)], [(header::ETAG, tag)]).into_response();
    }
    let (status, content) = match wanted {
        Wanted::Whole => (StatusCode::OK, state.cms.media_content(&file).await),
        Wanted::Part(part) => (StatusCode::PARTIAL_CONTENT, state.cms.media_part(&file, part).await),
        Wanted::Nothing => {
            let size = format!("bytes */{}", file.size);
            let head = [(header::CONTENT_RANGE, size.as_str()), (header::CACHE_CONTROL, caching)];
            return (StatusCode::RANGE_NOT_SATISFIABLE, head).into_response();
        }
    };
    let content = match content {
        Ok(content) => content,
        Err(error) => return fault(&error, ctx),
    };
    let shown = file.mime.starts_with("image/") || file.mime == "application/pdf";
    let way = if shown { "inline" } else { "attachment" };
    let disposition = format!("{way}; filename*=UTF-8''{}", percent::encode(&file.name));
    let (part, size) = (content.range.clone(), content.meta.size);
    let range = format!("bytes {}-{}/{size}", part.start, part.end.saturating_sub(1));
    let mut response = Response::new(Body::from_stream(content.into_stream()));
    *response.status_mut() = status;
    let head = response.headers_mut();
    head.insert(header::CONTENT_LENGTH, HeaderValue::from(part.end - part.start));
    for (name, value) in [
        (header::CONTENT_TYPE, Some(file.mime.as_str())),
        (header::CONTENT_DISPOSITION, Some(disposition.as_str())),
        (header::ETAG, Some(tag.as_str())),
        (header::CONTENT_RANGE, (status == StatusCode::PARTIAL_CONTENT).then_some(range.as_str())),
    ] {
        if let Some(Ok(value)) = value.map(HeaderValue::from_str) {
            head.insert(name, value);
        }
    }
    head.insert(header::CACHE_CONTROL, HeaderValue::from_static(caching));
    response
}

/// Says that parts can be had, so that a player can jump and a download that broke off goes on.
fn in_parts(mut response: Response) -> Response {
    response.headers_mut().insert(header::ACCEPT_RANGES, HeaderValue::from_static("bytes"));
    response
}

/// Names these bytes for ever: a strong validator.
fn tag(file: &MediaFile) -> String {
    format!("\"{}\"", file.tag())
}

/// Whether the client has this very file (RFC 9110 §13.1.2; a proxy that compresses makes the tag a weak one).
pub(super) fn is_known(headers: &HeaderMap, tag: &str) -> bool {
    let known = headers.get_all(header::IF_NONE_MATCH).iter().filter_map(|value| value.to_str().ok());
    known.flat_map(|list| list.split(',')).map(str::trim).any(|one| one.strip_prefix("W/").unwrap_or(one) == tag)
}
