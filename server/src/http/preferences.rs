//! How a citizen wants to read: elder mode, font size, contrast, characters. A plain form that sets cookies and goes back.

use std::collections::BTreeMap;

use app::portal::preferences::{Preferences, TextSize, Toggle};
use axum::{
    Form,
    http::{HeaderMap, HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use domain::site::is_own_page;

/// A year; a choice is made once.
const KEPT_FOR: u32 = 365 * 24 * 3600;

/// A choice that is not sent stays as it is.
pub(crate) async fn save(Form(form): Form<BTreeMap<String, String>>) -> Response {
    let mut headers = HeaderMap::new();
    let chosen = if form.contains_key(Preferences::RESET) { Vec::new() } else { chosen(&form) };
    let cookies = chosen.iter().map(|(name, value)| cookie(name, value, KEPT_FOR));
    let forgotten = names().filter(|_| form.contains_key(Preferences::RESET)).map(|name| cookie(name, "", 0));
    for cookie in cookies.chain(forgotten) {
        if let Ok(cookie) = HeaderValue::from_str(&cookie) {
            headers.append(header::SET_COOKIE, cookie);
        }
    }
    let mut back = own_page(form.get("back").map(String::as_str).unwrap_or_default()).to_owned();
    if [Toggle::Elder.cookie(), Preferences::RESET].iter().any(|name| form.contains_key(*name)) {
        back = first_page(&back);
    }
    let back = HeaderValue::from_str(&back).unwrap_or_else(|_| HeaderValue::from_static("/"));
    headers.insert(header::LOCATION, back);
    (StatusCode::SEE_OTHER, headers).into_response()
}

fn names() -> impl Iterator<Item = &'static str> {
    Toggle::ALL.into_iter().map(Toggle::cookie).chain([Preferences::SIZE])
}

/// The cookies that the form asks for, each with one of its known values.
fn chosen(form: &BTreeMap<String, String>) -> Vec<(&'static str, &'static str)> {
    let known = Toggle::ALL.into_iter().flat_map(|t| [true, false].map(|on| (t.cookie(), t.value(on))));
    let sizes = TextSize::ALL.into_iter().map(|size| (Preferences::SIZE, size.code()));
    known.chain(sizes).filter(|(name, value)| form.get(*name).is_some_and(|sent| sent == value)).collect()
}

fn cookie(name: &str, value: &str, seconds: u32) -> String {
    format!("{name}={value}; Path=/; Max-Age={seconds}; SameSite=Lax")
}

/// `page` when it is one of this site, else the home page: the form must not send anybody elsewhere.
pub(crate) fn own_page(page: &str) -> &str {
    if is_own_page(page) { page } else { "/" }
}

/// Without the number of a list's page: the lists of elder mode are shorter, and the fifth page of one would be none of
/// the other.
fn first_page(page: &str) -> String {
    let Some((path, query)) = page.split_once('?') else { return page.to_owned() };
    let kept: Vec<&str> = query.split('&').filter(|pair| !pair.starts_with("page=")).collect();
    if kept.is_empty() { path.to_owned() } else { format!("{path}?{}", kept.join("&")) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_own_pages_are_returned_to() {
        for (page, expected) in [
            ("/c/tzgg?page=2", "/c/tzgg?page=2"),
            ("//evil.example", "/"),
            ("/\\evil.example", "/"),
            ("https://evil.example", "/"),
            ("", "/"),
            ("/a\r\nSet-Cookie: x=1", "/"),
        ] {
            assert_eq!(own_page(page), expected);
        }
    }

    #[test]
    fn a_list_begins_again_at_its_first_page() {
        for (page, first) in [
            ("/c/tzgg?page=5", "/c/tzgg"),
            ("/leave?to=x&page=5", "/leave?to=x"),
            ("/c/tzgg", "/c/tzgg"),
            ("/leave?to=https%3A%2F%2Fa%3Fpage%3D5", "/leave?to=https%3A%2F%2Fa%3Fpage%3D5"),
        ] {
            assert_eq!(first_page(page), first);
        }
    }
}
