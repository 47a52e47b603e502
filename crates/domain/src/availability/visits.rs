//! The visits to the home page that an inspection counts (单项否决: 首页打不开).

use chrono::{DateTime, Utc};

use super::{Outcome, Probe};

const DAY_MS: usize = 86_400_000;

/// What the document asks for: `[measuring]` of a rule set.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct VisitRule {
    /// Over so many days.
    pub days: u32,
    /// So many spaced visits on each of them, at least.
    pub a_day: u32,
    /// A visit has failed when the page has not opened within so many milliseconds.
    pub timeout: u32,
}

/// The visits of the days that the rule looks at.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HomeVisits {
    pub made: u32,
    /// Those that failed, the oldest first: when, and why in a few words.
    pub failed: Vec<(DateTime<Utc>, String)>,
}

/// The visits of the rule's days, the last of which ends at `until`; `None` while any of these days has fewer than the rule
/// asks for: what was not looked at proves nothing.
pub fn home_visits(probes: &[Probe], rule: VisitRule, until: DateTime<Utc>) -> Option<HomeVisits> {
    let mut visits = HomeVisits { made: 0, failed: Vec::new() };
    let mut of_days = vec![0_u32; usize::try_from(rule.days).ok()?];
    for Probe { at, outcome } in probes {
        let ago = usize::try_from((until - *at).num_milliseconds()).ok().map(|ago| ago / DAY_MS);
        let Some(of_day) = ago.and_then(|days_ago| of_days.get_mut(days_ago)) else { continue };
        let why = match outcome {
            Outcome::Unsettled { .. } => continue,
            Outcome::Opened { milliseconds } => {
                (*milliseconds > rule.timeout).then(|| format!("{} 秒才打开", milliseconds / 1_000))
            }
            Outcome::Failed { why } => Some(why.clone()),
        };
        *of_day += 1;
        visits.made += 1;
        visits.failed.extend(why.map(|why| (*at, why)));
    }
    let is_enough = !of_days.is_empty() && of_days.iter().all(|made| *made >= rule.a_day);
    is_enough.then_some(visits)
}
