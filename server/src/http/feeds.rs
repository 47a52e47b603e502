//! What is new, for feed readers: `/feed.xml` (RSS) and `/atom.xml` of the whole portal, the same behind the address of
//! a column.

use axum::{
    extract::{Path, Request, State},
    http::{StatusCode, header},
    response::{IntoResponse, Response},
};
use documents::content_hash::content_hash;
use domain::plan::ColumnCode;

use super::{anonymous, fault, media::is_known, pages};
use crate::state::AppState;

/// The two formats, which hold the same.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Format {
    Rss,
    Atom,
}

impl Format {
    const fn content_type(self) -> &'static str {
        match self {
            Self::Rss => "application/rss+xml; charset=utf-8",
            Self::Atom => "application/atom+xml; charset=utf-8",
        }
    }
}

pub(crate) async fn site_rss(State(state): State<AppState>, request: Request) -> Response {
    answer(state, None, Format::Rss, request).await
}

pub(crate) async fn site_atom(State(state): State<AppState>, request: Request) -> Response {
    answer(state, None, Format::Atom, request).await
}

pub(crate) async fn column_rss(State(state): State<AppState>, Path(code): Path<String>, request: Request) -> Response {
    answer(state, Some(code), Format::Rss, request).await
}

pub(crate) async fn column_atom(State(state): State<AppState>, Path(code): Path<String>, request: Request) -> Response {
    answer(state, Some(code), Format::Atom, request).await
}

async fn answer(state: AppState, code: Option<String>, format: Format, request: Request) -> Response {
    let place = code.map(|code| ColumnCode::parse(&code));
    if place == Some(None) {
        return pages::portal(State(state), request).await;
    }
    let feed = match state.cms.feed(place.flatten().as_ref()).await {
        Ok(Some(feed)) => feed,
        Ok(None) => return pages::portal(State(state), request).await,
        Err(error) => return fault(&error, &anonymous(request.extensions())),
    };
    let address = format!("{}{}", state.cms.settings().public_address, request.uri().path());
    let text = match format {
        Format::Rss => feed.to_rss(&address),
        Format::Atom => feed.to_atom(&address),
    };
    // A reader that asks every hour gets a body only when there is news. Weak, since the text is packed on its way.
    let tag = format!("\"{}\"", &content_hash(text.as_bytes())[..32]);
    let caching = [(header::CACHE_CONTROL, "public, max-age=300".to_owned()), (header::ETAG, format!("W/{tag}"))];
    if is_known(request.headers(), &tag) {
        return (StatusCode::NOT_MODIFIED, caching).into_response();
    }
    (caching, [(header::CONTENT_TYPE, format.content_type())], text).into_response()
}
