//! The handlers, one file per purpose.

pub(crate) mod assessments;
mod body;
pub(crate) mod calendars;
pub(crate) mod exports;
pub(crate) mod feeds;
pub(crate) mod health;
pub(crate) mod media;
mod moved;
pub(crate) mod pages;
pub(crate) mod preferences;
mod range;
pub(crate) mod readers;
pub(crate) mod registers;
pub(crate) mod reminders;
pub(crate) mod reports;
mod robots;
pub(crate) mod robots_txt;
pub(crate) mod services;
pub(crate) mod sign_in;
pub(crate) mod sitemap;
pub(crate) mod uploads;
pub(crate) mod wall;

use axum::{
    http::{Extensions, StatusCode},
    response::{IntoResponse, Response},
};
use cms::{Ctx, Error};

use crate::middleware::request_number::RequestNumber;

/// A request of somebody whom nobody asks who it is.
fn anonymous(extensions: &Extensions) -> Ctx {
    let number = extensions.get::<RequestNumber>().map(|number| number.0.clone()).unwrap_or_default();
    Ctx::new(None, number, String::new())
}

/// A failed use case as plain text: its own words, or the request number when the cause is none of the client's.
fn fault(error: &Error, ctx: &Ctx) -> Response {
    let status = match error {
        Error::NotSignedIn => StatusCode::UNAUTHORIZED,
        Error::Refused(_) => StatusCode::FORBIDDEN,
        Error::Unfinished => StatusCode::FORBIDDEN,
        Error::NotFound => StatusCode::NOT_FOUND,
        Error::Stale => StatusCode::CONFLICT,
        Error::Busy => StatusCode::TOO_MANY_REQUESTS,
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
