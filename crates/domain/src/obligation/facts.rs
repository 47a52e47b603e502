//! What is known about a column when its clocks are read.

use std::collections::BTreeSet;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::Side;
use crate::{
    availability::Availability, calendar::Calendar, clock::Pauses, id::ItemId, item::EventDate, plan::UnitCode,
};

/// What the store knows about one column on a day.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Facts {
    /// The item that renewed it last: that became public, or, where a new text is news ([`crate::plan::Column::is_renewed_by_revision`]), whose
    /// public text was replaced. `None` when nothing is public.
    pub newest: Option<PublicItem>,
    /// How many became public in the calendar year of the day.
    pub this_year: u16,
    /// How many of them since the column is owed.
    pub since_owed: u16,
    /// The day on which an item last became public; a new text is no such day.
    pub published_on: Option<NaiveDate>,
    /// Items that somebody works on.
    pub open: Vec<OpenItem>,
    /// The day on which the responsible unit last confirmed that nothing has changed (定期确认).
    pub confirmed_on: Option<NaiveDate>,
    /// What the last rounds of the patrol found of a function or link; `None` before the first.
    pub probe: Option<Probe>,
    /// What the probes of a column of 实时更新 say; where they do, the patrol's rounds are not asked. `None` when it has not been
    /// probed lately.
    pub availability: Option<Availability>,
    pub adjustments: Adjustments,
}

/// A public item that a clock starts from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PublicItem {
    pub item: ItemId,
    pub title: String,
    /// The day in China on which it became public.
    pub on: NaiveDate,
}

/// An item that somebody works on, and what is on its way is not public yet.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OpenItem {
    pub item: ItemId,
    pub title: String,
    pub begun_on: NaiveDate,
    /// A new text for what has been public: it changes its column as a new item does, but starts no clock, and is none of those
    /// that a year wants.
    pub revises: bool,
    /// When its information was formed or decided.
    pub event: Option<EventDate>,
    pub hands: Hands,
    /// Later days that the portal manager approved, oldest first.
    pub extensions: Vec<Extension>,
}

/// The hands that something on its way went through.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Hands {
    /// From whom to whom it went, oldest first. Before the first entry its unit has it.
    pub handovers: Vec<Handover>,
    /// The lead units that have signed it: where all of them sign, others may not have yet.
    pub signed: BTreeSet<UnitCode>,
    /// The day on which it becomes public by itself, of what is signed for later: nobody has to touch it any more.
    pub publishes_on: Option<NaiveDate>,
}

/// On `on` the item came to `to`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Handover {
    pub on: NaiveDate,
    pub to: Side,
}

/// What the patrol found of a link or a function.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Probe {
    pub on: NaiveDate,
    /// Since when it has not answered; `None` while it does.
    pub failing_since: Option<NaiveDate>,
}

/// What the portal manager decided about a column's clock. Every decision stays visible for ever in the log.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Adjustments {
    pub pauses: Pauses,
    pub exemptions: Vec<Exemption>,
    /// Of the column's own clocks, in the order in which they were approved: each moves the day that the ones before left.
    pub extensions: Vec<Extension>,
}

/// The column owes nothing (豁免).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Exemption {
    pub from: NaiveDate,
    pub to: Option<NaiveDate>,
    pub reason: String,
}

/// The clock that ends next may run until `until` (延期).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Extension {
    /// The due day that it moved when it was approved. Another calendar or a pause may have moved that day since.
    pub instead_of: NaiveDate,
    pub approved_on: NaiveDate,
    pub until: NaiveDate,
    pub reason: String,
}

impl Exemption {
    pub fn covers(&self, day: NaiveDate) -> bool {
        self.from <= day && self.to.is_none_or(|to| day <= to)
    }
}

impl Extension {
    /// Whether it was approved for the clock that runs since `start` and would end on `due`: that one ran already then. One
    /// that has begun anew since, with the next item, is not meant.
    pub(super) fn means(&self, start: NaiveDate, due: NaiveDate) -> bool {
        start < self.approved_on || due == self.instead_of
    }

    /// Whether the time that it grants is not over on `day`. Granted up to a day off, it ends with the next working day, as
    /// the clock does.
    pub fn holds_on(&self, day: NaiveDate, calendar: &Calendar) -> bool {
        day <= calendar.working_day_from(self.until)
    }
}

impl Hands {
    /// Who has it now.
    pub fn with(&self) -> Side {
        self.handovers.last().map_or(Side::Unit, |handover| handover.to)
    }

    /// Since when it waits for the signature of a lead unit; `None` while its unit has it, and of what is signed for later.
    pub fn to_sign_since(&self) -> Option<NaiveDate> {
        let last = self.handovers.last().filter(|last| last.to == Side::Lead && self.publishes_on.is_none());
        last.map(|last| last.on)
    }
}
