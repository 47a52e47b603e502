//! Content security policy with a nonce per request, and the headers that go with it.

use axum::{
    extract::{Request, State},
    http::{HeaderName, HeaderValue, header},
    middleware::Next,
    response::Response,
};
use cms::clock::{Random, SystemRandom};

use crate::state::AppState;

/// The nonce that the page's own inline scripts carry.
#[derive(Debug, Clone)]
pub(crate) struct ScriptNonce(pub String);

/// Everything is forbidden but what stands here.
fn policy(nonce: &str, desk: bool, secure: bool) -> String {
    // The desk's wasm must be compiled by the browser; the portal has none.
    let wasm = if desk { " 'wasm-unsafe-eval'" } else { "" };
    let mut policy = format!(
        "default-src 'none'; \
         script-src 'self' 'nonce-{nonce}'{wasm}; \
         style-src 'self'; \
         img-src 'self' data: blob:; \
         font-src 'self'; \
         media-src 'self'; \
         connect-src 'self'; \
         manifest-src 'self'; \
         form-action 'self'; \
         base-uri 'none'; \
         frame-ancestors 'none'"
    );
    if secure {
        policy += "; upgrade-insecure-requests";
    }
    policy
}

/// Adds the headers to every response.
pub(crate) async fn guard(State(state): State<AppState>, mut request: Request, next: Next) -> Response {
    let mut seed = [0; 16];
    SystemRandom.fill(&mut seed);
    let nonce: String = seed.iter().fold(String::new(), |text, byte| text + &format!("{byte:02x}"));
    let path = request.uri().path();
    let desk = path.starts_with("/desk");
    let private = desk || path.starts_with("/api/");
    request.extensions_mut().insert(ScriptNonce(nonce.clone()));

    let mut response = next.run(request).await;
    let head = response.headers_mut();
    if let Ok(value) = HeaderValue::from_str(&policy(&nonce, desk, state.config.is_secure())) {
        head.insert(header::CONTENT_SECURITY_POLICY, value);
    }
    for (name, value) in [
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (header::X_FRAME_OPTIONS, "DENY"),
        (header::REFERRER_POLICY, "strict-origin-when-cross-origin"),
        (HeaderName::from_static("permissions-policy"), "camera=(), microphone=(), geolocation=(), payment=()"),
        (HeaderName::from_static("cross-origin-opener-policy"), "same-origin"),
        (HeaderName::from_static("cross-origin-resource-policy"), "same-origin"),
    ] {
        head.insert(name, HeaderValue::from_static(value));
    }
    if state.config.is_secure() {
        head.insert(header::STRICT_TRANSPORT_SECURITY, HeaderValue::from_static("max-age=31536000"));
    }
    if private {
        // Drafts and names do not stay in shared caches or in the browser's history.
        head.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    }
    response
}
