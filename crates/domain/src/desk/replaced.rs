//! Texts of a revision that another took the place of: somebody else's was saved over them, or they came back from review.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

/// Why a text is no longer what its revision says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Replacement {
    /// Somebody else saved.
    OtherAuthor,
    /// Its own writer put another text in its place, from a comparison or from a copy in the browser.
    Instead,
    /// 退回: as it was handed in.
    Returned,
    /// 撤回送审: as it was handed in.
    Recalled,
}

impl Replacement {
    pub const ALL: [Self; 4] = [Self::OtherAuthor, Self::Instead, Self::Returned, Self::Recalled];

    /// The word that the database uses.
    pub const fn code(self) -> &'static str {
        match self {
            Self::OtherAuthor => "other-author",
            Self::Instead => "instead",
            Self::Returned => "returned",
            Self::Recalled => "recalled",
        }
    }

    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|why| why.code() == code)
    }

    pub const fn label(self) -> &'static str {
        match self {
            Self::OtherAuthor => "他人另存",
            Self::Instead => "换用另一份内容",
            Self::Returned => "退回",
            Self::Recalled => "撤回送审",
        }
    }
}

/// A kept text without what it says, for the history of its item.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReplacedText {
    pub revision: i32,
    /// The version of the revision that it was: with its number, the name of the text.
    pub version: i32,
    pub title: String,
    pub saved_by: String,
    pub saved_at: DateTime<Utc>,
    pub replaced_at: DateTime<Utc>,
    pub why: Replacement,
}
