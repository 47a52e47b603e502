//! What the units that mend are told: how many findings wait for them, and once of each round what it has opened for them.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;
use domain::{
    account::Actor,
    desk::patrol::{FindingFilter, OfUnit},
    id::AccountId,
    patrol::{FaultKind, Finding},
    plan::UnitCode,
};
use store::patrol_finding::Owned;

use crate::{Cms, Result};

/// Words for those of a unit who may act.
pub(super) struct Letter {
    pub(super) to: BTreeSet<AccountId>,
    pub(super) text: String,
}

impl Cms {
    /// How many open findings the account's unit mends, and how many of them are overdue.
    pub(crate) async fn waiting_findings(&self, actor: &Actor) -> Result<(i64, i64)> {
        if !actor.role.edits() {
            return Ok((0, 0));
        }
        // The lead units of a column see to its findings and mend none.
        let mends = OfUnit::mended_by(actor.unit.clone());
        let open = self.findings_of(&mends, &FindingFilter::default()).await?;
        if open.is_empty() {
            return Ok((0, 0));
        }
        let (menders, calendars, today) = (self.menders().await?, self.calendar(), self.today());
        let is_overdue = |Owned { owner, clock, .. }: &&Owned| {
            clock.is_some_and(|clock| clock.due_on(menders.calendar(owner, &calendars)) < today)
        };
        let number = |count: usize| i64::try_from(count).unwrap_or(i64::MAX);
        Ok((number(open.len()), number(open.iter().filter(is_overdue).count())))
    }

    /// One letter to each unit for which a round has opened something: how much, and what is to be mended first. What is the
    /// office's stands among the figures of its first page.
    pub(super) async fn letters_of_round(&self, round: u32) -> Result<Vec<Letter>> {
        let opened = self.inner.store.findings_opened_in(round).await?;
        let (menders, calendars) = (self.menders().await?, self.calendar());
        let mut of_units: BTreeMap<UnitCode, Vec<(NaiveDate, FaultKind)>> = BTreeMap::new();
        for Finding { fingerprint, owner, clock, .. } in &opened {
            let Some(clock) = clock else { continue };
            let due = clock.due_on(menders.calendar(owner, &calendars));
            for unit in menders.units(owner) {
                of_units.entry(unit).or_default().push((due, fingerprint.kind));
            }
        }
        let mut letters = Vec::new();
        for (unit, clocks) in of_units {
            let Some((due, kind)) = clocks.iter().min() else { continue };
            let text = format!(
                "巡查新发现 {} 个问题由本单位整改，最急的“{}”应于 {due} 前整改，详见“巡查问题”",
                clocks.len(),
                kind.label()
            );
            letters.push(Letter { to: self.editors_of(&unit).await?, text });
        }
        Ok(letters)
    }
}
