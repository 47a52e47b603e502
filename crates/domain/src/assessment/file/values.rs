//! Values with their sureness, amounts and thresholds, read from one table of the file.

use super::super::{Amount, AmountRefused, Decimal, FaultKind, RuleCode, Stated, Sureness, Threshold};
use super::Findings;
use crate::written::{Located, Table};

/// Keys by which an entry says how sure it is.
pub(super) const CERTAINTY_KEYS: [&str; 5] = ["sureness", "source", "confirmed", "from_memory", "unsure"];

/// How sure the values of one entry are: all alike, but for those that it names.
#[derive(Debug, Clone, Default)]
pub(super) struct Certainty {
    usual: Option<Sureness>,
    pub(super) source: Option<RuleCode>,
    named: Vec<(String, Sureness)>,
}

impl Certainty {
    /// Reads what the entry says; what it does not say is as with `above`.
    pub(super) fn read(table: &Table, above: Option<&Certainty>, findings: &mut Findings) -> Self {
        let words = Sureness::ALL.map(Sureness::label);
        let written = table.word("sureness", Sureness::from_label, &words, findings);
        let usual = written.or_else(|| above.and_then(|above| above.usual));
        if usual.is_none() && !table.spans.is_written("sureness") {
            let message = format!("缺少“sureness”，可写：{}", words.join("、"));
            findings.report(table.spans.of(""), FaultKind::MissingKey, message);
        }
        let source = table.text("source", findings).map(|source| RuleCode::as_written(source.text));
        let source = source.or_else(|| above.and_then(|above| above.source.clone()));
        let mut named: Vec<(String, Sureness)> = Vec::new();
        let lists =
            [("confirmed", Sureness::Confirmed), ("from_memory", Sureness::FromMemory), ("unsure", Sureness::Unsure)];
        for (list, sureness) in lists {
            for Located { text, span } in table.texts(list, findings) {
                if CERTAINTY_KEYS.contains(&text.as_str()) || !table.spans.is_written(&text) {
                    let message = format!("“{list}”所列的“{text}”不是这里写的一项");
                    findings.report(span, FaultKind::BadValue, message);
                } else if named.iter().any(|(known, _)| *known == text) {
                    findings.report(span, FaultKind::BadValue, format!("“{text}”的核对情况写了两次"));
                }
                named.push((text, sureness));
            }
        }
        Self { usual, source, named }
    }

    pub(super) fn of(&self, key: &str) -> Sureness {
        let named = self.named.iter().find(|(known, _)| known == key).map(|(_, sureness)| *sureness);
        named.or(self.usual).unwrap_or(Sureness::Unsure)
    }

    pub(super) fn state<T>(&self, key: &str, value: T) -> Stated<T> {
        Stated { value, sureness: self.of(key) }
    }
}

pub(super) fn decimal(table: &Table, key: &str, findings: &mut Findings) -> Option<Decimal> {
    let written = table.number(key, findings)?;
    let number = written.text.parse();
    if let Err(refused) = number {
        findings.report(written.span, FaultKind::BadValue, format!("“{key}”{refused}"));
    }
    number.ok()
}

/// The number, or a stand-in that is reported.
pub(super) fn required_decimal(table: &Table, key: &str, findings: &mut Findings) -> Decimal {
    if !table.spans.is_written(key) {
        findings.report(table.spans.of(""), FaultKind::MissingKey, format!("缺少“{key}”"));
    }
    decimal(table, key, findings).unwrap_or(Decimal::whole(1))
}

pub(super) fn amount(table: &Table, key: &str, findings: &mut Findings) -> Option<Amount> {
    let written = table.text(key, findings)?;
    accept(&written, Amount::parse(&written.text), findings)
}

pub(super) fn threshold(table: &Table, key: &str, findings: &mut Findings) -> Option<Threshold> {
    let written = table.text(key, findings)?;
    accept(&written, Threshold::parse(&written.text), findings)
}

fn accept<T>(written: &Located, read: Result<T, AmountRefused>, findings: &mut Findings) -> Option<T> {
    read.map_err(|refused| {
        let kind = match refused {
            AmountRefused::NoNumber(_) => FaultKind::BadValue,
            AmountRefused::UnknownUnit(_) => FaultKind::UnknownUnit,
            AmountRefused::NotPositive(_) => FaultKind::BadNumber,
        };
        findings.report(written.span.clone(), kind, refused.to_string());
    })
    .ok()
}
