//! What the patrol finds on the fixture, against what was planted: precision and recall, by kind and over all.

use std::{
    collections::{BTreeMap, BTreeSet},
    fmt::Write,
    sync::Arc,
};

use chrono::TimeDelta;
use domain::{
    patrol::{Evidence, FaultKind, Finding, Fingerprint, Ignoring, Pattern, Place, Terms, WhatChanged, merge},
    plan::InForce,
    time::china_date,
};
use patrol::{Clock, Manners, Progress, Walked, walk, walk::Report};

use super::fixture::{HOME, Loopback, Served, Site, TestClock, plan, serve};

/// What the issue asks for.
const WANTED: f64 = 0.98;

/// What is planted beside the pages: certificates. Letters are no part of the fixture, since no page shows them.
fn plant_beside(site: &mut Site) {
    site.fault(FaultKind::CertificateExpiring, "https://soon.lax.test/", "", "");
    site.fault(FaultKind::CertificateExpired, "https://over.lax.test/", "", "");
    site.fault(FaultKind::CertificateUnseen, "https://silent.lax.test/", "", "");
    site.near_misses += 1;
}

/// The office ignores one host for good.
fn ignored() -> Vec<Ignoring> {
    let at = TestClock::at("2026-11-01 09:00").now();
    vec![Ignoring::new(Pattern::Host("ignored.test".into()), "对方网站正在迁移，已电话核实", "县政务办", at)]
}

struct World {
    site: Site,
    served: Served,
    net: Loopback,
    clock: TestClock,
    plan: InForce,
}

impl World {
    async fn new() -> Self {
        let mut site = Site::build();
        plant_beside(&mut site);
        let served = serve(site.replies.clone()).await;
        let hosts: BTreeSet<String> = site.replies.keys().map(|(host, _)| host.clone()).collect();
        let clock = TestClock::at("2026-11-26 09:00");
        let day = |days| clock.now() + TimeDelta::days(days);
        let net = Loopback::new(hosts, served.address, ["closed.test".to_owned()]).with_certificates(&[
            ("soon.lax.test", day(12)),
            ("over.lax.test", day(-1)),
            ("fine.lax.test", day(90)),
        ]);
        let plan = plan().in_force(china_date(clock.now()));
        Self { site, served, net, clock, plan }
    }

    async fn round(&self, number: u32) -> Report {
        self.served.is_round(number);
        let rules = Arc::new(self.site.rules());
        let manners = Manners { inside_at_once: 6, hosts_at_once: 8, ignored: ignored(), ..Manners::default() };
        let mut progress = Progress::new(number, Vec::new(), BTreeMap::new());
        let walked = walk(&self.net, &self.clock, &rules, &manners, &mut progress, None).await;
        assert_eq!(walked, Walked::Finished);
        progress.report(&rules, self.clock.now())
    }

    /// The findings after another round.
    fn after(&self, known: Vec<Finding>, report: &Report) -> Vec<Finding> {
        let changes = merge(&known, &report.seen, &ignored(), &self.plan, &Terms::default());
        let mut all: BTreeMap<Fingerprint, Finding> =
            known.into_iter().map(|finding| (finding.fingerprint.clone(), finding)).collect();
        for change in changes {
            let key = change.finding.fingerprint.clone();
            if change.what == WhatChanged::Cleared {
                all.remove(&key);
            } else {
                all.insert(key, change.finding);
            }
        }
        all.into_values().collect()
    }
}

#[derive(Default)]
struct Count {
    planted: usize,
    found: usize,
    right: usize,
}

fn ratio(part: usize, whole: usize) -> f64 {
    let exact = |n: usize| f64::from(u32::try_from(n).expect("the fixture is small"));
    if whole == 0 { 1.0 } else { exact(part) / exact(whole) }
}

fn table(counts: &BTreeMap<FaultKind, Count>) -> (String, f64, f64) {
    let mut table = "kind                     planted  found  right  precision  recall\n".to_owned();
    let mut all = Count::default();
    let mut line = |name: &str, count: &Count| {
        let Count { planted, found, right } = *count;
        let (precision, recall) = (ratio(right, found), ratio(right, planted));
        let _ = writeln!(table, "{name:<24} {planted:>7} {found:>6} {right:>6} {precision:>10.3} {recall:>7.3}");
    };
    for (kind, count) in counts {
        line(kind.code(), count);
        all = Count {
            planted: all.planted + count.planted,
            found: all.found + count.found,
            right: all.right + count.right,
        };
    }
    line("all", &all);
    (table, ratio(all.right, all.found), ratio(all.right, all.planted))
}

fn evidence_is_complete(finding: &Finding) {
    let Evidence { page, message, passage, request, .. } = &finding.evidence;
    let fingerprint = &finding.fingerprint;
    assert!(!page.is_empty() && !message.is_empty() && !request.is_empty(), "{fingerprint}");
    assert!(passage.as_str().chars().count() <= domain::patrol::PASSAGE_MAX, "{fingerprint}");
    let leaks = [message.as_str(), passage.as_str(), &fingerprint.words].map(documents::personal_data::find);
    let numbers =
        leaks.concat().into_iter().filter(|datum| datum.kind.severity() == documents::finding::Severity::Block);
    assert_eq!(numbers.count(), 0, "{fingerprint} spreads what it warns of");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn precision_and_recall_on_the_fixture_are_at_least_98_per_cent() {
    let world = World::new().await;
    let (planted, pages) = (world.site.planted.len(), world.site.pages());
    assert!(planted >= 120 && pages >= 150, "{planted} faults on {pages} pages");

    let first = world.round(1).await;
    let known = world.after(Vec::new(), &first);
    world.clock.turn(TimeDelta::hours(1));
    let second = world.round(2).await;
    let known = world.after(known, &second);

    let open: BTreeSet<&Fingerprint> =
        known.iter().filter(|finding| finding.state.code() == "open").map(|finding| &finding.fingerprint).collect();
    let wanted: BTreeSet<&Fingerprint> = world.site.planted.iter().collect();
    assert_eq!(wanted.len(), planted, "no fault is planted twice");
    let mut counts: BTreeMap<FaultKind, Count> = BTreeMap::new();
    for fingerprint in &wanted {
        counts.entry(fingerprint.kind).or_default().planted += 1;
    }
    for fingerprint in &open {
        let count = counts.entry(fingerprint.kind).or_default();
        count.found += 1;
        count.right += usize::from(wanted.contains(fingerprint));
    }
    let (table, precision, recall) = table(&counts);
    let facts = format!(
        "{pages} pages, {planted} planted faults, {} near misses; {} pages, {} files and {} outside addresses in a round\n\n",
        world.site.near_misses, second.pages, second.files, second.asked_outside,
    );
    println!("{facts}{table}");
    for missed in wanted.difference(&open) {
        println!("missed: {missed}");
    }
    for wrong in open.difference(&wanted) {
        println!("false:  {wrong}");
    }
    known.iter().for_each(evidence_is_complete);
    insta::assert_snapshot!("precision_and_recall", format!("{facts}{table}"));
    assert!(precision >= WANTED && recall >= WANTED, "precision {precision:.3}, recall {recall:.3}");

    // What failed in the second round only is suspected, and counts for nobody.
    let suspected = known.iter().filter(|finding| finding.state.code() == "suspected");
    let suspected: Vec<&str> = suspected.map(|finding| finding.fingerprint.target.as_str()).collect();
    assert_eq!(suspected, [format!("{HOME}/fine/later").as_str(), "http://fine.test/later"]);
    let of_the_frame: Vec<&Finding> = known.iter().filter(|one| one.fingerprint.place == Place::WholeSite).collect();
    assert_eq!(of_the_frame.iter().map(|finding| finding.pages).collect::<Vec<_>>(), [25]);
    assert!(second.moved.iter().any(|moved| moved.from.ends_with("/fine/301") && moved.is_for_good));
    assert!(second.moved.iter().all(|moved| moved.from != moved.to));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_third_round_changes_nothing_where_nothing_has_changed() {
    let world = World::new().await;
    let first = world.round(3).await;
    let known = world.after(Vec::new(), &first);
    world.clock.turn(TimeDelta::hours(1));
    let known = world.after(known, &world.round(4).await);
    world.clock.turn(TimeDelta::hours(1));
    let report = world.round(5).await;
    let changes = merge(&known, &report.seen, &ignored(), &world.plan, &Terms::default());
    assert!(
        changes.iter().all(|change| change.what == WhatChanged::SeenAgain),
        "the same faults are the same findings"
    );
    assert_eq!(changes.len(), known.len());
}
