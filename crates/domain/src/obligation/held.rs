//! Who has what a clock waits for. An item is in one hand at a time. A column may have many open items, and any that becomes
//! public meets its duty: while enough of them lie with the lead unit, the time is the lead unit's, whichever they are. A
//! draft, and what was returned, is its unit's and excuses nobody. So it is with a single duty that several things would meet.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;

use super::{Handover, Hands, OpenItem, Side};
use crate::plan::UnitCode;

/// The hands that what a clock waits for went through.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Held {
    /// Oldest first; before the first the unit has it.
    pub(super) handovers: Vec<Handover>,
    /// Since when the lead unit has what it has to sign now; `None` while it has nothing to sign.
    pub(super) lead_since: Option<NaiveDate>,
    /// The lead units that have signed that already.
    pub(super) signed: BTreeSet<UnitCode>,
}

impl Held {
    /// Of one item. Nobody holds anything before `owed_since`.
    pub(super) fn of_item(item: &OpenItem, owed_since: NaiveDate) -> Self {
        let to_sign = item.hands.to_sign_since();
        Self {
            handovers: item.hands.handovers.clone(),
            lead_since: to_sign.map(|since| since.max(owed_since)),
            signed: to_sign.map(|_| item.hands.signed.clone()).unwrap_or_default(),
        }
    }

    /// Of a column that waits for one of its open items, and behind the days of `needed` for so many.
    pub(super) fn of_column(open: &[OpenItem], needed: &BTreeMap<NaiveDate, usize>, owed_since: NaiveDate) -> Self {
        let each = open.iter().map(|item| (item.hands.handovers.as_slice(), &item.hands));
        Self::of_any(each, needed, owed_since)
    }

    /// The same of whatever is on its way: `each` is whose time that one was, and the hands that it went through.
    pub(super) fn of_any<'a>(
        each: impl Iterator<Item = (&'a [Handover], &'a Hands)> + Clone,
        needed: &BTreeMap<NaiveDate, usize>,
        owed_since: NaiveDate,
    ) -> Self {
        let handovers = handed(each.clone().map(|(turns, _)| turns), 1, needed);
        let with = handovers.last().map_or(Side::Unit, |last| last.to);
        let lying = each.filter_map(|(_, one)| Some((one.to_sign_since()?, &one.signed)));
        let lying = lying.filter(|_| with == Side::Lead);
        // What has lain there longest is to be signed first: whoever has done so waits for the others.
        let first = lying.min_by_key(|(since, _)| *since);
        Self {
            handovers,
            lead_since: first.map(|(since, _)| since.max(owed_since)),
            signed: first.map(|(_, signed)| signed.clone()).unwrap_or_default(),
        }
    }

    pub(super) fn with(&self) -> Side {
        self.handovers.last().map_or(Side::Unit, |last| last.to)
    }
}

/// The handovers of a column's open items as one sequence, oldest first and at most one a day: the lead unit has what the
/// column waits for while it has `wanted` or more of them.
pub fn handed_over(open: &[OpenItem], wanted: usize) -> Vec<Handover> {
    handed(open.iter().map(|item| item.hands.handovers.as_slice()), wanted, &BTreeMap::new())
}

/// The same, where behind the days of `needed` so many are wanted. Like a handover such a day changes what comes after it.
fn handed<'a>(
    each: impl Iterator<Item = &'a [Handover]>,
    mut wanted: usize,
    needed: &BTreeMap<NaiveDate, usize>,
) -> Vec<Handover> {
    let mut changes: BTreeMap<NaiveDate, (usize, usize)> = needed.keys().map(|on| (*on, (0, 0))).collect();
    for of_one in each {
        let (mut with, mut on) = (Side::Unit, NaiveDate::MIN);
        for handover in of_one {
            // Even if somebody set the clock back.
            on = on.max(handover.on);
            if handover.to == with {
                continue;
            }
            with = handover.to;
            let (come, gone) = changes.entry(on).or_default();
            match with {
                Side::Lead => *come += 1,
                Side::Unit => *gone += 1,
            }
        }
    }
    let (mut lying, mut with) = (0, Side::Unit);
    let mut handovers = Vec::new();
    for (on, (come, gone)) in changes {
        lying = lying + come - gone;
        wanted = needed.get(&on).copied().unwrap_or(wanted);
        let to = if lying >= wanted.max(1) { Side::Lead } else { Side::Unit };
        if to != with {
            handovers.push(Handover { on, to });
        }
        with = to;
    }
    handovers
}
