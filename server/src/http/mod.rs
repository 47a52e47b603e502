//! The handlers, one file per purpose.

pub mod exports;
pub mod health;
pub mod media;
pub mod pages;
pub mod preferences;
pub mod sign_in;
pub mod uploads;

use axum::{
    http::StatusCode,
    response::{IntoResponse, Response},
};
use cms::{Ctx, Error};

/// A failed use case as plain text: its own words, or the request number when the cause is none of the client's.
fn fault(error: &Error, ctx: &Ctx) -> Response {
    let status = match error {
        Error::NotSignedIn => StatusCode::UNAUTHORIZED,
        Error::Refused(_) => StatusCode::FORBIDDEN,
        Error::Unfinished => StatusCode::FORBIDDEN,
        Error::NotFound => StatusCode::NOT_FOUND,
        Error::Stale => StatusCode::CONFLICT,
        Error::Invalid(_) | Error::Blocked(_) => StatusCode::UNPROCESSABLE_ENTITY,
        Error::Store(_) | Error::Media(_) | Error::Internal(_) => {
            tracing::error!(%error, number = ctx.request, "use case failed");
            let text = format!("系统繁忙，请稍后再试（{}）", ctx.request);
            return (StatusCode::INTERNAL_SERVER_ERROR, text).into_response();
        }
    };
    let text = match error {
        Error::Invalid(faults) => faults.iter().map(|fault| fault.message.as_str()).collect::<Vec<_>>().join("；"),
        other => other.to_string(),
    };
    (status, text).into_response()
}

/// Percent-encodes what is not plain in an address or a header.
pub(crate) fn percent_encode(text: &str) -> String {
    text.bytes().fold(String::new(), |mut out, byte| {
        if byte.is_ascii_alphanumeric() || b"/-_.~".contains(&byte) {
            out.push(byte as char);
        } else {
            out += &format!("%{byte:02X}");
        }
        out
    })
}
