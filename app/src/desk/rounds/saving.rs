//! Saving by itself, soon after the last change: only the columns that changed, each from the version that was read.

use std::time::Duration;

use domain::{
    desk::{
        FieldFault,
        rounds::{AnswerSave, RoundSaved},
    },
    plan::ColumnCode,
    round::Month,
};
use leptos::{prelude::*, task::spawn_local};

use super::rows::Row;
use crate::{
    api::{ApiError, rounds},
    desk::{
        state::Desk,
        unsaved::{RETRY, State, Timer, watch},
    },
};

/// After the last change.
const PAUSE: Duration = Duration::from_millis(1200);

/// Two answered for one column: nothing of it is saved before somebody has chosen.
const CONTESTED: &str = "有栏目被同事同时填写，请在该栏选择后再签字。";
const TOO_LONG: &str = "有栏目的说明太长，该栏尚未保存，改短后自动保存。";

/// A handle to the saving of one round's page.
#[derive(Debug, Clone, Copy)]
pub(super) struct Saving {
    month: Month,
    pub rows: StoredValue<Vec<Row>>,
    pub state: RwSignal<State>,
    /// Of the page.
    faults: RwSignal<Vec<FieldFault>>,
    desk: Desk,
    timer: Timer,
    then: StoredValue<Option<Callback<()>>>,
}

impl Saving {
    pub(super) fn new(month: Month, rows: Vec<Row>, faults: RwSignal<Vec<FieldFault>>) -> Self {
        Self {
            month,
            rows: StoredValue::new(rows),
            state: RwSignal::new(State::Saved(None)),
            faults,
            desk: Desk::expect(),
            timer: Timer::new(),
            then: StoredValue::new(None),
        }
    }

    /// Follows every field from now on.
    pub(super) fn start(self) {
        Effect::new(move |_| {
            let (changes, held_back) = (self.changes(), self.held_back());
            if !changes.is_empty() {
                self.changed();
            } else if held_back.is_some() || matches!(self.state.get_untracked(), State::Waiting(_)) {
                // What cannot be saved is told at once; so is that it was taken back.
                self.settled();
            }
        });
        watch(self.state, self.desk, move || self.save(), move || self.leave());
    }

    fn changes(self) -> Vec<AnswerSave> {
        self.rows.try_with_value(|rows| rows.iter().filter_map(|row| row.change()).collect()).unwrap_or_default()
    }

    /// Why some of what was typed cannot be saved.
    fn held_back(self) -> Option<&'static str> {
        let rows = self.rows.try_get_value().unwrap_or_default();
        if rows.iter().any(|row| row.is_contested()) {
            Some(CONTESTED)
        } else {
            rows.iter().any(|row| row.fault().is_some()).then_some(TOO_LONG)
        }
    }

    /// Whether a column waits for somebody to choose between two answers.
    pub(super) fn is_contested(self) -> bool {
        self.held_back() == Some(CONTESTED)
    }

    /// What is too long to be saved, field by field.
    pub(super) fn too_long(self) -> Vec<FieldFault> {
        untrack(|| self.rows.with_value(|rows| rows.iter().filter_map(|row| row.fault()).collect()))
    }

    /// Runs `then` once the server has everything.
    pub(super) fn when_saved(self, then: impl Fn() + Send + Sync + 'static) {
        self.then.set_value(Some(Callback::new(move |()| then())));
        self.save();
    }

    fn save(self) {
        self.timer.stop();
        if self.state.get_untracked() == State::Saving {
            return;
        }
        let sent = untrack(|| self.changes());
        if sent.is_empty() {
            return self.settled();
        }
        self.state.set(State::Saving);
        spawn_local(async move {
            let answer = rounds::save_round(self.month, sent.clone()).await;
            if self.state.is_disposed() {
                return;
            }
            self.desk.heard(&answer);
            match answer {
                Ok(saved) => self.done(&sent, saved),
                Err(error) => self.failed(&error),
            }
        });
    }

    fn done(self, sent: &[AnswerSave], saved: RoundSaved) {
        let rows = self.rows.get_value();
        let row = |column: &ColumnCode| rows.iter().copied().find(|row| row.column.with_value(|own| own == column));
        for (column, version) in &saved.kept {
            if let (Some(row), Some(save)) = (row(column), sent.iter().find(|save| &save.column == column)) {
                row.kept(*version, save.answer.clone());
            }
        }
        for conflict in saved.conflicts {
            if let Some(row) = row(&conflict.column) {
                row.theirs.set(Some(conflict));
            }
        }
        self.state.set(State::Saved(Some(saved.at)));
        if untrack(|| self.changes()).is_empty() {
            self.settled();
        } else {
            self.state.set(State::Changed);
            self.timer.start(PAUSE, move || self.save());
        }
    }

    /// Nothing is left that can be saved: whoever waits for it goes on, unless something else is held back.
    fn settled(self) {
        if matches!(self.state.get_untracked(), State::Saving | State::Stuck(_)) {
            return;
        }
        let then = self.then.try_update_value(Option::take).flatten();
        if let Some(why) = untrack(|| self.held_back()) {
            return self.state.set(State::Waiting(why.into()));
        }
        if !matches!(self.state.get_untracked(), State::Saved(_)) {
            self.state.set(State::Saved(None));
        }
        if let Some(then) = then {
            then.run(());
        }
    }

    fn failed(self, error: &ApiError) {
        self.then.set_value(None);
        match error {
            ApiError::NotSignedIn => self.state.set(State::Waiting("登录已过期，重新登录后自动保存。".into())),
            ApiError::Transport | ApiError::Busy | ApiError::Internal { .. } => {
                self.state.set(State::Waiting("未能保存，稍后自动重试。".into()));
                self.timer.start(RETRY, move || self.save());
            }
            ApiError::Invalid(faults) => {
                self.faults.set(faults.clone());
                self.state.set(State::Waiting("未能保存，请先改正标出的问题。".into()));
            }
            ApiError::Stale => self.state.set(State::Stuck("本月巡查已由同事签字，请刷新后查看。".into())),
            ApiError::NotReady | ApiError::Refused(_) | ApiError::NotFound | ApiError::Blocked(_) => {
                self.state.set(State::Stuck(error.to_string()));
            }
        }
    }

    fn changed(self) {
        match self.state.get_untracked() {
            // A save under way looks at its end whether something came after it.
            State::Stuck(_) | State::Saving => {}
            State::Saved(_) | State::Changed | State::Waiting(_) => {
                self.state.set(State::Changed);
                self.timer.start(PAUSE, move || self.save());
            }
        }
    }

    /// The page is being left inside the desk: what is unsaved goes now.
    fn leave(self) {
        self.timer.stop();
        if !matches!(self.state.try_get_untracked(), Some(State::Changed | State::Waiting(_))) {
            return;
        }
        let sent = untrack(|| self.changes());
        if sent.is_empty() {
            return;
        }
        spawn_local(async move {
            let answer = rounds::save_round(self.month, sent).await;
            self.desk.heard(&answer);
        });
    }
}
