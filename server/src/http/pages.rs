//! Leptos pages: the portal's complete HTML, the desk's shell, and the desk's server functions.

use app::{
    assets::Assets,
    portal::preferences::Preferences,
    shell::{desk::desk_shell, portal::portal_shell},
};
use axum::{
    body::{Body, to_bytes},
    extract::{Path, Request, State},
    http::{StatusCode, header},
    response::{IntoResponse, Response},
};
use cms::{Cms, Ctx, reading::Reading};
use domain::id::{ItemCode, TopicId};
use leptos::{IntoView, nonce::Nonce, prelude::provide_context};
use leptos_axum::{handle_server_fns_with_context, render_app_async_with_context};
use memchr::{memchr_iter, memmem};

use super::moved;
use crate::{
    middleware::{request_number::RequestNumber, security_headers::ScriptNonce},
    state::AppState,
};

/// What every page and server function finds in its context.
#[derive(Clone)]
pub(crate) struct PageContext {
    cms: Cms,
    assets: Assets,
    ctx: Ctx,
    /// Of a page of the desk; those of the portal have no script that would need one.
    nonce: Option<Nonce>,
}

impl PageContext {
    /// Takes the context of `request`; without a signed-in account the [`Ctx`] has no actor.
    pub(crate) fn of(state: &AppState, request: &Request) -> Self {
        let extensions = request.extensions();
        let number = extensions.get::<RequestNumber>().map(|number| number.0.clone()).unwrap_or_default();
        let ctx = extensions.get::<Ctx>().cloned().unwrap_or_else(|| Ctx::new(None, number, String::new()));
        let nonce = extensions.get::<ScriptNonce>().map(|nonce| Nonce::from_value(nonce.0.clone()));
        Self { cms: state.cms.clone(), assets: state.assets.clone(), ctx, nonce }
    }

    /// Who asks, for the log.
    pub(crate) fn ctx(&self) -> Ctx {
        self.ctx.clone()
    }

    pub(crate) fn provide(&self) {
        provide_context(self.cms.clone());
        provide_context(self.assets.clone());
        provide_context(self.ctx.clone());
        if let Some(nonce) = &self.nonce {
            provide_context(nonce.clone());
        }
    }
}

/// Renders `view` to a whole page that nothing hydrates, with the context of the request and what `more` provides.
pub(crate) async fn render<V, F>(
    state: &AppState,
    request: Request<Body>,
    more: impl Fn() + Clone + Send + Sync + 'static,
    view: F,
) -> Response
where
    V: IntoView + 'static,
    F: Fn() -> V + Clone + Send + Sync + 'static,
{
    render_in(PageContext::of(state, &request), request, more, view).await
}

async fn render_in<V, F>(
    context: PageContext,
    request: Request<Body>,
    more: impl Fn() + Clone + Send + Sync + 'static,
    view: F,
) -> Response
where
    V: IntoView + 'static,
    F: Fn() -> V + Clone + Send + Sync + 'static,
{
    let provide = move || {
        context.provide();
        more();
    };
    without_hydration(render_app_async_with_context(provide, view)(request).await).await
}

/// The portal page at the address of `request`: kept, or rendered.
pub(super) async fn page(state: &AppState, request: Request) -> Response {
    state.pages.answer(request, |request| render_portal(state, request)).await
}

/// Renders a portal page, and says what it has read.
async fn render_portal(state: &AppState, request: Request) -> (Response, Reading) {
    let (cms, reading) = state.cms.for_a_page();
    let context = PageContext { cms, ..PageContext::of(state, &request) };
    let traditional = Preferences::of(&request).traditional;
    let page = render_in(context, request, || (), portal_shell).await;
    (if traditional { in_traditional_characters(page).await } else { page }, reading)
}

/// 繁體: the words of a finished page, converted as the last thing that is done to it.
async fn in_traditional_characters(page: Response) -> Response {
    let (parts, body) = page.into_parts();
    match to_bytes(body, usize::MAX).await {
        Ok(page) => {
            Response::from_parts(parts, Body::from(documents::traditional::page(&String::from_utf8_lossy(&page))))
        }
        Err(error) => broken(error),
    }
}

/// Leptos marks for the hydration where each part of a page begins, and writes scripts behind its end, even where
/// nothing is hydrated. `<!>` is no HTML, and in a `<title>` it is words.
async fn without_hydration(response: Response) -> Response {
    let (parts, body) = response.into_parts();
    match to_bytes(body, usize::MAX).await {
        Ok(page) => Response::from_parts(parts, Body::from(to_be_read(&page))),
        Err(error) => broken(error),
    }
}

/// A page of which nobody can tell what it would have been.
fn broken(error: impl std::error::Error) -> Response {
    tracing::error!(%error, "a page ended in the middle");
    StatusCode::INTERNAL_SERVER_ERROR.into_response()
}

/// The page up to its end, without the marks. Where a text has these characters, they are escaped.
fn to_be_read(page: &[u8]) -> Vec<u8> {
    const END: &[u8] = b"</html>";
    const MARKS: [&[u8]; 2] = [b"<!>", b"<!--<() />-->"];
    let page = memmem::rfind(page, END).map_or(page, |end| &page[..end + END.len()]);
    let mut read = Vec::with_capacity(page.len());
    let mut from = 0;
    // Of the two characters with which each begins, the second is the rarer one.
    for at in memchr_iter(b'!', page).filter_map(|second| second.checked_sub(1)) {
        if let Some(mark) = MARKS.iter().find(|mark| page[at..].starts_with(mark)) {
            read.extend_from_slice(&page[from..at]);
            from = at + mark.len();
        }
    }
    read.extend_from_slice(&page[from..]);
    read
}

/// A file of the pages, or the portal page at this address.
pub(crate) async fn portal(State(state): State<AppState>, request: Request) -> Response {
    if let Some(file) = state.files.serve(request.uri(), request.headers()) {
        return file;
    }
    moved::answer(&state, request).await
}

/// The address of an item as a code to scan. A picture of its own, since drawing it takes longer than the whole page, and
/// only those whose screen shows it ask for it.
pub(crate) async fn qr_code(State(state): State<AppState>, Path(code): Path<String>, request: Request) -> Response {
    let Some(code) = ItemCode::parse(&code) else {
        return portal(State(state), request).await;
    };
    match state.cms.item_qr(&code) {
        Ok(picture) => {
            let head = [(header::CONTENT_TYPE, "image/svg+xml"), (header::CACHE_CONTROL, "public, max-age=86400")];
            (head, picture).into_response()
        }
        Err(error) => super::fault(&error, &PageContext::of(&state, &request).ctx),
    }
}

/// The desk: rendered here, hydrated in the browser. Its frame needs to know at once who reads it.
pub(crate) async fn desk(State(state): State<AppState>, request: Request) -> Response {
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

/// The newest revision of a topic as readers would see it: the portal's own page, in the frame beside the builder.
pub(crate) async fn topic_preview(State(state): State<AppState>, Path(id): Path<i64>, request: Request) -> Response {
    let ctx = PageContext::of(&state, &request).ctx;
    match state.cms.topic_preview(&ctx, TopicId::new(id)).await {
        Ok(topic) => render(&state, request, move || provide_context(topic.clone()), portal_shell).await,
        Err(error) => super::fault(&error, &ctx),
    }
}

/// The forms on paper: approval form and account form.
pub(crate) async fn print(State(state): State<AppState>, request: Request) -> Response {
    render(&state, request, || (), app::shell::print_shell).await
}

/// A server function of the desk.
pub(crate) async fn server_function(State(state): State<AppState>, request: Request) -> Response {
    let context = PageContext::of(&state, &request);
    let known = server_fn::axum::get_server_fn_service(request.uri().path(), request.method().clone()).is_some();
    if known {
        handle_server_fns_with_context(move || context.provide(), request).await.into_response()
    } else {
        StatusCode::NOT_FOUND.into_response()
    }
}
