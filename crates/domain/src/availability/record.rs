//! What the probes of thirty days come to, and the state that follows.

use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use serde::{Deserialize, Serialize};

use super::{Outcome, Probe, ServiceLevel, level::percent};
use crate::{
    obligation::State,
    time::{china_date, minute},
};

/// The shorter span of which the share is told.
pub const WEEK: TimeDelta = TimeDelta::days(7);
/// The longer one, which is held against the service level.
pub const MONTH: TimeDelta = TimeDelta::days(30);
/// Probes are kept for so long: a year and the weeks in which it is looked back on.
pub const KEPT: TimeDelta = TimeDelta::days(400);

/// So many failures in a row are needed before something counts as out of order.
const COUNTS: u32 = 2;

/// How many of the probes opened. Those that nobody could settle are in neither number.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Share {
    pub asked: u32,
    pub opened: u32,
}

/// Failures since it opened last.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Failing {
    /// The first of them.
    pub since: DateTime<Utc>,
    /// How many, one after the other.
    pub times: u32,
}

/// What the probes of one service in the thirty days before a moment say.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Availability {
    /// The last probe that settled anything.
    pub last_at: DateTime<Utc>,
    pub week: Share,
    pub month: Share,
    /// The 95th percentile (nearest rank) of the time until an answer began, in milliseconds, over thirty days; `None` when
    /// it never opened.
    pub answers_within: Option<u32>,
    /// Its last failure in thirty days, and why.
    pub last_failure: Option<(DateTime<Utc>, String)>,
    /// `None` while it opens.
    pub failing: Option<Failing>,
    /// When it failed, the oldest first.
    failures: Vec<DateTime<Utc>>,
}

impl Availability {
    /// From the probes of one service, the oldest first, as of `now`; `None` when none of thirty days settled anything.
    pub fn of<'a>(probes: impl IntoIterator<Item = &'a Probe>, now: DateTime<Utc>) -> Option<Self> {
        let mut of = Self {
            last_at: DateTime::UNIX_EPOCH,
            week: Share::default(),
            month: Share::default(),
            answers_within: None,
            last_failure: None,
            failing: None,
            failures: Vec::new(),
        };
        let mut times = Vec::new();
        for Probe { at, outcome } in probes.into_iter().filter(|probe| now - MONTH < probe.at && probe.at <= now) {
            let opens = match outcome {
                Outcome::Unsettled { .. } => continue,
                Outcome::Opened { milliseconds } => {
                    times.push(*milliseconds);
                    of.failing = None;
                    true
                }
                Outcome::Failed { why } => {
                    of.failures.push(*at);
                    of.last_failure = Some((*at, why.clone()));
                    let failing = of.failing.get_or_insert(Failing { since: *at, times: 0 });
                    failing.times += 1;
                    false
                }
            };
            of.last_at = *at;
            of.month.add(opens);
            if now - WEEK < *at {
                of.week.add(opens);
            }
        }
        times.sort_unstable();
        of.answers_within = (times.len() * 95).div_ceil(100).checked_sub(1).and_then(|place| times.get(place).copied());
        (of.month.asked > 0).then_some(of)
    }

    /// 逾期 after two failures in a row, since the first; 临期 while less than `opens` hundredths of a per cent of thirty days
    /// opened, since the failure that was one too many; else 正常, as of the last probe.
    pub fn state(&self, opens: u16) -> (State, NaiveDate) {
        if let Some(failing) = self.failing.filter(|failing| failing.counts()) {
            return (State::Overdue, china_date(failing.since));
        }
        if !self.month.reaches(opens) {
            let allowed = u64::from(self.month.asked) * u64::from(10_000_u16.saturating_sub(opens)) / 10_000;
            let too_many = usize::try_from(allowed).ok().and_then(|place| self.failures.get(place));
            return (State::DueSoon, china_date(*too_many.unwrap_or(&self.last_at)));
        }
        (State::Normal, china_date(self.last_at))
    }

    /// For the people who answer for it: `近 7 天可用率 99.4%，近 30 天可用率 98.8%（本县目标 99%，未达到）；…`
    pub fn words(&self, level: ServiceLevel) -> String {
        let missed = |is_kept: bool| if is_kept { "" } else { "，未达到" };
        let week = match self.week.asked {
            0 => "近 7 天没有探测结果".to_owned(),
            _ => format!("近 7 天可用率 {}", self.week),
        };
        let month = format!(
            "近 30 天可用率 {}（本县目标 {}{}）",
            self.month,
            level.percent(),
            missed(self.month.reaches(level.opens))
        );
        let answers = self.answers_within.map(|milliseconds| {
            let tenths = milliseconds.div_ceil(100);
            let is_kept = milliseconds <= u32::from(level.seconds) * 1_000;
            format!(
                "；95% 的答复在 {}.{} 秒内（本县目标 {} 秒{}）",
                tenths / 10,
                tenths % 10,
                level.seconds,
                missed(is_kept)
            )
        });
        let failure = match &self.last_failure {
            Some((at, why)) => format!("；最近一次打不开：{}，{why}", minute(*at)),
            None => "；近 30 天没有打不开".to_owned(),
        };
        format!("{week}，{month}{}{failure}", answers.unwrap_or_default())
    }
}

impl Failing {
    /// Whether it is out of order.
    pub(super) const fn counts(self) -> bool {
        self.times >= COUNTS
    }
}

impl Share {
    const fn add(&mut self, opens: bool) {
        self.asked += 1;
        if opens {
            self.opened += 1;
        }
    }

    /// Whether at least so many hundredths of a per cent opened; of nothing, all did.
    pub const fn reaches(self, hundredths: u16) -> bool {
        self.opened as u64 * 10_000 >= hundredths as u64 * self.asked as u64
    }
}

/// `99.4%`, rounded down: no rounding ever brings anything over its target.
impl std::fmt::Display for Share {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let hundredths = u64::from(self.opened) * 10_000 / u64::from(self.asked.max(1));
        f.write_str(&percent(u32::try_from(hundredths).unwrap_or(10_000)))
    }
}
