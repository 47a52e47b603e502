//! For the supervisor and the load balancer: does the process answer, does the database.

use axum::{extract::State, http::StatusCode};

use crate::state::AppState;

/// `200 ok` when the database answers.
pub(crate) async fn health(State(state): State<AppState>) -> (StatusCode, &'static str) {
    match state.cms.store().last_event().await {
        Ok(_) => (StatusCode::OK, "ok\n"),
        Err(error) => {
            tracing::error!(%error, "the database does not answer");
            (StatusCode::SERVICE_UNAVAILABLE, "database unavailable\n")
        }
    }
}
