//! 考核自查: the score of today with its evidence.

use domain::desk::assessment::AssessmentSheet;
use leptos::prelude::*;

#[cfg(feature = "ssr")]
use super::context;
use super::{ApiError, Json};

#[server(name = AskAssessment, prefix = "/api/desk", endpoint = "assessment/sheet", input = Json, output = Json)]
pub async fn assessment(rules: String) -> Result<AssessmentSheet, ApiError> {
    let (cms, ctx) = context()?;
    Ok(cms.assessment(&ctx, &rules).await?)
}
