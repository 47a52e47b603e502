//! 我要纠错 and 意见建议: takes the forms that readers send. A form with faults comes back with all that was typed.

use app::{
    portal::report::{SentBack, TRAP},
    shell::portal::portal_shell,
};
use axum::{
    Form,
    body::Body,
    extract::{FromRequest, Path, Request, State},
    http::{HeaderValue, StatusCode, header},
    response::{IntoResponse, Redirect, Response},
};
use cms::{Error, reports::Spot};
use domain::{feedback::ReportForm, id::ItemCode, plan::ColumnCode};
use leptos::prelude::provide_context;
use serde::Deserialize;

use super::pages::{self, PageContext};
use crate::{middleware::actor::client_address, state::AppState};

/// The form; a field that a hand-made request leaves out is empty.
#[derive(Default, Deserialize)]
#[serde(default)]
struct Submitted {
    kind: String,
    passage: String,
    words: String,
    contact: String,
    form_key: String,
    website: String,
}

pub(crate) async fn of_item(state: State<AppState>, Path(code): Path<String>, request: Request) -> Response {
    take(state, ItemCode::parse(&code).map(Spot::Item), request).await
}

pub(crate) async fn of_column(state: State<AppState>, Path(code): Path<String>, request: Request) -> Response {
    take(state, ColumnCode::parse(&code).map(Spot::Column), request).await
}

async fn take(State(state): State<AppState>, spot: Option<Spot>, request: Request) -> Response {
    let address = client_address(&state, &request);
    // Outside the desk nobody is signed in: a report is a reader's, whoever sends it.
    let ctx = PageContext::of(&state, &request).ctx();
    let (parts, body) = request.into_parts();
    let page = Request::from_parts(parts.clone(), Body::empty());
    let sent = match Form::<Submitted>::from_request(Request::from_parts(parts, body), &state).await {
        Ok(Form(sent)) => sent,
        Err(rejection) => return rejection.into_response(),
    };
    let Some(spot) = spot else { return show(&state, page, SentBack::default(), StatusCode::NOT_FOUND).await };
    let form = ReportForm { kind: sent.kind, passage: sent.passage, words: sent.words, contact: sent.contact };
    let mut back = SentBack { form, form_key: sent.form_key, ..SentBack::default() };
    if !sent.website.is_empty() {
        // A person whose browser has filled it in is told, and loses nothing.
        back.refusal = Some(format!("请不要填写隐藏的一栏（{TRAP}），它用来挡住自动程序。请再提交一次。"));
        return show(&state, page, back, StatusCode::UNPROCESSABLE_ENTITY).await;
    }
    if address.is_some_and(|address| !state.feedback_limit.admits(address)) {
        back.refusal = Some("提交过于频繁，请 1 分钟后再试。".into());
        return show(&state, page, back, StatusCode::TOO_MANY_REQUESTS).await;
    }
    match state.cms.receive_report(&ctx, &spot, &back.form, &back.form_key).await {
        Ok(sent) => Redirect::to(&format!("/report/{}?code={}&sent=1", sent.receipt, sent.code)).into_response(),
        Err(Error::Invalid(faults)) => {
            back.faults = faults;
            show(&state, page, back, StatusCode::UNPROCESSABLE_ENTITY).await
        }
        Err(Error::NotFound) => show(&state, page, back, StatusCode::NOT_FOUND).await,
        Err(error) => {
            tracing::error!(%error, number = ctx.request, "a reader's report could not be stored");
            back.refusal = Some(format!("系统繁忙，请稍后再提交一次（{}）。", ctx.request));
            show(&state, page, back, StatusCode::INTERNAL_SERVER_ERROR).await
        }
    }
}

async fn show(state: &AppState, page: Request, back: SentBack, status: StatusCode) -> Response {
    let mut response = pages::render(state, page, move || provide_context(back.clone()), portal_shell).await;
    *response.status_mut() = status;
    response
}

/// The empty form. It has a key of its own, and is not kept for anybody else.
pub(crate) async fn form(State(state): State<AppState>, request: Request) -> Response {
    for_one_reader(&state, request).await
}

/// The page of a receipt. Guessing codes is slow work.
pub(crate) async fn receipt(State(state): State<AppState>, request: Request) -> Response {
    let asks = request.uri().query().is_some_and(|query| query.contains("code="));
    let address = client_address(&state, &request);
    if asks && address.is_some_and(|address| !state.lookup_limit.admits(address)) {
        return (StatusCode::TOO_MANY_REQUESTS, "查询过于频繁，请 1 分钟后再试").into_response();
    }
    for_one_reader(&state, request).await
}

async fn for_one_reader(state: &AppState, request: Request) -> Response {
    let mut response = pages::render(state, request, || (), portal_shell).await;
    response.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    response
}
