//! The plan and the work report as files.

use axum::{
    Extension,
    extract::{Query, State},
    http::header,
    response::{IntoResponse, Response},
};
use cms::Ctx;
use documents::upload::Format;
use domain::work_report::Period;
use serde::Deserialize;

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

/// As the address of the page has them.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Asked {
    year: String,
    quarter: String,
}

/// 工作年度报表 of a year or a quarter; of this year when nothing is asked for.
pub(crate) async fn work_report_xlsx(
    State(state): State<AppState>,
    Query(asked): Query<Asked>,
    Extension(ctx): Extension<Ctx>,
) -> Response {
    let Ok(asked) = Period::asked(&asked.year, &asked.quarter) else { return fault(&cms::Error::NotFound, &ctx) };
    match state.cms.work_report_xlsx(&ctx, asked).await {
        Ok((period, bytes)) => {
            let name = period.query().replace("year=", "").replace("&quarter=", "-q");
            download(&format!("longan-work-report-{name}.xlsx"), Format::Xlsx.mime(), bytes)
        }
        Err(error) => fault(&error, &ctx),
    }
}

pub(super) fn download(name: &str, content_type: &str, bytes: Vec<u8>) -> Response {
    let disposition = format!("attachment; filename=\"{name}\"");
    ([(header::CONTENT_TYPE, content_type), (header::CONTENT_DISPOSITION, &disposition)], bytes).into_response()
}
