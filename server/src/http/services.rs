//! Guides to services: a file from the desk becomes a report and then public guides; the directory leaves as a file.

use axum::{
    Extension, Json,
    extract::{Query, Request, State},
    http::StatusCode,
    response::{IntoResponse, Response},
};
use cms::{
    Ctx, Error,
    import::services::{self, GuideFile},
};
use documents::upload::Format;
use domain::plan::ColumnCode;
use serde::Deserialize;

use super::{
    body::{self, Received},
    exports::download,
    fault,
    uploads::{declared_mime, file_name},
};
use crate::state::AppState;

const XLSX: &str = Format::Xlsx.mime();

#[derive(Debug, Deserialize)]
pub(crate) struct Order {
    /// Where the guides go; without it to the plan's column of guides.
    column: Option<ColumnCode>,
    /// Confirms the report of this name; without it the answer is a report and nothing is stored.
    seen: Option<String>,
}

/// Takes the request's body as a workbook or as lines. The file is sent for the report and again for its confirmation,
/// so that the server keeps nothing in between.
pub(crate) async fn receive(
    State(state): State<AppState>,
    Extension(ctx): Extension<Ctx>,
    Query(order): Query<Order>,
    request: Request,
) -> Response {
    if let Err(error) = state.cms.may_import_services(&ctx, order.column.as_ref()) {
        return fault(&error, &ctx);
    }
    let (parts, body) = request.into_parts();
    let (bytes, turn) = match body::receive(&parts.headers, body, services::MAX_BYTES).await {
        Received::Whole(bytes, turn) => (bytes, turn),
        Received::TooLarge => return fault(&services::too_large(), &ctx),
        Received::Broken => return StatusCode::BAD_REQUEST.into_response(),
    };
    let (name, declared) = (file_name(&parts.headers), declared_mime(&parts.headers).to_owned());
    let (cms, by) = (state.cms.clone(), ctx.clone());
    // On its own: a connection that breaks does not leave half of the guides behind without a word in the log.
    let work = tokio::spawn(async move {
        let _turn = turn;
        let file = GuideFile { name: &name, declared_mime: &declared, bytes };
        match &order.seen {
            None => cms.preview_services(&by, file, order.column.as_ref()).await,
            Some(seen) => cms.import_services(&by, file, order.column.as_ref(), Some(seen)).await,
        }
    });
    match work.await.unwrap_or_else(|error| Err(Error::Internal(error.to_string()))) {
        Ok(report) => Json(report).into_response(),
        Err(error) => fault(&error, &ctx),
    }
}

/// The public guides as a workbook.
pub(crate) async fn workbook(State(state): State<AppState>, Extension(ctx): Extension<Ctx>) -> Response {
    match state.cms.export_services_workbook(&ctx).await {
        Ok(bytes) => download("longan-services.xlsx", XLSX, bytes),
        Err(error) => fault(&error, &ctx),
    }
}

/// The public guides as lines of JSON.
pub(crate) async fn lines(State(state): State<AppState>, Extension(ctx): Extension<Ctx>) -> Response {
    match state.cms.export_services_lines(&ctx).await {
        Ok(text) => download("longan-services.jsonl", "application/jsonl; charset=utf-8", text.into_bytes()),
        Err(error) => fault(&error, &ctx),
    }
}

/// The empty form.
pub(crate) async fn form(State(state): State<AppState>, Extension(ctx): Extension<Ctx>) -> Response {
    match state.cms.services_form(&ctx).await {
        Ok(bytes) => download("longan-services-form.xlsx", XLSX, bytes),
        Err(error) => fault(&error, &ctx),
    }
}
