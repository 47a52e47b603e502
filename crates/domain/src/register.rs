//! Structured tables (清单, 名单): lists of power and duty, negative lists, lists of beneficiaries. What may be public of
//! one is a rule of its profile; how a file becomes one is the work of `documents`.

use serde::{Deserialize, Serialize};

/// How long the personal part of a list of beneficiaries stays public unless its author says otherwise. A quarter: lists
/// of assistance are examined anew and replaced quarterly, and personal data is kept no longer than its purpose asks
/// (个人信息保护法 art. 19).
pub const PERSONAL_DAYS: u64 = 90;

/// The longest publication period. Every kind of assistance is examined anew within a year.
pub const PERSONAL_DAYS_MAX: u64 = 366;

/// The longest name of a table, in characters.
pub const NAME_MAX: usize = 100;

/// Whom a table is about, and so what may be public of it.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Profile {
    /// 清单: powers, firms, officials in office. Their names are the matter itself.
    #[default]
    Public,
    /// 名单: people who receive something. Masked before anything is stored (`domain.md` §7.4), and public for a stated
    /// period only.
    Beneficiaries,
}

impl Profile {
    pub const ALL: [Self; 2] = [Self::Public, Self::Beneficiaries];

    pub const fn code(self) -> &'static str {
        match self {
            Self::Public => "public",
            Self::Beneficiaries => "beneficiaries",
        }
    }

    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|profile| profile.code() == code)
    }

    pub const fn label(self) -> &'static str {
        match self {
            Self::Public => "清单（事项、单位、公职人员）",
            Self::Beneficiaries => "享受待遇人员名单（遮盖个人信息）",
        }
    }
}

/// What the cells of a column mean, as far as that decides what may be public of them.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Sense {
    #[default]
    Plain,
    Name,
    IdentityNumber,
    Telephone,
    BankCard,
    Address,
    BirthDate,
    Age,
    /// Illness, disability, pregnancy.
    Health,
    /// Who belongs to the family, and who answers for a child.
    Family,
}

impl Sense {
    pub const fn label(self) -> &'static str {
        match self {
            Self::Plain => "一般内容",
            Self::Name => "姓名",
            Self::IdentityNumber => "身份证件号码",
            Self::Telephone => "电话号码",
            Self::BankCard => "银行账号",
            Self::Address => "住址",
            Self::BirthDate => "出生日期",
            Self::Age => "年龄",
            Self::Health => "疾病、残疾情况",
            Self::Family => "家庭成员",
        }
    }
}

/// A column of a stored table.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RegisterColumn {
    pub name: String,
    pub sense: Sense,
    /// Goes when the publication period ends.
    pub personal: bool,
}
