//! A page that is kept: its bytes plain and packed, and the headers of each, ready to be sent.

use axum::{
    body::{Body, Bytes},
    extract::Request,
    http::{
        HeaderMap, HeaderValue, Method, StatusCode,
        header::{
            CACHE_CONTROL, CONTENT_ENCODING, CONTENT_LENGTH, CONTENT_TYPE, ETAG, IF_NONE_MATCH, SET_COOKIE, VARY,
        },
    },
    response::Response,
};
use brotli::enc::{BrotliCompress, BrotliEncoderParams};
use sha2::{Digest, Sha256};

use crate::encoding::Encoding;

/// One page for every client.
#[derive(Debug)]
pub(super) struct KeptPage {
    status: StatusCode,
    /// The opaque part of the entity tag. The tag is a weak one: it stands for the page, whichever way it is packed.
    fingerprint: String,
    plain: Form,
    gzip: Form,
    brotli: Form,
    /// The headers of 304.
    unchanged: HeaderMap,
}

/// The page in one encoding.
#[derive(Debug)]
struct Form {
    head: HeaderMap,
    bytes: Bytes,
}

/// Marks an answer that is packed already, or that its client cannot unpack.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Settled;

/// How hard Brotli tries: five sixths of what the hardest gains, in a fiftieth of its time.
const BROTLI_QUALITY: i32 = 5;
/// Window as large as any page.
const BROTLI_WINDOW: i32 = 20;

/// What every portal page says of itself, kept or not: ask before showing it again; it depends on the preferences.
pub(super) fn about_caching(head: &mut HeaderMap) {
    head.insert(CACHE_CONTROL, HeaderValue::from_static("no-cache"));
    head.insert(VARY, HeaderValue::from_static("cookie, accept-encoding"));
}

impl KeptPage {
    /// Whether an answer may be kept at all. What is missing is not: there is no end to addresses that do not exist.
    pub(super) fn may_be(head: &Response) -> bool {
        matches!(head.status(), StatusCode::OK | StatusCode::GONE) && !head.headers().contains_key(SET_COOKIE)
    }

    /// Packs a page. `head` are its own headers, `security` those of every portal page. Takes milliseconds: not for a
    /// thread that serves requests.
    pub(super) fn new(status: StatusCode, head: HeaderMap, security: &HeaderMap, page: Bytes) -> std::io::Result<Self> {
        let digest = Sha256::digest(&page);
        let fingerprint = digest[..12].iter().fold(String::new(), |text, byte| text + &format!("{byte:02x}"));
        let tag = HeaderValue::try_from(format!("W/\"{fingerprint}\"")).map_err(std::io::Error::other)?;
        let mut head = head;
        head.extend(security.iter().map(|(name, value)| (name.clone(), value.clone())));
        about_caching(&mut head);
        if status == StatusCode::OK {
            head.insert(ETAG, tag);
        }
        let mut unchanged = head.clone();
        unchanged.remove(CONTENT_TYPE);
        unchanged.remove(CONTENT_LENGTH);
        let form = |encoding, bytes| Form::new(&head, encoding, bytes);
        Ok(Self {
            gzip: form(Encoding::Gzip, gzip(&page)?),
            brotli: form(Encoding::Brotli, brotli(&page)?),
            plain: form(Encoding::Identity, page),
            status,
            fingerprint,
            unchanged,
        })
    }

    /// What `request` gets of it: the page in the best form that the client understands, or that it has it already.
    pub(super) fn answer(&self, request: &Request) -> Response {
        let mut response = Response::new(Body::empty());
        if self.status == StatusCode::OK && self.is_known_to(request.headers()) {
            *response.status_mut() = StatusCode::NOT_MODIFIED;
            response.headers_mut().clone_from(&self.unchanged);
        } else {
            let form = match Encoding::best(request.headers()) {
                Encoding::Identity => &self.plain,
                Encoding::Gzip => &self.gzip,
                Encoding::Brotli => &self.brotli,
            };
            *response.status_mut() = self.status;
            response.headers_mut().clone_from(&form.head);
            if request.method() != Method::HEAD {
                *response.body_mut() = Body::from(form.bytes.clone());
            }
        }
        response
    }

    /// Bytes of memory, as near as matters.
    pub(super) fn weight(&self) -> usize {
        const HEADS: usize = 8 * 1024;
        HEADS + [&self.plain, &self.gzip, &self.brotli].iter().map(|form| form.bytes.len()).sum::<usize>()
    }

    fn is_known_to(&self, headers: &HeaderMap) -> bool {
        let known = headers.get_all(IF_NONE_MATCH).iter().filter_map(|value| value.to_str().ok());
        known.flat_map(|value| value.split(',')).any(|tag| {
            let tag = tag.trim();
            let opaque = tag.strip_prefix("W/").unwrap_or(tag).strip_prefix('"').and_then(|tag| tag.strip_suffix('"'));
            tag == "*" || opaque == Some(self.fingerprint.as_str())
        })
    }
}

impl Form {
    fn new(head: &HeaderMap, encoding: Encoding, bytes: Bytes) -> Self {
        let mut head = head.clone();
        if encoding != Encoding::Identity {
            head.insert(CONTENT_ENCODING, HeaderValue::from_static(encoding.name()));
        }
        head.insert(CONTENT_LENGTH, HeaderValue::from(bytes.len()));
        Self { head, bytes }
    }
}

fn brotli(page: &[u8]) -> std::io::Result<Bytes> {
    let parameters = BrotliEncoderParams {
        quality: BROTLI_QUALITY,
        lgwin: BROTLI_WINDOW,
        size_hint: page.len(),
        ..BrotliEncoderParams::default()
    };
    let mut packed = Vec::with_capacity(page.len() / 4);
    BrotliCompress(&mut &*page, &mut packed, &parameters)?;
    Ok(Bytes::from(packed))
}

fn gzip(page: &[u8]) -> std::io::Result<Bytes> {
    let mut packer = flate2::write::GzEncoder::new(Vec::with_capacity(page.len() / 4), flate2::Compression::default());
    std::io::Write::write_all(&mut packer, page)?;
    packer.finish().map(Bytes::from)
}
