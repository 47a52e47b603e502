//! The address table of the server. Portal and desk have their own tables in `app`.

use std::time::Duration;

use axum::{
    Router,
    extract::DefaultBodyLimit,
    http::{Extensions, HeaderMap, StatusCode, Version, header},
    middleware::from_fn_with_state,
    response::Redirect,
    routing::{get, post},
};
use cms::Cms;
use tower_http::{
    catch_panic::CatchPanicLayer,
    compression::{
        CompressionLayer, CompressionLevel,
        predicate::{DefaultPredicate, Predicate},
    },
    csrf::CsrfLayer,
    limit::RequestBodyLimitLayer,
    timeout::TimeoutLayer,
};
use tower_sessions::{Expiry, SessionManagerLayer, cookie::SameSite};

use crate::{
    http::{
        assessments, calendars, exports, feeds, health, media, pages, preferences, readers, registers, reminders,
        reports, robots_txt, services, sign_in, sitemap, uploads, wall,
    },
    middleware::{actor, request_number, security_headers},
    page_cache::Settled,
    sessions::DeskSessions,
    state::AppState,
};

/// Largest request but for uploads, which read their body themselves: a long article with its tables.
const BODY_LIMIT: usize = 4 * 1024 * 1024;

/// Largest form of a reader: its fields, written in percent signs.
const FORM_LIMIT: usize = 64 * 1024;

/// The cookie of the desk's sessions.
pub(crate) const SESSION_COOKIE: &str = "longan_session";

/// Everything that listens on the public port, behind the pages that are kept ([`crate::FrontDoor`]).
pub(crate) fn router(state: AppState) -> Router {
    // Fails only when it was done before, by another router of this process.
    let _ = any_spawner::Executor::init_tokio();
    let signed_in = Router::new()
        .route("/api/desk/{*function}", post(pages::server_function).layer(RequestBodyLimitLayer::new(BODY_LIMIT)))
        .route("/desk/media", post(uploads::receive))
        .route("/desk/media/{id}", get(media::secrecy_scan))
        .route("/desk/items/{item}/register", post(registers::receive))
        .route("/desk/registers/{id}", get(registers::of_draft))
        .route("/desk/plan.toml", get(exports::plan_toml))
        .route("/desk/plan.xlsx", get(exports::plan_xlsx))
        .route("/desk/reminders.csv", get(reminders::csv))
        .route("/desk/assessment.xlsx", get(assessments::xlsx))
        .route("/desk/services/file", post(services::receive))
        .route("/desk/services.xlsx", get(services::workbook))
        .route("/desk/services.jsonl", get(services::lines))
        .route("/desk/services-form.xlsx", get(services::form))
        .route("/desk/print/{*page}", get(pages::print))
        .route("/desk/work-report", get(pages::print))
        .route("/desk/work-report.xlsx", get(exports::work_report_xlsx))
        .route("/desk/topics/{id}/preview", get(pages::topic_preview))
        .route("/desk", get(pages::desk))
        .route("/desk/{*page}", get(pages::desk))
        .layer(from_fn_with_state(state.clone(), actor::identify));
    let desk = signed_in
        .route("/desk/login", get(sign_in::form).post(sign_in::submit))
        .route("/desk/logout", post(sign_in::leave))
        // A picture of a draft is shown to those who may read the draft.
        .route("/media/{*path}", get(media::file))
        .layer(sessions(&state.cms, state.config.is_secure()));

    Router::new()
        .merge(desk)
        .route("/desk/", get(async || Redirect::permanent("/desk")))
        .route("/health", get(health::health))
        .route("/preferences", post(preferences::save))
        .route("/a/{code}/qr.svg", get(pages::qr_code))
        .route("/feed.xml", get(feeds::site_rss))
        .route("/atom.xml", get(feeds::site_atom))
        .route("/c/{code}/feed.xml", get(feeds::column_rss))
        .route("/c/{code}/atom.xml", get(feeds::column_atom))
        .route("/ics/{file}", get(calendars::of_unit))
        .route("/wall/{secret}", get(wall::board))
        .route("/robots.txt", get(robots_txt::robots_txt))
        .route("/sitemap.xml", get(sitemap::sitemap))
        .route("/a/{code}/register.csv", get(registers::csv))
        .route("/a/{code}/register.xlsx", get(registers::xlsx))
        .merge(feedback())
        .fallback(get(pages::portal))
        .layer(DefaultBodyLimit::max(BODY_LIMIT))
        .layer(CatchPanicLayer::new())
        .layer(CsrfLayer::new())
        .layer(
            CompressionLayer::new()
                .quality(CompressionLevel::Fastest)
                .compress_when(DefaultPredicate::new().and(is_worth_packing)),
        )
        .layer(TimeoutLayer::with_status_code(StatusCode::REQUEST_TIMEOUT, Duration::from_mins(2)))
        .layer(from_fn_with_state(state.clone(), security_headers::guard))
        .layer(from_fn_with_state(state.clone(), request_number::number))
        .with_state(state)
}

/// What readers send: small forms.
fn feedback() -> Router<AppState> {
    Router::new()
        .route("/a/{code}/view", post(readers::view))
        .route("/a/{code}/view.gif", get(readers::view_picture))
        .route("/a/{code}/vote", post(readers::vote))
        .route("/a/{code}/report", get(reports::form).post(reports::of_item))
        .route("/c/{code}/report", get(reports::form).post(reports::of_column))
        .route("/report", get(reports::receipt))
        .route("/report/{number}", get(reports::receipt))
        .layer(RequestBodyLimitLayer::new(FORM_LIMIT))
}

/// Sessions live in the database and end after 30 idle minutes (`domain.md` §7.6).
fn sessions(cms: &Cms, secure: bool) -> SessionManagerLayer<DeskSessions> {
    SessionManagerLayer::new(DeskSessions::new(cms.clone()))
        .with_name(SESSION_COOKIE)
        .with_path("/")
        .with_http_only(true)
        .with_secure(secure)
        .with_same_site(SameSite::Lax)
        // The cookie has no age of its own: the end of a session is kept in the database.
        .with_expiry(Expiry::OnSessionEnd)
}

/// Texts shrink to a fifth; pictures, PDF and office files are packed already, and packing them again only takes the
/// processor. What is offered in parts stays as it is, or the parts would be of something else; and what is kept was packed
/// when it was made.
fn is_worth_packing(_: StatusCode, _: Version, head: &HeaderMap, extensions: &Extensions) -> bool {
    let mime = head.get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let mime = mime.split(';').next().unwrap_or_default().trim();
    let is_text = mime.starts_with("text/")
        || ["+json", "+xml", "/json", "/javascript", "/xml", "/toml", "/wasm"].iter().any(|end| mime.ends_with(end));
    is_text && !head.contains_key(header::ACCEPT_RANGES) && extensions.get::<Settled>().is_none()
}
