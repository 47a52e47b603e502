//! The answers of a round while they are given: signals for each column.

use domain::{
    desk::{
        FieldFault,
        rounds::{AnswerConflict, AnswerSave, RoundLine},
    },
    plan::ColumnCode,
    round::{Answer, Verdict, draft_fault},
};
use leptos::prelude::*;

/// The answer of one column.
#[derive(Debug, Clone, Copy)]
pub(super) struct Row {
    pub column: StoredValue<ColumnCode>,
    name: StoredValue<String>,
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
            name: StoredValue::new(line.line.name.clone()),
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

    /// What keeps the answer from being saved: nobody would keep it so.
    pub(super) fn fault(self) -> Option<FieldFault> {
        let answer = self.answer();
        self.name.with_value(|name| self.column.with_value(|column| draft_fault(column, name, &answer)))
    }

    /// Whether somebody else's answer waits to be looked at.
    pub(super) fn is_contested(self) -> bool {
        self.theirs.read().is_some()
    }

    /// What is to be saved; nothing while it cannot be.
    pub(super) fn change(self) -> Option<AnswerSave> {
        let answer = self.answer();
        let is_new = self.known.with_value(|known| *known != answer);
        let can_be_saved = !self.is_contested() && self.fault().is_none();
        (is_new && can_be_saved).then(|| AnswerSave {
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
