//! `/ics/SECRET.ics`: a unit's deadlines for calendar programs, which cannot log in.

use axum::{
    extract::{Path, Request, State},
    http::{StatusCode, header},
    response::{IntoResponse, Response},
};

use super::{anonymous, fault};
use crate::{middleware::actor::client_address, state::AppState};

/// Whoever has the secret address reads what is there; nobody keeps a copy for others, and nobody lists it.
pub(super) const PRIVATE: [(header::HeaderName, &str); 2] = [
    (header::CACHE_CONTROL, "private, no-store"),
    (header::HeaderName::from_static("x-robots-tag"), "noindex, nofollow"),
];

pub(crate) async fn of_unit(State(state): State<AppState>, Path(file): Path<String>, request: Request) -> Response {
    if client_address(&state, &request).is_some_and(|address| !state.secret_limit.admits(address)) {
        return (StatusCode::TOO_MANY_REQUESTS, PRIVATE, "查询过于频繁，请 1 分钟后再试").into_response();
    }
    let found = match file.strip_suffix(".ics") {
        Some(secret) => state.cms.unit_calendar(secret).await,
        None => Ok(None),
    };
    match found {
        Ok(Some(text)) => (PRIVATE, [(header::CONTENT_TYPE, "text/calendar; charset=utf-8")], text).into_response(),
        Ok(None) => (StatusCode::NOT_FOUND, PRIVATE, "没有这个日历，地址可能已更换").into_response(),
        Err(error) => fault(&error, &anonymous(request.extensions())),
    }
}
