//! The answers of a round while they are given: signals for each column.

use domain::{
    desk::rounds::{AnswerConflict, AnswerSave, RoundLine},
    plan::ColumnCode,
    round::{Answer, Verdict},
};
use leptos::prelude::*;

/// The answer of one column.
#[derive(Debug, Clone, Copy)]
pub(super) struct Row {
    pub column: StoredValue<ColumnCode>,
    /// Code of the verdict; empty while there is none.
    pub verdict: RwSignal<String>,
    pub note: RwSignal<String>,
    pub unchanged: RwSignal<bool>,
    pub version: RwSignal<i32>,
    /// What somebody else answered in between.
    pub theirs: RwSignal<Option<AnswerConflict>>,
    /// As the server has it.
    known: StoredValue<Answer>,
}

impl Row {
    pub(super) fn of(line: &RoundLine) -> Self {
        let Answer { verdict, note, unchanged } = line.answer.clone();
        Self {
            column: StoredValue::new(line.line.column.clone()),
            verdict: RwSignal::new(verdict.map(Verdict::code).unwrap_or_default().to_owned()),
            note: RwSignal::new(note),
            unchanged: RwSignal::new(unchanged),
            version: RwSignal::new(line.version),
            theirs: RwSignal::new(None),
            known: StoredValue::new(line.answer.clone()),
        }
    }

    /// What stands in the fields, followed by whoever asks.
    pub(super) fn answer(self) -> Answer {
        let answer = Answer {
            verdict: Verdict::from_code(&self.verdict.read()),
            note: self.note.get(),
            unchanged: self.unchanged.get(),
        };
        answer.tidied()
    }

    /// What is to be saved; nothing while somebody else's answer waits to be looked at.
    pub(super) fn change(self) -> Option<AnswerSave> {
        let answer = self.answer();
        let is_new = self.known.with_value(|known| *known != answer);
        (is_new && self.theirs.read().is_none()).then(|| AnswerSave {
            column: self.column.get_value(),
            version: self.version.get(),
            answer,
        })
    }

    pub(super) fn kept(self, version: i32, answer: Answer) {
        self.version.set(version);
        self.known.set_value(answer);
    }

    /// Takes over what somebody else answered.
    pub(super) fn take_theirs(self) {
        let Some(theirs) = self.theirs.get_untracked() else { return };
        self.kept(theirs.version, theirs.answer.clone());
        self.verdict.set(theirs.answer.verdict.map(Verdict::code).unwrap_or_default().to_owned());
        self.note.set(theirs.answer.note);
        self.unchanged.set(theirs.answer.unchanged);
        self.theirs.set(None);
    }

    /// Answers anew in the knowledge of what somebody else answered.
    pub(super) fn keep_mine(self) {
        let Some(theirs) = self.theirs.get_untracked() else { return };
        self.kept(theirs.version, theirs.answer);
        self.theirs.set(None);
    }
}
