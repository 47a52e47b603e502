//! Saving by itself: soon after the last change, one save at a time, each from the version that it knows. Where somebody
//! else was first nothing is overwritten: the builder is told who it was.

use std::time::Duration;

use chrono::{DateTime, Utc};
use domain::{
    desk::{
        FieldFault,
        topics::{TopicSave, TopicSaved, TopicSheet},
    },
    id::TopicId,
    topic::TopicContent,
};
use leptos::{prelude::*, task::spawn_local};

use super::rows::Draft;
use crate::{
    api::{ApiError, topics},
    desk::{
        state::Desk,
        unsaved::{RETRY, State, Timer, watch},
    },
};

/// After the last change.
const PAUSE: Duration = Duration::from_millis(1200);

/// A handle to the saving of one topic's page.
#[derive(Debug, Clone, Copy)]
pub(super) struct Saving {
    topic: TopicId,
    pub version: RwSignal<i32>,
    pub state: RwSignal<State>,
    /// What is missing before the page can be submitted, as of the last save.
    pub gaps: RwSignal<Vec<FieldFault>>,
    /// Who changed the topic in between, and when.
    pub conflict: RwSignal<Option<(String, DateTime<Utc>)>>,
    /// Raised when the server has something new to show.
    pub saves: RwSignal<i64>,
    draft: Draft,
    desk: Desk,
    acknowledged: StoredValue<TopicContent>,
    timer: Timer,
    when_saved: StoredValue<Option<Callback<()>>>,
}

impl Saving {
    pub(super) fn new(sheet: &TopicSheet, draft: Draft) -> Self {
        Self {
            topic: sheet.row.id,
            version: RwSignal::new(sheet.row.version),
            state: RwSignal::new(State::Saved(None)),
            gaps: RwSignal::new(sheet.gaps.clone()),
            conflict: RwSignal::new(None),
            saves: RwSignal::new(0),
            draft,
            desk: Desk::expect(),
            // As the form gives it back: only what somebody changes counts as a change.
            acknowledged: StoredValue::new(untrack(|| draft.content())),
            timer: Timer::new(),
            when_saved: StoredValue::new(None),
        }
    }

    /// Follows every field from now on.
    pub(super) fn start(self) {
        Effect::new(move |_| {
            let content = self.draft.content();
            if self.acknowledged.with_value(|known| *known != content) {
                self.changed();
            }
        });
        watch(self.state, self.desk, move || self.save(), move || self.leave());
    }

    /// Asks the server again what is missing, though nothing may have changed here, and runs `then` when it has everything: an
    /// item that the page shows may have come or gone.
    pub(super) fn when_checked(self, then: impl Fn() + Send + Sync + 'static) {
        self.when_saved.set_value(Some(Callback::new(move |()| then())));
        self.save();
    }

    fn save(self) {
        self.timer.stop();
        if self.state.get_untracked() == State::Saving || self.conflict.read_untracked().is_some() {
            return;
        }
        let sent = untrack(|| self.draft.content());
        self.state.set(State::Saving);
        let save = TopicSave { topic: self.topic, version: self.version.get_untracked(), content: sent.clone() };
        spawn_local(async move {
            let answer = topics::save_topic(save).await;
            if self.state.is_disposed() {
                return;
            }
            self.desk.heard(&answer);
            match answer {
                Ok(TopicSaved::Done { version, at, gaps }) => self.done(sent, version, at, gaps),
                Ok(TopicSaved::Conflict { by, at }) => {
                    self.when_saved.set_value(None);
                    self.state.set(State::Stuck("有他人同时修改了这个专题。".into()));
                    self.conflict.set(Some((by, at)));
                }
                Err(error) => self.failed(&error),
            }
        });
    }

    fn done(self, sent: TopicContent, version: i32, at: DateTime<Utc>, gaps: Vec<FieldFault>) {
        self.version.set(version);
        self.gaps.set(gaps);
        self.saves.update(|count| *count += 1);
        let is_all = untrack(|| self.draft.content()) == sent;
        self.acknowledged.set_value(sent);
        self.state.set(State::Saved(Some(at)));
        if !is_all {
            self.state.set(State::Changed);
            self.timer.start(PAUSE, move || self.save());
        } else if let Some(then) = self.when_saved.try_update_value(Option::take).flatten() {
            then.run(());
        }
    }

    fn failed(self, error: &ApiError) {
        self.when_saved.set_value(None);
        match error {
            ApiError::NotSignedIn => self.state.set(State::Waiting("登录已过期，重新登录后自动保存。".into())),
            ApiError::Transport | ApiError::Busy | ApiError::Internal { .. } => {
                self.state.set(State::Waiting("未能保存，稍后自动重试。".into()));
                self.timer.start(RETRY, move || self.save());
            }
            // What is too much is mended by building on: the next change is saved again.
            ApiError::Invalid(faults) => {
                let why = faults.first().map(|fault| fault.message.clone()).unwrap_or_default();
                self.state.set(State::Waiting(format!("未能保存：{why}。")));
            }
            ApiError::NotReady | ApiError::Refused(_) | ApiError::NotFound | ApiError::Stale | ApiError::Blocked(_) => {
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
        let (Some(version), content) = (self.version.try_get_untracked(), untrack(|| self.draft.content())) else {
            return;
        };
        let save = TopicSave { topic: self.topic, version, content };
        spawn_local(async move {
            let answer = topics::save_topic(save).await;
            self.desk.heard(&answer);
        });
    }
}
