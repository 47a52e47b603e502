//! Events of the log: what happened, to what, by whom.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

/// What kind of thing an event is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum SubjectKind {
    Item,
    Account,
    AccountRequest,
    Delegation,
    Plan,
    Media,
    Session,
}

impl SubjectKind {
    pub const ALL: [Self; 7] =
        [Self::Item, Self::Account, Self::AccountRequest, Self::Delegation, Self::Plan, Self::Media, Self::Session];

    pub const fn code(self) -> &'static str {
        match self {
            Self::Item => "item",
            Self::Account => "account",
            Self::AccountRequest => "account-request",
            Self::Delegation => "delegation",
            Self::Plan => "plan",
            Self::Media => "media",
            Self::Session => "session",
        }
    }

    pub const fn label(self) -> &'static str {
        match self {
            Self::Item => "信息",
            Self::Account => "账号",
            Self::AccountRequest => "账号申请",
            Self::Delegation => "委托",
            Self::Plan => "方案",
            Self::Media => "附件",
            Self::Session => "登录",
        }
    }

    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.code() == code)
    }
}

/// One entry of the log as the auditor reads it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct EventRow {
    pub seq: i64,
    pub at: DateTime<Utc>,
    /// Empty for the system itself.
    pub actor_name: String,
    pub unit_name: String,
    /// Dotted word such as `item.sign`; its Chinese reading is `action_label`.
    pub action: String,
    pub action_label: String,
    pub subject_kind: SubjectKind,
    pub subject: String,
    /// Canonical JSON.
    pub data: String,
    /// Hexadecimal SHA-256 over the event and the hash before it.
    pub hash: String,
}

/// What a walk over the hash chain found.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Verification {
    pub events: i64,
    pub faults: Vec<ChainFault>,
}

/// A place where the chain does not hold.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
pub enum ChainFault {
    #[error("事件 {seq} 的内容被改动：哈希不符")]
    Changed { seq: i64 },
    #[error("缺少事件 {from} 至 {to}")]
    Missing { from: i64, to: i64 },
    #[error("事件 {seq} 与前一事件的链接不符：顺序被改动或前一事件被替换")]
    Relinked { seq: i64 },
    #[error("日志末尾缺失：链头记录为事件 {expected}，实际止于 {found}")]
    Truncated { expected: i64, found: i64 },
}
