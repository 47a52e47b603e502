//! A day that comes every year, by which something is to be done.

use std::fmt;

use chrono::{Datelike, NaiveDate};
use serde::{Deserialize, Serialize};

use super::{Deadline, Pauses, of_year::due_in_year};
use crate::calendar::Calendar;

/// A day of the calendar that every year has; 29 February is none. Written `01-31`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct DayOfYear {
    month: u32,
    day: u32,
}

/// Why a text is no such day.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum DayOfYearRefused {
    #[error("“{0}”不是每年都有的日期，应写作 01-31 或 1月31日")]
    Unreadable(String),
    #[error("“{0}”不是每年都有，应写 2月28日 或 3月1日")]
    NotEveryYear(String),
}

impl DayOfYear {
    /// ```
    /// # use domain::clock::DayOfYear;
    /// let day = DayOfYear::parse("1月31日").expect("a day of every year");
    /// assert_eq!((day.to_string().as_str(), day.label().as_str()), ("01-31", "1月31日"));
    /// assert_eq!(DayOfYear::parse("01-31"), Ok(day));
    /// assert!(DayOfYear::parse("02-29").is_err() && DayOfYear::parse("04-31").is_err());
    /// ```
    pub fn parse(text: &str) -> Result<Self, DayOfYearRefused> {
        let written = text.trim();
        let in_words = written.strip_suffix('日').and_then(|text| text.split_once('月'));
        let parts = in_words.or_else(|| written.split_once('-'));
        let parts = parts.and_then(|(month, day)| Some((number(month)?, number(day)?)));
        // 2000 had a 29 February.
        match parts.filter(|(month, day)| NaiveDate::from_ymd_opt(2000, *month, *day).is_some()) {
            None => Err(DayOfYearRefused::Unreadable(written.to_owned())),
            Some((2, 29)) => Err(DayOfYearRefused::NotEveryYear(written.to_owned())),
            Some((month, day)) => Ok(Self { month, day }),
        }
    }

    /// `1月31日`.
    pub fn label(self) -> String {
        format!("{}月{}日", self.month, self.day)
    }

    /// The day in `year`; `None` beyond the end of all days.
    pub fn in_year(self, year: i32) -> Option<NaiveDate> {
        NaiveDate::from_ymd_opt(year, self.month, self.day)
    }

    /// Until when what belongs to `year` may be done, to be on time by this day of it: a day off moves it to the next working
    /// day, and so do paused days of the year before it, but never out of the year. `None` while the clock stands still.
    pub fn due(self, year: i32, calendar: &Calendar, pauses: &Pauses) -> Option<NaiveDate> {
        due_in_year(year, self.in_year(year)?, calendar, pauses)
    }

    /// The same with its arithmetic.
    pub fn deadline(self, year: i32, calendar: &Calendar, pauses: &Pauses) -> Option<Deadline> {
        Deadline::in_year(year, self.in_year(year)?, calendar, pauses)
    }

    /// The first deadline after `from`; `None` while the clock stands still.
    pub fn deadline_after(self, from: NaiveDate, calendar: &Calendar, pauses: &Pauses) -> Option<Deadline> {
        let years = [from.year(), from.year() + 1].into_iter();
        let mut deadlines = years.filter_map(|year| self.deadline(year, calendar, pauses));
        deadlines.find(|deadline| deadline.due.is_some_and(|due| from < due))
    }

    /// The last year for which it is over on `today`; `None` where the clock has stood still for the last two.
    pub fn last_year_over(self, today: NaiveDate, calendar: &Calendar, pauses: &Pauses) -> Option<i32> {
        let mut years = [today.year(), today.year() - 1].into_iter();
        years.find(|year| self.due(*year, calendar, pauses).is_some_and(|due| due < today))
    }
}

/// Digits only: `str::parse` would also take a sign.
fn number(text: &str) -> Option<u32> {
    let digits = (1..=2).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_digit());
    digits.then(|| text.parse().ok()).flatten()
}

/// 01-31.
impl fmt::Display for DayOfYear {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:02}-{:02}", self.month, self.day)
    }
}

impl From<DayOfYear> for String {
    fn from(day: DayOfYear) -> Self {
        day.to_string()
    }
}

impl TryFrom<String> for DayOfYear {
    type Error = DayOfYearRefused;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        Self::parse(&text)
    }
}
