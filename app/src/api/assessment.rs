//! 考核自查: the score of a day with its evidence, what people judge, what was frozen, and the appeals.

use chrono::NaiveDate;
use domain::{
    assessment::AppealState,
    desk::assessment::{AppealForm, AssessmentAsk, AssessmentSheet, DecideForm, FrozenSheet, JudgeForm},
    id::{AppealId, FrozenId, JudgementId},
};
use leptos::prelude::*;

#[cfg(feature = "ssr")]
use super::context;
use super::{ApiError, Json};

#[server(name = AskAssessment, prefix = "/api/desk", endpoint = "assessment/sheet", input = Json, output = Json)]
pub async fn assessment(ask: AssessmentAsk) -> Result<AssessmentSheet, ApiError> {
    let (cms, ctx) = context()?;
    Ok(cms.assessment(&ctx, &ask).await?)
}

#[server(name = AskJudgeLeaf, prefix = "/api/desk", endpoint = "assessment/judge", input = Json, output = Json)]
pub async fn judge_leaf(form: JudgeForm) -> Result<JudgementId, ApiError> {
    let (cms, ctx) = context()?;
    Ok(cms.judge_leaf(&ctx, &form).await?)
}

#[server(name = AskEndJudgement, prefix = "/api/desk", endpoint = "assessment/end-judgement", input = Json, output = Json)]
pub async fn end_judgement(rules: String, judgement: JudgementId, reason: String) -> Result<(), ApiError> {
    let (cms, ctx) = context()?;
    Ok(cms.end_judgement(&ctx, &rules, judgement, &reason).await?)
}

#[server(name = AskFreeze, prefix = "/api/desk", endpoint = "assessment/freeze", input = Json, output = Json)]
pub async fn freeze(rules: String, at: Option<NaiveDate>) -> Result<FrozenId, ApiError> {
    let (cms, ctx) = context()?;
    Ok(cms.freeze_assessment(&ctx, &rules, at).await?)
}

#[server(name = AskFrozen, prefix = "/api/desk", endpoint = "assessment/frozen", input = Json, output = Json)]
pub async fn frozen(frozen: FrozenId) -> Result<FrozenSheet, ApiError> {
    let (cms, ctx) = context()?;
    Ok(cms.frozen_sheet(&ctx, frozen).await?)
}

#[server(name = AskSignAssessment, prefix = "/api/desk", endpoint = "assessment/sign", input = Json, output = Json)]
pub async fn sign(frozen: FrozenId, sha256: String) -> Result<(), ApiError> {
    let (cms, ctx) = context()?;
    Ok(cms.sign_assessment(&ctx, frozen, &sha256).await?)
}

#[server(name = AskAppeal, prefix = "/api/desk", endpoint = "assessment/appeal", input = Json, output = Json)]
pub async fn appeal(form: AppealForm) -> Result<AppealId, ApiError> {
    let (cms, ctx) = context()?;
    Ok(cms.appeal_assessment(&ctx, &form).await?)
}

#[server(name = AskDecideAppeal, prefix = "/api/desk", endpoint = "assessment/decide-appeal", input = Json, output = Json)]
pub async fn decide_appeal(form: DecideForm) -> Result<AppealState, ApiError> {
    let (cms, ctx) = context()?;
    Ok(cms.decide_appeal(&ctx, &form).await?)
}
