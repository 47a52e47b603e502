//! How fast a round goes: never so fast that visitors notice. The home page is asked for now and then as a visitor would;
//! as soon as it answers more than a tenth slower than while the round rests, the round gives way, and comes back slowly.
//! A round that has given way rests now and then and measures again: slowness that stays while it rests is not its own.

use std::time::Duration;

/// How many measurements count: their median, since one of them may have met something else.
const WINDOW: usize = 3;
/// After so many measurements a round that has given way rests again.
const PATIENCE: usize = 3 * WINDOW;
/// Below this nobody can tell a tenth from the noise of a clock.
const NOISE: Duration = Duration::from_millis(1);

/// The pace of a round.
#[derive(Debug, Clone)]
pub struct Pace {
    fastest: Duration,
    slowest: Duration,
    tolerated: f64,
    interval: Duration,
    /// How the home page answers while nobody walks.
    at_rest: Option<Duration>,
    recent: Vec<Duration>,
    /// Measurements since the last rest.
    since_rest: usize,
}

impl Pace {
    /// Between `fastest` and `slowest` from one request to the next; begins at the fastest.
    pub const fn new(fastest: Duration, slowest: Duration, tolerated: f64) -> Self {
        Self { fastest, slowest, tolerated, interval: fastest, at_rest: None, recent: Vec::new(), since_rest: 0 }
    }

    /// From one request to the next.
    pub const fn interval(&self) -> Duration {
        self.interval
    }

    /// Whether it should be measured again how the home page answers while nobody walks.
    pub fn wants_rest(&self) -> bool {
        self.since_rest >= PATIENCE && self.interval >= self.fastest * 2
    }

    /// Takes in how the home page answers at rest: the median of several. When that has become slower, the round was not the
    /// reason for giving way, or not the only one.
    pub fn at_rest(&mut self, measured: &[Duration]) {
        let now = median(measured);
        if let (Some(now), Some(before)) = (now, self.at_rest)
            && self.is_slower(now, before)
        {
            self.interval = (self.interval / 4).max(self.fastest);
        }
        self.at_rest = now.or(self.at_rest);
        self.since_rest = 0;
        self.recent.clear();
    }

    fn is_slower(&self, now: Duration, before: Duration) -> bool {
        now > before.mul_f64(1.0 + self.tolerated) + NOISE
    }

    /// Takes in how the home page answers now.
    pub fn measured(&mut self, took: Duration) {
        self.recent.push(took);
        self.since_rest += 1;
        if self.recent.len() < WINDOW {
            return;
        }
        let now = median(&self.recent);
        self.recent.clear();
        let (Some(now), Some(at_rest)) = (now, self.at_rest) else { return };
        if self.is_slower(now, at_rest) {
            self.interval = self.interval.mul_f64(1.5).min(self.slowest);
        } else {
            self.interval = self.interval.mul_f64(0.9).max(self.fastest);
        }
    }

    /// The home page did not answer at all.
    pub fn failed(&mut self) {
        self.interval = self.slowest;
    }
}

fn median(measured: &[Duration]) -> Option<Duration> {
    let mut sorted = measured.to_vec();
    sorted.sort_unstable();
    sorted.get(sorted.len() / 2).copied()
}

#[cfg(test)]
mod tests {
    use super::*;

    const fn ms(n: u64) -> Duration {
        Duration::from_millis(n)
    }

    fn pace() -> Pace {
        let mut pace = Pace::new(ms(20), ms(1_000), 0.10);
        pace.at_rest(&[ms(28), ms(30), ms(90)]);
        pace
    }

    #[test]
    fn it_gives_way_when_the_portal_becomes_slower_and_comes_back() {
        let mut pace = pace();
        for took in [40, 41, 42] {
            pace.measured(ms(took));
        }
        assert_eq!(pace.interval(), ms(30));
        for _ in 0..90 {
            pace.measured(ms(60));
        }
        assert_eq!(pace.interval(), ms(1_000), "never slower than this");
        for _ in 0..300 {
            pace.measured(ms(30));
        }
        assert_eq!(pace.interval(), ms(20), "never faster than this");
    }

    #[test]
    fn slowness_that_stays_while_it_rests_is_not_its_own() {
        let mut pace = pace();
        assert!(!pace.wants_rest());
        for _ in 0..12 {
            pace.measured(ms(60));
        }
        assert!(pace.wants_rest() && pace.interval() > ms(100));
        pace.at_rest(&[ms(61), ms(59), ms(60)]);
        assert!(!pace.wants_rest() && pace.interval() < ms(30), "others make the portal slow");
        for _ in 0..12 {
            pace.measured(ms(60));
        }
        assert_eq!(pace.interval(), ms(20));
        pace.at_rest(&[ms(30), ms(30), ms(30)]);
        for _ in 0..3 {
            pace.measured(ms(60));
        }
        assert_eq!(pace.interval(), ms(30), "and when they are gone, it is its own again");
    }

    #[test]
    fn one_slow_answer_and_a_tenth_are_borne() {
        let mut pace = pace();
        for took in [30, 400, 30, 33, 34, 33] {
            pace.measured(ms(took));
        }
        assert_eq!(pace.interval(), ms(20));
        pace.failed();
        assert_eq!(pace.interval(), ms(1_000));
    }
}
