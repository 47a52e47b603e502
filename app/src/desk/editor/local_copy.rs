//! The copies in this browser, until the server has acknowledged what was written: they survive a closed browser, an
//! expired log-in and a server that is away. Each revision has its own, so that none takes the place of another.

use domain::{
    id::{AccountId, ItemId},
    item::Content,
};
use serde::{Deserialize, Serialize};

use crate::desk::browser;

/// What was written and not yet acknowledged, and the version that it started from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct LocalCopy {
    pub revision: i32,
    pub version: i32,
    pub content: Content,
    /// It is to take the place of the text on the server, and did not grow out of it.
    #[serde(default)]
    pub instead: bool,
}

/// What becomes of a copy when its item is opened again.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Fate {
    /// The server has the same: nothing of it is unsaved.
    Forget,
    /// It was written in the revision that is open for writing: it goes back into the form.
    Restore,
    /// It has no form to go back to: it is shown, and its author decides.
    Offer,
}

/// `open`: the revision that may be written in now, if any; `known`: what the server has.
fn fate(copy: &LocalCopy, open: Option<i32>, known: &Content) -> Fate {
    if copy.content == *known {
        Fate::Forget
    } else if open == Some(copy.revision) {
        Fate::Restore
    } else {
        Fate::Offer
    }
}

/// Where the copies lie: a computer that several clerks share keeps their copies apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Shelf {
    pub account: AccountId,
    pub item: ItemId,
}

impl Shelf {
    fn key(self, revision: i32) -> String {
        format!("longan:draft:{}:{}:{revision}", self.account, self.item)
    }

    /// Whether the browser could keep it.
    pub(super) fn keep(self, copy: &LocalCopy) -> bool {
        serde_json::to_string(copy).is_ok_and(|text| browser::store(&self.key(copy.revision), &text))
    }

    pub(super) fn kept(self, revision: i32) -> Option<LocalCopy> {
        let text = browser::stored(&self.key(revision))?;
        let copy = serde_json::from_str(&text).ok();
        if copy.is_none() {
            // An older program wrote it in another shape: nobody can read it any more. Nothing of the server's is lost.
            self.clear(revision);
        }
        copy
    }

    /// The copy that goes back into the form, and the revision of the one that is offered; of several the oldest, the
    /// next visit offers the next. What the server has too is cleared away.
    pub(super) fn found(self, newest: i32, open: Option<i32>, known: &Content) -> (Option<LocalCopy>, Option<i32>) {
        let (mut restored, mut offered) = (None, None);
        // The revision after the newest one may have been thrown away while it was written in here.
        for copy in (1..=newest + 1).filter_map(|revision| self.kept(revision)) {
            match fate(&copy, open, known) {
                Fate::Forget => self.clear(copy.revision),
                Fate::Restore => restored = Some(copy),
                Fate::Offer => offered = offered.or(Some(copy.revision)),
            }
        }
        (restored, offered)
    }

    /// Whether a copy of any revision lies here.
    pub(super) fn holds_any(self, newest: i32) -> bool {
        (1..=newest + 1).any(|revision| browser::stored(&self.key(revision)).is_some())
    }

    pub(super) fn clear(self, revision: i32) {
        browser::forget(&self.key(revision));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_nobody_else_has_is_never_forgotten() {
        let text = |title: &str| Content { title: title.into(), ..Content::default() };
        let (known, typed) = (text("服务器上的标题"), text("没有存上的标题"));
        let table = [
            // revision of the copy, its text, revision open for writing, what becomes of it
            (2, &typed, Some(2), Fate::Restore),
            (1, &typed, Some(2), Fate::Offer),
            (3, &typed, Some(2), Fate::Offer),
            (2, &typed, None, Fate::Offer),
            (1, &typed, None, Fate::Offer),
            (2, &known, Some(2), Fate::Forget),
            (1, &known, Some(2), Fate::Forget),
            (2, &known, None, Fate::Forget),
        ];
        for (revision, content, open, expected) in table {
            let copy = LocalCopy { revision, version: 1, content: content.clone(), instead: false };
            assert_eq!(fate(&copy, open, &known), expected, "{revision} {} {open:?}", content.title);
        }
    }

    #[test]
    fn revisions_and_clerks_do_not_share_a_place() {
        let shelf = |account, item| Shelf { account: AccountId::new(account), item: ItemId::new(item) };
        let keys = [shelf(1, 2).key(1), shelf(1, 2).key(2), shelf(2, 2).key(1), shelf(1, 21).key(1)];
        for (at, key) in keys.iter().enumerate() {
            assert!(!keys[..at].contains(key), "{key}");
        }
    }
}
