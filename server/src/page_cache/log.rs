//! What the log says of the kept pages: up to which event it is read, and which event touched a tag last.

use std::{
    collections::HashMap,
    sync::{
        PoisonError, RwLock,
        atomic::{AtomicI64, Ordering},
    },
};

use cms::{
    Cms, Result,
    reading::{Changes, Tag, Touched},
};
use tokio::sync::Mutex;

/// Before the log was read for the first time.
const UNREAD: i64 = -1;

/// More tags than this are not remembered one by one: then everything counts as touched.
const MOST_TAGS: usize = 20_000;

/// How far the log is read, with what that says of tags.
#[derive(Debug)]
pub(super) struct Log {
    cms: Cms,
    /// The last event that is taken into account below.
    known: AtomicI64,
    touches: RwLock<Touches>,
    /// Held by the one who reads.
    turn: Mutex<()>,
}

#[derive(Debug, Default)]
struct Touches {
    /// The last event that touched everything.
    everything: i64,
    /// The last event that touched a tag.
    tags: HashMap<Tag, i64>,
}

impl Log {
    pub(super) fn of(cms: Cms) -> Self {
        Self { cms, known: AtomicI64::new(UNREAD), touches: RwLock::default(), turn: Mutex::default() }
    }

    /// The last event that is known; it also names the state of all tags.
    pub(super) fn known(&self) -> i64 {
        self.known.load(Ordering::Acquire)
    }

    /// Whether everything is known that this process has committed.
    pub(super) fn is_up_to_date(&self) -> bool {
        self.known() >= self.cms.store().committed()
    }

    /// Reads what this process has committed; nothing when it is known.
    pub(super) async fn catch_up(&self) -> Result<()> {
        if self.is_up_to_date() {
            return Ok(());
        }
        let turn = self.turn.lock().await;
        // The one before may have read it all.
        if self.is_up_to_date() { Ok(()) } else { self.read_on(&turn).await }
    }

    /// Reads what anybody has committed.
    pub(super) async fn read(&self) -> Result<()> {
        let turn = self.turn.lock().await;
        self.read_on(&turn).await
    }

    async fn read_on(&self, _: &tokio::sync::MutexGuard<'_, ()>) -> Result<()> {
        let known = self.known();
        let changes = if known == UNREAD {
            Changes { up_to: self.cms.store().last_event().await?, touched: Touched::Everything }
        } else {
            self.cms.changes_since(known).await?
        };
        if changes.up_to > known {
            let mut touches = self.touches.write().unwrap_or_else(PoisonError::into_inner);
            touches.add(changes.touched, changes.up_to);
            // While the table is locked: who sees the new number sees what belongs to it.
            self.known.store(changes.up_to, Ordering::Release);
        }
        Ok(())
    }

    /// Whether nothing has touched one of `tags` after event `since`.
    pub(super) fn is_untouched(&self, tags: &[Tag], since: i64) -> bool {
        let touches = self.touches.read().unwrap_or_else(PoisonError::into_inner);
        touches.everything <= since && tags.iter().all(|tag| touches.tags.get(tag).is_none_or(|last| *last <= since))
    }
}

impl Touches {
    fn add(&mut self, touched: Touched, by: i64) {
        match touched {
            Touched::Tags(tags) => self.tags.extend(tags.into_iter().map(|tag| (tag, by))),
            Touched::Everything => self.everything = by,
        }
        if self.everything == by || self.tags.len() > MOST_TAGS {
            self.everything = by;
            self.tags.clear();
        }
    }
}

#[cfg(test)]
mod tests {
    use domain::plan::ColumnCode;

    use super::*;

    fn column(code: &str) -> Tag {
        Tag::Column(ColumnCode::parse(code).unwrap())
    }

    #[test]
    fn a_tag_remembers_its_last_event_and_no_more_are_kept_than_allowed() {
        let mut touches = Touches::default();
        touches.add(Touched::Tags([column("tzgg"), Tag::Anything].into()), 3);
        touches.add(Touched::Tags([column("tzgg")].into()), 7);
        assert_eq!((touches.tags[&column("tzgg")], touches.tags[&Tag::Anything], touches.everything), (7, 3, 0));
        touches.add(Touched::Everything, 9);
        assert_eq!((touches.tags.len(), touches.everything), (0, 9));
        touches.add(Touched::Tags((0..=MOST_TAGS).map(|n| column(&format!("c{n}"))).collect()), 12);
        assert_eq!((touches.tags.len(), touches.everything), (0, 12));
    }
}
