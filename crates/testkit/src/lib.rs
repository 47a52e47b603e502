//! A small county for tests: the real plan, the demo's people, a clock that stands still until it is turned, chance
//! that is the same in every run, attachments in memory, and a database that nobody else uses.
//!
//! ```no_run
//! # async fn story() {
//! let county = testkit::TestCounty::new().await;
//! let sheet = county.cms.plan_sheet(&county.ctx("guanli").await).await.unwrap();
//! assert!(sheet.may_edit);
//! county.advance_minutes(30);
//! # }
//! ```

mod chance;
mod findings;

use std::sync::Arc;

use chrono::{DateTime, TimeDelta, TimeZone, Utc};
use cms::{
    Cms, Ctx, Settings,
    clock::FixedClock,
    login::{SignInRefused, SignedIn},
    planning::ImportOutcome,
    sealing::SealingKey,
};
use domain::{
    account::Role,
    id::{AccountId, PlanVersionId},
    item::SecrecyReview,
    plan::UnitCode,
    time::CHINA,
};
use object_store::memory::InMemory;
use store::{Store, testing::TestDatabase};

pub use chance::SeededRandom;
pub use cms::demo::DEMO_PASSWORD as PASSWORD;

/// The plan of the county, as it is shipped.
pub const PLAN: &str = include_str!("../../../plans/longan-2018.toml");

/// What the paper says of a text that may be public.
pub fn secrecy_review() -> SecrecyReview {
    SecrecyReview {
        form_number: "保审〔2026〕8号".into(),
        section_head: "甲科长".into(),
        section_opinion: "同意公开".into(),
        reviewer: "乙保密员".into(),
        review_opinion: "不涉密，可以公开".into(),
        reviewed_on: "2026-11-23".parse().ok(),
        leader: "丙副局长".into(),
        leader_opinion: "同意发布".into(),
        ..SecrecyReview::default()
    }
}

/// The whole system over a database of its own.
#[derive(Debug)]
pub struct TestCounty {
    pub cms: Cms,
    pub clock: Arc<FixedClock>,
    /// The version that [`PLAN`] became.
    pub plan_version: PlanVersionId,
    database: TestDatabase,
}

impl TestCounty {
    /// On SQLite, on Tuesday 24 November 2026 at nine in the morning.
    pub async fn new() -> Self {
        Self::over(TestDatabase::sqlite().await, Settings::default()).await
    }

    /// As [`TestCounty::new`], reached by the public at `address`.
    pub async fn at(address: &str) -> Self {
        let settings = Settings { public_address: address.to_owned(), ..Settings::default() };
        Self::over(TestDatabase::sqlite().await, settings).await
    }

    /// On PostgreSQL; `None` when `TEST_DATABASE_URL` is not set.
    pub async fn on_postgres() -> Option<Self> {
        Some(Self::over(TestDatabase::postgres().await?, Settings::default()).await)
    }

    async fn over(database: TestDatabase, settings: Settings) -> Self {
        let clock = Arc::new(FixedClock::at(nine_in_the_morning()));
        // The cheapest hash that argon2 allows: tests log in often and have nothing to protect.
        let settings = Settings { password_memory_kib: 8, password_passes: 1, ..settings };
        let cms = open(database.store.clone(), &clock, settings).await;
        let system = Ctx::system("test");
        let imported = cms.import_plan(&system, PLAN, None, "测试").await.expect("the database takes the plan");
        let ImportOutcome::Imported { version: plan_version, .. } = imported else {
            panic!("the shipped plan has faults: {imported:?}");
        };
        cms.seed_demo_people().await.expect("the shipped plan has the demo's units");
        Self { cms, clock, plan_version, database }
    }

    /// Another node over the same database, with its own memory and the same clock.
    pub async fn second_node(&self) -> Cms {
        open(self.database.open_again().await, &self.clock, self.cms.settings().clone()).await
    }

    /// Another node whose configuration asks so many KiB for a password's hash.
    pub async fn node_with_password_memory(&self, kib: u32) -> Cms {
        let settings = Settings { password_memory_kib: kib, ..self.cms.settings().clone() };
        open(self.database.store.clone(), &self.clock, settings).await
    }

    /// The account of a login.
    pub async fn account(&self, login: &str) -> AccountId {
        let account = self.cms.store().account_by_login(login).await.expect("the database answers");
        account.unwrap_or_else(|| panic!("nobody is called {login}")).id
    }

    /// A request of somebody who is signed in and has nothing left to set up.
    pub async fn ctx(&self, login: &str) -> Ctx {
        let account = self.account(login).await;
        let signed = self.cms.actor_of(account).await.expect("the database answers");
        let signed = signed.unwrap_or_else(|| panic!("{login} is locked or closed"));
        Ctx::new(Some(signed.actor), "test".to_owned(), "10.0.0.8".to_owned())
    }

    /// A request as the server makes it: unfinished while a password or a second factor is due.
    pub async fn real_ctx(&self, login: &str, session: &str) -> Ctx {
        let account = self.account(login).await;
        let signed = self.cms.actor_of(account).await.expect("the database answers");
        let signed = signed.unwrap_or_else(|| panic!("{login} is locked or closed"));
        signed.into_ctx("test".to_owned(), "10.0.0.8".to_owned()).in_session(session)
    }

    /// A log-in with a password and no code.
    pub async fn sign_in(&self, login: &str, password: &str) -> Result<SignedIn, SignInRefused> {
        self.cms.sign_in(login, password, None, "10.0.0.8").await
    }

    /// Opens one more account; gives its first password.
    pub async fn open_account(&self, login: &str, name: &str, role: Role, unit: &str) -> String {
        let unit = UnitCode::parse(unit).expect("tests name units by their code");
        let opened = self.cms.create_first_account(&Ctx::system("test"), login, name, role, &unit).await;
        opened.unwrap_or_else(|error| panic!("{login}: {error:?}")).password
    }

    pub fn advance_minutes(&self, minutes: i64) {
        self.clock.advance(TimeDelta::minutes(minutes));
    }

    pub fn advance_days(&self, days: i64) {
        self.clock.advance(TimeDelta::days(days));
    }

    /// Turns the clock to a minute in China: `2026-12-31 23:59`.
    pub fn set_clock(&self, minute: &str) {
        self.clock.set(domain::time::parse_minute(minute).expect("tests write minutes as 2026-12-31 23:59"));
    }

    /// The actions in the log so far, oldest first.
    pub async fn logged_actions(&self) -> Vec<String> {
        let events = self.cms.store().events_after(0, 10_000).await.expect("the database answers");
        events.into_iter().map(|event| event.action).collect()
    }

    /// The database, for tests that look behind the rules.
    pub fn database(&self) -> &TestDatabase {
        &self.database
    }
}

async fn open(store: Store, clock: &Arc<FixedClock>, settings: Settings) -> Cms {
    let media = Arc::new(InMemory::new());
    let cms = Cms::open(store, media, clock.clone(), Arc::new(SeededRandom::new(93)), settings).await;
    let key = SealingKey::from_bytes(&[93; SealingKey::LENGTH]).expect("as long as a key");
    cms.expect("a migrated store").with_sealing_key(key).await.expect("all nodes have the same key")
}

fn nine_in_the_morning() -> DateTime<Utc> {
    let morning = CHINA.with_ymd_and_hms(2026, 11, 24, 9, 0, 0).single().expect("China has no summer time");
    morning.with_timezone(&Utc)
}
