//! Who mends a finding today, and with whose days its clock counts.

use std::{collections::BTreeSet, sync::Arc};

use domain::{
    calendar::Calendar,
    patrol::Owner,
    plan::{InForce, UnitCode},
};

use crate::{Cms, Result, obligations::Calendars};

/// Whose findings are whose, by the plan of today.
pub(crate) struct Menders {
    plan: Arc<InForce>,
    office: BTreeSet<UnitCode>,
}

impl Cms {
    /// Looked up once for however many findings.
    pub(crate) async fn menders(&self) -> Result<Menders> {
        Ok(Menders { plan: self.plan(), office: self.office_units().await? })
    }
}

impl Menders {
    /// The units that mend what is `owner`'s, after the reforms since; none for what is the portal's office's.
    pub(crate) fn units(&self, owner: &Owner) -> BTreeSet<UnitCode> {
        owner.mending(&self.plan)
    }

    /// As with columns: where one unit alone mends, that unit's days count, else the county's.
    pub(crate) fn calendar<'a>(&self, owner: &Owner, calendars: &'a Calendars) -> &'a Calendar {
        let own = self.units(owner);
        let mending = if own.is_empty() { &self.office } else { &own };
        match mending.first() {
            Some(unit) if mending.len() == 1 => calendars.of_one(unit),
            _ => calendars.county(),
        }
    }
}
