//! What a scan notes while it reads: judgements with their places, and how much was read.

use super::budget::Budget;
use super::{Extent, Findings, Found, LISTED, Scan};
use crate::finding::Severity;
use crate::{personal_data, secret_marks};

/// The most text that is judged, in bytes of UTF-8: a list of a million people has less.
const MAX_TEXT: usize = 256 << 20;

/// What all parts of a file may be together when unpacked, with the files within it; and what a page draws by them.
const MAX_UNPACKED: u64 = 256 << 20;

/// How many parts a file may have, with the files within it.
const MAX_PARTS: u64 = 50_000;

/// So much of a text is judged at a time, in bytes: what judges takes many times its text.
const PIECE: usize = 64 << 10;

/// What is seen of a text on both sides of a piece: a hundred characters of four bytes. Nothing that is found is longer.
const BESIDE: usize = 400;

/// What is wrong with a text, without its place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Judgement {
    what: String,
    severity: Severity,
}

#[derive(Debug)]
pub(super) struct Notes {
    refusing: Findings,
    doubtful: Findings,
    /// Files within which the text stands, outermost first.
    inside: Vec<String>,
    text: usize,
    has_unread: bool,
    /// Bytes that may still be unpacked.
    pub(super) unpacked: Budget,
    /// Parts that may still be listed.
    pub(super) parts: Budget,
}

impl Default for Notes {
    fn default() -> Self {
        Self {
            refusing: Findings::default(),
            doubtful: Findings::default(),
            inside: Vec::new(),
            text: 0,
            has_unread: false,
            unpacked: Budget::new(MAX_UNPACKED),
            parts: Budget::new(MAX_PARTS),
        }
    }
}

impl Notes {
    /// Judges `text`; `place` is asked only when something is wrong with it.
    pub(super) fn text(&mut self, text: &str, place: impl Fn() -> String) {
        if !self.is_full() {
            self.text += text.trim().len();
            self.judged(&judge(text), place);
        }
    }

    /// As [`Self::text`], for a text that was judged before: cells share their texts.
    pub(super) fn judged(&mut self, judgements: &[Judgement], place: impl Fn() -> String) {
        for Judgement { what, severity } in judgements {
            let inside = &self.inside;
            let found = || Found { place: inside.concat() + &place(), what: what.clone(), severity: *severity };
            match severity {
                Severity::Block => self.refusing.add(*severity, found),
                Severity::Confirm | Severity::Hint => self.doubtful.add(*severity, found),
            }
        }
    }

    /// Counts text that is judged elsewhere.
    pub(super) fn count(&mut self, text: &str) {
        self.text += text.trim().len();
    }

    /// Whether as much was read as is ever read.
    pub(super) fn is_full(&mut self) -> bool {
        let is_full = self.text > MAX_TEXT;
        self.has_unread |= is_full;
        is_full
    }

    /// Something in the file could not be read.
    pub(super) fn unread(&mut self) {
        self.has_unread = true;
    }

    /// Goes into a file within the file.
    pub(super) fn within(&mut self, name: &str, read: impl FnOnce(&mut Self)) {
        self.inside.push(format!("其中的文件“{name}”："));
        read(self);
        self.inside.pop();
    }

    /// What was found elsewhere in the same file comes after what was found here.
    pub(super) fn append(&mut self, others: Self) {
        self.refusing.append(others.refusing);
        self.doubtful.append(others.doubtful);
    }

    pub(super) fn into_scan(self) -> Scan {
        let has_unread = self.has_unread || self.unpacked.is_spent() || self.parts.is_spent();
        let extent = match (self.text, has_unread) {
            (0, _) => Extent::Nothing,
            (_, true) => Extent::Partly,
            (_, false) => Extent::Whole,
        };
        Scan { extent, refusing: self.refusing, doubtful: self.doubtful }
    }
}

/// What is wrong with a text: of each weight one more than are listed, since a list has no room for others.
pub(super) fn judge(text: &str) -> Vec<Judgement> {
    let mut judgements: Vec<Judgement> = Vec::new();
    let mut start = 0;
    while start < text.len() {
        let end = text.floor_char_boundary(start + PIECE);
        let before = &text[text.floor_char_boundary(start.saturating_sub(BESIDE))..start];
        let piece = &text[start..end];
        let after = &text[end..text.floor_char_boundary(end + BESIDE)];
        let first = before.chars().count();
        // What crosses a border belongs to the piece in which it begins.
        let own = first..first + piece.chars().count();
        for (at, judgement) in judge_piece(&text[start - before.len()..end + after.len()]) {
            let alike = judgements.iter().filter(|known| known.severity == judgement.severity).count();
            if own.contains(&at) && alike <= LISTED {
                judgements.push(judgement);
            }
        }
        // The file is refused whatever comes; and there is nothing heavier.
        if judgements.iter().filter(|known| known.severity == Severity::Block).count() > LISTED {
            break;
        }
        start = end;
    }
    judgements
}

/// What is wrong, and at which character it begins. Cells are many and mostly short: what can hold neither a number nor a
/// mark is passed by.
fn judge_piece(text: &str) -> Vec<(usize, Judgement)> {
    let mut judgements = Vec::new();
    let digits = text.chars().filter(|&c| c.is_ascii_digit() || ('０'..='９').contains(&c)).count();
    // A plate has three digits behind the name of a province, everything else at least seven.
    if digits >= 7 || (digits >= 3 && !text.is_ascii()) {
        judgements.extend(personal_data::find(text).into_iter().map(|datum| {
            let what = format!("{} {}", datum.kind.label(), datum.masked);
            (datum.span.start, Judgement { what, severity: datum.kind.severity() })
        }));
    }
    if text.contains(['密', '部', '公', '外']) {
        let marks = secret_marks::find(text).into_iter();
        judgements
            .extend(marks.map(|mark| (mark.span.start, Judgement { what: mark.message, severity: mark.severity })));
    }
    judgements
}

#[cfg(test)]
mod tests {
    use super::*;

    fn weights(text: &str) -> Vec<Severity> {
        judge(text).into_iter().map(|judgement| judgement.severity).collect()
    }

    #[test]
    fn of_a_long_text_no_more_is_kept_than_is_listed() {
        assert_eq!(weights(&"机密★".repeat(20_000)), [Severity::Block; LISTED + 1]);
    }

    #[test]
    fn many_light_places_do_not_hide_a_heavy_one_behind_them() {
        let weights = weights(&("桂A12345 ".repeat(20_000) + "13800138000"));
        assert_eq!((weights.len(), weights.last()), (LISTED + 2, Some(&Severity::Block)));
    }

    #[test]
    fn what_crosses_the_border_of_a_piece_is_found_once() {
        for before in PIECE - 12..=PIECE {
            let text = format!("{} 13800138000 {}", "a".repeat(before - 1), "甲".repeat(200));
            assert_eq!(weights(&text), [Severity::Block], "{before}");
        }
    }
}
