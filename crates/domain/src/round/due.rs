//! Until when a round is to be signed, and whether it was.

use chrono::{Datelike, NaiveDate};
use serde::{Deserialize, Serialize};

use super::Month;
use crate::calendar::{Calendar, CalendarVersion, Day};

/// The last working day of a month, with the days that were passed over.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Due {
    pub month: Month,
    pub on: NaiveDate,
    /// `10 月最后一天 10-31，10-31 周末不计 → 最后一个工作日 10-30`.
    pub arithmetic: String,
    /// What may still move it.
    pub doubts: Vec<String>,
    /// With which days it was found.
    pub calendar: CalendarVersion,
}

impl Due {
    pub fn new(month: Month, calendar: &Calendar) -> Self {
        let last = month.last_day();
        // A month without any working day is none of this world; its last day stands then.
        let on = Some(calendar.working_day_until(last)).filter(|on| *on >= month.first_day()).unwrap_or(last);
        let passed_over = passed_over(on, last, calendar);
        let end = format!("{} 月最后一天 {}", month.number(), short(last));
        let arithmetic = if passed_over.is_empty() {
            format!("{end}，为工作日")
        } else {
            format!("{end}，{} → 最后一个工作日 {}", passed_over.join("、"), short(on))
        };
        let doubts = calendar.doubts(on, last).iter().map(ToString::to_string).collect();
        Self { month, on, arithmetic, doubts, calendar: calendar.version().clone() }
    }
}

/// Days after `on` up to `last`, those in a row with one reason together: `1-31 春节放假不计`.
fn passed_over(on: NaiveDate, last: NaiveDate, calendar: &Calendar) -> Vec<String> {
    let mut runs: Vec<(NaiveDate, NaiveDate, String)> = Vec::new();
    for day in on.iter_days().skip(1).take_while(|day| *day <= last) {
        let why = match calendar.day(day) {
            Day::Off { holiday, .. } => format!("{}放假", holiday.name),
            _ => "周末".to_owned(),
        };
        match runs.last_mut() {
            Some((_, end, known)) if *known == why => *end = day,
            _ => runs.push((day, day, why)),
        }
    }
    let written = |(from, to, why): (NaiveDate, NaiveDate, String)| {
        let days = if from == to { short(from) } else { format!("{} 至 {}", short(from), short(to)) };
        format!("{days} {why}不计")
    };
    runs.into_iter().map(written).collect()
}

/// 6-03.
fn short(day: NaiveDate) -> String {
    format!("{}-{:02}", day.month(), day.day())
}

/// How a unit stands with a month's round.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum RoundState {
    /// 已签: in time.
    Signed,
    /// 迟签: after the month's last working day.
    Late,
    /// 待签: the day has not passed.
    Open,
    /// 缺签: the day has passed.
    Missing,
    /// 不适用: the unit owed none, or the month is still to come.
    NotOwed,
}

impl RoundState {
    pub const ALL: [Self; 5] = [Self::Signed, Self::Late, Self::Open, Self::Missing, Self::NotOwed];

    /// What holds on `today`. `is_owed`: the unit had columns, and the system was there.
    pub fn of(due: &Due, signed_on: Option<NaiveDate>, is_owed: bool, today: NaiveDate) -> Self {
        match signed_on {
            Some(day) if day <= due.on => Self::Signed,
            Some(_) => Self::Late,
            None if !is_owed || due.month.first_day() > today => Self::NotOwed,
            None if today <= due.on => Self::Open,
            None => Self::Missing,
        }
    }

    pub const fn code(self) -> &'static str {
        match self {
            Self::Signed => "signed",
            Self::Late => "late",
            Self::Open => "open",
            Self::Missing => "missing",
            Self::NotOwed => "not-owed",
        }
    }

    pub const fn label(self) -> &'static str {
        match self {
            Self::Signed => "已签",
            Self::Late => "迟签",
            Self::Open => "待签",
            Self::Missing => "缺签",
            Self::NotOwed => "不适用",
        }
    }

    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|state| state.code() == code)
    }
}
