//! Leptos pages: the portal's complete HTML, the desk's shell, and the desk's server functions.

use app::{
    assets::Assets,
    shell::{desk::desk_shell, portal::portal_shell},
};
use axum::{
    body::Body,
    extract::{Request, State},
    http::StatusCode,
    response::{IntoResponse, Response},
};
use cms::{Cms, Ctx};
use leptos::{IntoView, nonce::Nonce, prelude::provide_context};
use leptos_axum::{handle_server_fns_with_context, render_app_async_with_context};

use crate::{
    assets,
    middleware::{request_number::RequestNumber, security_headers::ScriptNonce},
    state::AppState,
};

/// What every page and server function finds in its context.
#[derive(Clone)]
pub struct PageContext {
    cms: Cms,
    assets: Assets,
    ctx: Ctx,
    nonce: Nonce,
}

impl PageContext {
    /// Takes the context of `request`; without a signed-in account the [`Ctx`] has no actor.
    pub fn of(state: &AppState, request: &Request) -> Self {
        let extensions = request.extensions();
        let number = extensions.get::<RequestNumber>().map(|number| number.0.clone()).unwrap_or_default();
        let ctx = extensions.get::<Ctx>().cloned().unwrap_or_else(|| Ctx::new(None, number, String::new()));
        let nonce = extensions.get::<ScriptNonce>().map(|nonce| nonce.0.clone()).unwrap_or_default();
        Self { cms: state.cms.clone(), assets: state.assets.clone(), ctx, nonce: Nonce::from_value(nonce) }
    }

    pub fn provide(&self) {
        provide_context(self.cms.clone());
        provide_context(self.assets.clone());
        provide_context(self.ctx.clone());
        provide_context(self.nonce.clone());
    }
}

/// Renders `view` to complete HTML with the context of the request.
pub async fn render<V, F>(state: &AppState, request: Request<Body>, view: F) -> Response
where
    V: IntoView + 'static,
    F: Fn() -> V + Clone + Send + Sync + 'static,
{
    let context = PageContext::of(state, &request);
    render_app_async_with_context(move || context.provide(), view)(request).await
}

/// A file of the pages, or the portal page at this address.
pub async fn portal(State(state): State<AppState>, request: Request) -> Response {
    if let Some(file) = assets::serve(request.uri(), request.headers()) {
        return file;
    }
    render(&state, request, portal_shell).await
}

/// The desk: rendered here, hydrated in the browser. Its frame needs to know at once who reads it.
pub async fn desk(State(state): State<AppState>, request: Request) -> Response {
    let context = PageContext::of(&state, &request);
    let me = match state.cms.me(&context.ctx).await {
        Ok(me) => me,
        Err(error) => return super::fault(&error, &context.ctx),
    };
    let provide = move || {
        context.provide();
        provide_context(me.clone());
    };
    render_app_async_with_context(provide, desk_shell)(request).await
}

/// The forms on paper: approval form and account form.
pub async fn print(State(state): State<AppState>, request: Request) -> Response {
    render(&state, request, app::shell::print_shell).await
}

/// A server function of the desk.
pub async fn server_function(State(state): State<AppState>, request: Request) -> Response {
    let context = PageContext::of(&state, &request);
    let known = server_fn::axum::get_server_fn_service(request.uri().path(), request.method().clone()).is_some();
    if known {
        handle_server_fns_with_context(move || context.provide(), request).await.into_response()
    } else {
        StatusCode::NOT_FOUND.into_response()
    }
}
