//! Accounts and the roles that they hold.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use crate::{id::AccountId, plan::UnitCode};

/// What an account is for. An account holds exactly one role, so the three administrators can neither be combined
/// with one another nor with an editing role (三员分立).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Role {
    /// 发布账号 of a responsible unit.
    Publisher,
    /// 审核账号 of a lead unit.
    Reviewer,
    /// 门户管理员
    PortalManager,
    /// 安全管理员
    SecurityAdministrator,
    /// 审计员
    Auditor,
}

impl Role {
    pub const ALL: [Self; 5] =
        [Self::Publisher, Self::Reviewer, Self::PortalManager, Self::SecurityAdministrator, Self::Auditor];

    pub const fn label(self) -> &'static str {
        match self {
            Self::Publisher => "发布账号",
            Self::Reviewer => "审核账号",
            Self::PortalManager => "门户管理员",
            Self::SecurityAdministrator => "安全管理员",
            Self::Auditor => "审计员",
        }
    }

    /// The word that the database and the log keep.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Publisher => "publisher",
            Self::Reviewer => "reviewer",
            Self::PortalManager => "portal-manager",
            Self::SecurityAdministrator => "security-administrator",
            Self::Auditor => "auditor",
        }
    }

    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|role| role.code() == code)
    }

    /// Writes content; the administrators never do.
    pub const fn edits(self) -> bool {
        matches!(self, Self::Publisher | Self::Reviewer)
    }

    /// One of the three administrators, for whom the second factor is compulsory.
    pub const fn administers(self) -> bool {
        !self.edits()
    }
}

/// The account that acts, as [`crate::permission::may`] sees it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Actor {
    pub account: AccountId,
    /// The person's name, kept in events beside the id.
    pub name: String,
    pub role: Role,
    /// The unit that the account acts for today: its own, or the successor that took over the duties.
    pub unit: UnitCode,
    /// Lead units that have delegated their signature to this account for a period that includes now.
    pub signs_also_for: BTreeSet<UnitCode>,
}

impl Actor {
    /// The units in whose name this account reviews and signs.
    pub fn signs_for(&self) -> BTreeSet<&UnitCode> {
        let own = (self.role == Role::Reviewer).then_some(&self.unit);
        own.into_iter().chain(&self.signs_also_for).collect()
    }
}

/// Why a new password is refused (`domain.md` §7.6: at least 12 characters from three of four classes).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
pub enum PasswordFault {
    #[error("密码至少 12 个字符")]
    TooShort,
    #[error("密码最多 128 个字符")]
    TooLong,
    #[error("密码须含大写字母、小写字母、数字、符号中的至少三类")]
    TooPlain,
    #[error("密码不能包含账号名")]
    NamesLogin,
    #[error("不能与最近 5 次使用过的密码相同")]
    UsedBefore,
}

/// Checks the parts of the password rules that need no history.
pub fn check_password(password: &str, login: &str) -> Result<(), PasswordFault> {
    let length = password.chars().count();
    if length < 12 {
        return Err(PasswordFault::TooShort);
    }
    if length > 128 {
        return Err(PasswordFault::TooLong);
    }
    let classes = [
        password.chars().any(char::is_lowercase),
        password.chars().any(char::is_uppercase),
        password.chars().any(|c| c.is_ascii_digit()),
        password.chars().any(|c| !c.is_alphanumeric()),
    ];
    if classes.into_iter().filter(|has| *has).count() < 3 {
        return Err(PasswordFault::TooPlain);
    }
    if !login.is_empty() && password.to_lowercase().contains(&login.to_lowercase()) {
        return Err(PasswordFault::NamesLogin);
    }
    Ok(())
}

/// How many former passwords may not come back.
pub const PASSWORD_HISTORY: usize = 5;

/// Failed log-ins in a row that lock an account, and for how long.
pub const LOCK_AFTER_FAILURES: i32 = 5;
pub const LOCK_MINUTES: i64 = 15;

/// Minutes without a request after which a session ends; a password lives for so many days.
pub const IDLE_MINUTES: i64 = 30;
pub const PASSWORD_MAX_AGE_DAYS: i64 = 90;

/// Why a password has to be changed before anything else.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum PasswordDue {
    /// An administrator made it, and knows it.
    Initial,
    /// Older than [`PASSWORD_MAX_AGE_DAYS`].
    Old,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn passwords_follow_the_rules() {
        for (password, login, expected) in [
            ("Short1!", "", Err(PasswordFault::TooShort)),
            ("alllowercaseletters", "", Err(PasswordFault::TooPlain)),
            ("lower and digits 12", "", Ok(())),
            ("Upper-and-lower-", "", Ok(())),
            ("Zhengwuban-2026x", "zhengwuban", Err(PasswordFault::NamesLogin)),
            ("龙安政务Abc123456", "", Ok(())),
        ] {
            assert_eq!(check_password(password, login), expected, "{password}");
        }
        assert_eq!(check_password(&"aB3".repeat(50), ""), Err(PasswordFault::TooLong));
    }

    #[test]
    fn role_codes_come_back() {
        for role in Role::ALL {
            assert_eq!(Role::from_code(role.code()), Some(role));
        }
    }
}
