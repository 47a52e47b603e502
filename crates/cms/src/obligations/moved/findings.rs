//! Open findings of the patrol that another calendar moves. There may be thousands: those that move alike are one line.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;
use domain::{
    desk::calendar::{ClockOf, MovedClock},
    obligation::State,
    patrol::{FaultKind, Finding, Owner},
    plan::{ColumnCode, UnitCode},
};

use super::{Moved, Whose, names};
use crate::{Cms, Result, obligations::Calendars};

/// What findings have in common that are told together; the one that is due first comes first.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
struct Alike {
    after: NaiveDate,
    before: NaiveDate,
    fault: FaultKind,
    column: Option<ColumnCode>,
    /// Who mends them; none: the portal's office.
    units: BTreeSet<UnitCode>,
}

impl Cms {
    /// All are read at once and counted in memory.
    pub(super) async fn moved_findings(&self, before: &Calendars, after: &Calendars) -> Result<Vec<Moved>> {
        let (plan, today) = (self.plan(), self.today());
        let menders = self.menders().await?;
        let mut alike: BTreeMap<Alike, usize> = BTreeMap::new();
        for finding in self.inner.store.open_findings().await? {
            let Finding { fingerprint, evidence, owner, clock: Some(clock), .. } = finding else { continue };
            let [before, after] = [before, after].map(|calendars| clock.due_on(menders.calendar(&owner, calendars)));
            if before == after {
                continue;
            }
            let units = menders.units(&owner);
            let column = match owner {
                Owner::Column { column, .. } => Some(column),
                Owner::PortalOffice => evidence.column,
            };
            *alike.entry(Alike { after, before, fault: fingerprint.kind, column, units }).or_default() += 1;
        }
        let state = |due: NaiveDate| if due < today { State::Overdue } else { State::Normal };
        let moved = alike.into_iter().map(|(Alike { after, before, fault, column, units }, count)| {
            let of_plan = column.as_ref().and_then(|code| plan.plan.column(code));
            let stands_in = of_plan.map(|column| format!("（{}）", column.name)).unwrap_or_default();
            let whose = if units.is_empty() { Whose::PortalOffice } else { Whose::Units(units) };
            let clock = MovedClock {
                of: ClockOf::Findings { fault, column },
                name: format!("{}{stands_in} {count} 处", fault.label()),
                units: names(&plan, &whose),
                due_before: Some(before),
                due_after: Some(after),
                state_before: state(before),
                state_after: state(after),
            };
            Moved { clock, whose }
        });
        Ok(moved.collect())
    }
}
