//! What a scan notes while it reads: judgements with their places, and how much was read.

use super::budget::Budget;
use super::{Extent, Findings, Found, LISTED, Quoted, Scan};
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

/// What a text has in it, without its place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Judgement {
    /// Something that must not be public, or that somebody must look at.
    Found { what: String, severity: Severity },
    /// What whoever asks looks for besides.
    Wanted { text: String },
}

impl Judgement {
    const fn severity(&self) -> Option<Severity> {
        match self {
            Self::Found { severity, .. } => Some(*severity),
            Self::Wanted { .. } => None,
        }
    }
}

/// Says whether a text has what is looked for.
type Question = Box<dyn Fn(&str) -> bool>;

pub(super) struct Notes {
    refusing: Findings,
    doubtful: Findings,
    /// Whether a text has what is looked for besides.
    wanted: Option<Question>,
    quoted: Vec<Quoted>,
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
            wanted: None,
            quoted: Vec::new(),
            inside: Vec::new(),
            text: 0,
            has_unread: false,
            unpacked: Budget::new(MAX_UNPACKED),
            parts: Budget::new(MAX_PARTS),
        }
    }
}

impl Notes {
    /// Notes that quote every text of which `is_wanted` says yes.
    pub(super) fn looking_for(is_wanted: impl Fn(&str) -> bool + 'static) -> Self {
        Self { wanted: Some(Box::new(is_wanted)), ..Self::default() }
    }

    /// Judges `text`; `place` is asked only when something is wrong with it.
    pub(super) fn text(&mut self, text: &str, place: impl Fn() -> String) {
        if !self.is_full() {
            self.count(text);
            self.aside(text, place);
        }
    }

    /// As [`Self::text`], for what a file says of itself: it is judged, but is no text of it.
    pub(super) fn aside(&mut self, text: &str, place: impl Fn() -> String) {
        let judgements = self.judge(text);
        self.judged(&judgements, place);
    }

    /// As [`Self::text`], for a text that was judged before: cells share their texts.
    pub(super) fn judged(&mut self, judgements: &[Judgement], place: impl Fn() -> String) {
        for judgement in judgements {
            let inside = &self.inside;
            let place = || inside.concat() + &place();
            match judgement {
                Judgement::Found { what, severity } => {
                    let found = || Found { place: place(), what: what.clone(), severity: *severity };
                    match severity {
                        Severity::Block => self.refusing.add(*severity, found),
                        Severity::Confirm | Severity::Hint => self.doubtful.add(*severity, found),
                    }
                }
                // Where the same text stands again, it says nothing new.
                Judgement::Wanted { text } => {
                    if self.quoted.iter().all(|known| known.text != *text) {
                        self.quoted.push(Quoted { place: place(), text: text.clone() });
                    }
                }
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
        self.quoted.extend(others.quoted);
    }

    /// What was found, and the texts that were wanted.
    pub(super) fn into_scan(self) -> (Scan, Vec<Quoted>) {
        let has_unread = self.has_unread || self.unpacked.is_spent() || self.parts.is_spent();
        let extent = match (self.text, has_unread) {
            (0, _) => Extent::Nothing,
            (_, true) => Extent::Partly,
            (_, false) => Extent::Whole,
        };
        (Scan { extent, refusing: self.refusing, doubtful: self.doubtful }, self.quoted)
    }

    /// What is wrong with a text: of each weight one more than are listed, since a list has no room for others.
    pub(super) fn judge(&self, text: &str) -> Vec<Judgement> {
        let mut judgements: Vec<Judgement> = Vec::new();
        let mut start = 0;
        while start < text.len() {
            let end = text.floor_char_boundary(start + PIECE);
            let before = &text[text.floor_char_boundary(start.saturating_sub(BESIDE))..start];
            let piece = &text[start..end];
            let after = &text[end..text.floor_char_boundary(end + BESIDE)];
            let seen = &text[start - before.len()..end + after.len()];
            let first = before.chars().count();
            // What crosses a border belongs to the piece in which it begins.
            let own = first..first + piece.chars().count();
            for (at, judgement) in judge_piece(seen) {
                let alike = judgements.iter().filter(|known| known.severity() == judgement.severity()).count();
                if own.contains(&at) && alike <= LISTED {
                    judgements.push(judgement);
                }
            }
            if self.wanted.as_ref().is_some_and(|is_wanted| is_wanted(seen)) {
                judgements.push(Judgement::Wanted { text: seen.to_owned() });
            }
            // The file is refused whatever comes; and there is nothing heavier.
            let heavy = judgements.iter().filter(|known| known.severity() == Some(Severity::Block)).count();
            if heavy > LISTED && self.wanted.is_none() {
                break;
            }
            start = end;
        }
        judgements
    }
}

/// What must not be public or is doubtful, and at which character it begins. Cells are many and mostly short: what can hold
/// neither a number nor a mark is passed by.
fn judge_piece(text: &str) -> Vec<(usize, Judgement)> {
    let mut judgements = Vec::new();
    let digits = text.chars().filter(|&c| c.is_ascii_digit() || ('０'..='９').contains(&c)).count();
    // A plate has three digits behind the name of a province, everything else at least seven.
    if digits >= 7 || (digits >= 3 && !text.is_ascii()) {
        judgements.extend(personal_data::find(text).into_iter().map(|datum| {
            let what = format!("{} {}", datum.kind.label(), datum.masked);
            (datum.span.start, Judgement::Found { what, severity: datum.kind.severity() })
        }));
    }
    if text.contains(['密', '部', '公', '外']) {
        let marks = secret_marks::find(text).into_iter();
        let found = |mark: secret_marks::SecretMark| {
            (mark.span.start, Judgement::Found { what: mark.message, severity: mark.severity })
        };
        judgements.extend(marks.map(found));
    }
    judgements
}

#[cfg(test)]
mod tests {
    use super::*;

    fn weights(text: &str) -> Vec<Severity> {
        Notes::default().judge(text).iter().filter_map(Judgement::severity).collect()
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
