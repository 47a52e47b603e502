//! How long something may take.

use std::fmt;

use chrono::{Days, Months, NaiveDate};
use serde::{Deserialize, Serialize};

use super::Pauses;
use crate::calendar::Calendar;

/// A term in the words of a rule: 20个工作日, 14天, 6个月.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", tag = "unit", content = "count")]
pub enum Term {
    WorkingDays(u16),
    Days(u16),
    Months(u16),
}

/// Makes a term of a number.
type Counted = fn(u16) -> Term;

/// Why a text is no term.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum TermRefused {
    #[error(
        "期限“{0}”无法识别，可写：20wd（工作日）、14d（天）、6m（个月）、1y（年），或 20个工作日、14天、6个月、1年"
    )]
    Unreadable(String),
    #[error("期限“{0}”不合情理：须大于零，至多 750 个工作日、1100 天、36 个月")]
    Impossible(String),
}

impl Term {
    /// ```
    /// # use domain::clock::Term;
    /// assert_eq!(Term::parse("20wd"), Ok(Term::WorkingDays(20)));
    /// assert_eq!(Term::parse("20个工作日"), Ok(Term::WorkingDays(20)));
    /// assert_eq!(Term::parse("1y"), Ok(Term::Months(12)));
    /// assert!(Term::parse("0d").is_err());
    /// ```
    pub fn parse(text: &str) -> Result<Self, TermRefused> {
        const UNITS: [(&str, Counted); 9] = [
            ("个工作日", Term::WorkingDays),
            ("工作日", Term::WorkingDays),
            ("wd", Term::WorkingDays),
            ("个月", Term::Months),
            ("m", Term::Months),
            ("年", |years| Term::Months(years.saturating_mul(12))),
            ("y", |years| Term::Months(years.saturating_mul(12))),
            ("天", Term::Days),
            ("d", Term::Days),
        ];
        let compact: String = text.chars().filter(|c| !c.is_whitespace()).collect();
        let term = UNITS.iter().find_map(|(unit, of)| {
            let number = compact.strip_suffix(unit)?;
            let digits = !number.is_empty() && number.bytes().all(|b| b.is_ascii_digit());
            digits.then(|| of(number.parse().unwrap_or(u16::MAX)))
        });
        match term {
            Some(term) if term.is_possible() => Ok(term),
            Some(_) => Err(TermRefused::Impossible(text.to_owned())),
            None => Err(TermRefused::Unreadable(text.to_owned())),
        }
    }

    /// As the plan file writes it; [`Term::parse`] reads it back.
    pub fn written(self) -> String {
        self.to_string().replace(' ', "")
    }

    /// Whether anybody could set such a term; the upper bounds catch slips of the key.
    pub const fn is_possible(self) -> bool {
        match self {
            Self::WorkingDays(n) => 0 < n && n <= 750,
            Self::Days(n) => 0 < n && n <= 1100,
            Self::Months(n) => 0 < n && n <= 36,
        }
    }

    /// The last day of the term that starts on `from`; `None` while a pause without an end keeps it from ending.
    /// Never a day off, never before `from`.
    pub fn due(self, from: NaiveDate, calendar: &Calendar, pauses: &Pauses) -> Option<NaiveDate> {
        let end = self.unrolled(from, calendar, pauses)?;
        if pauses.stand_still_from(end) {
            return None;
        }
        let moving = end.iter_days().take_while(|day| !pauses.stand_still_from(*day));
        moving.into_iter().find(|day| calendar.is_worked(*day) && !pauses.cover(*day))
    }

    /// Where the term ends before a day off moves it.
    pub(crate) fn unrolled(self, from: NaiveDate, calendar: &Calendar, pauses: &Pauses) -> Option<NaiveDate> {
        match self {
            Self::WorkingDays(count) => nth(count, from, pauses, |day| calendar.is_worked(day)),
            Self::Days(count) if !pauses.is_empty() => nth(count, from, pauses, |_| true),
            Self::Days(count) => from.checked_add_days(Days::new(u64::from(count))),
            Self::Months(count) => {
                let plain = from.checked_add_months(Months::new(u32::from(count)))?;
                let days = u16::try_from((plain - from).num_days()).ok()?;
                if pauses.is_empty() { Some(plain) } else { nth(days, from, pauses, |_| true) }
            }
        }
    }
}

/// The `count`th day after `from` that `counts` and is in no pause.
fn nth(count: u16, from: NaiveDate, pauses: &Pauses, counts: impl Fn(NaiveDate) -> bool) -> Option<NaiveDate> {
    let mut left = count;
    let mut day = from;
    while left > 0 {
        day = day.succ_opt()?;
        if pauses.stand_still_from(day) {
            return None;
        }
        if counts(day) && !pauses.cover(day) {
            left -= 1;
        }
    }
    Some(day)
}

/// 20 个工作日.
impl fmt::Display for Term {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::WorkingDays(count) => write!(f, "{count} 个工作日"),
            Self::Days(count) => write!(f, "{count} 天"),
            Self::Months(count) if count % 12 == 0 => write!(f, "{} 年", count / 12),
            Self::Months(count) => write!(f, "{count} 个月"),
        }
    }
}
