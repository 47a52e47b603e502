//! How often is probed, evenly over the day.

use chrono::{DateTime, TimeDelta, Utc};

use crate::time::{china_date, start_of_day};

const DAY_MS: i64 = 86_400_000;

/// So many probes a day. The day in China has as many slots, and each has its probe.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Rhythm(u16);

impl Rhythm {
    /// One an hour: a fault that lasts longer than two of them is seen while it lasts.
    pub const FEWEST: u16 = 24;
    /// One every five minutes: more would be a burden to other sites.
    pub const MOST: u16 = 288;

    /// `None` unless `a_day` is from [`Rhythm::FEWEST`] to [`Rhythm::MOST`].
    pub const fn new(a_day: u16) -> Option<Self> {
        if a_day < Self::FEWEST || a_day > Self::MOST { None } else { Some(Self(a_day)) }
    }

    /// The latest moment at which the probe before may have begun for another to be due at `now`: it was of an earlier slot,
    /// and half an interval ago. So two probes are never one look, however shortly before a slot the program started.
    pub fn begun_by(self, now: DateTime<Utc>) -> DateTime<Utc> {
        let before_slot = self.slot(now) - TimeDelta::milliseconds(1);
        before_slot.min(now - TimeDelta::milliseconds(DAY_MS / i64::from(self.0) / 2))
    }

    /// The first moment of the slot in which `at` lies; the first slot of a day begins at midnight in China.
    fn slot(self, at: DateTime<Utc>) -> DateTime<Utc> {
        let (midnight, slots) = (start_of_day(china_date(at)), i64::from(self.0));
        let number = (at - midnight).num_milliseconds() * slots / DAY_MS;
        midnight + TimeDelta::milliseconds((number * DAY_MS + slots - 1) / slots)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::time::{minute, parse_minute};

    #[test]
    fn a_day_has_as_many_probes_as_are_asked_for_and_they_are_apart() {
        for a_day in [24, 25, 48, 100, 287, 288] {
            let rhythm = Rhythm::new(a_day).expect("a possible rhythm");
            let start = parse_minute("2026-11-24 00:00").expect("a minute");
            let mut begun: Vec<DateTime<Utc>> = Vec::new();
            // The job looks every fifteen seconds.
            for look in 0..2 * 86_400 / 15 {
                let now = start + TimeDelta::seconds(15 * look);
                if begun.last().is_none_or(|last| *last <= rhythm.begun_by(now)) {
                    begun.push(now);
                }
            }
            let of_day = |day: i64| {
                let (from, to) = (start + TimeDelta::days(day), start + TimeDelta::days(day + 1));
                begun.iter().filter(|at| from <= **at && **at < to).count()
            };
            assert_eq!((of_day(0), of_day(1)), (usize::from(a_day), usize::from(a_day)));
            let shortest = begun.windows(2).map(|two| two[1] - two[0]).min().expect("more than one");
            assert!(shortest >= TimeDelta::milliseconds(DAY_MS / i64::from(a_day) / 2), "{a_day}: {shortest}");
        }
        assert_eq!((Rhythm::new(23), Rhythm::new(289)), (None, None));
    }

    #[test]
    fn a_start_shortly_before_a_slot_is_no_second_look() {
        let rhythm = Rhythm::new(48).expect("a possible rhythm");
        for (now, latest) in [
            ("2026-11-24 09:00", "2026-11-24 08:45"),
            ("2026-11-24 09:14", "2026-11-24 08:59"),
            ("2026-11-24 09:20", "2026-11-24 08:59"),
            ("2026-11-24 09:29", "2026-11-24 08:59"),
        ] {
            let by = rhythm.begun_by(parse_minute(now).expect("a minute"));
            assert_eq!(minute(by), latest, "{now}");
        }
    }
}
