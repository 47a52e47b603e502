//! What the pages that save by themselves share: how far a page has come, when it saves next, and what happens to the
//! unsaved when somebody signs in again or leaves.

use std::time::Duration;

use chrono::{DateTime, Utc};
use leptos::{leptos_dom::helpers::TimeoutHandle, prelude::*};

use super::state::Desk;

/// After a failure that may pass.
pub(super) const RETRY: Duration = Duration::from_secs(8);

/// How far the page has come.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum State {
    /// As the server has it; with the time of the last save of this visit.
    Saved(Option<DateTime<Utc>>),
    /// Changed, the next save is near.
    Changed,
    Saving,
    /// Not saved; tried again by itself, or with the next change.
    Waiting(String),
    /// Not saved, and trying again will not help.
    Stuck(String),
}

/// Whether the server lacks something. A page that is gone lacks nothing.
pub(super) fn is_unsaved(state: RwSignal<State>) -> bool {
    state.try_get_untracked().is_some_and(|state| !matches!(state, State::Saved(_)))
}

/// Saves what is unsaved when somebody has signed in again, keeps the window from closing over it, and runs `leave` when
/// the page is left inside the desk.
pub(super) fn watch(
    state: RwSignal<State>,
    desk: Desk,
    save: impl Fn() + 'static,
    leave: impl FnOnce() + Send + Sync + 'static,
) {
    Effect::new(move |_| {
        if desk.resumed.get() > 0 && is_unsaved(state) {
            save();
        }
    });
    guard(move || is_unsaved(state));
    on_cleanup(leave);
}

/// Keeps the window from closing while something `is_unsaved`, as long as the page stands.
pub(super) fn guard(is_unsaved: impl Fn() -> bool + 'static) {
    let listener = window_event_listener(leptos::ev::beforeunload, move |event| {
        if is_unsaved() {
            event.prevent_default();
        }
    });
    on_cleanup(move || listener.remove());
}

/// The one next save.
#[derive(Debug, Clone, Copy)]
pub(super) struct Timer(StoredValue<Option<TimeoutHandle>>);

impl Timer {
    pub(super) fn new() -> Self {
        Self(StoredValue::new(None))
    }

    /// Instead of the save that was to come.
    pub(super) fn start(self, after: Duration, save: impl FnOnce() + 'static) {
        self.stop();
        if let Ok(timer) = set_timeout_with_handle(save, after) {
            self.0.set_value(Some(timer));
        }
    }

    pub(super) fn stop(self) {
        if let Some(timer) = self.0.try_update_value(Option::take).flatten() {
            timer.clear();
        }
    }
}
