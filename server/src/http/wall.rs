//! `/wall/SECRET`: the county board for a screen on the wall, at which nobody is logged in.

use app::shell::wall_shell;
use axum::{
    extract::{Path, Request, State},
    http::{HeaderName, StatusCode},
    response::{IntoResponse, Response},
};
use leptos::prelude::provide_context;

use super::{anonymous, calendars::PRIVATE, fault, pages};
use crate::{middleware::actor::client_address, state::AppState};

/// Nobody reloads the page on a wall: the browser does so, every so many seconds, also after what did not work this time. At an
/// address that is no longer one it stops.
const REFRESH: [(HeaderName, &str); 1] = [(HeaderName::from_static("refresh"), "60")];

pub(crate) async fn board(State(state): State<AppState>, Path(secret): Path<String>, request: Request) -> Response {
    if client_address(&state, &request).is_some_and(|address| !state.secret_limit.admits(address)) {
        return (StatusCode::TOO_MANY_REQUESTS, PRIVATE, REFRESH, "查询过于频繁，请 1 分钟后再试").into_response();
    }
    match state.cms.wall_board(&secret).await {
        Ok(Some(board)) => {
            let page = pages::render(&state, request, move || provide_context(board.clone()), wall_shell).await;
            (PRIVATE, REFRESH, page).into_response()
        }
        Ok(None) => (StatusCode::NOT_FOUND, PRIVATE, "没有这个大屏，地址可能已更换或停用").into_response(),
        Err(error) => (PRIVATE, REFRESH, fault(&error, &anonymous(request.extensions()))).into_response(),
    }
}
