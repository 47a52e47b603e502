//! Notices (放假安排): which days of a year are off, and which are worked in their place.

use std::fmt;

use chrono::{Datelike, NaiveDate};
use serde::{Deserialize, Serialize};

use crate::plan::UnitCode;

/// A notice on the holidays of one year.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Notice {
    pub layer: Layer,
    /// The year that it arranges; days at the end of the year before may be part of it.
    pub year: i32,
    /// Its document number, e.g. 国办发明电〔2023〕7号; empty when it is not known.
    pub number: String,
    /// Where it can be read; empty when it is not known.
    pub address: String,
    /// Whether somebody compared it with the notice itself; what rests on one that is not checked says so.
    pub checked: bool,
    pub holidays: Vec<Holiday>,
}

/// Whose notice it is. A later one in this list wins over an earlier one.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", tag = "of", content = "unit")]
pub enum Layer {
    /// 国务院办公厅 (全国年节及纪念日放假办法).
    National,
    /// The government of the region: holidays of a minority area (同办法 art. 4).
    Region,
    /// A unit whose office is closed by a notice of its own.
    Unit(UnitCode),
}

/// One holiday of a notice.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Holiday {
    /// 春节.
    pub name: String,
    pub off: Vec<Days>,
    /// Worked in the place of days off.
    pub work: Vec<NaiveDate>,
}

/// The days from `from` to `to`, both with them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Days {
    pub from: NaiveDate,
    pub to: NaiveDate,
}

/// The part of the year in which a holiday of the region falls, so that a year without its notice is noticed there and
/// nowhere else. Months and days, as `(3, 20)`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Season {
    /// 三月三: what every notice calls the holiday, whatever stands before or behind it.
    pub name: String,
    pub from: (u32, u32),
    pub to: (u32, u32),
}

/// Why a notice is refused; the sentences are for the person who enters it.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum NoticeFault {
    #[error("{0} 年的安排不合情理，年份应在 2000 至 2100 之间")]
    Year(i32),
    #[error("请至少写一个假日")]
    Empty,
    #[error("请填写假日名称")]
    Nameless,
    #[error("“{name}”的结束日期 {to} 早于开始日期 {from}")]
    Backwards { name: String, from: NaiveDate, to: NaiveDate },
    #[error("“{name}”的 {day} 不属于 {year} 年的安排（可含上一年12月）")]
    OtherYear { name: String, day: NaiveDate, year: i32 },
    #[error("{day} 既写为放假又写为上班")]
    Both { day: NaiveDate },
    #[error("“{name}”连续放假 {days} 天，不合情理")]
    TooLong { name: String, days: i64 },
    #[error("“{name}”既没有放假日期，也没有上班日期")]
    NoDays { name: String },
    #[error("一份通知至多 {MOST_HOLIDAYS} 个假日，每个至多 {MOST_DAYS} 段日期，文字至多 {LONGEST_TEXT} 字")]
    TooMuch,
    #[error("通知地址须以 https:// 或 http:// 开头")]
    Address,
}

/// No holiday of the last twenty years was longer than ten days in a row.
const LONGEST: i64 = 31;
const MOST_HOLIDAYS: usize = 40;
const MOST_DAYS: usize = 31;
const LONGEST_TEXT: usize = 200;

impl Layer {
    pub(super) const fn rank(&self) -> u8 {
        match self {
            Self::National => 0,
            Self::Region => 1,
            Self::Unit(_) => 2,
        }
    }

    pub const fn label(&self) -> &'static str {
        match self {
            Self::National => "全国",
            Self::Region => "自治区",
            Self::Unit(_) => "单位",
        }
    }
}

impl Days {
    pub const fn one(day: NaiveDate) -> Self {
        Self { from: day, to: day }
    }

    pub fn days(self) -> impl Iterator<Item = NaiveDate> {
        self.from.iter_days().take_while(move |day| *day <= self.to)
    }

    pub fn contains(self, day: NaiveDate) -> bool {
        self.from <= day && day <= self.to
    }
}

impl fmt::Display for Days {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.from == self.to { self.from.fmt(f) } else { write!(f, "{} 至 {}", self.from, self.to) }
    }
}

impl Season {
    /// Whether the season of `year` has a day after `from` and not after `until`.
    pub fn touches(&self, year: i32, from: NaiveDate, until: NaiveDate) -> bool {
        let day = |(month, day)| NaiveDate::from_ymd_opt(year, month, day);
        match (day(self.from), day(self.to)) {
            (Some(first), Some(last)) => from < last && first <= until,
            _ => false,
        }
    }
}

impl Notice {
    /// What a deadline calls it: its number, or whose arrangement of which year it is.
    pub fn source(&self) -> String {
        if self.number.is_empty() {
            format!("{}{}年放假安排", self.layer.label(), self.year)
        } else {
            self.number.clone()
        }
    }

    fn is_too_much(&self) -> bool {
        let is_long = |text: &str| text.chars().take(LONGEST_TEXT + 1).count() > LONGEST_TEXT;
        let too_many = |holiday: &Holiday| holiday.off.len() > MOST_DAYS || holiday.work.len() > MOST_DAYS;
        self.holidays.len() > MOST_HOLIDAYS
            || is_long(&self.number)
            || is_long(&self.address)
            || self.holidays.iter().any(|holiday| too_many(holiday) || is_long(&holiday.name))
    }

    /// Every fault at once.
    pub fn inspect(&self) -> Vec<NoticeFault> {
        // Before anything else looks at all of it.
        if self.is_too_much() {
            return vec![NoticeFault::TooMuch];
        }
        let mut faults = Vec::new();
        if !(self.address.is_empty() || self.address.starts_with("https://") || self.address.starts_with("http://")) {
            faults.push(NoticeFault::Address);
        }
        if !(2000..=2100).contains(&self.year) {
            faults.push(NoticeFault::Year(self.year));
        }
        if self.holidays.is_empty() {
            faults.push(NoticeFault::Empty);
        }
        for holiday in &self.holidays {
            holiday.inspect(self.year, &mut faults);
        }
        let worked = self.holidays.iter().flat_map(|holiday| &holiday.work);
        let off = |day: NaiveDate| self.holidays.iter().flat_map(|h| &h.off).any(|days| days.contains(day));
        faults.extend(worked.filter(|day| off(**day)).map(|day| NoticeFault::Both { day: *day }));
        faults
    }
}

impl Holiday {
    fn inspect(&self, year: i32, faults: &mut Vec<NoticeFault>) {
        let name = || self.name.clone();
        if self.name.trim().is_empty() {
            faults.push(NoticeFault::Nameless);
        }
        if self.off.is_empty() && self.work.is_empty() {
            faults.push(NoticeFault::NoDays { name: name() });
        }
        for days in &self.off {
            let length = (days.to - days.from).num_days() + 1;
            if length < 1 {
                faults.push(NoticeFault::Backwards { name: name(), from: days.from, to: days.to });
            } else if length > LONGEST {
                faults.push(NoticeFault::TooLong { name: name(), days: length });
            }
        }
        let of_year = |day: NaiveDate| day.year() == year || (day.year() == year - 1 && day.month() == 12);
        let named = self.off.iter().flat_map(|days| [days.from, days.to]).chain(self.work.iter().copied());
        faults.extend(named.filter(|day| !of_year(*day)).map(|day| NoticeFault::OtherYear { name: name(), day, year }));
    }
}
