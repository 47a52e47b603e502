//! The files of the pages, inside the executable: styles, wasm, scripts, icons, the editor.

use app::assets::Assets;
use axum::{
    body::Body,
    http::{HeaderMap, StatusCode, Uri, header},
    response::{IntoResponse, Response},
};
use rust_embed::{EmbeddedFile, RustEmbed};

/// What `cargo leptos build --frontend-only` put together. In a debug build it is read from the folder.
#[derive(RustEmbed)]
#[folder = "../target/site"]
#[allow_missing = true]
#[exclude = "*.d.ts*"]
struct Site;

/// Encodings that the build prepares beside a file, best first.
const ENCODINGS: [(&str, &str); 2] = [("br", ".br"), ("gzip", ".gz")];

/// The fingerprints of all files, for addresses that can be cached for ever.
pub fn fingerprints() -> Assets {
    let files = Site::iter().filter(|path| !path.ends_with(".br") && !path.ends_with(".gz"));
    Assets::new(files.filter_map(|path| Some((format!("/{path}"), fingerprint(&Site::get(&path)?)))))
}

/// Answers with the file at the request's path; `None` when there is no such file.
pub fn serve(uri: &Uri, headers: &HeaderMap) -> Option<Response> {
    let path = uri.path().strip_prefix('/')?;
    let file = Site::get(path)?;
    let tag = format!("\"{}\"", fingerprint(&file));
    let for_ever = uri.query().is_some_and(|query| query.starts_with("v="));
    let caching = if for_ever { "public, max-age=31536000, immutable" } else { "public, max-age=300" };
    if headers.get(header::IF_NONE_MATCH).is_some_and(|known| known.as_bytes() == tag.as_bytes()) {
        return Some((StatusCode::NOT_MODIFIED, [(header::ETAG, tag)]).into_response());
    }
    let accepted = headers.get(header::ACCEPT_ENCODING).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let packed = ENCODINGS.iter().find_map(|(name, suffix)| {
        let offered = accepted.split(',').any(|entry| entry.split(';').next().unwrap_or_default().trim() == *name);
        offered.then(|| Site::get(&format!("{path}{suffix}"))).flatten().map(|file| (*name, file))
    });
    let mut response = Response::new(Body::empty());
    let head = response.headers_mut();
    head.insert(header::CONTENT_TYPE, content_type(path).parse().ok()?);
    head.insert(header::CACHE_CONTROL, caching.parse().ok()?);
    head.insert(header::ETAG, tag.parse().ok()?);
    head.insert(header::VARY, "accept-encoding".parse().ok()?);
    let data = match packed {
        Some((encoding, packed)) => {
            head.insert(header::CONTENT_ENCODING, encoding.parse().ok()?);
            packed.data
        }
        None => file.data,
    };
    *response.body_mut() = match data {
        std::borrow::Cow::Borrowed(bytes) => Body::from(bytes),
        std::borrow::Cow::Owned(bytes) => Body::from(bytes),
    };
    Some(response)
}

fn content_type(path: &str) -> String {
    let guess = mime_guess::from_path(path).first_or_octet_stream();
    if guess.type_() == "text" || guess == "application/javascript" {
        format!("{guess}; charset=utf-8")
    } else {
        guess.to_string()
    }
}

fn fingerprint(file: &EmbeddedFile) -> String {
    file.metadata.sha256_hash()[..8].iter().fold(String::new(), |text, byte| text + &format!("{byte:02x}"))
}
