//! Content security policy and the headers that go with it. The pages of the desk have a script of their own, which
//! runs by a nonce of the request; those of the portal have none, so that one answer serves all readers.

use axum::{
    extract::{Request, State},
    http::{HeaderMap, HeaderName, HeaderValue, header},
    middleware::Next,
    response::Response,
};
use cms::clock::{Random, SystemRandom};

use crate::state::AppState;

/// The nonce that the page's own inline scripts carry.
#[derive(Debug, Clone)]
pub(crate) struct ScriptNonce(pub String);

/// What is answered from where.
#[derive(Debug, Clone)]
pub(crate) enum Place {
    /// Pages and files for everybody, and what servers ask each other.
    Portal,
    /// The desk; its wasm must be compiled by the browser, and it shows the preview of a topic in a frame.
    Desk(ScriptNonce),
    /// The preview of a topic, a page of the portal: the one that may stand in a frame, and only in one of the desk.
    Preview,
}

impl Place {
    /// Of a request's path; a page of the desk gets a nonce that nobody has seen.
    fn of(path: &str) -> Self {
        if !path.starts_with("/desk") {
            return Self::Portal;
        }
        let preview = path.strip_prefix("/desk/topics/").and_then(|rest| rest.strip_suffix("/preview"));
        if preview.is_some_and(|number| number.parse::<i64>().is_ok()) {
            return Self::Preview;
        }
        let mut seed = [0; 16];
        SystemRandom.fill(&mut seed);
        Self::Desk(ScriptNonce(seed.iter().fold(String::new(), |text, byte| text + &format!("{byte:02x}"))))
    }
}

/// Everything is forbidden but what stands here.
fn policy(place: &Place, secure: bool) -> String {
    let (scripts, frames, framed_by) = match place {
        Place::Portal => (String::new(), "", "'none'"),
        Place::Desk(nonce) => (format!(" 'nonce-{}' 'wasm-unsafe-eval'", nonce.0), "frame-src 'self'; ", "'none'"),
        Place::Preview => (String::new(), "", "'self'"),
    };
    let mut policy = format!(
        "default-src 'none'; \
         script-src 'self'{scripts}; \
         style-src 'self'; \
         img-src 'self' data: blob:; \
         font-src 'self'; \
         media-src 'self'; \
         connect-src 'self'; \
         manifest-src 'self'; \
         {frames}\
         form-action 'self'; \
         base-uri 'none'; \
         frame-ancestors {framed_by}"
    );
    if secure {
        policy += "; upgrade-insecure-requests";
    }
    policy
}

/// The headers of an answer from `place`.
pub(crate) fn of(place: &Place, secure: bool) -> HeaderMap {
    let mut head = HeaderMap::new();
    if let Ok(value) = HeaderValue::from_str(&policy(place, secure)) {
        head.insert(header::CONTENT_SECURITY_POLICY, value);
    }
    for (name, value) in [
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (header::X_FRAME_OPTIONS, if matches!(place, Place::Preview) { "SAMEORIGIN" } else { "DENY" }),
        (header::REFERRER_POLICY, "strict-origin-when-cross-origin"),
        (HeaderName::from_static("permissions-policy"), "camera=(), microphone=(), geolocation=(), payment=()"),
        (HeaderName::from_static("cross-origin-opener-policy"), "same-origin"),
        (HeaderName::from_static("cross-origin-resource-policy"), "same-origin"),
    ] {
        head.insert(name, HeaderValue::from_static(value));
    }
    if secure {
        head.insert(header::STRICT_TRANSPORT_SECURITY, HeaderValue::from_static("max-age=31536000"));
    }
    head
}

/// Adds the headers to every response.
pub(crate) async fn guard(State(state): State<AppState>, mut request: Request, next: Next) -> Response {
    let path = request.uri().path();
    let private = path.starts_with("/desk") || path.starts_with("/api/");
    let place = Place::of(path);
    if let Place::Desk(nonce) = &place {
        request.extensions_mut().insert(nonce.clone());
    }
    let mut response = next.run(request).await;
    let head = response.headers_mut();
    head.extend(of(&place, state.config.is_secure()));
    if private {
        // Drafts and names do not stay in shared caches or in the browser's history.
        head.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    }
    response
}
