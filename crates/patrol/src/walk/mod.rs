//! A round over the site: from its site map and its home page along its links. Pages of this site are read, files read and
//! scanned, other sites only asked whether they still have what we lead to.
//!
//! A round can be stopped and taken up again ([`Progress`]), goes no faster than the portal bears it ([`pace`]), and is a
//! polite guest elsewhere ([`outside`]).

mod ask;
mod certificates;
mod inside;
mod leads;
pub mod outside;
pub mod pace;
mod progress;
mod report;
mod single;
mod sitemap;

use std::{sync::Arc, time::Duration};

use chrono::{DateTime, Utc};
use domain::patrol::Ignoring;

use crate::{Clock, Fetch, Rules};

pub use progress::Progress;
pub use report::{Moved, Report};
pub use single::{Wishes, look_in};

/// How a round behaves.
#[derive(Debug, Clone)]
pub struct Manners {
    /// So many requests at most are under way on this site.
    pub inside_at_once: usize,
    /// The shortest time between two requests to this site.
    pub fastest: Duration,
    /// The longest, when the portal is slow.
    pub slowest: Duration,
    /// In the time of so many requests at the fastest the home page is asked for once, as a visitor would, to see whether the
    /// portal has become slower.
    pub control_every: u32,
    /// How much slower the home page may become before the round gives way: one tenth.
    pub tolerated: f64,
    /// So many pages at most are read: the newest, and older ones in turn. What had no room is counted.
    pub most_pages: usize,
    /// So many other sites at most are asked at the same time.
    pub hosts_at_once: usize,
    /// Between two requests to another site.
    pub host_pause: Duration,
    /// So many addresses at most of one other site are asked for in a round.
    pub most_per_host: usize,
    /// What the office does not want to be asked for.
    pub ignored: Vec<Ignoring>,
}

impl Default for Manners {
    fn default() -> Self {
        Self {
            inside_at_once: 2,
            fastest: Duration::from_millis(20),
            slowest: Duration::from_millis(500),
            control_every: 25,
            tolerated: 0.10,
            most_pages: 50_000,
            hosts_at_once: 4,
            host_pause: Duration::from_secs(2),
            most_per_host: 100,
            ignored: Vec::new(),
        }
    }
}

/// How a walk came to its end.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Walked {
    /// Everything was looked at.
    Finished,
    /// The time was up; the progress can be taken up later.
    Paused,
}

/// What a walk carries along.
struct Walk<'a> {
    fetch: &'a dyn Fetch,
    clock: &'a dyn Clock,
    rules: &'a Arc<Rules>,
    manners: &'a Manners,
    until: Option<DateTime<Utc>>,
}

impl Walk<'_> {
    fn is_over(&self) -> bool {
        self.until.is_some_and(|until| self.clock.now() >= until)
    }
}

/// Walks on from `progress` until everything is looked at, or until the instant `until`.
pub async fn walk(
    fetch: &dyn Fetch,
    clock: &dyn Clock,
    rules: &Arc<Rules>,
    manners: &Manners,
    progress: &mut Progress,
    until: Option<DateTime<Utc>>,
) -> Walked {
    let walk = Walk { fetch, clock, rules, manners, until };
    if !progress.has_begun {
        sitemap::begin(&walk, progress).await;
        progress.has_begun = true;
    }
    inside::walk(&walk, progress).await;
    if walk.is_over() {
        return Walked::Paused;
    }
    outside::probe(&walk, progress).await;
    if walk.is_over() && progress.has_unasked() {
        return Walked::Paused;
    }
    certificates::look(&walk, progress).await;
    Walked::Finished
}
