//! 整改: notices to units, what they answer, what the office makes of it.

use domain::{
    desk::cases::{CaseDraft, CaseFilter, CaseList, CaseOffer, CaseSeen, CaseSheet, CaseStart},
    id::CaseId,
    plan::UnitCode,
    rectification::{CaseAsk, CaseState, NoticeForm},
};
use leptos::prelude::*;

use super::{ApiError, Json, Served};
#[cfg(feature = "ssr")]
use super::{context, served};

#[server(name = AskCases, prefix = "/api/desk", endpoint = "cases/list", input = Json, output = Json)]
pub async fn cases(filter: CaseFilter) -> Result<Served<CaseList>, ApiError> {
    let (cms, ctx) = context()?;
    Ok(served(&cms, cms.cases(&ctx, &filter).await?))
}

#[server(name = AskCaseSheet, prefix = "/api/desk", endpoint = "cases/sheet", input = Json, output = Json)]
pub async fn case_sheet(case: CaseId) -> Result<Served<CaseSheet>, ApiError> {
    let (cms, ctx) = context()?;
    Ok(served(&cms, cms.case_sheet(&ctx, case).await?))
}

#[server(name = AskCaseDraft, prefix = "/api/desk", endpoint = "cases/draft", input = Json, output = Json)]
pub async fn case_draft(start: CaseStart) -> Result<CaseDraft, ApiError> {
    let (cms, ctx) = context()?;
    Ok(cms.case_draft(&ctx, start).await?)
}

#[server(name = AskCaseOffers, prefix = "/api/desk", endpoint = "cases/offers", input = Json, output = Json)]
pub async fn case_offers(unit: UnitCode) -> Result<Vec<CaseOffer>, ApiError> {
    let (cms, ctx) = context()?;
    Ok(cms.case_offers(&ctx, &unit).await?)
}

#[server(name = AskOpenCase, prefix = "/api/desk", endpoint = "cases/open", input = Json, output = Json)]
pub async fn open_case(form: NoticeForm) -> Result<CaseId, ApiError> {
    let (cms, ctx) = context()?;
    Ok(cms.open_case(&ctx, form).await?)
}

#[server(name = AskTakeCaseStep, prefix = "/api/desk", endpoint = "cases/step", input = Json, output = Json)]
pub async fn take_case_step(seen: CaseSeen, ask: CaseAsk) -> Result<CaseState, ApiError> {
    let (cms, ctx) = context()?;
    Ok(cms.take_case_step(&ctx, seen, ask).await?)
}
