//! The rule of two probes: what goes over a network is broken only when two rounds at different times have met it
//! (`design.md` §2, from the complaints about link reports full of false alarms).

use chrono::{DateTime, TimeDelta, Utc};
use serde::{Deserialize, Serialize};

/// The first time that something failed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct FirstFailure {
    /// When.
    pub at: DateTime<Utc>,
    /// In which round.
    pub round: u32,
}

/// How a probe went.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    /// It opened.
    Opened,
    /// It did not.
    Failed,
    /// Nobody can say: the host was not asked, or refuses programs.
    Unsettled,
}

/// What two probes come to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    /// Nothing is wrong; an earlier failure is forgotten.
    Clear,
    /// It failed, and another probe must say whether it counts.
    Suspected(FirstFailure),
    /// It has failed twice.
    Counts,
}

/// Judges a probe of round `round` at `at` after an earlier `first` failure. The second failure counts when it is of another
/// round and at least `apart` later; a success in between has made the first forgotten.
pub fn judge(
    first: Option<FirstFailure>,
    outcome: Outcome,
    at: DateTime<Utc>,
    round: u32,
    apart: TimeDelta,
) -> Verdict {
    match (outcome, first) {
        (Outcome::Opened, _) => Verdict::Clear,
        (Outcome::Unsettled, Some(first)) => Verdict::Suspected(first),
        (Outcome::Unsettled, None) => Verdict::Clear,
        (Outcome::Failed, None) => Verdict::Suspected(FirstFailure { at, round }),
        (Outcome::Failed, Some(first)) if first.round != round && at - first.at >= apart => Verdict::Counts,
        (Outcome::Failed, Some(first)) => Verdict::Suspected(first),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_failures_count_when_they_are_of_two_rounds_and_apart() {
        let start = DateTime::UNIX_EPOCH;
        let minutes = |n| start + TimeDelta::minutes(n);
        let apart = TimeDelta::minutes(30);
        let first = FirstFailure { at: start, round: 1 };
        use Outcome::{Failed, Opened, Unsettled};
        for (known, outcome, at, round, verdict) in [
            (None, Failed, 0, 1, Verdict::Suspected(first)),
            (None, Opened, 0, 1, Verdict::Clear),
            (None, Unsettled, 0, 1, Verdict::Clear),
            (Some(first), Failed, 60, 1, Verdict::Suspected(first)),
            (Some(first), Failed, 29, 2, Verdict::Suspected(first)),
            (Some(first), Failed, 30, 2, Verdict::Counts),
            (Some(first), Opened, 30, 2, Verdict::Clear),
            (Some(first), Unsettled, 30, 2, Verdict::Suspected(first)),
        ] {
            assert_eq!(judge(known, outcome, minutes(at), round, apart), verdict, "{outcome:?} {at} {round}");
        }
    }
}
