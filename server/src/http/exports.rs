//! The plan as a file.

use axum::{
    Extension,
    extract::State,
    http::header,
    response::{IntoResponse, Response},
};
use cms::Ctx;
use documents::upload::Format;

use super::fault;
use crate::state::AppState;

/// The plan in force as it would be imported.
pub(crate) async fn plan_toml(State(state): State<AppState>, Extension(ctx): Extension<Ctx>) -> Response {
    match state.cms.export_plan_toml(&ctx).await {
        Ok(text) => download("longan-plan.toml", "application/toml; charset=utf-8", text.into_bytes()),
        Err(error) => fault(&error, &ctx),
    }
}

/// The plan in force in the layout of the county's table.
pub(crate) async fn plan_xlsx(State(state): State<AppState>, Extension(ctx): Extension<Ctx>) -> Response {
    match state.cms.export_plan_xlsx(&ctx).await {
        Ok(bytes) => download("longan-plan.xlsx", Format::Xlsx.mime(), bytes),
        Err(error) => fault(&error, &ctx),
    }
}

pub(super) fn download(name: &str, content_type: &str, bytes: Vec<u8>) -> Response {
    let disposition = format!("attachment; filename=\"{name}\"");
    ([(header::CONTENT_TYPE, content_type), (header::CONTENT_DISPOSITION, &disposition)], bytes).into_response()
}
