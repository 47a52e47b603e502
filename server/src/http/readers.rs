//! Views and votes of an article. Neither sets a cookie; robots and whoever is signed in to the desk are not counted.

use axum::{
    Form,
    extract::{FromRequest, Path, Request, State},
    http::{HeaderValue, StatusCode, header},
    response::{IntoResponse, Redirect, Response},
};
use cms::visits::{Visitor, Vote};
use domain::id::ItemCode;
use serde::Deserialize;

use super::{fault, pages::PageContext, robots::is_robot};
use crate::{
    middleware::{actor::client_address, rate_limit::line},
    router::SESSION_COOKIE,
    state::AppState,
};

/// One transparent point.
const POINT: &[u8] = b"GIF89a\x01\x00\x01\x00\x80\x00\x00\x00\x00\x00\xff\xff\xff!\xf9\x04\x01\x00\x00\x00\x00,\x00\x00\x00\x00\x01\x00\x01\x00\x00\x02\x02D\x01\x00;";

/// What the page's script sends when the article has been on the screen; answers the number as it is now.
pub(crate) async fn view(State(state): State<AppState>, Path(code): Path<String>, request: Request) -> Response {
    match counted(&state, &code, request).await {
        Ok(views) => ([(header::CACHE_CONTROL, "no-store")], views.to_string()).into_response(),
        Err(refusal) => refusal,
    }
}

/// The same as a picture, for browsers without script.
pub(crate) async fn view_picture(
    State(state): State<AppState>,
    Path(code): Path<String>,
    request: Request,
) -> Response {
    match counted(&state, &code, request).await {
        Ok(_) => ([(header::CONTENT_TYPE, "image/gif"), (header::CACHE_CONTROL, "no-store")], POINT).into_response(),
        Err(refusal) => refusal,
    }
}

#[derive(Deserialize)]
struct Sent {
    vote: String,
}

/// 有用 or 无用; back to the article, which says thanks.
pub(crate) async fn vote(State(state): State<AppState>, Path(code): Path<String>, request: Request) -> Response {
    let visitor = reader(&state, &request);
    let address = client_address(&state, &request);
    let ctx = PageContext::of(&state, &request).ctx();
    let sent = match Form::<Sent>::from_request(request, &state).await {
        Ok(Form(sent)) => sent,
        Err(rejection) => return rejection.into_response(),
    };
    let vote = match sent.vote.as_str() {
        "useful" => Vote::Useful,
        "useless" => Vote::Useless,
        _ => return StatusCode::UNPROCESSABLE_ENTITY.into_response(),
    };
    let Some(code) = ItemCode::parse(&code) else { return StatusCode::NOT_FOUND.into_response() };
    if address.is_some_and(|address| !state.feedback_limit.admits(address)) {
        return (StatusCode::TOO_MANY_REQUESTS, "操作过于频繁，请 1 分钟后再试").into_response();
    }
    let counted = match visitor {
        Some(visitor) => state.cms.vote(&code, &visitor, vote).await,
        None => state.cms.views(&code).await.map(|views| views.is_some()),
    };
    match counted {
        Ok(true) => Redirect::to(&format!("/a/{code}?vote={}#verdict", sent.vote)).into_response(),
        Ok(false) => StatusCode::NOT_FOUND.into_response(),
        Err(error) => fault(&error, &ctx),
    }
}

/// How often the item was read, with this visit where it counts.
async fn counted(state: &AppState, code: &str, request: Request) -> Result<i64, Response> {
    let (visitor, ctx) = (reader(state, &request), PageContext::of(state, &request).ctx());
    // What follows waits for the database, and a request is not to be held meanwhile.
    drop(request);
    let nothing = || StatusCode::NOT_FOUND.into_response();
    let code = ItemCode::parse(code).ok_or_else(nothing)?;
    let views = match visitor {
        Some(visitor) => state.cms.count_view(&code, &visitor).await,
        None => state.cms.views(&code).await,
    };
    views.map_err(|error| fault(&error, &ctx))?.ok_or_else(nothing)
}

/// Who reads; `None` for robots and for whoever has a session of the desk.
fn reader(state: &AppState, request: &Request) -> Option<Visitor> {
    let text = |name| request.headers().get(name).and_then(|value: &HeaderValue| value.to_str().ok());
    let browser = text(header::USER_AGENT).unwrap_or_default();
    let is_staff = text(header::COOKIE).is_some_and(|cookies| cookies.contains(&format!("{SESSION_COOKIE}=")));
    if is_staff || is_robot(browser) {
        return None;
    }
    let address = line(client_address(state, request)?);
    Some(Visitor { address, browser: browser.to_owned() })
}
