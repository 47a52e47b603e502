//! Reading one table of the file key by key: a wrong value is reported and reading goes on.

use std::collections::BTreeMap;
use std::ops::Range;

use chrono::NaiveDate;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::{FaultKinds, Findings, Slip};
use crate::clock::Term;

/// A text with its place in the file.
#[derive(Debug, Clone)]
pub(crate) struct Located {
    pub(crate) text: String,
    pub(crate) span: Range<usize>,
}

/// Where an entry of the file and its values stand.
#[derive(Debug, Clone, Default)]
pub(crate) struct Spans {
    /// The table's header, or the whole file for its top level.
    header: Range<usize>,
    values: BTreeMap<String, Range<usize>>,
}

impl Spans {
    /// The value of `key`; the table's header when the key is not written.
    pub(crate) fn of(&self, key: &str) -> Range<usize> {
        self.values.get(key).unwrap_or(&self.header).clone()
    }

    pub(crate) fn is_written(&self, key: &str) -> bool {
        self.values.contains_key(key)
    }

    /// Lets faults about `name` be shown at `key`.
    pub(crate) fn alias(&mut self, name: &str, key: &str) {
        if let Some(span) = self.values.get(key).cloned() {
            self.values.insert(name.to_owned(), span);
        }
    }
}

/// One table that is being read.
pub(crate) struct Table<'a, 't> {
    entries: &'a DeTable<'t>,
    pub(crate) spans: Spans,
}

impl<'a, 't> Table<'a, 't> {
    /// `known` are the keys that this kind of table may have; others are reported now.
    pub(crate) fn open<K: FaultKinds>(
        entries: &'a DeTable<'t>,
        header: Range<usize>,
        known: &[&str],
        findings: &mut Findings<K>,
    ) -> Self {
        let mut spans = Spans { header, values: BTreeMap::new() };
        for (key, value) in entries {
            let name = key.get_ref().as_ref();
            if known.contains(&name) {
                spans.values.insert(name.to_owned(), value.span());
            } else if !K::FORMER_KEYS.contains(&name) {
                let message = format!("不认识“{name}”这一项，可写的有：{}", known.join("、"));
                findings.report(key.span(), Slip::UnknownKey.into(), message);
            }
        }
        Self { entries, spans }
    }

    fn value(&self, key: &str) -> Option<&'a Spanned<DeValue<'t>>> {
        self.entries.get(key)
    }

    fn wrong<K: FaultKinds>(&self, key: &str, expected: &str, findings: &mut Findings<K>) {
        findings.report(self.spans.of(key), Slip::BadValue.into(), format!("“{key}”应写{expected}"));
    }

    fn missing<K: FaultKinds>(&self, key: &str, findings: &mut Findings<K>) {
        findings.report(self.spans.header.clone(), Slip::MissingKey.into(), format!("缺少“{key}”"));
    }

    pub(crate) fn text<K: FaultKinds>(&self, key: &str, findings: &mut Findings<K>) -> Option<Located> {
        let value = self.value(key)?;
        let text = value.get_ref().as_str();
        if text.is_none() {
            self.wrong(key, "文字，用英文双引号括起来", findings);
        }
        text.map(|text| Located { text: text.to_owned(), span: value.span() })
    }

    /// The text of `key`, or an empty one.
    pub(crate) fn text_or_empty<K: FaultKinds>(&self, key: &str, findings: &mut Findings<K>) -> String {
        self.text(key, findings).map(|t| t.text).unwrap_or_default()
    }

    pub(crate) fn required_text<K: FaultKinds>(&self, key: &str, findings: &mut Findings<K>) -> Option<Located> {
        if !self.spans.is_written(key) {
            self.missing(key, findings);
        }
        self.text(key, findings)
    }

    /// A number as it is written, whole or with a decimal point.
    pub(crate) fn number<K: FaultKinds>(&self, key: &str, findings: &mut Findings<K>) -> Option<Located> {
        let value = self.value(key)?;
        let text = match value.get_ref() {
            DeValue::Integer(number) => Some(number.to_string()),
            DeValue::Float(number) => Some(number.as_str().to_owned()),
            _ => None,
        };
        if text.is_none() {
            self.wrong(key, "数字，不加引号", findings);
        }
        text.map(|text| Located { text, span: value.span() })
    }

    pub(crate) fn flag<K: FaultKinds>(&self, key: &str, default: bool, findings: &mut Findings<K>) -> bool {
        let Some(value) = self.value(key) else { return default };
        value.get_ref().as_bool().unwrap_or_else(|| {
            self.wrong(key, "true（是）或 false（否）", findings);
            default
        })
    }

    pub(crate) fn date<K: FaultKinds>(&self, key: &str, findings: &mut Findings<K>) -> Option<NaiveDate> {
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
            findings.report(value.span(), Slip::BadDate.into(), message);
        }
        date
    }

    /// A term such as `20个工作日`, with its place.
    pub(crate) fn term<K: FaultKinds>(&self, key: &str, findings: &mut Findings<K>) -> Option<(Term, Range<usize>)> {
        let written = self.text(key, findings)?;
        match Term::parse(&written.text) {
            Ok(term) => Some((term, written.span)),
            Err(refused) => {
                findings.report(written.span, Slip::BadValue.into(), refused.to_string());
                None
            }
        }
    }

    pub(crate) fn required_date<K: FaultKinds>(&self, key: &str, findings: &mut Findings<K>) -> Option<NaiveDate> {
        if !self.spans.is_written(key) {
            self.missing(key, findings);
        }
        self.date(key, findings)
    }

    /// The texts of a list; none when the key is not written.
    pub(crate) fn texts<K: FaultKinds>(&self, key: &str, findings: &mut Findings<K>) -> Vec<Located> {
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
                None => findings.report(element.span(), Slip::BadValue.into(), format!("“{key}”应写{EXPECTED}")),
            }
        }
        texts
    }

    /// The value that a Chinese word of `key` stands for.
    pub(crate) fn word<T, K: FaultKinds>(
        &self,
        key: &str,
        read: impl Fn(&str) -> Option<T>,
        words: &[&str],
        findings: &mut Findings<K>,
    ) -> Option<T> {
        let written = self.text(key, findings)?;
        word(&written, read, words, findings)
    }

    pub(crate) fn words<T, K: FaultKinds>(
        &self,
        key: &str,
        read: impl Fn(&str) -> Option<T>,
        words: &[&str],
        findings: &mut Findings<K>,
    ) -> Vec<T> {
        let written = self.texts(key, findings);
        written.iter().filter_map(|w| word(w, &read, words, findings)).collect()
    }

    /// A table within this one, such as `successor = { … }` or `[site]`.
    pub(crate) fn table<K: FaultKinds>(
        &self,
        key: &str,
        known: &[&str],
        findings: &mut Findings<K>,
    ) -> Option<Table<'a, 't>> {
        let value = self.value(key)?;
        let Some(entries) = value.get_ref().as_table() else {
            self.wrong(key, &format!("一个表，含{}", known.join("、")), findings);
            return None;
        };
        Some(Table::open(entries, value.span(), known, findings))
    }

    /// The tables `[[key]]`, each opened.
    pub(crate) fn tables<K: FaultKinds>(
        &self,
        key: &str,
        known: &[&str],
        findings: &mut Findings<K>,
    ) -> Vec<Table<'a, 't>> {
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

fn word<T, K: FaultKinds>(
    written: &Located,
    read: impl Fn(&str) -> Option<T>,
    words: &[&str],
    findings: &mut Findings<K>,
) -> Option<T> {
    let value = read(&written.text);
    if value.is_none() {
        let message = format!("“{}”不在可写的词中：{}", written.text, words.join("、"));
        findings.report(written.span.clone(), Slip::BadValue.into(), message);
    }
    value
}
