//! An answer as the patrol takes it: no more of it than was wanted.

use std::{error::Error, time::Duration};

use patrol::{Answer, Failure};
use reqwest::{Response, header};

use super::guard::{LeadsInside, Unknown};

/// Reads at most `most_bytes` of `response`, which took `took` to begin.
pub(crate) async fn read(mut response: Response, took: Duration, most_bytes: usize) -> Result<Answer, Failure> {
    let text = |name: header::HeaderName| {
        response.headers().get(name).map(|value| String::from_utf8_lossy(value.as_bytes()).into_owned())
    };
    let content_type = text(header::CONTENT_TYPE).unwrap_or_default();
    let length = text(header::CONTENT_LENGTH).and_then(|length| length.parse().ok());
    let location = text(header::LOCATION);
    let status = response.status().as_u16();
    let (mut bytes, mut is_cut) = (Vec::new(), false);
    while let Some(chunk) = response.chunk().await.map_err(|error| failure_of(&error))? {
        let left = most_bytes - bytes.len();
        if chunk.len() > left {
            bytes.extend_from_slice(&chunk[..left]);
            is_cut = true;
            break;
        }
        bytes.extend_from_slice(&chunk);
    }
    Ok(Answer { status, content_type, length, location, bytes, is_cut, took })
}

/// Why nothing came.
pub(crate) fn failure_of(error: &reqwest::Error) -> Failure {
    let mut cause: Option<&(dyn Error + 'static)> = Some(error);
    while let Some(one) = cause {
        if one.is::<LeadsInside>() {
            return Failure::NotAllowed;
        }
        if one.is::<Unknown>() {
            return Failure::NoSuchHost;
        }
        if one.is::<rustls::Error>() {
            return Failure::Insecure;
        }
        cause = one.source();
    }
    if error.is_timeout() { Failure::TooSlow } else { Failure::Unreachable }
}
