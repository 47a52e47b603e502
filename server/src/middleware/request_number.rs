//! A number for every request: in the log line, in the response header, on error pages.

use axum::{
    extract::{Request, State},
    http::{HeaderValue, StatusCode},
    middleware::Next,
    response::Response,
};
use cms::clock::{Random, SystemRandom};
use tracing::Instrument;

use crate::state::AppState;

/// The number of the request, ten letters and digits that can be read out over the telephone.
#[derive(Debug, Clone)]
pub(crate) struct RequestNumber(pub String);

/// Gives the request its number, logs it once when it is answered.
pub(crate) async fn number(State(state): State<AppState>, mut request: Request, next: Next) -> Response {
    let mut seed = [0; 10];
    SystemRandom.fill(&mut seed);
    let alphabet = domain::id::ITEM_CODE_ALPHABET;
    let number: String = seed.iter().map(|b| alphabet[usize::from(*b) % alphabet.len()] as char).collect();
    request.extensions_mut().insert(RequestNumber(number.clone()));

    let method = request.method().clone();
    // The path only: a query may hold what somebody typed.
    let path = request.uri().path().to_owned();
    let started = state.cms.now();
    let span = tracing::info_span!("request", number, %method, path);
    let mut response = next.run(request).instrument(span.clone()).await;
    let took = (state.cms.now() - started).num_milliseconds();
    let status = response.status();
    span.in_scope(|| match status {
        StatusCode::OK | StatusCode::NOT_MODIFIED => tracing::debug!(status = status.as_u16(), took, "answered"),
        status if status.is_server_error() => tracing::error!(status = status.as_u16(), took, "failed"),
        status => tracing::info!(status = status.as_u16(), took, "answered"),
    });
    if let Ok(value) = HeaderValue::from_str(&number) {
        response.headers_mut().insert("x-request-number", value);
    }
    response
}
