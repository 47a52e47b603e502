//! A page as it came.

use std::time::Duration;

use chrono::{DateTime, Utc};
use sha2::{Digest, Sha256};

/// A page as it came: what [`crate::inspect_page`] judges.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Page {
    /// The address that answered.
    pub address: String,
    /// What it answered.
    pub status: u16,
    /// Its markup.
    pub html: String,
    /// How long the server took to begin its answer.
    pub took: Duration,
    /// When it was asked for.
    pub at: DateTime<Utc>,
    /// Hexadecimal SHA-256 of the page.
    pub digest: String,
}

impl Page {
    /// A page with its digest.
    pub fn new(address: &str, status: u16, html: String, took: Duration, at: DateTime<Utc>) -> Self {
        let digest = digest(html.as_bytes());
        Self { address: address.to_owned(), status, html, took, at, digest }
    }
}

/// Hexadecimal SHA-256.
pub(crate) fn digest(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect()
}
