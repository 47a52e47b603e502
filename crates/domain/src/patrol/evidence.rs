//! What proves a finding: where, when, what was asked and answered, and a copy of the passage.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use crate::plan::ColumnCode;

/// The longest copy of a passage, in characters.
pub const PASSAGE_MAX: usize = 200;

/// A copy of a passage in which personal data are masked: a report must not spread what it warns of.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Passage(String);

impl Passage {
    /// The beginning of `text` on one line, at most [`PASSAGE_MAX`] characters. `mask` covers personal data, before the cut
    /// could leave half a number that nobody recognises any more.
    pub fn of(text: &str, mask: impl Fn(&str) -> String) -> Self {
        let line = mask(&text.split_whitespace().collect::<Vec<_>>().join(" "));
        if line.chars().count() <= PASSAGE_MAX {
            return Self(line);
        }
        let mut cut: String = line.chars().take(PASSAGE_MAX - 1).collect();
        cut.push('…');
        Self(cut)
    }

    /// The copy.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// What proves a finding (国办秘函〔2019〕19号: every deduction names its page; `domain.md` §2.4: finding = one page).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Evidence {
    /// The address of the page as it was asked for.
    pub page: String,
    /// The column of the page, as its tags and its way name it.
    pub column: Option<ColumnCode>,
    /// Who published the page, as its tag `ContentSource` says.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub source: Option<String>,
    /// What is wrong and what to do, for the clerk.
    pub message: String,
    /// The words at the place.
    pub passage: Passage,
    /// What was asked for: `GET https://…`; of a dead link the link, of everything else the page.
    pub request: String,
    /// What was answered, if anything.
    pub status: Option<u16>,
    /// When.
    pub at: DateTime<Utc>,
    /// Hexadecimal SHA-256 of the page as it was sent.
    pub digest: String,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_passage_is_masked_before_it_is_cut() {
        let mask = |text: &str| text.replace("13800138000", "138****8000");
        let text = format!("{}13800138000{}", "字".repeat(195), "字".repeat(30));
        let passage = Passage::of(&text, mask);
        assert_eq!(passage.as_str().chars().count(), PASSAGE_MAX);
        assert!(passage.as_str().ends_with("138*…"), "{}", passage.as_str());
        assert_eq!(Passage::of(" 两\n 行 ", str::to_owned).as_str(), "两 行");
    }
}
