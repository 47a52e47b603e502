//! 发布审定单 (附件1): the printable record of an item's chain.

use chrono::{DateTime, Datelike, Utc};
use serde::{Deserialize, Serialize};

use super::content::Decision;
use crate::{
    checks::Confirmation,
    id::ItemId,
    item::{Content, Origin, SecrecyReview},
    time::china_date,
    workflow::Stage,
};

/// Everything that the A4 page states, filled in from the item; nobody types any of it again.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ApprovalForm {
    /// `审定〔2026〕000123号`
    pub number: String,
    /// Of the newest revision; its body is left out.
    pub content: Content,
    pub revision: i32,
    pub stage: Stage,
    /// 频道 / 一级 / 二级
    pub column_path: String,
    /// The unit that answers for the item, by its name at that time.
    pub unit_name: String,
    pub origin: Origin,
    /// The unit without account that sent it in (信息报送).
    pub submitted_by: Option<String>,
    pub authors: Vec<String>,
    pub secrecy: Option<SecrecyReview>,
    /// Findings of the checks that an author answered for.
    pub confirmations: Vec<Confirmation>,
    /// Fingerprint of the content that was signed.
    pub content_hash: String,
    pub attachments: Vec<FormAttachment>,
    /// Every step, oldest first.
    pub chain: Vec<Decision>,
    pub created_at: DateTime<Utc>,
    pub publish_at: Option<DateTime<Utc>>,
    pub published_at: Option<DateTime<Utc>>,
    pub direct: bool,
    pub awaits_retro_signature: bool,
    /// Public address of the item, which the QR code holds.
    pub address: String,
    /// SVG of the QR code.
    pub qr: String,
    pub printed_at: DateTime<Utc>,
}

/// A file of the item with its fingerprint.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FormAttachment {
    pub name: String,
    /// Bytes.
    pub size: i64,
    /// SHA-256 in hexadecimal; empty when the file is gone.
    pub hash: String,
}

/// The number of an item's form: the year in which the item was made, and its key, which no other item ever has.
pub fn form_number(item: ItemId, created_at: DateTime<Utc>) -> String {
    format!("审定〔{}〕{:06}号", china_date(created_at).year(), item.get())
}
