//! Readers' reports of pages.

use domain::{
    desk::{
        Page,
        reports::{ReportAsk, ReportFilter, ReportRow, ReportSheet},
    },
    feedback::ReportState,
    id::{ItemId, ReportId},
};
use leptos::prelude::*;

use super::{ApiError, Json, Served};
#[cfg(feature = "ssr")]
use super::{context, served};

#[server(prefix = "/api/desk", endpoint = "corrections/list", input = Json, output = Json)]
pub async fn reports(filter: ReportFilter) -> Result<Served<Page<ReportRow>>, ApiError> {
    let (cms, ctx) = context()?;
    Ok(served(&cms, cms.reports(&ctx, &filter).await?))
}

#[server(name = AskReportSheet, prefix = "/api/desk", endpoint = "corrections/sheet", input = Json, output = Json)]
pub async fn report_sheet(report: ReportId) -> Result<Served<ReportSheet>, ApiError> {
    let (cms, ctx) = context()?;
    Ok(served(&cms, cms.report_sheet(&ctx, report).await?))
}

#[server(prefix = "/api/desk", endpoint = "corrections/decide", input = Json, output = Json)]
pub async fn decide_report(report: ReportId, ask: ReportAsk) -> Result<ReportState, ApiError> {
    let (cms, ctx) = context()?;
    Ok(cms.decide_report(&ctx, report, ask).await?)
}

/// How the sender can be reached; that it was asked for is in the log.
#[server(prefix = "/api/desk", endpoint = "corrections/contact", input = Json, output = Json)]
pub async fn open_contact(report: ReportId) -> Result<String, ApiError> {
    let (cms, ctx) = context()?;
    Ok(cms.open_contact(&ctx, report).await?)
}

/// The draft in which the report is followed up.
#[server(prefix = "/api/desk", endpoint = "corrections/revise", input = Json, output = Json)]
pub async fn revise_for_report(report: ReportId) -> Result<ItemId, ApiError> {
    let (cms, ctx) = context()?;
    Ok(cms.revise_for_report(&ctx, report).await?)
}
