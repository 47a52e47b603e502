//! What is known of an address that leads past the log-in, once it has been shown.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

/// That there is one: of the board on a screen on the wall, or of a unit's calendar. The address itself is shown once, when
/// it is made.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SecretAddress {
    pub made_at: DateTime<Utc>,
    pub made_by: String,
}
