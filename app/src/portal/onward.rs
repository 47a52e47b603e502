//! A page that is at another address: the answer leads there.

use axum::http::{HeaderValue, StatusCode, header};
use leptos::prelude::*;
use leptos_axum::ResponseOptions;

/// Leads on to `address`, whoever asks. `leptos_axum::redirect` leads nobody who does not name HTML among what he takes;
/// the empty page that he gets instead would be kept for all.
pub(super) fn lead_to(address: &str) {
    if let (Some(response), Ok(address)) = (use_context::<ResponseOptions>(), HeaderValue::from_str(address)) {
        response.insert_header(header::LOCATION, address);
        response.set_status(StatusCode::FOUND);
    }
}
