//! 转载: what the county takes over from superior governments, how soon it should, and how often it looks for it.

use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use serde::{Deserialize, Serialize};

use crate::time;

/// State policy of general importance is reprinted within a day (国办发〔2014〕57号; `domain.md` §1.2).
pub const TARGET_HOURS: i64 = 24;

/// How often a source may be asked, in minutes: no oftener than its owner would mind, no rarer than the target allows.
pub const INTERVAL_MIN: i64 = 15;
pub const INTERVAL_MAX: i64 = 24 * 60;

/// What is older than this is neither proposed nor compared with.
pub const NEWS_DAYS: i64 = 60;

/// The level of the government that published it (plan row C02).
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Level {
    #[default]
    State,
    Region,
    City,
}

impl Level {
    pub const ALL: [Self; 3] = [Self::State, Self::Region, Self::City];

    pub const fn code(self) -> &'static str {
        match self {
            Self::State => "state",
            Self::Region => "region",
            Self::City => "city",
        }
    }

    pub const fn label(self) -> &'static str {
        match self {
            Self::State => "国务院",
            Self::Region => "自治区",
            Self::City => "市",
        }
    }

    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|level| level.code() == code)
    }
}

/// How entries are found at a source's address.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", tag = "kind")]
pub enum Reading {
    /// RSS or Atom; which of them shows when it is read.
    Feed,
    /// A page with a list of links.
    List(ListRules),
}

/// Where things stand on a page with a list, as CSS selectors.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct ListRules {
    /// One entry of the list: the link itself, or what holds it.
    pub item: String,
    /// The title inside the entry; empty: the link's own words.
    pub title: String,
    /// The date inside the entry; empty: whatever date the entry holds.
    pub date: String,
    /// How the date is written, such as `YYYY-MM-DD`; empty: any usual way.
    pub date_pattern: String,
}

/// When something was first published, as exactly as its source says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Published {
    At(DateTime<Utc>),
    On(NaiveDate),
}

impl Published {
    /// The day in China.
    pub fn day(self) -> NaiveDate {
        match self {
            Self::At(at) => time::china_date(at),
            Self::On(day) => day,
        }
    }

    /// The instant, or the first of the day.
    pub fn start(self) -> DateTime<Utc> {
        match self {
            Self::At(at) => at,
            Self::On(day) => time::start_of_day(day),
        }
    }

    /// How long ago, as exactly as one can say.
    pub fn age(self, now: DateTime<Utc>) -> Age {
        match self {
            Self::At(at) => Age::Hours((now - at).num_hours().max(0)),
            Self::On(day) => Age::Days((time::china_date(now) - day).num_days().max(0)),
        }
    }
}

/// How long ago something was published.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Age {
    Hours(i64),
    /// Only the day is known.
    Days(i64),
}

impl Age {
    /// Certainly older than [`TARGET_HOURS`]: what is of yesterday may still be within them.
    pub const fn is_late(self) -> bool {
        match self {
            Self::Hours(hours) => hours >= TARGET_HOURS,
            Self::Days(days) => days > 1,
        }
    }

    pub fn words(self) -> String {
        match self {
            Self::Hours(0) => "1 小时内发布".into(),
            Self::Hours(hours) if hours < 2 * TARGET_HOURS => format!("已过 {hours} 小时"),
            Self::Hours(hours) => format!("已过 {} 天", hours / 24),
            Self::Days(0) => "今天发布".into(),
            Self::Days(1) => "昨天发布".into(),
            Self::Days(days) => format!("已过 {days} 天"),
        }
    }
}

/// How much two texts have in common.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Resemblance {
    SameAddress,
    SameTitle,
    /// So many per cent of the words in their order.
    Text(u8),
}

impl Resemblance {
    pub fn words(self, title: &str) -> String {
        match self {
            Self::SameAddress => format!("与《{title}》原文地址相同"),
            Self::SameTitle => format!("与《{title}》标题相同"),
            Self::Text(percent) => format!("与《{title}》相似 {percent}%"),
        }
    }
}

/// When a source is looked at again: after its interval, doubled for every failure in a row up to a day. `chance` adds
/// up to a tenth, so that sources with the same interval do not all come at the same minute.
pub fn next_look(now: DateTime<Utc>, interval_minutes: i64, failures: u32, chance: u8) -> DateTime<Utc> {
    let interval = interval_minutes.clamp(INTERVAL_MIN, INTERVAL_MAX);
    let waited = interval.saturating_mul(1 << failures.min(10)).min(INTERVAL_MAX);
    now + TimeDelta::seconds(waited * 60 + waited * 6 * i64::from(chance) / 255)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn minute(text: &str) -> DateTime<Utc> {
        time::parse_minute(text).expect("a minute")
    }

    #[test]
    fn the_wait_doubles_with_every_failure_up_to_a_day() {
        let now = minute("2026-11-24 09:00");
        for (failures, next) in
            [(0, "2026-11-24 09:30"), (1, "2026-11-24 10:00"), (3, "2026-11-24 13:00"), (20, "2026-11-25 09:00")]
        {
            assert_eq!(next_look(now, 30, failures, 0), minute(next), "{failures}");
        }
        assert_eq!(next_look(now, 30, 0, 255), minute("2026-11-24 09:33"));
        assert_eq!(next_look(now, 1, 0, 0), minute("2026-11-24 09:15"), "no oftener than the least interval");
    }

    #[test]
    fn an_age_is_late_only_when_that_is_certain() {
        let now = minute("2026-11-24 09:00");
        for (published, words, late) in [
            (Published::At(minute("2026-11-24 08:30")), "1 小时内发布", false),
            (Published::At(minute("2026-11-23 09:01")), "已过 23 小时", false),
            (Published::At(minute("2026-11-23 09:00")), "已过 24 小时", true),
            (Published::At(minute("2026-11-20 09:00")), "已过 4 天", true),
            (Published::At(minute("2026-11-25 09:00")), "1 小时内发布", false),
            (Published::On("2026-11-24".parse().expect("a day")), "今天发布", false),
            (Published::On("2026-11-23".parse().expect("a day")), "昨天发布", false),
            (Published::On("2026-11-22".parse().expect("a day")), "已过 2 天", true),
        ] {
            let age = published.age(now);
            assert_eq!((age.words().as_str(), age.is_late()), (words, late), "{published:?}");
        }
    }
}
