//! What a round changes of what is known, written in portions: no transaction is long, and a crash in between is made good
//! by comparing once more.

use std::collections::BTreeMap;

use domain::patrol::{Change, Fingerprint, Seen, State, Terms, WhatChanged, merge};
use store::patrol_round::ClaimedRound;

use crate::{Cms, Result};

/// Changes that are written at once.
const PORTION: usize = 200;

/// How many findings a round has changed, as far as people want to know.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Merged {
    pub(super) opened: usize,
    pub(super) fixed: usize,
    pub(super) suspected: usize,
}

impl Cms {
    /// Writes what `seen` changes; `None` when another node has the round. Comparing the same round twice changes nothing
    /// more, so what a crash has left half written is written by whoever takes the round up.
    pub(super) async fn merge_round(&self, claimed: &mut ClaimedRound, seen: &Seen) -> Result<Option<Merged>> {
        let known = self.inner.store.findings().await?;
        let ignored = self.patrol_ignored().await?;
        let changes = merge(&known, seen, &ignored, &self.plan(), &Terms::default());
        let was: BTreeMap<&Fingerprint, &State> = known.iter().map(|one| (&one.fingerprint, &one.state)).collect();
        let mut merged = Merged::default();
        for portion in changes.chunks(PORTION) {
            let until = self.lease_from_now();
            let mut tx = self.inner.store.begin().await?;
            if !tx.hold_round(claimed, until).await? {
                return Ok(None);
            }
            for Change { what, finding } in portion {
                let fingerprint = &finding.fingerprint;
                let is_written = match (what, was.get(fingerprint)) {
                    (WhatChanged::Cleared, _) => {
                        tx.forget_suspicion(fingerprint).await?;
                        true
                    }
                    // What somebody has judged while the round went on stays as it was judged.
                    (_, Some(was)) => tx.change_finding(was, finding).await?,
                    (_, None) => tx.add_finding(finding).await?,
                };
                if is_written {
                    merged.add(*what);
                    if has_opened(*what) {
                        tx.note_opened(fingerprint, claimed.number).await?;
                    }
                }
            }
            tx.commit().await?;
            claimed.leased_until = until;
        }
        Ok(Some(merged))
    }
}

/// Whether its owner has something to mend that was not to be mended before.
const fn has_opened(what: WhatChanged) -> bool {
    matches!(what, WhatChanged::Opened | WhatChanged::Returned | WhatChanged::MarkEnded)
}

impl Merged {
    const fn add(&mut self, what: WhatChanged) {
        match what {
            WhatChanged::Opened | WhatChanged::Returned | WhatChanged::MarkEnded => self.opened += 1,
            WhatChanged::Fixed => self.fixed += 1,
            WhatChanged::Suspected => self.suspected += 1,
            WhatChanged::SeenAgain | WhatChanged::Cleared | WhatChanged::StillFixed | WhatChanged::Ignored => {}
        }
    }
}
