//! Certificates: only whoever connects from outside sees them, and that may fail.

use serde::{Deserialize, Serialize};

use super::address::plain_address;

/// A certificate that a round could not look at.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct UnseenCertificate {
    /// Whose it is.
    pub host: String,
    /// Why, in words for the clerk.
    pub why: String,
}

/// The page that stands for the certificate of `host`: where browsers meet it.
pub fn certificate_page(host: &str) -> String {
    plain_address(&format!("https://{host}/"))
}
