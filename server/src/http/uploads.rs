//! Files from the editor: pictures, attachments, scans of secrecy reviews.

use axum::{
    Extension, Json,
    body::Bytes,
    extract::{Query, State},
    http::{HeaderMap, header},
    response::{IntoResponse, Response},
};
use cms::{Ctx, media::UploadKind};
use domain::id::ItemId;
use serde::Deserialize;

use super::fault;
use crate::state::AppState;

#[derive(Debug, Deserialize)]
pub struct Target {
    kind: UploadKind,
    item: i64,
}

/// Takes the request's body as one file; its name comes percent-encoded in `x-file-name`.
pub async fn receive(
    State(state): State<AppState>,
    Extension(ctx): Extension<Ctx>,
    Query(target): Query<Target>,
    headers: HeaderMap,
    body: Bytes,
) -> Response {
    let text = |name: &str| headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let name = decode(text("x-file-name"));
    let declared = text(header::CONTENT_TYPE.as_str());
    match state.cms.store_upload(&ctx, target.kind, ItemId::new(target.item), &name, declared, body).await {
        Ok(upload) => Json(upload).into_response(),
        Err(error) => fault(&error, &ctx),
    }
}

/// Percent-decoding of a UTF-8 name; what cannot be read becomes `�`, which no file name rule accepts silently.
fn decode(text: &str) -> String {
    let bytes = text.as_bytes();
    let mut out = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while at < bytes.len() {
        let hex = (bytes[at] == b'%').then(|| text.get(at + 1..at + 3)).flatten();
        match hex.and_then(|hex| u8::from_str_radix(hex, 16).ok()) {
            Some(byte) => {
                out.push(byte);
                at += 3;
            }
            None => {
                out.push(bytes[at]);
                at += 1;
            }
        }
    }
    String::from_utf8_lossy(&out).into_owned()
}

#[cfg(test)]
mod tests {
    use super::decode;

    #[test]
    fn names_come_back() {
        assert_eq!(decode("%E9%9A%86%E5%AE%89.pdf"), "隆安.pdf");
        assert_eq!(decode("100%"), "100%");
        assert_eq!(decode("a%2"), "a%2");
        assert_eq!(decode("%中文"), "%中文");
    }
}
