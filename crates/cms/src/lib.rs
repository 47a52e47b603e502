//! The use cases of Longan. Every public function that changes something takes the [`Ctx`] of who asks, asks
//! `domain::permission` first, and writes the change and its event in one transaction. Pages and server functions
//! see only [`Cms`]; they never name the database.

mod account_requests;
mod accounts;
mod address_secret;
mod assessment;
mod availability;
mod cases;
pub mod clock;
mod content;
mod context;
mod delegations;
pub mod demo;
mod error;
mod feeds;
pub mod import;
pub mod log;
pub mod login;
pub mod media;
mod obligations;
pub mod old_addresses;
pub mod outside;
mod passwords;
pub mod patrol;
pub mod planning;
pub mod portal;
pub mod reading;
pub mod register;
pub mod reminders;
pub mod reports;
mod reprints;
mod rounds;
pub mod sealing;
pub mod sessions;
pub mod simulation;
mod site;
mod site_index;
pub mod topics;
mod totp;
pub mod visits;
mod work_report;
mod workbench;

use std::sync::Arc;

use chrono::{DateTime, Utc};
use documents::elsewhere::address::Hosts;
use domain::assessment::RuleSets;
use object_store::ObjectStore;
use store::Store;

pub use clock::{Clock, Random};
pub use context::Ctx;
pub use error::{Error, Result};
pub use outside::Outside;
pub use reminders::Post;

/// A handle to the whole system; clones share it.
#[derive(Clone)]
pub struct Cms {
    inner: Arc<Inner>,
}

#[derive(Clone)]
struct Inner {
    store: Store,
    media: Arc<dyn ObjectStore>,
    clock: Arc<dyn Clock>,
    random: Arc<dyn Random>,
    outside: Arc<dyn Outside>,
    post: Arc<dyn Post>,
    rule_sets: Arc<RuleSets>,
    plan: planning::PlanCache,
    past_plans: planning::PastPlans,
    switches: site::SwitchCache,
    calendar: obligations::CalendarCache,
    standings: obligations::StandingCache,
    availabilities: availability::AvailabilityCache,
    /// Shared by all copies, as what is made of them is.
    waiting: Arc<media::Waiting>,
    settings: Settings,
    visits: Arc<visits::Visits>,
    /// Only where second factors are set up or asked for: in the server, not on the command line.
    sealing_key: Option<Arc<sealing::SealingKey>>,
    /// Only in the handle of a page: what it reads.
    reading: Option<reading::Reading>,
}

/// What the county's configuration says to the use cases.
#[derive(Debug, Clone)]
pub struct Settings {
    /// Demo accounts exist and the desk says so.
    pub demo: bool,
    /// Address under which the public reaches the portal, without a slash at the end; it stands in QR codes.
    pub public_address: String,
    /// argon2id cost: memory in KiB and passes.
    pub password_memory_kib: u32,
    pub password_passes: u32,
    /// Hosts from which reprints may be fetched.
    pub reprint_hosts: Hosts,
}

impl Settings {
    /// Whether the public address is one that the public can reach. The one that stands there before anybody has set it
    /// names this machine; pages then name no address of the whole web.
    pub fn is_reachable(&self) -> bool {
        let address = self.public_address.split_once("://").map_or(self.public_address.as_str(), |(_, rest)| rest);
        let own = ["localhost", "127.", "[::1]", "0.0.0.0"];
        !own.iter().any(|name| address.starts_with(name))
    }
}

impl Default for Settings {
    fn default() -> Self {
        // OWASP's first choice for argon2id: 19 MiB, two passes.
        Self {
            demo: false,
            public_address: "http://127.0.0.1:3000".into(),
            password_memory_kib: 19 * 1024,
            password_passes: 2,
            reprint_hosts: Hosts::default(),
        }
    }
}

impl Cms {
    /// Puts the system together over a migrated store and loads the plan in force and the open switches. Second factors work once it has
    /// their key: [`Cms::with_sealing_key`].
    pub async fn open(
        store: Store,
        media: Arc<dyn ObjectStore>,
        clock: Arc<dyn Clock>,
        random: Arc<dyn Random>,
        settings: Settings,
    ) -> Result<Self> {
        let inner = Inner {
            store,
            media,
            clock,
            random,
            outside: Arc::new(outside::Nobody),
            post: Arc::new(reminders::NoPost),
            rule_sets: Arc::new(assessment::shipped_rule_sets()),
            plan: planning::PlanCache::default(),
            past_plans: planning::PastPlans::default(),
            switches: site::SwitchCache::default(),
            calendar: obligations::CalendarCache::default(),
            standings: obligations::StandingCache::default(),
            availabilities: availability::AvailabilityCache::default(),
            waiting: Arc::default(),
            settings,
            visits: Arc::default(),
            sealing_key: None,
            reading: None,
        };
        let cms = Self { inner: Arc::new(inner) };
        cms.reload_plan().await?;
        cms.refresh_site().await?;
        cms.refresh_calendar().await?;
        Ok(cms)
    }

    /// The same system with a way to ask other sites; without one, as on the command line, it asks nobody.
    #[must_use]
    pub fn with_outside(mut self, outside: Arc<dyn Outside>) -> Self {
        Arc::make_mut(&mut self.inner).outside = outside;
        self
    }

    /// The same system with a way out for mail; without one mail waits until it is too old.
    #[must_use]
    pub fn with_post(mut self, post: Arc<dyn Post>) -> Self {
        Arc::make_mut(&mut self.inner).post = post;
        self
    }

    /// The same system with the county's own rule sets; without them it has those that come with it.
    #[must_use]
    pub fn with_rule_sets(mut self, rule_sets: RuleSets) -> Self {
        Arc::make_mut(&mut self.inner).rule_sets = Arc::new(rule_sets);
        self
    }

    /// The time by the injected clock, in whole milliseconds so that both databases give back what was written.
    pub fn now(&self) -> DateTime<Utc> {
        self.inner.clock.now()
    }

    pub fn settings(&self) -> &Settings {
        &self.inner.settings
    }

    /// The database, for the command line (migrate, backup, log) and for tests.
    pub fn store(&self) -> &Store {
        &self.inner.store
    }
}

impl std::fmt::Debug for Cms {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Cms").field("store", &self.inner.store.backend()).finish_non_exhaustive()
    }
}
