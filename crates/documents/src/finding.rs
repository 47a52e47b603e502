//! What all checks over text have in common: how serious a finding is and where it stands.

use serde::{Deserialize, Serialize};

/// What a finding does to a submission (domain facts §7.3: block / must confirm / hint).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Severity {
    /// Worth a look, nothing more.
    Hint,
    /// A person must say that it is right, with a reason.
    Confirm,
    /// Cannot be submitted.
    Block,
}

/// A stretch of text, counted in characters (not bytes), `end` exclusive: the unit in which the editor counts too.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Span {
    /// First character.
    pub start: usize,
    /// One past the last character.
    pub end: usize,
}

impl Span {
    /// Whether the two share a character.
    pub fn overlaps(self, other: Span) -> bool {
        self.start < other.end && other.start < self.end
    }
}

/// How much text stands on each side of a finding in its [`passage`].
const CONTEXT: usize = 12;

/// The stretch of `text` around `span`, on one line, with … where it was cut: enough to recognise the place.
pub fn passage(text: &str, span: Span) -> String {
    let from = span.start.saturating_sub(CONTEXT);
    let mut passage = String::new();
    if from > 0 {
        passage.push('…');
    }
    let mut rest = text.chars().skip(from);
    let taken: String = rest.by_ref().take(span.end.saturating_sub(from) + CONTEXT).collect();
    passage.push_str(&taken.split_whitespace().collect::<Vec<_>>().join(" "));
    if rest.next().is_some() {
        passage.push('…');
    }
    passage
}

/// Turns byte positions, as string searches give them, into character positions, in one pass over the text.
pub(crate) struct CharPositions {
    /// Byte offset of each character, and the length of the text at the end.
    starts: Vec<usize>,
}

impl CharPositions {
    pub(crate) fn of(text: &str) -> Self {
        Self { starts: text.char_indices().map(|(at, _)| at).chain([text.len()]).collect() }
    }

    /// The span of the bytes `range`, which must lie on character boundaries.
    pub(crate) fn span(&self, range: std::ops::Range<usize>) -> Span {
        Span { start: self.index(range.start), end: self.index(range.end) }
    }

    fn index(&self, byte: usize) -> usize {
        self.starts.partition_point(|&start| start < byte)
    }
}

/// Full-width digits, letters and hyphens as their plain forms. One character stays one character, so that spans
/// found in the folded text hold in the original.
pub(crate) fn fold_width(c: char) -> char {
    match c {
        '！'..='～' => char::from_u32(c as u32 - 0xFEE0).unwrap_or(c),
        '\u{3000}' | '\u{a0}' => ' ',
        '‐' | '‑' | '–' | '—' => '-',
        _ => c,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_passage_is_cut_on_both_sides() {
        let text = "一二三四五六七八九十一二三四五六七八九十甲乙丙\n一二三四五六七八九十一二三四五六七八九十";
        assert_eq!(
            passage(text, Span { start: 20, end: 23 }),
            "…九十一二三四五六七八九十甲乙丙 一二三四五六七八九十一…"
        );
        assert_eq!(passage("短", Span { start: 0, end: 1 }), "短");
    }

    #[test]
    fn byte_positions_become_character_positions() {
        let text = "a隆安b";
        assert_eq!(CharPositions::of(text).span(1..7), Span { start: 1, end: 3 });
        assert_eq!(CharPositions::of(text).span(7..8), Span { start: 3, end: 4 });
    }

    #[test]
    fn folding_keeps_the_number_of_characters() {
        let folded: String = "１３８－００ Ｘ　—".chars().map(fold_width).collect();
        assert_eq!(folded, "138-00 X -");
    }
}
