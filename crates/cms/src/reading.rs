//! What a page has read, and what the events of the log change of it: how the server knows which of the pages that it
//! keeps are out of date.
//!
//! A page is rendered through a handle of its own ([`Cms::for_a_page`]). The functions of [`crate::portal`] reach the
//! database through [`Cms::read`], which takes their tags. A function that goes past it is found out by the handle's
//! database: its page then counts as one that shows anything, and every public event throws it away. Forgetting a tag
//! makes a page slow, never wrong, and the tests of `app` fail.

use std::{
    collections::BTreeSet,
    sync::{
        Arc, Mutex, PoisonError,
        atomic::{AtomicBool, Ordering},
    },
};

use domain::{
    event::SubjectKind,
    id::{ItemCode, ItemId},
    plan::ColumnCode,
    reach::Reach,
};
use store::{Store, event::EventRecord};

use crate::{Cms, Result};

/// Something public that a page shows and an event changes. The plan has no tag: a page of another plan, or of
/// yesterday, is none at all.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Tag {
    /// An item, public or not, and what belongs to it.
    Item(ItemCode),
    /// The list of a column.
    Column(ColumnCode),
    /// All that is public together.
    Anything,
}

/// What a page has read so far; clones share it.
#[derive(Debug, Clone)]
pub struct Reading {
    noted: Arc<Mutex<BTreeSet<Tag>>>,
    /// The database for those who say what they read.
    store: Store,
    /// Somebody has read without saying what.
    past_the_tags: Arc<AtomicBool>,
}

impl Reading {
    /// Everything whose change changes the page.
    pub fn tags(&self) -> BTreeSet<Tag> {
        let mut tags = self.noted.lock().unwrap_or_else(PoisonError::into_inner).clone();
        if !self.is_tagged() {
            tags.insert(Tag::Anything);
        }
        tags
    }

    /// Whether every query came with its tags.
    pub fn is_tagged(&self) -> bool {
        !self.past_the_tags.load(Ordering::Relaxed)
    }

    fn note(&self, tags: impl IntoIterator<Item = Tag>) {
        self.noted.lock().unwrap_or_else(PoisonError::into_inner).extend(tags);
    }
}

/// What has happened to the public pages since an event.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Changes {
    /// The last event that is looked at here.
    pub up_to: i64,
    pub touched: Touched,
}

/// What events have touched.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Touched {
    /// The pages with one of these tags; none when only the desk was at work.
    Tags(BTreeSet<Tag>),
    Everything,
}

/// Who is further behind takes everything as touched: asking for every item would take longer than rendering.
const MOST_EVENTS: i64 = 200;

impl Cms {
    /// A handle for rendering one page, and what the page reads through it.
    pub fn for_a_page(&self) -> (Self, Reading) {
        let (store, past_the_tags) = self.inner.store.watched();
        let reading = Reading { noted: Arc::default(), store: self.inner.store.clone(), past_the_tags };
        let mut page = self.clone();
        let inner = Arc::make_mut(&mut page.inner);
        inner.store = store;
        inner.reading = Some(reading.clone());
        (page, reading)
    }

    /// The database, for reading what these tags name.
    pub(crate) fn read(&self, tags: impl IntoIterator<Item = Tag>) -> &Store {
        match &self.inner.reading {
            Some(reading) => {
                reading.note(tags);
                &reading.store
            }
            None => &self.inner.store,
        }
    }

    /// Adds what only the answer of the database told.
    pub(crate) fn note(&self, tags: impl IntoIterator<Item = Tag>) {
        if let Some(reading) = &self.inner.reading {
            reading.note(tags);
        }
    }

    /// What the events after `seq` have changed of the public pages.
    pub async fn changes_since(&self, seq: i64) -> Result<Changes> {
        let store = &self.inner.store;
        let events = store.events_after(seq, MOST_EVENTS).await?;
        let Some(last) = events.last() else {
            return Ok(Changes { up_to: seq, touched: Touched::Tags(BTreeSet::new()) });
        };
        let is_far_behind = i64::try_from(events.len()).is_ok_and(|read| read >= MOST_EVENTS);
        let about = |kind: SubjectKind| is_far_behind || events.iter().any(|event| event.subject_kind == kind.code());
        // Another node may have changed them.
        if about(SubjectKind::Plan) {
            self.refresh_plan().await?;
        }
        if about(SubjectKind::Site) {
            self.refresh_site().await?;
        }
        if is_far_behind {
            return Ok(Changes { up_to: store.last_event().await?, touched: Touched::Everything });
        }
        let mut touched = Touched::Tags(BTreeSet::new());
        for event in &events {
            touched = touched.and(self.touched_by(event).await?);
        }
        Ok(Changes { up_to: last.seq, touched })
    }

    async fn touched_by(&self, event: &EventRecord) -> Result<Touched> {
        Ok(match Reach::of(&event.action) {
            Reach::Desk => Touched::Tags(BTreeSet::new()),
            Reach::Everything => Touched::Everything,
            Reach::Item => {
                let item = event.subject.parse::<ItemId>().ok();
                let place = match item {
                    Some(item) => self.inner.store.whereabouts(item).await?,
                    None => None,
                };
                place.map_or(Touched::Everything, |place| {
                    let own = [Tag::Item(place.code), Tag::Column(place.column), Tag::Anything];
                    Touched::Tags(own.into_iter().chain(place.about.map(Tag::Item)).collect())
                })
            }
        })
    }
}

impl Touched {
    fn and(self, other: Self) -> Self {
        match (self, other) {
            (Self::Tags(mut tags), Self::Tags(more)) => {
                tags.extend(more);
                Self::Tags(tags)
            }
            (Self::Everything, _) | (_, Self::Everything) => Self::Everything,
        }
    }
}
