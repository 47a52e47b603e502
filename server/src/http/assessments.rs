//! 自查自评表 as a file: of a day, or of a frozen assessment.

use axum::{
    Extension,
    extract::{Query, State},
    response::Response,
};
use chrono::NaiveDate;
use cms::{Cms, Ctx};
use documents::upload::Format;
use domain::id::FrozenId;
use serde::Deserialize;

use super::{exports::download, fault};
use crate::state::AppState;

/// As the address of the page has them; what stands for nothing is left out.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Search {
    rules: String,
    at: String,
    frozen: String,
}

pub(crate) async fn xlsx(
    State(state): State<AppState>,
    Query(search): Query<Search>,
    Extension(ctx): Extension<Ctx>,
) -> Response {
    match workbook(&state.cms, &ctx, &search).await {
        Ok(bytes) => download("longan-assessment.xlsx", Format::Xlsx.mime(), bytes),
        Err(error) => fault(&error, &ctx),
    }
}

async fn workbook(cms: &Cms, ctx: &Ctx, search: &Search) -> cms::Result<Vec<u8>> {
    let report = if search.frozen.is_empty() {
        let day = match search.at.as_str() {
            "" => None,
            text => Some(text.parse::<NaiveDate>().map_err(|_| cms::Error::NotFound)?),
        };
        cms.assessment_report(ctx, &search.rules, day).await?
    } else {
        let frozen: FrozenId = search.frozen.parse().map_err(|_| cms::Error::NotFound)?;
        cms.frozen_report(ctx, frozen).await?
    };
    cms.report_workbook(report).await
}
