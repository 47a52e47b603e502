//! Reading one table of the file key by key: a wrong value is reported and reading goes on.

use std::collections::BTreeMap;
use std::ops::Range;

use chrono::NaiveDate;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::super::faults::FaultKind;
use super::Findings;
use crate::clock::Term;

/// A text with its place in the file.
#[derive(Debug, Clone)]
pub(super) struct Located {
    pub(super) text: String,
    pub(super) span: Range<usize>,
}

/// Where an entry of the file and its values stand.
#[derive(Debug, Clone, Default)]
pub(super) struct Spans {
    /// The table's header, or the whole file for its top level.
    header: Range<usize>,
    values: BTreeMap<String, Range<usize>>,
}

impl Spans {
    /// The value of `key`; the table's header when the key is not written.
    pub(super) fn of(&self, key: &str) -> Range<usize> {
        self.values.get(key).unwrap_or(&self.header).clone()
    }

    pub(super) fn is_written(&self, key: &str) -> bool {
        self.values.contains_key(key)
    }

    /// Lets faults about `name` be shown at `key`.
    pub(super) fn alias(&mut self, name: &str, key: &str) {
        if let Some(span) = self.values.get(key).cloned() {
            self.values.insert(name.to_owned(), span);
        }
    }
}

/// Keys that mean nothing any more. Stored versions of a plan may have them, and are never written anew: `grey` was the
/// grey day before it became a switch of the desk.
const FORMER_KEYS: [&str; 1] = ["grey"];

/// One table that is being read.
pub(super) struct Table<'a, 't> {
    entries: &'a DeTable<'t>,
    pub(super) spans: Spans,
}

impl<'a, 't> Table<'a, 't> {
    /// `known` are the keys that this kind of table may have; others are reported now.
    pub(super) fn open(
        entries: &'a DeTable<'t>,
        header: Range<usize>,
        known: &[&str],
        findings: &mut Findings,
    ) -> Self {
        let mut spans = Spans { header, values: BTreeMap::new() };
        for (key, value) in entries {
            let name = key.get_ref().as_ref();
            if known.contains(&name) {
                spans.values.insert(name.to_owned(), value.span());
            } else if !FORMER_KEYS.contains(&name) {
                let message = format!("不认识“{name}”这一项，可写的有：{}", known.join("、"));
                findings.report(key.span(), FaultKind::UnknownKey, message);
            }
        }
        Self { entries, spans }
    }

    fn value(&self, key: &str) -> Option<&'a Spanned<DeValue<'t>>> {
        self.entries.get(key)
    }

    fn wrong(&self, key: &str, expected: &str, findings: &mut Findings) {
        findings.report(self.spans.of(key), FaultKind::BadValue, format!("“{key}”应写{expected}"));
    }

    fn missing(&self, key: &str, findings: &mut Findings) {
        findings.report(self.spans.header.clone(), FaultKind::MissingKey, format!("缺少“{key}”"));
    }

    pub(super) fn text(&self, key: &str, findings: &mut Findings) -> Option<Located> {
        let value = self.value(key)?;
        let text = value.get_ref().as_str();
        if text.is_none() {
            self.wrong(key, "文字，用英文双引号括起来", findings);
        }
        text.map(|text| Located { text: text.to_owned(), span: value.span() })
    }

    /// The text of `key`, or an empty one.
    pub(super) fn text_or_empty(&self, key: &str, findings: &mut Findings) -> String {
        self.text(key, findings).map(|t| t.text).unwrap_or_default()
    }

    pub(super) fn required_text(&self, key: &str, findings: &mut Findings) -> Option<Located> {
        if !self.spans.is_written(key) {
            self.missing(key, findings);
        }
        self.text(key, findings)
    }

    pub(super) fn flag(&self, key: &str, default: bool, findings: &mut Findings) -> bool {
        let Some(value) = self.value(key) else { return default };
        value.get_ref().as_bool().unwrap_or_else(|| {
            self.wrong(key, "true（是）或 false（否）", findings);
            default
        })
    }

    pub(super) fn date(&self, key: &str, findings: &mut Findings) -> Option<NaiveDate> {
        let value = self.value(key)?;
        let date = match value.get_ref() {
            DeValue::Datetime(written) if written.time.is_none() => written
                .date
                .and_then(|d| NaiveDate::from_ymd_opt(i32::from(d.year), u32::from(d.month), u32::from(d.day))),
            // Quoted by habit; what it means is as clear.
            DeValue::String(text) => text.parse().ok(),
            _ => None,
        };
        if date.is_none() && !findings.any_within(&value.span()) {
            let message = format!("“{key}”应写日期，如 2019-03-01");
            findings.report(value.span(), FaultKind::BadDate, message);
        }
        date
    }

    /// A term such as `20个工作日`, with its place.
    pub(super) fn term(&self, key: &str, findings: &mut Findings) -> Option<(Term, Range<usize>)> {
        let written = self.text(key, findings)?;
        match Term::parse(&written.text) {
            Ok(term) => Some((term, written.span)),
            Err(refused) => {
                findings.report(written.span, FaultKind::BadValue, refused.to_string());
                None
            }
        }
    }

    pub(super) fn required_date(&self, key: &str, findings: &mut Findings) -> Option<NaiveDate> {
        if !self.spans.is_written(key) {
            self.missing(key, findings);
        }
        self.date(key, findings)
    }

    /// The texts of a list; none when the key is not written.
    pub(super) fn texts(&self, key: &str, findings: &mut Findings) -> Vec<Located> {
        const EXPECTED: &str = "用方括号括起来的列表，如 [\"县委办\", \"县政府办\"]";
        let Some(value) = self.value(key) else { return Vec::new() };
        let Some(elements) = value.get_ref().as_array() else {
            self.wrong(key, EXPECTED, findings);
            return Vec::new();
        };
        let mut texts = Vec::new();
        for element in elements {
            match element.get_ref().as_str() {
                Some(text) => texts.push(Located { text: text.to_owned(), span: element.span() }),
                None => findings.report(element.span(), FaultKind::BadValue, format!("“{key}”应写{EXPECTED}")),
            }
        }
        texts
    }

    /// The value that a Chinese word of `key` stands for.
    pub(super) fn word<T>(
        &self,
        key: &str,
        read: impl Fn(&str) -> Option<T>,
        words: &[&str],
        findings: &mut Findings,
    ) -> Option<T> {
        let written = self.text(key, findings)?;
        word(&written, read, words, findings)
    }

    pub(super) fn words<T>(
        &self,
        key: &str,
        read: impl Fn(&str) -> Option<T>,
        words: &[&str],
        findings: &mut Findings,
    ) -> Vec<T> {
        let written = self.texts(key, findings);
        written.iter().filter_map(|w| word(w, &read, words, findings)).collect()
    }

    /// A table within this one, such as `successor = { … }` or `[site]`.
    pub(super) fn table(&self, key: &str, known: &[&str], findings: &mut Findings) -> Option<Table<'a, 't>> {
        let value = self.value(key)?;
        let Some(entries) = value.get_ref().as_table() else {
            self.wrong(key, &format!("一个表，含{}", known.join("、")), findings);
            return None;
        };
        Some(Table::open(entries, value.span(), known, findings))
    }

    /// The tables `[[key]]`, each opened.
    pub(super) fn tables(&self, key: &str, known: &[&str], findings: &mut Findings) -> Vec<Table<'a, 't>> {
        let Some(value) = self.value(key) else { return Vec::new() };
        let Some(elements) = value.get_ref().as_array() else {
            self.wrong(key, &format!("成 [[{key}]] 的形式（双方括号）"), findings);
            return Vec::new();
        };
        let mut tables = Vec::new();
        for element in elements {
            match element.get_ref().as_table() {
                Some(entries) => tables.push(Table::open(entries, element.span(), known, findings)),
                None => self.wrong(key, &format!("成 [[{key}]] 的形式（双方括号）"), findings),
            }
        }
        tables
    }
}

fn word<T>(written: &Located, read: impl Fn(&str) -> Option<T>, words: &[&str], findings: &mut Findings) -> Option<T> {
    let value = read(&written.text);
    if value.is_none() {
        let message = format!("“{}”不在可写的词中：{}", written.text, words.join("、"));
        findings.report(written.span.clone(), FaultKind::BadValue, message);
    }
    value
}
