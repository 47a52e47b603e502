//! Signing in and out of the desk: plain forms that work before any script has loaded.

use app::sign_in::SignInForm;
use axum::{Form, extract::FromRequest};
use axum::{
    extract::{Query, Request, State},
    http::{HeaderMap, StatusCode, header},
    response::{IntoResponse, Redirect, Response},
};
use cms::{
    Error,
    login::SignInRefused,
    sessions::{ACCOUNT, ADDRESS, USER_AGENT},
};
use domain::id::AccountId;
use leptos::prelude::provide_context;
use serde::Deserialize;
use tower_sessions::Session;

use super::{pages, preferences::own_page};
use crate::{
    middleware::{actor::client_address, request_number::RequestNumber},
    state::AppState,
};

#[derive(Debug, Deserialize)]
pub(crate) struct Next {
    #[serde(default)]
    next: String,
}

/// The empty form.
pub(crate) async fn form(State(state): State<AppState>, Query(next): Query<Next>, request: Request) -> Response {
    let form = SignInForm { next: own_page(&next.next).to_owned(), ..SignInForm::default() };
    show(&state, request, form).await
}

#[derive(Deserialize)]
struct Submitted {
    login: String,
    password: String,
    #[serde(default)]
    code: String,
    #[serde(default)]
    next: String,
}

/// Checks the form; a wrong one comes back with what was typed, but never the password.
pub(crate) async fn submit(State(state): State<AppState>, session: Session, request: Request) -> Response {
    let address = client_address(&state, &request);
    let number = request.extensions().get::<RequestNumber>().map(|number| number.0.clone()).unwrap_or_default();
    let agent = header_text(request.headers(), header::USER_AGENT.as_str());
    let (parts, body) = request.into_parts();
    let page = Request::from_parts(parts.clone(), axum::body::Body::empty());
    let submitted = match Form::<Submitted>::from_request(Request::from_parts(parts, body), &state).await {
        Ok(Form(submitted)) => submitted,
        Err(rejection) => return rejection.into_response(),
    };
    let mut form = SignInForm {
        login: submitted.login.trim().to_owned(),
        next: own_page(&submitted.next).to_owned(),
        demo: state.cms.settings().demo,
        fault: None,
    };
    if address.is_some_and(|address| !state.sign_in_limit.admits(address)) {
        form.fault = Some("登录尝试过于频繁，请 1 分钟后再试".into());
        let mut response = show(&state, page, form).await;
        *response.status_mut() = StatusCode::TOO_MANY_REQUESTS;
        return response;
    }
    let address = address.map(|address| address.to_string()).unwrap_or_default();
    let code = Some(submitted.code.trim()).filter(|code| !code.is_empty());
    match state.cms.sign_in(&form.login, &submitted.password, code, &address).await {
        Ok(signed_in) => {
            // A new id: what a stranger planted before the log-in is worth nothing after it.
            let stored = async {
                session.cycle_id().await?;
                session.insert(ACCOUNT, signed_in.account.get()).await?;
                session.insert(ADDRESS, &address).await?;
                session.insert(USER_AGENT, &agent).await
            };
            match stored.await {
                Ok(()) => {
                    let next = if form.next == "/" { "/desk" } else { &form.next };
                    Redirect::to(next).into_response()
                }
                Err(error) => {
                    tracing::error!(%error, number, "cannot store the session");
                    broken(&state, page, form, &number).await
                }
            }
        }
        Err(SignInRefused::Failed(busy @ Error::Busy)) => {
            form.fault = Some(busy.to_string());
            let mut response = show(&state, page, form).await;
            *response.status_mut() = StatusCode::TOO_MANY_REQUESTS;
            response
        }
        Err(SignInRefused::Failed(error)) => {
            tracing::error!(%error, number, "sign-in failed");
            broken(&state, page, form, &number).await
        }
        Err(refused) => {
            form.fault = Some(refused.to_string());
            let mut response = show(&state, page, form).await;
            *response.status_mut() = StatusCode::UNAUTHORIZED;
            response
        }
    }
}

/// Ends the session.
pub(crate) async fn leave(State(state): State<AppState>, session: Session, request: Request) -> Response {
    let number = request.extensions().get::<RequestNumber>().map(|number| number.0.clone()).unwrap_or_default();
    let address = client_address(&state, &request).map(|address| address.to_string()).unwrap_or_default();
    if let (Ok(Some(account)), Some(id)) = (session.get::<i64>(ACCOUNT).await, session.id())
        && let Ok(Some(signed)) = state.cms.actor_of(AccountId::new(account)).await
        && let Err(error) = state.cms.sign_out(&signed.into_ctx(number, address), &id.to_string()).await
    {
        tracing::error!(%error, "cannot log the sign-out");
    }
    if let Err(error) = session.flush().await {
        tracing::error!(%error, "cannot delete the session");
    }
    Redirect::to("/desk/login").into_response()
}

/// The form, with the number under which the server's log has the cause.
async fn broken(state: &AppState, page: Request, mut form: SignInForm, number: &str) -> Response {
    form.fault = Some(format!("系统繁忙，请稍后再试（{number}）"));
    let mut response = show(state, page, form).await;
    *response.status_mut() = StatusCode::INTERNAL_SERVER_ERROR;
    response
}

async fn show(state: &AppState, request: Request, mut form: SignInForm) -> Response {
    form.demo = state.cms.settings().demo;
    pages::render(state, request, move || provide_context(form.clone()), app::sign_in::sign_in_shell).await
}

fn header_text(headers: &HeaderMap, name: &str) -> String {
    let text = headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default();
    text.chars().take(200).collect()
}
