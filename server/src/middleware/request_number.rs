//! A number for every request: in the log line, in the response header, on error pages.

use std::sync::atomic::{AtomicU64, Ordering};

use axum::{
    extract::{Request, State},
    http::{HeaderName, HeaderValue},
    middleware::Next,
    response::Response,
};
use cms::clock::{Random, SystemRandom};
use domain::id::ITEM_CODE_ALPHABET;
use tracing::Instrument;

use crate::state::AppState;

/// The number of the request, ten letters and digits that can be read out over the telephone.
#[derive(Debug, Clone)]
pub(crate) struct RequestNumber(pub String);

/// Where the numbers come from: counted from a start that chance has drawn, and scattered, so that neither two nodes
/// nor two neighbours have numbers alike. They are no secret.
#[derive(Debug)]
pub(crate) struct Numbers(AtomicU64);

impl Numbers {
    const LENGTH: usize = 10;

    pub(crate) fn from_chance() -> Self {
        let mut seed = [0; 8];
        SystemRandom.fill(&mut seed);
        Self(AtomicU64::new(u64::from_le_bytes(seed)))
    }

    pub(crate) fn next(&self) -> String {
        // SplitMix64: every count has a number of its own.
        let mut mixed = self.0.fetch_add(1, Ordering::Relaxed).wrapping_mul(0x9E37_79B9_7F4A_7C15);
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        mixed ^= mixed >> 31;
        let letters = ITEM_CODE_ALPHABET.len() as u64;
        let mut number = String::with_capacity(Self::LENGTH);
        for _ in 0..Self::LENGTH {
            let letter = usize::try_from(mixed % letters).unwrap_or_default();
            number.push(char::from(ITEM_CODE_ALPHABET[letter]));
            mixed /= letters;
        }
        number
    }
}

/// Writes the number into the header.
pub(crate) fn write(response: &mut Response, number: &str) {
    if let Ok(value) = HeaderValue::from_str(number) {
        response.headers_mut().insert(HeaderName::from_static("x-request-number"), value);
    }
}

/// Gives the request its number, logs it once when it is answered.
pub(crate) async fn number(State(state): State<AppState>, mut request: Request, next: Next) -> Response {
    let number = state.numbers.next();
    request.extensions_mut().insert(RequestNumber(number.clone()));

    let method = request.method().clone();
    let path = told(request.uri().path()).to_owned();
    let started = state.cms.now();
    let span = tracing::info_span!("request", number, %method, path);
    let mut response = next.run(request).instrument(span.clone()).await;
    let took = (state.cms.now() - started).num_milliseconds();
    let status = response.status();
    span.in_scope(|| {
        if status.is_server_error() {
            tracing::error!(status = status.as_u16(), took, "failed");
        } else {
            tracing::debug!(status = status.as_u16(), took, "answered");
        }
    });
    write(&mut response, &number);
    response
}

/// What the log says of an address: the path only, since a query may hold what somebody typed. And where the address is
/// its own key not even that.
fn told(path: &str) -> &str {
    match path {
        path if path.starts_with("/ics/") => "/ics/…",
        path if path.starts_with("/wall/") => "/wall/…",
        path => path,
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn the_log_knows_no_secret_address() {
        for (path, logged) in [("/ics/ab.ics", "/ics/…"), ("/wall/ab", "/wall/…"), ("/c/wall", "/c/wall")] {
            assert_eq!(told(path), logged);
        }
    }

    #[test]
    fn numbers_are_short_and_all_different() {
        let numbers = Numbers::from_chance();
        let drawn: BTreeSet<String> = (0..1_000).map(|_| numbers.next()).collect();
        assert_eq!(drawn.len(), 1_000);
        assert!(
            drawn.iter().all(|number| number.len() == 10 && number.bytes().all(|b| ITEM_CODE_ALPHABET.contains(&b)))
        );
    }
}
