//! 月度巡查: a unit fills in the checklist of its columns and signs it.

use domain::{
    desk::rounds::{AnswerSave, AsRead, RoundSaved, RoundSheet, Signature},
    round::Month,
};
use leptos::prelude::*;

#[cfg(feature = "ssr")]
use super::context;
use super::{ApiError, Json};

#[server(name = AskMyRound, prefix = "/api/desk", endpoint = "rounds/mine", input = Json, output = Json)]
pub async fn my_round(month: Option<Month>) -> Result<RoundSheet, ApiError> {
    let (cms, ctx) = context()?;
    Ok(cms.my_round(&ctx, month).await?)
}

#[server(name = AskSaveRound, prefix = "/api/desk", endpoint = "rounds/save", input = Json, output = Json)]
pub async fn save_round(month: Month, answers: Vec<AnswerSave>) -> Result<RoundSaved, ApiError> {
    let (cms, ctx) = context()?;
    Ok(cms.save_round(&ctx, month, &answers).await?)
}

/// `head`: the unit's head by name.
#[server(name = AskSignRound, prefix = "/api/desk", endpoint = "rounds/sign", input = Json, output = Json)]
pub async fn sign_round(month: Month, head: String, read: AsRead) -> Result<Signature, ApiError> {
    let (cms, ctx) = context()?;
    Ok(cms.sign_round(&ctx, month, &head, &read).await?)
}
