//! How a citizen wants to read: elder mode, font size, contrast. A plain form that sets cookies and goes back.

use axum::{
    Form,
    http::{HeaderMap, HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use serde::Deserialize;

/// The form; a field that is not sent leaves its preference as it is.
#[derive(Debug, Deserialize)]
pub(crate) struct Preferences {
    elder: Option<String>,
    size: Option<String>,
    contrast: Option<String>,
    /// Page to return to.
    #[serde(default)]
    back: String,
}

/// The values that each cookie may take.
const KNOWN: [(&str, &[&str]); 3] =
    [("elder", &["on", "off"]), ("size", &["l", "m", "s"]), ("contrast", &["high", "normal"])];

pub(crate) async fn save(Form(form): Form<Preferences>) -> Response {
    let mut headers = HeaderMap::new();
    let chosen = [("elder", form.elder), ("size", form.size), ("contrast", form.contrast)];
    for ((name, value), (_, allowed)) in chosen.into_iter().zip(KNOWN) {
        let Some(value) = value.filter(|value| allowed.contains(&value.as_str())) else { continue };
        let cookie = format!("{name}={value}; Path=/; Max-Age=31536000; SameSite=Lax");
        if let Ok(cookie) = HeaderValue::from_str(&cookie) {
            headers.append(header::SET_COOKIE, cookie);
        }
    }
    let back = HeaderValue::from_str(own_page(&form.back)).unwrap_or_else(|_| HeaderValue::from_static("/"));
    headers.insert(header::LOCATION, back);
    (StatusCode::SEE_OTHER, headers).into_response()
}

/// `page` when it is one of this site, else the home page: the form must not send anybody elsewhere.
pub(crate) fn own_page(page: &str) -> &str {
    let is_own = page.starts_with('/')
        && !page.starts_with("//")
        && !page.contains('\\')
        && page.bytes().all(|b| b.is_ascii_graphic());
    if is_own { page } else { "/" }
}

#[cfg(test)]
mod tests {
    use super::own_page;

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
}
