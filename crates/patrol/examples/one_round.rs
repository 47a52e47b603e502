//! One round over a site that is running, with what it sees on the standard output: to try the rules on real pages.
//!
//! ```sh
//! cargo run -p patrol --example one_round http://127.0.0.1:3000/
//! ```
//!
//! Other sites are not asked.

use std::{
    collections::BTreeMap,
    sync::Arc,
    time::{Duration, Instant},
};

use chrono::{DateTime, Utc};
use domain::plan::Plan;
use patrol::{Answer, Clock, Failure, Fetch, Manners, Method, Progress, Request, Rules, columns_of, walk};

struct Client {
    client: reqwest::Client,
    home: String,
}

#[async_trait::async_trait]
impl Fetch for Client {
    async fn ask(&self, request: &Request) -> Result<Answer, Failure> {
        if !request.address.starts_with(&self.home) {
            return Err(Failure::NotAllowed);
        }
        let method = if request.method == Method::Head { reqwest::Method::HEAD } else { reqwest::Method::GET };
        let started = Instant::now();
        let response = self.client.request(method, &request.address).send().await.map_err(|_| Failure::Unreachable)?;
        let (status, took) = (response.status().as_u16(), started.elapsed());
        let header = |name: &str| {
            response.headers().get(name).and_then(|value| value.to_str().ok()).map(str::to_owned).unwrap_or_default()
        };
        let (content_type, location) = (header("content-type"), header("location"));
        let length = header("content-length").parse().ok();
        let location = Some(location).filter(|location| !location.is_empty());
        let bytes = response.bytes().await.map_err(|_| Failure::Unreachable)?.to_vec();
        Ok(Answer { status, content_type, length, location, bytes, took, is_cut: false })
    }

    async fn certificate_until(&self, _: &str) -> Result<DateTime<Utc>, Failure> {
        Err(Failure::Unreachable)
    }
}

struct WallClock;

#[async_trait::async_trait]
impl Clock for WallClock {
    #[expect(clippy::disallowed_methods, reason = "the clock of the running program")]
    fn now(&self) -> DateTime<Utc> {
        Utc::now()
    }

    async fn pause(&self, time: Duration) {
        tokio::time::sleep(time).await;
    }
}

#[tokio::main(flavor = "multi_thread", worker_threads = 2)]
async fn main() {
    let home = std::env::args().nth(1).unwrap_or_else(|| "http://127.0.0.1:3000/".to_owned());
    let _ = rustls::crypto::ring::default_provider().install_default();
    let client = reqwest::Client::builder().no_proxy().redirect(reqwest::redirect::Policy::none());
    let client = Client { client: client.build().expect("a client"), home: home.clone() };
    let mut rules = Rules::of_site(&home);
    let plan = Plan::from_toml(include_str!("../../../plans/longan-2018.toml")).expect("the shipped plan is valid");
    let today = domain::time::china_date(WallClock.now());
    rules.columns = columns_of(&plan.in_force(today), |_, _| None);
    let rules = Arc::new(rules);
    let manners = Manners { host_pause: Duration::ZERO, ..Manners::default() };
    let mut progress = Progress::new(1, Vec::new(), BTreeMap::new());
    let started = Instant::now();
    walk(&client, &WallClock, &rules, &manners, &mut progress, None).await;
    let report = progress.report(&rules, WallClock.now());
    let mut kinds: BTreeMap<_, Vec<_>> = BTreeMap::new();
    for one in &report.seen.observations {
        kinds.entry(one.fingerprint.kind).or_default().push(one);
    }
    for (kind, all) in kinds {
        println!("{} {}: {}", kind.code(), kind.label(), all.len());
        for one in all.iter().take(12) {
            let column = one.evidence.column.as_ref().map_or("-", |column| column.as_str());
            println!("  {} [{column}] {} | {}", one.evidence.page, one.evidence.message, one.evidence.passage.as_str());
        }
    }
    println!("{} pages, {} files, {} moved, {:.1?}", report.pages, report.files, report.moved.len(), started.elapsed());
}
