//! A request's body in one piece, for files: how large it may be is known before any of it is read.

use std::{future::poll_fn, pin::Pin};

use axum::{
    body::{Body, HttpBody},
    http::{HeaderMap, header},
};
use tokio::sync::{Semaphore, SemaphorePermit};

/// A file is in memory as a whole until it is stored, and the largest have a hundred megabytes. Further ones wait, and
/// their bytes with them in the network.
static RECEIVING: Semaphore = Semaphore::const_new(3);

/// Bytes of a body that needs no turn.
const SMALL: usize = 4 * 1024 * 1024;

/// What came of it.
pub(super) enum Received {
    /// The turn is held for as long as the bytes are worked on.
    Whole(Vec<u8>, Option<SemaphorePermit<'static>>),
    TooLarge,
    /// The client went away in the middle.
    Broken,
}

/// Reads the body, if it announces to be no larger than `limit` and keeps its word.
pub(super) async fn receive(headers: &HeaderMap, body: Body, limit: usize) -> Received {
    let announced = announced(headers);
    if announced > limit {
        return Received::TooLarge;
    }
    // A picture does not wait behind three large files on slow lines. What says nothing of its length may be large.
    let is_small = (1..=SMALL).contains(&announced);
    let turn = if is_small { None } else { RECEIVING.acquire().await.ok() };
    match read(body, announced, limit).await {
        Ok(Some(bytes)) => Received::Whole(bytes, turn),
        Ok(None) => Received::TooLarge,
        Err(error) => {
            tracing::debug!(%error, "an upload ended in the middle");
            Received::Broken
        }
    }
}

/// How many bytes the client says it will send; 0 when it does not say.
fn announced(headers: &HeaderMap) -> usize {
    let length = headers.get(header::CONTENT_LENGTH).and_then(|value| value.to_str().ok());
    length.and_then(|length| length.parse().ok()).unwrap_or_default()
}

/// The body in one piece, collected once; `None` when it is larger than `limit`, whatever was announced.
async fn read(mut body: Body, announced: usize, limit: usize) -> Result<Option<Vec<u8>>, axum::Error> {
    let mut bytes = Vec::with_capacity(announced.min(limit));
    while let Some(frame) = poll_fn(|context| Pin::new(&mut body).poll_frame(context)).await {
        // What is no data is a trailer, which no browser sends.
        let Ok(data) = frame?.into_data() else { continue };
        if bytes.len() + data.len() > limit {
            return Ok(None);
        }
        bytes.extend_from_slice(&data);
    }
    Ok(Some(bytes))
}
