//! Who is signed in: reads the session, asks for the account's rights of today, and keeps strangers out of the desk.

use std::net::{IpAddr, SocketAddr};

use axum::{
    Json,
    extract::{ConnectInfo, Request, State},
    http::{HeaderMap, StatusCode, header},
    middleware::Next,
    response::{IntoResponse, Redirect, Response},
};
use cms::sessions::ACCOUNT;
use domain::id::AccountId;
use tower_sessions::Session;

use crate::{middleware::request_number::RequestNumber, percent, state::AppState};

/// Requests that the page makes by itself; they do not keep a session alive.
const BACKGROUND: [&str; 4] = [
    "/api/desk/content/heartbeat",
    "/api/desk/session/me",
    "/api/desk/content/notices",
    "/api/desk/obligations/board-again",
];

/// Server functions that work while the password must be changed or the second factor set up.
const BEFORE_READY: &str = "/api/desk/session/";

/// Fills in the [`Ctx`] of a desk request; who is not signed in goes to the sign-in page.
pub(crate) async fn identify(
    State(state): State<AppState>,
    session: Session,
    mut request: Request,
    next: Next,
) -> Response {
    let path = request.uri().path().to_owned();
    let number = request.extensions().get::<RequestNumber>().map(|number| number.0.clone()).unwrap_or_default();
    let address = client_address(&state, &request).map(|address| address.to_string()).unwrap_or_default();
    let is_api = path.starts_with("/api/");

    let account = match session.get::<i64>(ACCOUNT).await {
        Ok(account) => account.map(AccountId::new),
        Err(error) => return unavailable(&error, &number),
    };
    let signed = match account {
        None => None,
        Some(account) => match state.cms.actor_of(account).await {
            Ok(signed) => signed,
            Err(error) => return unavailable(&error, &number),
        },
    };
    let Some(signed) = signed else {
        return if is_api {
            refuse(StatusCode::UNAUTHORIZED, "NotSignedIn")
        } else {
            let next_page = request.uri().path_and_query().map_or("/desk", |page| page.as_str());
            Redirect::to(&format!("/desk/login?next={}", percent::encode(next_page))).into_response()
        };
    };
    let ready = signed.password_due.is_none() && !signed.must_enrol_totp;
    if !ready {
        let allowed = if is_api { path.starts_with(BEFORE_READY) } else { path == "/desk/me" };
        if !allowed {
            return if is_api {
                refuse(StatusCode::FORBIDDEN, "NotReady")
            } else {
                Redirect::to("/desk/me").into_response()
            };
        }
    }
    let id = session.id().map(|id| id.to_string()).unwrap_or_default();
    if !BACKGROUND.contains(&path.as_str())
        && let Err(error) = state.cms.use_session(&id).await
    {
        return unavailable(&error, &number);
    }
    request.extensions_mut().insert(signed.into_ctx(number, address).in_session(&id));
    next.run(request).await
}

/// The client's address: of the connection, or what a proxy says that the configuration trusts.
pub(crate) fn client_address(state: &AppState, request: &Request) -> Option<IpAddr> {
    let connection = request.extensions().get::<ConnectInfo<SocketAddr>>().map(|info| info.0.ip())?;
    let is_proxy = state.trusted_proxies.iter().any(|network| network.contains(connection));
    let forwarded = is_proxy.then(|| forwarded(&state.config.client_address_header, request.headers())).flatten();
    Some(forwarded.unwrap_or(connection))
}

fn forwarded(header: &str, headers: &HeaderMap) -> Option<IpAddr> {
    if header.is_empty() {
        return None;
    }
    // The last entry of the last line is the one that our own proxy wrote; what stands before it came from the client.
    let line = headers.get_all(header).iter().next_back()?;
    line.to_str().ok()?.rsplit(',').next()?.trim().parse().ok()
}

fn refuse(status: StatusCode, word: &str) -> Response {
    // The shape in which the desk's server functions report errors.
    (status, [(header::CONTENT_TYPE, "application/json")], Json(word)).into_response()
}

fn unavailable(error: &dyn std::fmt::Display, number: &str) -> Response {
    tracing::error!(%error, number, "cannot identify the request's account");
    (StatusCode::INTERNAL_SERVER_ERROR, format!("系统繁忙，请稍后再试（{number}）")).into_response()
}
