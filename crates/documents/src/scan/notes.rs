//! What a scan notes while it reads: judgements with their places, and how much was read.

use super::{Extent, Findings, Found, Scan};
use crate::finding::Severity;
use crate::{personal_data, secret_marks};

/// The most text that is judged, in bytes of UTF-8: a list of a million people has less.
const MAX_TEXT: usize = 256 << 20;

/// What is wrong with a text, without its place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Judgement {
    what: String,
    severity: Severity,
}

#[derive(Debug, Default)]
pub(super) struct Notes {
    refusing: Findings,
    doubtful: Findings,
    /// Files within which the text stands, outermost first.
    inside: Vec<String>,
    text: usize,
    has_unread: bool,
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
                Severity::Block => self.refusing.add(found),
                Severity::Confirm | Severity::Hint => self.doubtful.add(found),
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

    pub(super) fn into_scan(self) -> Scan {
        let extent = match (self.text, self.has_unread) {
            (0, _) => Extent::Nothing,
            (_, true) => Extent::Partly,
            (_, false) => Extent::Whole,
        };
        Scan { extent, refusing: self.refusing, doubtful: self.doubtful }
    }
}

/// What is wrong with a text. Cells are many and mostly short: what can hold neither a number nor a mark is passed by.
pub(super) fn judge(text: &str) -> Vec<Judgement> {
    let mut judgements = Vec::new();
    let digits = text.chars().filter(|&c| c.is_ascii_digit() || ('０'..='９').contains(&c)).count();
    // A plate has three digits behind the name of a province, everything else at least seven.
    if digits >= 7 || (digits >= 3 && !text.is_ascii()) {
        judgements.extend(personal_data::find(text).into_iter().map(|datum| Judgement {
            what: format!("{} {}", datum.kind.label(), datum.masked),
            severity: datum.kind.severity(),
        }));
    }
    if text.contains(['密', '部', '公', '外']) {
        let marks = secret_marks::find(text).into_iter();
        judgements.extend(marks.map(|mark| Judgement { what: mark.message, severity: mark.severity }));
    }
    judgements
}
