//! Saving by itself: within three seconds of the last key, one save at a time, each from the version that it knows.

use std::{sync::Arc, time::Duration};

use chrono::{DateTime, Utc};
use domain::{
    checks::Report,
    desk::content::{Comparison, ItemSheet, Save, Saved},
    id::ItemId,
    item::Content,
};
use leptos::{prelude::*, task::spawn_local};

use super::{
    bridge::EditorHandle,
    draft::Draft,
    local_copy::{LocalCopy, Shelf},
};
use crate::{
    api::{ApiError, content},
    desk::{
        browser,
        state::Desk,
        unsaved::{RETRY, State, Timer, is_unsaved, watch},
    },
};

/// After the last key; the editor itself tells of changes a little later than the key.
const PAUSE: Duration = Duration::from_millis(1500);
/// Somebody who never pauses is saved at least so often.
const AT_LEAST_EVERY_MS: i64 = 10_000;

/// Somebody else saved in between.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Conflict {
    pub version: i32,
    pub by: String,
    pub at: DateTime<Utc>,
    pub theirs: Content,
    pub comparison: Comparison,
}

/// A handle to the saving of one item's working revision.
#[derive(Debug, Clone, Copy)]
pub(super) struct Autosave {
    pub item: ItemId,
    pub revision: i32,
    pub version: RwSignal<i32>,
    pub state: RwSignal<State>,
    pub report: RwSignal<Report>,
    pub conflict: RwSignal<Option<Conflict>>,
    /// The browser refuses to keep a copy: the reader must know.
    pub no_local_copy: RwSignal<bool>,
    /// The revision of a copy that has no form to go back to.
    pub offered: RwSignal<Option<i32>>,
    draft: Draft,
    editor: EditorHandle,
    shelf: Shelf,
    desk: Desk,
    /// What the server had when the page was opened.
    opened: StoredValue<Content>,
    opened_version: i32,
    acknowledged: StoredValue<Content>,
    timer: Timer,
    unsaved_since: StoredValue<Option<i64>>,
    /// No callback of the view: what asked for it may be gone by then.
    when_saved: StoredValue<Option<Arc<dyn Fn() + Send + Sync>>>,
    /// What stands in the form takes the place of the text on the server: that one goes into the item's history.
    instead: StoredValue<bool>,
    /// The revision of the offered copy that stands in the form; the copy goes when the server has it.
    taken_up: RwSignal<Option<i32>>,
}

impl Autosave {
    pub(super) fn new(sheet: &ItemSheet, draft: Draft, editor: EditorHandle, shelf: Shelf) -> Self {
        // As the form gives it back, not as the server wrote it: only what somebody changes counts as a change.
        let opened = draft.content();
        Self {
            item: sheet.row.id,
            revision: sheet.row.revision,
            version: RwSignal::new(sheet.row.version),
            state: RwSignal::new(State::Saved(None)),
            report: RwSignal::new(sheet.report.clone()),
            conflict: RwSignal::new(None),
            no_local_copy: RwSignal::new(false),
            offered: RwSignal::new(None),
            draft,
            editor,
            shelf,
            desk: Desk::expect(),
            opened: StoredValue::new(opened.clone()),
            opened_version: sheet.row.version,
            acknowledged: StoredValue::new(opened),
            timer: Timer::new(),
            unsaved_since: StoredValue::new(None),
            when_saved: StoredValue::new(None),
            instead: StoredValue::new(false),
            taken_up: RwSignal::new(None),
        }
    }

    /// Follows every field from now on, and takes up what an earlier visit could not save. Returns whether it did.
    pub(super) fn start(self) -> bool {
        let recovered = self.recover();
        Effect::new(move |_| {
            let content = self.draft.content();
            if self.acknowledged.with_value(|known| *known != content) {
                self.changed(content);
            }
        });
        watch(self.state, self.desk, move || self.save(), move || self.leave());
        recovered
    }

    /// Somebody changed something since the page was opened.
    pub(super) fn was_touched(self) -> bool {
        *self.state.read() != State::Saved(None)
    }

    /// Whether the server lacks anything of what is on the page. The text tells of a change a little after it, and the
    /// state follows the fields a moment later: a step that is taken in between must not go without a picture.
    pub(super) fn is_behind(self) -> bool {
        self.editor.report();
        let content = untrack(|| self.draft.content());
        is_unsaved(self.state) || self.acknowledged.with_value(|known| *known != content)
    }

    /// Runs `then` as soon as the server has everything; not at all if it cannot be saved.
    pub(super) fn when_saved(self, then: impl Fn() + Send + Sync + 'static) {
        if self.is_behind() {
            self.when_saved.set_value(Some(Arc::new(then)));
            self.save();
        } else {
            then();
        }
    }

    pub(super) fn save(self) {
        self.timer.stop();
        if self.state.get_untracked() == State::Saving || self.conflict.read_untracked().is_some() {
            return;
        }
        let sent = untrack(|| self.draft.content());
        self.state.set(State::Saving);
        let version = self.version.get_untracked();
        let save = Save { item: self.item, revision: self.revision, version, content: sent.clone() };
        let instead = self.instead.get_value();
        spawn_local(async move {
            let answer = content::save(save, instead).await;
            if self.state.is_disposed() {
                // The page was left; the copy on the shelf is cleared only by an answer that `leave` waits for.
                return;
            }
            self.desk.heard(&answer);
            match answer {
                Ok(Saved::Done { version, at, report }) => self.done(sent, version, at, report),
                Ok(Saved::Conflict { version, by, at, theirs, comparison }) => {
                    self.when_saved.set_value(None);
                    self.state.set(State::Waiting("有他人同时保存，请先比较两份内容。".into()));
                    self.conflict.set(Some(Conflict { version, by, at, theirs: *theirs, comparison }));
                }
                Err(error) => self.failed(&error),
            }
        });
    }

    /// Puts their text into the form: nothing of it is unsaved.
    pub(super) fn take_theirs(self) {
        let Some(conflict) = self.conflict.get_untracked() else { return };
        self.draft.fill(&conflict.theirs);
        self.acknowledged.set_value(untrack(|| self.draft.content()));
        self.version.set(conflict.version);
        self.state.set(State::Saved(Some(conflict.at)));
        // An offered copy that stood in the form is not saved: the next visit offers it again.
        self.taken_up.set(None);
        self.instead.set_value(false);
        self.shelf.clear(self.revision);
        self.conflict.set(None);
    }

    /// Saves the form's text in the place of theirs, which stays in the item's history.
    pub(super) fn keep_mine(self) {
        let Some(conflict) = self.conflict.get_untracked() else { return };
        self.version.set(conflict.version);
        self.instead.set_value(true);
        self.conflict.set(None);
        self.save();
    }

    /// Goes on from an offered copy: it is saved as any other change of the form, and what stood there before stays in
    /// the item's history.
    pub(super) fn take_up(self, copy: &LocalCopy) {
        self.instead.set_value(true);
        self.taken_up.set(Some(copy.revision));
        self.draft.fill(&copy.content);
    }

    /// Puts back what the server had when the page was opened, although the copy that took its place may have been
    /// saved meanwhile: then it stays in the item's history.
    pub(super) fn put_back(self) {
        self.instead.set_value(true);
        self.version.set(self.version.get_untracked().max(self.opened_version));
        self.opened.with_value(|opened| self.draft.fill(opened));
    }

    /// The server has the form's text; the copy in this browser goes.
    fn done(self, sent: Content, version: i32, at: DateTime<Utc>, report: Report) {
        self.version.set(version);
        self.report.set(report);
        let now = untrack(|| self.draft.content());
        let is_all = now == sent;
        self.acknowledged.set_value(sent);
        self.unsaved_since.set_value(None);
        if is_all {
            // Of a change that was noticed only while it was being saved.
            self.timer.stop();
            self.instead.set_value(false);
            self.state.set(State::Saved(Some(at)));
            self.forget(self.taken_up.get_untracked());
            self.taken_up.set(None);
            if let Some(then) = self.when_saved.try_update_value(Option::take).flatten() {
                then();
            }
        } else if self.when_saved.with_value(Option::is_some) {
            self.state.set(State::Changed);
            self.save();
        } else {
            self.state.set(State::Saved(Some(at)));
            self.changed(now);
        }
    }

    fn failed(self, error: &ApiError) {
        self.when_saved.set_value(None);
        match error {
            ApiError::NotSignedIn => self.state.set(State::Waiting("登录已过期，内容已存在本机。".into())),
            ApiError::Transport | ApiError::Busy | ApiError::Internal { .. } => {
                self.state.set(State::Waiting("未能保存，内容已存在本机，稍后自动重试。".into()));
                self.timer.start(RETRY, move || self.save());
            }
            // What is too much is mended by writing on: the next change is saved again.
            ApiError::Invalid(faults) => {
                let why = faults.first().map(|fault| fault.message.clone()).unwrap_or_default();
                self.state.set(State::Waiting(format!("未能保存：{why}。")));
            }
            ApiError::NotReady | ApiError::Refused(_) | ApiError::NotFound | ApiError::Stale | ApiError::Blocked(_) => {
                self.state.set(State::Stuck(error.to_string()));
            }
        }
    }

    fn changed(self, content: Content) {
        let copy = LocalCopy {
            revision: self.revision,
            version: self.version.get_untracked(),
            content,
            instead: self.instead.get_value(),
        };
        self.no_local_copy.set(!self.shelf.keep(&copy));
        let state = self.state.get_untracked();
        if state != State::Saving && !matches!(state, State::Stuck(_)) {
            self.state.set(State::Changed);
        }
        if matches!(state, State::Stuck(_)) {
            return;
        }
        let now = browser::milliseconds();
        let since = self.unsaved_since.get_value().unwrap_or(now);
        self.unsaved_since.set_value(Some(since));
        if now - since > AT_LEAST_EVERY_MS {
            self.save();
        } else {
            self.timer.start(PAUSE, move || self.save());
        }
    }

    /// Takes up the copy that an earlier visit left. Its version goes with it: if the item was saved meanwhile, the
    /// first save brings the comparison.
    fn recover(self) -> bool {
        let found = |opened: &Content| self.shelf.found(self.revision, Some(self.revision), opened);
        let (copy, offered) = self.opened.with_value(found);
        self.offered.set(offered);
        let Some(copy) = copy else { return false };
        self.version.set(copy.version);
        self.instead.set_value(copy.instead);
        self.draft.fill(&copy.content);
        true
    }

    /// The server has what stands in the form: the copies of it go.
    fn forget(self, taken_up: Option<i32>) {
        self.shelf.clear(self.revision);
        if let Some(revision) = taken_up {
            self.shelf.clear(revision);
        }
    }

    /// The page is being left inside the desk: what is unsaved goes now, its copy only when the server has it.
    fn leave(self) {
        self.timer.stop();
        let is_open = self.conflict.try_with_untracked(Option::is_some).unwrap_or(true);
        let state = self.state.try_get_untracked();
        if is_open || !matches!(state, Some(State::Changed | State::Waiting(_))) {
            return;
        }
        let (Some(version), Some(instead)) = (self.version.try_get_untracked(), self.instead.try_get_value()) else {
            return;
        };
        let content = untrack(|| self.draft.content());
        let save = Save { item: self.item, revision: self.revision, version, content };
        let taken_up = self.taken_up.try_get_untracked().flatten();
        spawn_local(async move {
            let answer = content::save(save, instead).await;
            self.desk.heard(&answer);
            if let Ok(Saved::Done { .. }) = answer {
                self.forget(taken_up);
            }
        });
    }
}
