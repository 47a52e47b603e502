//! How sure it is that a rule set says what its document says. Three generations of rules are in use, of some only the
//! structure is public; what is not confirmed must not look official (`docs/RULES.md`).

use serde::{Deserialize, Serialize};

use super::RuleCode;

/// How sure a value is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Sureness {
    /// Read in the source that the entry cites.
    Confirmed,
    /// Believed right, not read.
    FromMemory,
    /// A proposal that stands in for a value nobody has found.
    Unsure,
}

impl Sureness {
    /// From the surest on.
    pub const ALL: [Self; 3] = [Self::Confirmed, Self::FromMemory, Self::Unsure];

    /// As the file writes it and the desk shows it.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Confirmed => "已核对",
            Self::FromMemory => "凭记忆",
            Self::Unsure => "待核对",
        }
    }

    /// Behind a value in a sentence: 30（待核对）; nothing behind what is confirmed.
    pub const fn mark(self) -> &'static str {
        match self {
            Self::Confirmed => "",
            Self::FromMemory => "（凭记忆）",
            Self::Unsure => "（待核对）",
        }
    }

    /// The sureness that the word means.
    pub fn from_label(label: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|sureness| sureness.label() == label)
    }
}

/// A value of a rule set, and how sure it is. Its citation is that of the entry it stands in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Stated<T> {
    pub value: T,
    pub sureness: Sureness,
}

/// Something that was read for a rule set, cited by its code.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Source {
    pub code: RuleCode,
    /// What it is, and where: 某市民政局2022年第四季度检查表.
    pub name: String,
}
