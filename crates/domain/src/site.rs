//! Switches of the whole portal: 全站灰色, 紧急通知, 节假日公告. Each is set for a period and ends by itself.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

/// Longest text of a banner or a holiday notice, in characters.
pub const LONGEST_TEXT: usize = 200;

/// Which switch. Of each, one setting is open at a time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum SwitchKind {
    /// The portal without colour, on days of mourning.
    GreyDay,
    Banner,
    Holiday,
}

impl SwitchKind {
    pub const ALL: [Self; 3] = [Self::Banner, Self::Holiday, Self::GreyDay];

    pub const fn code(self) -> &'static str {
        match self {
            Self::GreyDay => "grey-day",
            Self::Banner => "banner",
            Self::Holiday => "holiday",
        }
    }

    pub const fn label(self) -> &'static str {
        match self {
            Self::GreyDay => "全站灰色",
            Self::Banner => "紧急通知",
            Self::Holiday => "节假日公告",
        }
    }

    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.code() == code)
    }
}

/// How much a banner matters. Red is for the first only.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Level {
    Urgent,
    Important,
}

impl Level {
    pub const ALL: [Self; 2] = [Self::Urgent, Self::Important];

    pub const fn code(self) -> &'static str {
        match self {
            Self::Urgent => "urgent",
            Self::Important => "important",
        }
    }

    pub const fn label(self) -> &'static str {
        match self {
            Self::Urgent => "紧急",
            Self::Important => "重要",
        }
    }

    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|level| level.code() == code)
    }
}

/// Words across the top of every page.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Banner {
    pub level: Level,
    pub text: String,
    /// A page of this site with more about it.
    pub link: Option<String>,
}

/// What a switch shows.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Setting {
    GreyDay,
    Banner(Banner),
    Holiday { text: String },
}

impl Setting {
    pub const fn kind(&self) -> SwitchKind {
        match self {
            Self::GreyDay => SwitchKind::GreyDay,
            Self::Banner(_) => SwitchKind::Banner,
            Self::Holiday { .. } => SwitchKind::Holiday,
        }
    }
}

/// From an instant to another, the second one excluded.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Period {
    pub from: DateTime<Utc>,
    /// Without one it lasts until somebody switches it off.
    pub until: Option<DateTime<Utc>>,
}

impl Period {
    pub fn holds_at(&self, at: DateTime<Utc>) -> bool {
        self.from <= at && !self.is_over_at(at)
    }

    pub fn is_over_at(&self, at: DateTime<Utc>) -> bool {
        self.until.is_some_and(|until| until <= at)
    }
}

/// A setting and when it holds.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Timed {
    pub setting: Setting,
    pub period: Period,
}

/// What every page shows at an instant.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct SiteState {
    pub grey: bool,
    pub banner: Option<Banner>,
    pub holiday: Option<String>,
    /// The next instant at which a period begins or ends: a page made now is good until then, unless somebody changes
    /// a switch (events `site.*`).
    pub next_change: Option<DateTime<Utc>>,
}

impl SiteState {
    /// What `settings` come to at `at`.
    pub fn of<'a>(settings: impl IntoIterator<Item = &'a Timed>, at: DateTime<Utc>) -> Self {
        let mut state = Self::default();
        for Timed { setting, period } in settings {
            let edges = [Some(period.from), period.until].into_iter().flatten().filter(|edge| *edge > at);
            state.next_change = state.next_change.into_iter().chain(edges).min();
            if period.holds_at(at) {
                match setting {
                    Setting::GreyDay => state.grey = true,
                    Setting::Banner(banner) => state.banner = Some(banner.clone()),
                    Setting::Holiday { text } => state.holiday = Some(text.clone()),
                }
            }
        }
        state
    }
}

/// Whether `link` leads to a page of this site: a banner sends nobody elsewhere.
pub fn is_own_page(link: &str) -> bool {
    link.starts_with('/')
        && !link.starts_with("//")
        && !link.contains('\\')
        && link.bytes().all(|byte| byte.is_ascii_graphic())
}

#[cfg(test)]
mod tests {
    use chrono::TimeZone;

    use super::*;

    fn hour(hour: u32) -> DateTime<Utc> {
        Utc.with_ymd_and_hms(2026, 12, 13, hour, 0, 0).single().expect("an hour of that day")
    }

    fn timed(setting: Setting, from: u32, until: Option<u32>) -> Timed {
        Timed { setting, period: Period { from: hour(from), until: until.map(hour) } }
    }

    #[test]
    fn a_period_holds_from_its_first_instant_to_before_its_last() {
        let settings =
            [timed(Setting::GreyDay, 2, Some(10)), timed(Setting::Holiday { text: "放假三天".into() }, 6, Some(12))];
        let at = |hour_of_day| SiteState::of(&settings, hour(hour_of_day));
        for (hour_of_day, grey, holiday, next) in [
            (1, false, false, Some(2)),
            (2, true, false, Some(6)),
            (9, true, true, Some(10)),
            (10, false, true, Some(12)),
            (12, false, false, None),
        ] {
            let state = at(hour_of_day);
            assert_eq!((state.grey, state.holiday.is_some()), (grey, holiday), "{hour_of_day}");
            assert_eq!(state.next_change, next.map(hour), "{hour_of_day}");
        }
    }

    #[test]
    fn without_an_end_it_lasts() {
        let state = SiteState::of(&[timed(Setting::GreyDay, 2, None)], hour(23));
        assert_eq!((state.grey, state.next_change), (true, None));
    }

    #[test]
    fn only_own_pages_are_linked_to() {
        for (link, own) in [
            ("/a/23456789", true),
            ("/c/tzgg?page=2", true),
            ("//evil.example", false),
            ("/\\evil.example", false),
            ("https://www.gov.cn/", false),
            ("javascript:alert(1)", false),
            ("/a b", false),
            ("", false),
        ] {
            assert_eq!(is_own_page(link), own, "{link}");
        }
    }
}
