//! The copy in this browser, until the server has acknowledged what was written: it survives a closed browser, an
//! expired log-in and a server that is away.

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
}

/// Where the copy lies: a computer that several clerks share keeps their copies apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Shelf {
    pub account: AccountId,
    pub item: ItemId,
}

impl Shelf {
    fn key(self) -> String {
        format!("longan:draft:{}:{}", self.account, self.item)
    }

    /// Whether the browser could keep it.
    pub(super) fn keep(self, copy: &LocalCopy) -> bool {
        serde_json::to_string(copy).is_ok_and(|text| browser::store(&self.key(), &text))
    }

    pub(super) fn kept(self) -> Option<LocalCopy> {
        let text = browser::stored(&self.key())?;
        // A copy that an older program wrote in another shape cannot be read; nothing of the server's is lost.
        serde_json::from_str(&text).ok()
    }

    pub(super) fn clear(self) {
        browser::forget(&self.key());
    }
}
