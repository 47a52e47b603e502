//! What a unit saw in a column, and what keeps a round from being signed.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::Line;
use crate::{desk::FieldFault, plan::ColumnCode};

/// Longest note, in characters.
pub const LONGEST_NOTE: usize = 300;
/// Longest name of a unit's head, in characters.
pub const LONGEST_HEAD: usize = 30;
/// The form field of the unit's head.
pub const HEAD: &str = "head";

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Verdict {
    /// 正常
    Fine,
    /// 有问题
    Problem,
}

impl Verdict {
    pub const ALL: [Self; 2] = [Self::Fine, Self::Problem];

    pub const fn code(self) -> &'static str {
        match self {
            Self::Fine => "fine",
            Self::Problem => "problem",
        }
    }

    pub const fn label(self) -> &'static str {
        match self {
            Self::Fine => "正常",
            Self::Problem => "有问题",
        }
    }

    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|verdict| verdict.code() == code)
    }
}

/// What was answered for a column; a draft may leave it open.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Answer {
    pub verdict: Option<Verdict>,
    /// What is wrong and who sees to it, or why a column is in order though the system says otherwise.
    pub note: String,
    /// Looked through, nothing has changed: counts as an update where the plan takes a confirmation
    /// ([`Duty::is_confirmable`](crate::obligation::Duty::is_confirmable)).
    pub unchanged: bool,
}

impl Answer {
    pub(super) fn problem(note: &str) -> Self {
        Self { verdict: Some(Verdict::Problem), note: note.to_owned(), unchanged: false }
    }

    /// As it is kept: without blanks around the note, and a column with a problem is not confirmed.
    #[must_use]
    pub fn tidied(self) -> Self {
        let unchanged = self.unchanged && self.verdict == Some(Verdict::Fine);
        Self { note: self.note.trim().to_owned(), unchanged, ..self }
    }
}

/// The form field of a column's answer.
pub fn field_of(column: &ColumnCode) -> String {
    format!("round.{column}")
}

/// The form field of its note.
pub fn note_field_of(column: &ColumnCode) -> String {
    format!("round.{column}.note")
}

/// A fault that names its column: a summary of many has to tell them apart.
fn fault(field: &str, name: &str, message: &str) -> FieldFault {
    FieldFault::new(field, format!("“{name}”：{message}"))
}

/// What keeps the answer to the column called `name` from being kept: too much text. Everything else may still be missing.
pub fn draft_fault(column: &ColumnCode, name: &str, answer: &Answer) -> Option<FieldFault> {
    let too_long = answer.note.trim().chars().count() > LONGEST_NOTE;
    too_long.then(|| fault(&note_field_of(column), name, &format!("说明最多 {LONGEST_NOTE} 字")))
}

/// An answer to a column that is the unit's no longer, or never was.
pub fn unknown_fault(column: &ColumnCode) -> FieldFault {
    FieldFault::new(&field_of(column), format!("栏目 {column} 现在不由本单位负责，请刷新后再填"))
}

/// The head of the unit answers for the round by name; the paper carries that signature.
pub fn head_fault(head: &str) -> Option<FieldFault> {
    let message = match head.trim().chars().count() {
        0 => "请填写单位负责人姓名".to_owned(),
        1..=LONGEST_HEAD => return None,
        _ => format!("姓名最多 {LONGEST_HEAD} 字"),
    };
    Some(FieldFault::new(HEAD, message))
}

/// Everything that keeps a round from being signed, in the order of the checklist.
pub fn faults(lines: &[Line], answers: &BTreeMap<ColumnCode, Answer>) -> Vec<FieldFault> {
    let mut faults = Vec::new();
    for line in lines {
        let answer = answers.get(&line.column).cloned().unwrap_or_default().tidied();
        let (field, note) = (field_of(&line.column), note_field_of(&line.column));
        let found = match answer.verdict {
            None => Some((field, "请选择“正常”或“有问题”".to_owned())),
            Some(Verdict::Problem) if answer.note.is_empty() => Some((note, "请写明是什么问题、如何处理".to_owned())),
            Some(Verdict::Fine) if answer.note.is_empty() && !line.known_faults().is_empty() => {
                Some((note, format!("系统记录为{}，选“正常”请说明理由", line.known_faults().join("、"))))
            }
            Some(Verdict::Fine) if answer.unchanged && !line.confirmable => {
                Some((field, "本栏目须发布新信息，不能只作“无变化”确认".to_owned()))
            }
            Some(_) => None,
        };
        faults.extend(found.map(|(field, message)| fault(&field, &line.name, &message)));
        faults.extend(draft_fault(&line.column, &line.name, &answer));
    }
    faults
}
