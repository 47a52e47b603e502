//! The files of the pages: styles, wasm, scripts, icons, the editor. The executable brings them.

use std::borrow::Cow;

use app::assets::Assets;
use axum::{
    body::Body,
    http::{HeaderMap, StatusCode, Uri, header},
    response::Response,
};
use rust_embed::{EmbeddedFile, RustEmbed};

use crate::encoding::Encoding;

/// Where the files are found by their paths below the site's root, packed forms beside what they are of.
#[derive(Debug, Clone, Copy)]
pub struct Files {
    get: fn(&str) -> Option<PageFile>,
    paths: fn() -> Vec<Cow<'static, str>>,
}

struct PageFile {
    data: Cow<'static, [u8]>,
    sha256: [u8; 32],
}

impl From<EmbeddedFile> for PageFile {
    fn from(file: EmbeddedFile) -> Self {
        Self { sha256: file.metadata.sha256_hash(), data: file.data }
    }
}

impl Files {
    /// Those of a folder that is embedded.
    pub const fn of<Folder: RustEmbed>() -> Self {
        Self { get: |path| Folder::get(path).map(PageFile::from), paths: || Folder::iter().collect() }
    }

    /// Not one, for a server whose pages nobody looks at.
    pub const fn none() -> Self {
        Self { get: |_| None, paths: Vec::new }
    }

    /// The fingerprints of all files, for addresses that can be cached for ever.
    pub fn fingerprints(self) -> Assets {
        let files = (self.paths)().into_iter().filter(|path| !path.ends_with(".br") && !path.ends_with(".gz"));
        Assets::new(files.filter_map(|path| Some((format!("/{path}"), fingerprint(&(self.get)(&path)?)))))
    }

    /// Answers with the file at the request's path; `None` when there is no such file.
    pub fn serve(self, uri: &Uri, headers: &HeaderMap) -> Option<Response> {
        let path = uri.path().strip_prefix('/')?;
        let file = (self.get)(path)?;
        let fingerprint = fingerprint(&file);
        // Only the address with the file's own fingerprint will never show another one: what a page of an older build asks
        // for under its fingerprint must not stay under that name.
        let for_ever = uri.query().and_then(|query| query.strip_prefix("v=")) == Some(fingerprint.as_str());
        let caching = if for_ever { "public, max-age=31536000, immutable" } else { "public, max-age=300" };
        let tag = format!("\"{fingerprint}\"");
        let mut response = Response::new(Body::empty());
        let head = response.headers_mut();
        head.insert(header::CACHE_CONTROL, caching.parse().ok()?);
        head.insert(header::ETAG, tag.parse().ok()?);
        head.insert(header::VARY, "accept-encoding".parse().ok()?);
        if headers.get(header::IF_NONE_MATCH).is_some_and(|known| known.as_bytes() == tag.as_bytes()) {
            *response.status_mut() = StatusCode::NOT_MODIFIED;
            return Some(response);
        }
        head.insert(header::CONTENT_TYPE, content_type(path).parse().ok()?);
        let packed = Encoding::PACKED.into_iter().find_map(|encoding| {
            let file =
                encoding.is_accepted(headers).then(|| (self.get)(&format!("{path}{}", suffix(encoding)))).flatten();
            file.map(|file| (encoding, file))
        });
        let data = match packed {
            Some((encoding, packed)) => {
                head.insert(header::CONTENT_ENCODING, encoding.name().parse().ok()?);
                packed.data
            }
            None => file.data,
        };
        *response.body_mut() = match data {
            Cow::Borrowed(bytes) => Body::from(bytes),
            Cow::Owned(bytes) => Body::from(bytes),
        };
        Some(response)
    }
}

/// What the build appends to the name of a file for its packed form.
const fn suffix(encoding: Encoding) -> &'static str {
    match encoding {
        Encoding::Identity => "",
        Encoding::Gzip => ".gz",
        Encoding::Brotli => ".br",
    }
}

fn content_type(path: &str) -> String {
    let guess = mime_guess::from_path(path).first_or_octet_stream();
    if guess.type_() == "text" || guess == "application/javascript" {
        format!("{guess}; charset=utf-8")
    } else {
        guess.to_string()
    }
}

fn fingerprint(file: &PageFile) -> String {
    file.sha256[..8].iter().fold(String::new(), |text, byte| text + &format!("{byte:02x}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// One file and no packed form of it.
    const ICON: Files = Files { get: icon, paths: Vec::new };

    fn icon(path: &str) -> Option<PageFile> {
        let file = || PageFile { data: Cow::Borrowed(b"<svg/>".as_slice()), sha256: [0x2a; 32] };
        (path == "favicon.svg").then(file)
    }

    fn ask(address: &str, headers: &HeaderMap) -> Response {
        ICON.serve(&address.parse().unwrap(), headers).unwrap()
    }

    #[test]
    fn a_file_is_kept_for_ever_under_its_own_fingerprint_only() {
        const FOR_EVER: &str = "public, max-age=31536000, immutable";
        let own = format!("/favicon.svg?v={}", fingerprint(&icon("favicon.svg").unwrap()));
        let file = ask(&own, &HeaderMap::new());
        assert_eq!(file.headers()[header::CACHE_CONTROL], FOR_EVER);
        assert_eq!(file.headers()[header::CONTENT_TYPE], "image/svg+xml");

        let known = HeaderMap::from_iter([(header::IF_NONE_MATCH, file.headers()[header::ETAG].clone())]);
        let unchanged = ask(&own, &known);
        assert_eq!(unchanged.status(), StatusCode::NOT_MODIFIED);
        assert_eq!(unchanged.headers()[header::CACHE_CONTROL], FOR_EVER);

        for other in ["/favicon.svg", "/favicon.svg?v=0123456789abcdef", "/favicon.svg?v="] {
            assert_eq!(
                ask(other, &HeaderMap::new()).headers()[header::CACHE_CONTROL],
                "public, max-age=300",
                "{other}"
            );
        }
    }
}
