//! Comparing two rule sets: what a new year's document adds, drops and changes.

use std::collections::BTreeSet;
use std::fmt;

use serde::{Deserialize, Serialize};

use super::fields::{Entry, EntryFields};
use super::{RuleSet, Sureness};

/// One difference between two rule sets. `Display` is its line on the desk.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum RuleChange {
    /// An entry that only the newer rule set has.
    Added { code: String, title: String },
    /// An entry that only the older one has.
    Removed { code: String, title: String },
    /// A field reads otherwise.
    Changed { code: String, title: String, field: String, from: String, to: String },
    /// A value is the same, but as sure as it was no longer: confirmed by now, or doubted.
    Surer { code: String, title: String, field: String, from: Sureness, to: Sureness },
}

impl fmt::Display for RuleChange {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let blank = |text: &str| if text.is_empty() { "（空）".to_owned() } else { text.to_owned() };
        match self {
            Self::Added { title, .. } => write!(f, "+ {title}"),
            Self::Removed { title, .. } => write!(f, "− {title}"),
            Self::Changed { title, field, from, to, .. } => {
                write!(f, "± {title} {field}：{} → {}", blank(from), blank(to))
            }
            Self::Surer { title, field, from, to, .. } => {
                write!(f, "± {title} {field}：{} → {}", from.label(), to.label())
            }
        }
    }
}

impl RuleSet {
    /// The differences from `older` to `newer`, in the order of the newer one; what was removed comes last. Empty
    /// exactly when both say the same, whatever the order of their entries. The code of a rule set is its name and is
    /// not compared.
    pub fn diff(older: &RuleSet, newer: &RuleSet) -> Vec<RuleChange> {
        let (old, new) = (older.entries(), newer.entries());
        let mut changes = Vec::new();
        for entry in &new {
            match old.iter().find(|other| identity(other) == identity(entry)) {
                None => changes.push(RuleChange::Added { code: entry.code.clone(), title: entry.title.clone() }),
                Some(before) => compare(before, entry, &mut changes),
            }
        }
        let kept: BTreeSet<(u8, &str)> = new.iter().map(identity).collect();
        let gone = old.iter().filter(|entry| !kept.contains(&identity(entry)));
        changes.extend(gone.map(|e| RuleChange::Removed { code: e.code.clone(), title: e.title.clone() }));
        changes
    }
}

/// What makes two entries the same entry.
fn identity(entry: &EntryFields) -> (u8, &str) {
    let kind = match entry.entry {
        Entry::RuleSet => 0,
        Entry::Source(_) => 1,
        Entry::Measuring => 2,
        Entry::Grading => 3,
        Entry::Warning => 4,
        Entry::Veto(_) => 5,
        Entry::Group(_) => 6,
        Entry::Indicator(_) => 7,
        Entry::Test(..) => 8,
        Entry::Bonus(_) => 9,
        Entry::Appealing => 10,
    };
    (kind, &entry.code)
}

/// An entry of one kind always has the same fields in the same order.
fn compare(before: &EntryFields, after: &EntryFields, changes: &mut Vec<RuleChange>) {
    let told = |field: &str| (after.code.clone(), after.title.clone(), field.to_owned());
    for (from, to) in before.fields.iter().zip(&after.fields).filter(|(from, _)| from.key != "code") {
        let (code, title, field) = told(&to.label);
        if from.text != to.text {
            changes.push(RuleChange::Changed { code, title, field, from: from.text.clone(), to: to.text.clone() });
        } else if let (Some(from), Some(to)) = (from.sureness, to.sureness)
            && from != to
        {
            changes.push(RuleChange::Surer { code, title, field, from, to });
        }
    }
}
