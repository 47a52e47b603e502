//! Release calendar (发布日历): the days of the year on which a column that counts by months has its figures, where these do not
//! come every month. January is not released alone, so that 1–2月 comes in the middle of March (`domain.md` §9.2).

use chrono::{Datelike, NaiveDate};
use serde::{Deserialize, Serialize};

use crate::{
    calendar::Calendar,
    clock::{DayOfYear, Pauses, Term},
};

/// The planned days of every year, in their order; at least one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "Vec<DayOfYear>", into = "Vec<DayOfYear>")]
pub struct Releases(Vec<DayOfYear>);

/// Why days are no release calendar.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("发布日历至少写一天，并按日期先后写")]
pub struct ReleasesRefused;

impl Releases {
    /// How long after its planned day something may become public (`domain.md` §10.2).
    pub const GRACE: Term = Term::WorkingDays(5);

    /// `None` of no day at all, and of days that do not follow each other.
    pub fn of(days: Vec<DayOfYear>) -> Option<Self> {
        (!days.is_empty() && days.is_sorted_by(|one, next| one < next)).then_some(Self(days))
    }

    pub fn days(&self) -> &[DayOfYear] {
        &self.0
    }

    /// `1月20日、3月18日`.
    pub fn label(&self) -> String {
        self.0.iter().map(|day| day.label()).collect::<Vec<_>>().join("、")
    }

    /// The first planned day that is not before `day`.
    pub fn on_or_after(&self, day: NaiveDate) -> Option<NaiveDate> {
        let years = [day.year(), day.year() + 1].into_iter();
        let mut planned = years.flat_map(|year| self.0.iter().filter_map(move |planned| planned.in_year(year)));
        planned.find(|planned| day <= *planned)
    }

    /// The planned day that is still to be met when something became public on `last`: what comes a few working days early
    /// is what was planned, and not late for the day before.
    pub fn after(&self, last: NaiveDate, calendar: &Calendar) -> Option<NaiveDate> {
        let met = Self::GRACE.due(last, calendar, &Pauses::none())?;
        self.on_or_after(met.succ_opt()?)
    }
}

impl From<Releases> for Vec<DayOfYear> {
    fn from(releases: Releases) -> Self {
        releases.0
    }
}

impl TryFrom<Vec<DayOfYear>> for Releases {
    type Error = ReleasesRefused;

    fn try_from(days: Vec<DayOfYear>) -> Result<Self, Self::Error> {
        Self::of(days).ok_or(ReleasesRefused)
    }
}
