//! A calendar month.

use std::fmt;

use chrono::{Datelike, Months, NaiveDate};
use serde::{Deserialize, Serialize};

/// A calendar month, kept as its first day. Serialised as `2026-11-01`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(from = "NaiveDate", into = "NaiveDate")]
pub struct Month(NaiveDate);

impl Month {
    /// The month in which `day` lies.
    pub fn of(day: NaiveDate) -> Self {
        Self(day.with_day(1).unwrap_or(day))
    }

    /// Reads `2026-11`.
    ///
    /// ```
    /// # use domain::round::Month;
    /// assert_eq!(Month::parse("2026-11").map(|month| month.label()).as_deref(), Some("2026年11月"));
    /// assert_eq!(Month::parse("2026-13"), None);
    /// assert_eq!(Month::parse("2026-1"), None);
    /// ```
    pub fn parse(text: &str) -> Option<Self> {
        let digits = text.len() == 7 && text.bytes().all(|b| b.is_ascii_digit() || b == b'-');
        digits.then(|| format!("{text}-01").parse().ok()).flatten().map(Self)
    }

    pub const fn first_day(self) -> NaiveDate {
        self.0
    }

    pub fn last_day(self) -> NaiveDate {
        self.next().0.pred_opt().unwrap_or(self.0)
    }

    #[must_use]
    pub fn next(self) -> Self {
        Self(self.0.checked_add_months(Months::new(1)).unwrap_or(self.0))
    }

    #[must_use]
    pub fn previous(self) -> Self {
        Self(self.0.checked_sub_months(Months::new(1)).unwrap_or(self.0))
    }

    pub fn year(self) -> i32 {
        self.0.year()
    }

    /// From 1.
    pub fn number(self) -> u32 {
        self.0.month()
    }

    /// 2026年11月.
    pub fn label(self) -> String {
        format!("{}年{}月", self.year(), self.number())
    }

    /// The months of a year.
    pub fn of_year(year: i32) -> Vec<Self> {
        (1..=12).filter_map(|month| NaiveDate::from_ymd_opt(year, month, 1)).map(Self).collect()
    }

    /// From `from` to `to`, both included; none when `to` is before.
    pub fn between(from: Self, to: Self) -> Vec<Self> {
        std::iter::successors(Some(from), |month| Some(month.next()).filter(|next| next != month))
            .take_while(|month| *month <= to)
            .collect()
    }
}

impl From<NaiveDate> for Month {
    fn from(day: NaiveDate) -> Self {
        Self::of(day)
    }
}

impl From<Month> for NaiveDate {
    fn from(month: Month) -> Self {
        month.0
    }
}

/// 2026-11, as it stands in addresses.
impl fmt::Display for Month {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-{:02}", self.year(), self.number())
    }
}
