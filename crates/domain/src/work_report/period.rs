//! A year or a quarter.

use chrono::{Months, NaiveDate};

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Quarter {
    First,
    Second,
    Third,
    Fourth,
}

impl Quarter {
    pub const ALL: [Self; 4] = [Self::First, Self::Second, Self::Third, Self::Fourth];

    /// From 1, as it stands in addresses.
    pub const fn number(self) -> u32 {
        match self {
            Self::First => 1,
            Self::Second => 2,
            Self::Third => 3,
            Self::Fourth => 4,
        }
    }

    pub const fn label(self) -> &'static str {
        match self {
            Self::First => "第一季度",
            Self::Second => "第二季度",
            Self::Third => "第三季度",
            Self::Fourth => "第四季度",
        }
    }
}

/// What a report is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Period {
    Year(i32),
    Quarter(i32, Quarter),
}

impl Period {
    /// Reads `2026` and `3`; without a quarter it is the year.
    ///
    /// ```
    /// # use domain::work_report::Period;
    /// assert_eq!(Period::parse("2026", "").map(Period::label).as_deref(), Some("2026年度"));
    /// assert_eq!(Period::parse("2026", "3").map(Period::label).as_deref(), Some("2026年第三季度"));
    /// assert_eq!(Period::parse("2026", "5"), None);
    /// assert_eq!(Period::parse("26", ""), None);
    /// ```
    pub fn parse(year: &str, quarter: &str) -> Option<Self> {
        let year: i32 = year.parse().ok().filter(|year| (2000..=2999).contains(year))?;
        if quarter.is_empty() {
            return Some(Self::Year(year));
        }
        let quarter = Quarter::ALL.into_iter().find(|known| known.number().to_string() == quarter)?;
        Some(Self::Quarter(year, quarter))
    }

    pub const fn year(self) -> i32 {
        match self {
            Self::Year(year) | Self::Quarter(year, _) => year,
        }
    }

    pub const fn quarter(self) -> Option<Quarter> {
        match self {
            Self::Year(_) => None,
            Self::Quarter(_, quarter) => Some(quarter),
        }
    }

    pub fn first_day(self) -> NaiveDate {
        let month = self.quarter().map_or(1, |quarter| quarter.number() * 3 - 2);
        NaiveDate::from_ymd_opt(self.year(), month, 1).unwrap_or_default()
    }

    pub fn last_day(self) -> NaiveDate {
        let months = if self.quarter().is_some() { 3 } else { 12 };
        let next = self.first_day().checked_add_months(Months::new(months));
        next.and_then(|next| next.pred_opt()).unwrap_or_default()
    }

    /// 2026年度, 2026年第三季度.
    pub fn label(self) -> String {
        match self {
            Self::Year(year) => format!("{year}年度"),
            Self::Quarter(year, quarter) => format!("{year}年{}", quarter.label()),
        }
    }

    /// What the form is called.
    pub const fn title(self) -> &'static str {
        match self {
            Self::Year(_) => "政府网站工作年度报表",
            Self::Quarter(..) => "政府网站工作季度报表",
        }
    }

    /// `year=2026&quarter=3`.
    pub fn query(self) -> String {
        match self {
            Self::Year(year) => format!("year={year}"),
            Self::Quarter(year, quarter) => format!("year={year}&quarter={}", quarter.number()),
        }
    }

    /// What the two parts of an address ask for: nothing in particular where both are empty.
    ///
    /// ```
    /// # use domain::work_report::{NoPeriod, Period};
    /// assert_eq!(Period::asked("", ""), Ok(None));
    /// assert_eq!(Period::asked("2026", ""), Ok(Some(Period::Year(2026))));
    /// assert_eq!(Period::asked("", "3"), Err(NoPeriod));
    /// ```
    pub fn asked(year: &str, quarter: &str) -> Result<Option<Self>, NoPeriod> {
        if year.is_empty() && quarter.is_empty() {
            return Ok(None);
        }
        Self::parse(year, quarter).map(Some).ok_or(NoPeriod)
    }

    /// Whether there is anything to report of it.
    pub fn has_begun(self, today: NaiveDate) -> bool {
        self.first_day() <= today
    }
}

/// What an address asks for is none.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NoPeriod;
