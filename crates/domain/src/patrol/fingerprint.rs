//! What makes a fault the same fault in the next round.

use std::fmt;

use serde::{Deserialize, Serialize};

use super::{
    address::plain_address,
    evidence::{Evidence, PASSAGE_MAX},
    kind::FaultKind,
};

/// Where a fault is.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Place {
    /// On a page, by its plain address.
    Page(String),
    /// On so many pages that it must be one of the frame around them: a link of the footer.
    WholeSite,
}

/// The identity of a fault: its kind, its place, what it leads to and what it says. Whatever else changes on the page, the
/// same fault keeps it; so that a new round knows what a person has judged, and never asks twice (`design.md` §2).
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Fingerprint {
    /// What is wrong.
    pub kind: FaultKind,
    /// Where.
    pub place: Place,
    /// The plain address of the link, picture or file that is meant; empty for all others.
    pub target: String,
    /// The words that are wrong, without what a layout changes; empty where the place says it all.
    pub words: String,
}

impl Fingerprint {
    /// The fault of `kind` on `page`.
    pub fn on_page(kind: FaultKind, page: &str, target: &str, words: &str) -> Self {
        let target = if target.is_empty() { String::new() } else { plain_address(target) };
        Self { kind, place: Place::Page(plain_address(page)), target, words: plain_words(words) }
    }

    /// The same fault on all pages.
    #[must_use]
    pub fn on_whole_site(&self) -> Self {
        Self { place: Place::WholeSite, ..self.clone() }
    }

    /// Whether the same thing may be wrong on other pages, too; a blank column is blank for itself.
    pub fn may_be_of_the_frame(&self) -> bool {
        !(self.target.is_empty() && self.words.is_empty())
    }
}

impl fmt::Display for Fingerprint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let place = match &self.place {
            Place::Page(page) => page,
            Place::WholeSite => "*",
        };
        write!(f, "{} {place} {} {}", self.kind.code(), self.target, self.words)
    }
}

/// Without blanks and differences of width, so that another layout of a text leaves it the same.
fn plain_words(words: &str) -> String {
    let plain = words.chars().filter(|c| !c.is_whitespace()).map(|c| match c {
        '！'..='～' => char::from_u32(c as u32 - 0xFEE0).unwrap_or(c),
        _ => c,
    });
    plain.flat_map(char::to_lowercase).take(PASSAGE_MAX).collect()
}

/// What a round has seen at one place.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Observation {
    /// Which fault it is.
    pub fingerprint: Fingerprint,
    /// What proves it.
    pub evidence: Evidence,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_fault_stays_the_same_however_its_page_is_reached_and_laid_out() {
        let one = Fingerprint::on_page(
            FaultKind::DeadLink,
            "https://www.lax.gov.cn/a/1?from=timeline",
            "https://www.lax.gov.cn/a/2#x",
            " 查看　全文 ",
        );
        let other = Fingerprint::on_page(
            FaultKind::DeadLink,
            "https://WWW.lax.gov.cn/a/1",
            "https://www.lax.gov.cn/a/2",
            "查看\n全文",
        );
        assert_eq!(one, other);
        assert_eq!(one.to_string(), "dead-link https://www.lax.gov.cn/a/1 https://www.lax.gov.cn/a/2 查看全文");
        assert_eq!(one.on_whole_site().place, Place::WholeSite);
    }
}
