//! 提醒台账 as a file.

use axum::{
    Extension,
    extract::{Query, State},
    response::Response,
};
use chrono::NaiveDate;
use cms::Ctx;
use domain::{
    desk::reminders::{Answer, ReminderFilter},
    plan::UnitCode,
    reminder::OccasionKind,
};
use serde::Deserialize;

use super::{exports::download, fault};
use crate::state::AppState;

/// As the address of the page has them; what stands for nothing is left out.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Search {
    unit: String,
    kind: String,
    answer: String,
    from: String,
    to: String,
}

impl Search {
    fn filter(&self) -> ReminderFilter {
        let day = |text: &str| text.parse::<NaiveDate>().ok();
        ReminderFilter {
            unit: UnitCode::parse(&self.unit),
            kind: OccasionKind::from_code(&self.kind),
            answer: Answer::from_code(&self.answer),
            from: day(&self.from),
            to: day(&self.to),
        }
    }
}

pub(crate) async fn csv(
    State(state): State<AppState>,
    Query(search): Query<Search>,
    Extension(ctx): Extension<Ctx>,
) -> Response {
    match state.cms.reminder_report_csv(&ctx, &search.filter()).await {
        Ok(text) => download("longan-reminders.csv", "text/csv; charset=utf-8", text.into_bytes()),
        Err(error) => fault(&error, &ctx),
    }
}
