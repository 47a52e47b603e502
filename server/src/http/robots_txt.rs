//! `robots.txt`: what search engines may read, and where the list of all pages is.

use axum::{
    extract::State,
    http::header,
    response::{IntoResponse, Response},
};

use crate::state::AppState;

/// The desk, its functions, calendars of units, the board on a wall, and addresses that are an act or a warning and no
/// page.
const CLOSED: [&str; 7] = ["/desk", "/api/", "/ics/", "/wall/", "/leave", "/preferences", "/report"];

pub(crate) async fn robots_txt(State(state): State<AppState>) -> Response {
    let settings = state.cms.settings();
    let mut text = String::from("User-agent: *\n");
    if settings.demo && settings.is_reachable() {
        // Invented news of a real county must not be found beside the real ones.
        text += "Disallow: /\n";
    } else {
        for place in CLOSED {
            text += &format!("Disallow: {place}\n");
        }
        // The protocol takes whole addresses only.
        if settings.is_reachable() {
            text += &format!("\nSitemap: {}/sitemap.xml\n", settings.public_address);
        }
    }
    ([(header::CONTENT_TYPE, "text/plain; charset=utf-8"), (header::CACHE_CONTROL, "public, max-age=3600")], text)
        .into_response()
}
