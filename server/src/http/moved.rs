//! Addresses that lead to a page under another one: written with capitals or a slash at the end, or of the site before
//! this one. Each is answered with 301, so that search engines and bookmarks learn the right one.

use super::pages;
use crate::state::AppState;
use axum::{
    body::Body,
    extract::Request,
    http::{Method, StatusCode, Uri, header, uri::PathAndQuery},
    response::{IntoResponse, Response},
};

/// The page at the address of `request`, or the way to where it is.
pub(super) async fn answer(state: &AppState, request: Request) -> Response {
    if !matches!(*request.method(), Method::GET | Method::HEAD) {
        return pages::page(state, request).await;
    }
    let (mut parts, body) = request.into_parts();
    let asked = parts.uri.clone();
    if let Some(tidy) = tidy(&asked) {
        parts.uri = tidy.clone();
        let status = pages::page(state, Request::from_parts(parts.clone(), Body::empty())).await.status();
        if status.is_success() || status.is_redirection() || status == StatusCode::GONE {
            return permanently(&tidy.to_string());
        }
        parts.uri = asked.clone();
        // What is not written as this site writes is no page of it: before another is made, the list is asked.
        if status == StatusCode::NOT_FOUND
            && let Some(to) = moved_to(state, &asked).await
        {
            return permanently(&to);
        }
        return pages::page(state, Request::from_parts(parts, body)).await;
    }
    let page = pages::page(state, Request::from_parts(parts, body)).await;
    if page.status() != StatusCode::NOT_FOUND {
        return page;
    }
    moved_to(state, &asked).await.map_or(page, |to| permanently(&to))
}

/// Where an address of the site before this one leads now.
async fn moved_to(state: &AppState, asked: &Uri) -> Option<String> {
    let found = state.cms.moved_to(asked.path_and_query().map_or("/", PathAndQuery::as_str)).await;
    let found = found.inspect_err(|error| tracing::error!(%error, "an old address could not be looked up"));
    found.ok().flatten().map(|to| to.to_string())
}

/// The address as this site writes its own: small letters, no slash at the end. `None` when it is written so already.
fn tidy(asked: &Uri) -> Option<Uri> {
    let path = asked.path();
    // `//host` would be another site's address.
    if path.starts_with("//") || path.contains('\\') {
        return None;
    }
    let mut skip = 0;
    let small = path.chars().map(|c| match (c, skip) {
        ('%', 0) => {
            skip = 2;
            c
        }
        (_, 0) => c.to_ascii_lowercase(),
        // The two digits of an encoded byte are equal in either case.
        _ => {
            skip -= 1;
            c
        }
    });
    let small: String = small.collect();
    let small = match small.trim_end_matches('/') {
        "" => "/",
        trimmed => trimmed,
    };
    if small == path {
        return None;
    }
    match asked.query() {
        Some(query) => format!("{small}?{query}").parse().ok(),
        None => small.parse().ok(),
    }
}

/// Kept by caches for an hour only: a list of old addresses may have been wrong.
fn permanently(to: &str) -> Response {
    let head = [(header::LOCATION, to), (header::CACHE_CONTROL, "public, max-age=3600")];
    (StatusCode::MOVED_PERMANENTLY, head).into_response()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_has_one_way_to_be_written() {
        for (asked, expected) in [
            ("/c/tzgg", None),
            ("/", None),
            ("/c/TZGG?Page=2", Some("/c/tzgg?Page=2")),
            ("/C/tzgg/", Some("/c/tzgg")),
            ("/sitemap//", Some("/sitemap")),
            ("/%E9%9A%86", None),
            ("/%E9%9A%86/A", Some("/%E9%9A%86/a")),
            ("//evil.example/", None),
        ] {
            let asked = Uri::builder().path_and_query(asked).build().expect("tests write addresses");
            assert_eq!(tidy(&asked).map(|uri| uri.to_string()).as_deref(), expected, "{asked}");
        }
    }
}
