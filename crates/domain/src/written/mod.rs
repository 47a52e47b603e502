//! TOML files that clerks write by hand, read key by key: every slip is reported at once, with line and column, in
//! Chinese. The plan ([`crate::plan::file`]) and the rule sets of assessments ([`crate::assessment::file`]) are such
//! files; what their values mean is their own affair.

mod lists;
mod syntax;
mod table;

use std::fmt;
use std::ops::Range;

pub(crate) use syntax::{parse, with_lists_closed};
pub(crate) use table::{Located, Spans, Table};

/// One fault of a file, where the reader of the file finds it; `K` are the kinds of faults of this sort of file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault<K> {
    /// Counted from 1.
    pub line: usize,
    /// In characters, counted from 1.
    pub column: usize,
    pub kind: K,
    /// A Chinese sentence.
    pub message: String,
}

impl<K> fmt::Display for Fault<K> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{} {}", self.line, self.column, self.message)
    }
}

/// What can be wrong with any such file, whatever it says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Slip {
    /// The text is no TOML.
    Syntax,
    UnknownKey,
    MissingKey,
    /// A value of another type, or a word that stands for nothing.
    BadValue,
    BadDate,
}

/// The kinds of faults of one sort of file.
pub(crate) trait FaultKinds: From<Slip> {
    /// Keys that mean nothing any more. Stored versions of a file may have them, and are never written anew.
    const FORMER_KEYS: &'static [&'static str] = &[];
}

/// The faults found so far, by their place in the text.
#[derive(Debug)]
pub(crate) struct Findings<K> {
    found: Vec<Finding<K>>,
    /// Parts of the text that are guessed.
    doubtful: Vec<Range<usize>>,
}

#[derive(Debug)]
struct Finding<K> {
    span: Range<usize>,
    kind: K,
    message: String,
}

impl<K> Default for Findings<K> {
    fn default() -> Self {
        Self { found: Vec::new(), doubtful: Vec::new() }
    }
}

impl<K> Findings<K> {
    pub(crate) fn report(&mut self, span: Range<usize>, kind: K, message: impl Into<String>) {
        if !self.doubtful.iter().any(|doubtful| lies_within(&span, doubtful)) {
            self.found.push(Finding { span, kind, message: message.into() });
        }
    }

    /// What stands in `span` can only be guessed: this is the last that is said about it.
    pub(crate) fn report_doubtful(&mut self, span: Range<usize>, kind: K, message: impl Into<String>) {
        self.report(span.clone(), kind, message);
        self.doubtful.push(span);
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.found.is_empty()
    }

    /// Whether something within `span` has been reported: what follows from it need not be.
    pub(crate) fn any_within(&self, span: &Range<usize>) -> bool {
        self.found.iter().any(|f| lies_within(&f.span, span))
    }

    /// In the order of the text.
    pub(crate) fn into_faults(mut self, text: &str) -> Vec<Fault<K>> {
        self.found.sort_by_key(|f| f.span.start);
        let place = |offset: usize| {
            let before = text.get(..offset).unwrap_or(text);
            let line_start = before.rfind('\n').map_or(0, |newline| newline + 1);
            (before.matches('\n').count() + 1, before[line_start..].chars().count() + 1)
        };
        self.found
            .into_iter()
            .map(|Finding { span, kind, message }| {
                let (line, column) = place(span.start);
                Fault { line, column, kind, message }
            })
            .collect()
    }
}

const fn lies_within(inner: &Range<usize>, outer: &Range<usize>) -> bool {
    outer.start <= inner.start && inner.end <= outer.end
}
