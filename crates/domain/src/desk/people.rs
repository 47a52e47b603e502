//! Views of accounts, account forms, sessions and delegations.

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};

use crate::{
    account::{PasswordDue, Role},
    id::{AccountId, AccountRequestId, DelegationId},
    permission::Action,
    plan::UnitCode,
};

/// Who is signed in, for the frame of the desk.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Me {
    pub account: AccountId,
    pub login: String,
    pub name: String,
    pub role: Role,
    pub unit: UnitCode,
    pub unit_name: String,
    /// Units whose signature is delegated to this account now.
    pub signs_also_for: Vec<String>,
    /// Rights that do not depend on a column ([`Action::is_about_the_desk`]), and what the account may do in some column:
    /// [`Action::ImportGuides`].
    pub rights: Vec<Action>,
    /// Nothing else works until the password is changed.
    pub password_due: Option<PasswordDue>,
    /// Nothing else works until the second factor is set up.
    pub must_enrol_totp: bool,
    pub has_totp: bool,
    /// When the session ends if nothing happens.
    pub idle_ends_at: DateTime<Utc>,
    pub unread_notices: i64,
    /// Readers' reports that nobody has in hand yet, among those that this account may handle.
    pub waiting_reports: i64,
    /// Deadlines of which the account's unit was reminded and which nobody has acknowledged.
    pub waiting_reminders: i64,
    /// Cases (整改) in which it is the unit's turn, or the office's.
    pub waiting_cases: i64,
    /// Among the cases that the account sees, those whose deadline has passed while it is the unit's turn.
    pub overdue_cases: i64,
    /// Findings of the patrol (巡查问题) that the account's unit mends; 0 for who edits nothing.
    pub waiting_findings: i64,
    /// Those of them whose deadline has passed.
    pub overdue_findings: i64,
    pub demo: bool,
}

/// A session of the owner.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SessionRow {
    /// Stands for the session in a revocation; not the secret itself.
    pub handle: String,
    pub address: String,
    pub user_agent: String,
    pub signed_in_at: DateTime<Utc>,
    pub last_seen_at: DateTime<Utc>,
    pub is_this_one: bool,
}

/// A new second factor, before its first code is confirmed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TotpOffer {
    /// Base32, for typing.
    pub secret: String,
    /// SVG of the QR code.
    pub qr: String,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum AccountState {
    Active,
    /// Locked by the security administrator.
    Locked,
    Closed,
}

impl AccountState {
    pub const fn label(self) -> &'static str {
        match self {
            Self::Active => "正常",
            Self::Locked => "已锁定",
            Self::Closed => "已注销",
        }
    }

    pub const fn code(self) -> &'static str {
        match self {
            Self::Active => "active",
            Self::Locked => "locked",
            Self::Closed => "closed",
        }
    }

    pub fn from_code(code: &str) -> Option<Self> {
        [Self::Active, Self::Locked, Self::Closed].into_iter().find(|state| state.code() == code)
    }
}

/// An account in the security administrator's list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AccountRow {
    pub id: AccountId,
    pub login: String,
    pub name: String,
    pub role: Role,
    pub unit: UnitCode,
    pub unit_name: String,
    /// Masked: `138****1234`.
    pub phone: String,
    pub state: AccountState,
    /// Locked by failed log-ins until then.
    pub blocked_until: Option<DateTime<Utc>>,
    pub has_totp: bool,
    pub last_login_at: Option<DateTime<Utc>>,
    pub created_at: DateTime<Utc>,
}

/// An account that the security administrator opens without a filed form, on a paper one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct NewAccount {
    /// 3 to 32 lower-case letters, digits, `-`, `.`.
    pub login: String,
    pub name: String,
    pub role: Role,
    pub unit: UnitCode,
    pub phone: String,
    /// What it is opened on: number or date of the paper form, kept in the log.
    pub basis: String,
}

/// What the account form asks for (附件2 《管理员账号新增(或密码修改)审定单》).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AccountForm {
    pub purpose: FormPurpose,
    pub unit: UnitCode,
    /// The person who will hold the account.
    pub person: String,
    pub phone: String,
    /// Wanted login, 3 to 32 lower-case letters, digits, `-`, `.`; the existing one for a new password.
    pub login: String,
    pub role: Role,
    pub reason: String,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum FormPurpose {
    NewAccount,
    NewPassword,
}

impl FormPurpose {
    pub const fn label(self) -> &'static str {
        match self {
            Self::NewAccount => "新增账号",
            Self::NewPassword => "密码修改",
        }
    }

    pub const fn code(self) -> &'static str {
        match self {
            Self::NewAccount => "new-account",
            Self::NewPassword => "new-password",
        }
    }

    pub fn from_code(code: &str) -> Option<Self> {
        [Self::NewAccount, Self::NewPassword].into_iter().find(|purpose| purpose.code() == code)
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum FormState {
    Open,
    Granted,
    Refused,
}

impl FormState {
    pub const fn label(self) -> &'static str {
        match self {
            Self::Open => "待审批",
            Self::Granted => "已同意",
            Self::Refused => "未同意",
        }
    }

    pub const fn code(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Granted => "granted",
            Self::Refused => "refused",
        }
    }

    pub fn from_code(code: &str) -> Option<Self> {
        [Self::Open, Self::Granted, Self::Refused].into_iter().find(|state| state.code() == code)
    }
}

/// A filed account form.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AccountRequest {
    pub id: AccountRequestId,
    /// `账审〔2026〕12号`
    pub number: String,
    pub form: AccountForm,
    pub unit_name: String,
    pub requested_by: String,
    pub requested_at: DateTime<Utc>,
    pub state: FormState,
    pub decided_by: Option<String>,
    pub decided_at: Option<DateTime<Utc>>,
    pub decision_note: String,
    /// Who is registered as the holder of the account, beside a form that asks for a new password of it; for the one
    /// who decides, as long as nothing is decided.
    pub holder: Option<String>,
}

/// Answer to a granted form or to a reset: shown once, never stored in the clear.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FirstPassword {
    pub login: String,
    pub password: String,
}

impl std::fmt::Debug for FirstPassword {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("FirstPassword").field("login", &self.login).finish_non_exhaustive()
    }
}

/// A delegation of signature.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DelegationRow {
    pub id: DelegationId,
    pub unit: UnitCode,
    pub unit_name: String,
    pub from_name: String,
    pub to_name: String,
    /// First and last day, both included.
    pub from_day: NaiveDate,
    pub to_day: NaiveDate,
    pub reason: String,
    pub ended_at: Option<DateTime<Utc>>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct NewDelegation {
    pub to: AccountId,
    pub from_day: NaiveDate,
    pub to_day: NaiveDate,
    pub reason: String,
}

/// A person to whom a signature can be delegated.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Colleague {
    pub account: AccountId,
    pub name: String,
    pub unit_name: String,
}
