//! Until when units may appeal against a signed assessment, and which of these terms another calendar moves.

use std::collections::BTreeSet;

use chrono::{Days, NaiveDate};
use domain::{
    assessment::Signature,
    calendar::Calendar,
    clock::{Deadline, Pauses},
    id::FrozenId,
    plan::UnitCode,
    time::china_date,
};

use super::{freezing::Kept, telling::name_of};
use crate::{Cms, Result};

/// Days after which no term runs any more, whatever the rule set says: [`domain::clock::Term`] knows none of so many.
const LONGEST_TERM: Days = Days::new(1100);

/// A term with its last day by two calendars.
pub(crate) struct MovedTerm {
    pub(crate) id: FrozenId,
    /// 2019年国家考评指标（截至 2026-11-24）的考核结果
    pub(crate) name: String,
    pub(crate) before: Option<NaiveDate>,
    pub(crate) after: Option<NaiveDate>,
    /// On whom a loss falls.
    pub(crate) units: BTreeSet<UnitCode>,
}

impl Kept {
    /// From the signature on; the last day is that of all units.
    pub(super) fn appeal_term(&self, signed: &Signature, calendar: &Calendar) -> Deadline {
        let term = self.frozen.rules.appealing.term();
        Deadline::new(china_date(signed.at), term, calendar, &Pauses::none())
    }
}

impl Cms {
    /// The term in which units may appeal; `None` until it is signed.
    pub(super) fn appeal_deadline(&self, kept: &Kept) -> Option<Deadline> {
        let signed = kept.head.signed.as_ref()?;
        Some(kept.appeal_term(signed, self.calendar().county()))
    }

    /// The last day on which units may appeal; `None` until it is signed.
    pub(super) fn appeal_until(&self, kept: &Kept) -> Option<NaiveDate> {
        self.appeal_deadline(kept)?.due
    }

    /// The terms that are not over by both calendars and end on another day by `after` than by `before`.
    pub(crate) async fn moved_terms_between(&self, before: &Calendar, after: &Calendar) -> Result<Vec<MovedTerm>> {
        let today = self.today();
        let oldest = today.checked_sub_days(LONGEST_TERM).unwrap_or(today);
        let mut moved = Vec::new();
        for head in self.inner.store.frozen_assessments().await? {
            let Some(signed) = head.signed.filter(|signed| china_date(signed.at) >= oldest) else { continue };
            let kept = self.kept(head.id).await?;
            let [before, after] = [before, after].map(|calendar| kept.appeal_term(&signed, calendar).due);
            if before != after && before.max(after).is_some_and(|last| last >= today) {
                let (name, units) = (name_of(&kept.frozen), self.losers(&kept));
                moved.push(MovedTerm { id: head.id, name, before, after, units });
            }
        }
        Ok(moved)
    }
}
