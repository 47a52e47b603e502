//! Probable slips of the pen: typos, dates that cannot be, punctuation gone wrong.
//!
//! A checker that cries wolf is switched off in a week: every rule knows the cases in which its pattern is right
//! ("为了了解", "目的的"), and nothing here blocks a submission by itself except a date that does not exist.
//!
//! ```
//! use documents::wording;
//!
//! let found = wording::check("为了了解情况，现将工作布署如下。");
//! assert_eq!(found.len(), 1);
//! assert_eq!(found[0].suggestion.as_deref(), Some("部署"));
//! ```

mod dates;
mod dictionary;
mod punctuation;

use serde::{Deserialize, Serialize};

use crate::finding::{Severity, Span};

/// Which rule found it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum WordingRule {
    /// A character that belongs to another word.
    Typo,
    /// Another spelling than the standard one.
    Variant,
    /// A word used where another is meant.
    Usage,
    /// A term that the law words otherwise.
    Term,
    /// The same character twice.
    Doubled,
    /// A day that the calendar does not have.
    ImpossibleDate,
    /// A weekday that is not that of its date.
    WrongWeekday,
    /// Two punctuation marks of which one is too many.
    DoubledPunctuation,
    /// Half-width punctuation in Chinese text.
    HalfWidthPunctuation,
    /// A bracket or title mark without its partner.
    Unbalanced,
}

/// One finding in a text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct WordingFinding {
    /// Which rule found it.
    pub rule: WordingRule,
    /// What it does to a submission.
    pub severity: Severity,
    /// Where, in characters of the text.
    pub span: Span,
    /// The words as they stand there.
    pub found: String,
    /// What should stand there, when that is certain enough to offer.
    pub suggestion: Option<String>,
    /// What is wrong and what to do, for the clerk.
    pub message: String,
}

/// What the dictionary of slips finds in `text`: dates and punctuation left aside, as in a line or a cell of a file.
pub fn check_words(text: &str) -> Vec<WordingFinding> {
    dictionary::find(text)
}

/// Everything found in `text`, in order.
pub fn check(text: &str) -> Vec<WordingFinding> {
    let mut found = check_words(text);
    found.extend(dates::find(text));
    found.extend(punctuation::find(text));
    found.sort_by_key(|finding| finding.span);
    found
}
