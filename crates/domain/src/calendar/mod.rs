//! Working days (工作日): weekdays, changed by the notices of the State Council's office, of the region, and of a unit.
//!
//! A later layer wins over an earlier one in both directions: the region's 三月三 makes a national make-up working day
//! free, and its own make-up day makes a Saturday worked. A year that no national notice covers yet is counted by
//! weekdays alone, and every deadline that reaches into it says so ([`Doubt`]).

#[cfg(feature = "plan-file")]
pub mod file;
mod line;
mod notice;
#[cfg(feature = "plan-file")]
pub mod shipped;

use std::collections::BTreeMap;
use std::fmt;
use std::ops::Bound;

use chrono::{Datelike, NaiveDate, Weekday};
use serde::{Deserialize, Serialize};

pub use line::LineRefused;
pub use notice::{Days, Holiday, Layer, Notice, NoticeFault, Season};

use crate::plan::UnitCode;

/// The earliest day of December that a notice of the year after may name, as month and day. Of the notices of 2018 to 2026
/// only two name any: that of 2019 has 12-29 worked for 12-31, that of 2023 begins New Year with 12-31.
const NEW_YEAR_REACHES_BACK_TO: (u32, u32) = (12, 29);

/// The working-day calendar of the county, or of one of its units.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Calendar {
    /// In the order in which they apply: national, region, unit; in a layer as they were issued.
    notices: Vec<Notice>,
    seasons: Vec<Season>,
    /// Every day that a notice names, as the last notice has it.
    marks: BTreeMap<NaiveDate, Mark>,
    /// Whether each day from the first mark to the last is worked; beyond, weekdays decide.
    worked: Vec<bool>,
    version: CalendarVersion,
}

/// Which notice last spoke of a day, and what it says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Mark {
    works: bool,
    notice: usize,
    holiday: usize,
}

/// What a day is, with its reason.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Day<'a> {
    /// Monday to Friday.
    Weekday,
    /// Saturday or Sunday.
    Weekend,
    /// Off by a notice.
    Off { holiday: &'a Holiday, notice: &'a Notice },
    /// Worked by a notice: a Saturday or Sunday in the place of another day, or a day off that another layer takes back.
    MakeUp { holiday: &'a Holiday, notice: &'a Notice },
}

impl Day<'_> {
    pub const fn is_worked(self) -> bool {
        matches!(self, Self::Weekday | Self::MakeUp { .. })
    }
}

/// Names the state of a calendar: two calendars with the same days have the same version, on every node.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct CalendarVersion(String);

impl CalendarVersion {
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Of a stored deadline.
    pub fn from_stored(text: String) -> Self {
        Self(text)
    }
}

impl fmt::Display for CalendarVersion {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

/// Why a deadline may still move: no notice says which days are off.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
#[serde(rename_all = "kebab-case", tag = "kind")]
pub enum Doubt {
    #[error("{year} 年的国务院放假安排尚未录入，按周一至周五推算")]
    NotPublished { year: i32 },
    #[error("{year} 年的{season}安排尚未录入，未计入")]
    SeasonNotPublished { year: i32, season: String },
    #[error("{year} 年的{holiday}安排待核对")]
    NotChecked { year: i32, holiday: String },
}

impl Calendar {
    /// The calendar of the county. Notices may come in any order of layers; within a layer a later one wins.
    /// Notices of units apply in [`Calendar::of_unit`] alone.
    pub fn new(notices: Vec<Notice>, seasons: Vec<Season>) -> Self {
        Self::build(notices, seasons, None)
    }

    /// The calendar of a unit: the county's, and the days on which that unit is closed by a notice of its own.
    pub fn of_unit(notices: Vec<Notice>, seasons: Vec<Season>, unit: &UnitCode) -> Self {
        Self::build(notices, seasons, Some(unit))
    }

    fn build(mut notices: Vec<Notice>, seasons: Vec<Season>, unit: Option<&UnitCode>) -> Self {
        notices.retain(|notice| match &notice.layer {
            Layer::National | Layer::Region => true,
            Layer::Unit(of) => unit == Some(of),
        });
        notices.sort_by_key(|notice| notice.layer.rank());
        let mut marks = BTreeMap::new();
        for (notice, says) in notices.iter().enumerate() {
            for (holiday, named) in says.holidays.iter().enumerate() {
                let off = named.off.iter().flat_map(|days| days.days()).map(|day| (day, false));
                let worked = named.work.iter().map(|day| (*day, true));
                marks.extend(off.chain(worked).map(|(day, works)| (day, Mark { works, notice, holiday })));
            }
        }
        let known =
            marks.keys().next().zip(marks.keys().next_back()).map(|(first, last)| Days { from: *first, to: *last });
        let is_worked = |day| marks.get(&day).map_or_else(|| is_weekday(day), |mark: &Mark| mark.works);
        let worked = known.into_iter().flat_map(Days::days).map(is_worked).collect();
        let version = version_of(&marks, &notices);
        Self { notices, seasons, marks, worked, version }
    }

    pub fn version(&self) -> &CalendarVersion {
        &self.version
    }

    pub fn notices(&self) -> &[Notice] {
        &self.notices
    }

    pub fn is_worked(&self, day: NaiveDate) -> bool {
        let offset = self.marks.keys().next().map(|first| (day - *first).num_days());
        let known = offset.and_then(|offset| usize::try_from(offset).ok()).and_then(|at| self.worked.get(at));
        known.copied().unwrap_or_else(|| is_weekday(day))
    }

    /// What `day` is and who says so.
    pub fn day(&self, day: NaiveDate) -> Day<'_> {
        let Some(mark) = self.marks.get(&day) else {
            return if is_weekday(day) { Day::Weekday } else { Day::Weekend };
        };
        let notice = &self.notices[mark.notice];
        let holiday = &notice.holidays[mark.holiday];
        if mark.works { Day::MakeUp { holiday, notice } } else { Day::Off { holiday, notice } }
    }

    /// `day` itself if it is worked, else the next day that is.
    pub fn working_day_from(&self, day: NaiveDate) -> NaiveDate {
        day.iter_days().find(|day| self.is_worked(*day)).unwrap_or(day)
    }

    /// `day` itself if it is worked, else the last day before it that is.
    pub fn working_day_until(&self, day: NaiveDate) -> NaiveDate {
        std::iter::successors(Some(day), NaiveDate::pred_opt).find(|day| self.is_worked(*day)).unwrap_or(day)
    }

    /// The working days after `from` up to and with `until`; negative when `until` lies before `from`.
    pub fn working_days_between(&self, from: NaiveDate, until: NaiveDate) -> i64 {
        let count = |from: NaiveDate, until: NaiveDate| {
            let days = from.iter_days().skip(1).take_while(|day| *day <= until);
            i64::try_from(days.filter(|day| self.is_worked(*day)).count()).unwrap_or(i64::MAX)
        };
        if from <= until { count(from, until) } else { -count(until, from) }
    }

    /// What is not known yet about the days after `from` up to `until`.
    pub fn doubts(&self, from: NaiveDate, until: NaiveDate) -> Vec<Doubt> {
        // The last days of December may belong to the New Year's holiday of a notice that is not there yet.
        let last_year = until.year() + i32::from((until.month(), until.day()) >= NEW_YEAR_REACHES_BACK_TO);
        let mut doubts = Vec::new();
        for year in from.year()..=last_year {
            if !self.notices.iter().any(|notice| notice.layer == Layer::National && notice.year == year) {
                doubts.push(Doubt::NotPublished { year });
            }
            for season in &self.seasons {
                if season.touches(year, from, until) && !self.arranges(season, year) {
                    doubts.push(Doubt::SeasonNotPublished { year, season: season.name.clone() });
                }
            }
        }
        for (day, mark) in self.marks.range((Bound::Excluded(from), Bound::Included(until.max(from)))) {
            let notice = &self.notices[mark.notice];
            let doubt = Doubt::NotChecked { year: day.year(), holiday: notice.holidays[mark.holiday].name.clone() };
            if !notice.checked && !doubts.contains(&doubt) {
                doubts.push(doubt);
            }
        }
        doubts
    }

    /// Whether the region has arranged the holiday of `season` in `year`: one notice may be about another holiday, and the
    /// word before the holiday's name has changed (壮族三月三, 广西三月三).
    fn arranges(&self, season: &Season, year: i32) -> bool {
        let of_year = self.notices.iter().filter(|notice| notice.layer == Layer::Region && notice.year == year);
        of_year.flat_map(|notice| &notice.holidays).any(|holiday| holiday.name.contains(&season.name))
    }
}

fn is_weekday(day: NaiveDate) -> bool {
    !matches!(day.weekday(), Weekday::Sat | Weekday::Sun)
}

/// FNV-1a over the days that differ from the plain week and the years that are known: short enough to print beside a date.
fn version_of(marks: &BTreeMap<NaiveDate, Mark>, notices: &[Notice]) -> CalendarVersion {
    let mut hash = 0xcbf2_9ce4_8422_2325_u64;
    let mut feed = |number: i32| {
        for byte in number.to_le_bytes() {
            hash = (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
        }
    };
    for (day, mark) in marks {
        feed(day.num_days_from_ce());
        feed(i32::from(mark.works));
    }
    let years = || notices.iter().filter(|n| n.layer == Layer::National).map(|n| n.year);
    years().for_each(&mut feed);
    let known = match (years().min(), years().max()) {
        (Some(first), Some(last)) => format!("{first}-{last}"),
        _ => "无安排".into(),
    };
    CalendarVersion(format!("{known}/{:08x}", (hash >> 32) ^ (hash & 0xffff_ffff)))
}
