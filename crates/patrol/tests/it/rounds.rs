//! How a round behaves: it can be stopped and taken up, it finds a site that is down, and it leaves other sites in peace.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::{Arc, Mutex},
    time::Duration,
};

use chrono::{DateTime, TimeDelta, Utc};
use domain::patrol::FaultKind;
use patrol::{Answer, Clock, Failure, Fetch, Manners, Method, Progress, Request, Rules, Walked, walk};

use super::fixture::{HOME, Leaf, NEIGHBOUR, TestClock};

/// A network without wires: answers what it is told, and remembers what it was asked.
#[derive(Default)]
struct Paper {
    pages: BTreeMap<String, (u16, String)>,
    asked: Mutex<Vec<Request>>,
}

impl Paper {
    fn site(pages: usize) -> Self {
        let mut paper = Self::default();
        let links: String = (0..pages).map(|n| format!("<a href='/p/{n}'>第{n}页</a>")).collect();
        paper.page("/", &links);
        for n in 0..pages {
            paper.page(&format!("/p/{n}"), "<p>正文。</p>");
        }
        paper
    }

    fn page(&mut self, path: &str, body: &str) {
        let mut leaf = Leaf::site();
        leaf.main.push_str(body);
        self.pages.insert(format!("{HOME}{path}"), (200, leaf.html()));
    }

    fn asked_for(&self, beginning: &str) -> Vec<String> {
        let asked = self.asked.lock().expect("nobody panics while asking");
        asked.iter().filter(|one| one.address.starts_with(beginning)).map(Request::named).collect()
    }
}

#[async_trait::async_trait]
impl Fetch for Paper {
    async fn ask(&self, request: &Request) -> Result<Answer, Failure> {
        self.asked.lock().expect("nobody panics while asking").push(request.clone());
        let (status, html) = self.pages.get(&request.address).cloned().unwrap_or((404, String::new()));
        let bytes = if request.method == Method::Head { Vec::new() } else { html.into_bytes() };
        Ok(Answer {
            status,
            content_type: "text/html".into(),
            bytes,
            took: Duration::from_millis(3),
            ..Answer::default()
        })
    }

    async fn certificate_until(&self, _: &str) -> Result<DateTime<Utc>, Failure> {
        Err(Failure::Unreachable)
    }
}

/// A clock that runs a second with every pause, and remembers the pauses.
struct Running {
    clock: TestClock,
    pauses: Mutex<Vec<Duration>>,
}

impl Running {
    fn new() -> Self {
        Self { clock: TestClock::at("2026-11-26 02:00"), pauses: Mutex::default() }
    }
}

#[async_trait::async_trait]
impl Clock for Running {
    fn now(&self) -> DateTime<Utc> {
        self.clock.now()
    }

    async fn pause(&self, time: Duration) {
        self.pauses.lock().expect("nobody panics while waiting").push(time);
        self.clock.turn(TimeDelta::seconds(1));
        tokio::task::yield_now().await;
    }
}

fn rules() -> Arc<Rules> {
    Arc::new(Rules::of_site(&format!("{HOME}/")))
}

fn fresh() -> Progress {
    Progress::new(1, Vec::new(), BTreeMap::new())
}

#[tokio::test]
async fn a_round_is_stopped_kept_and_taken_up_where_it_was() {
    let (paper, clock, rules) = (Paper::site(60), Running::new(), rules());
    let mut progress = fresh();
    let until = clock.now() + TimeDelta::seconds(30);
    let walked = walk(&paper, &clock, &rules, &Manners::default(), &mut progress, Some(until)).await;
    assert_eq!(walked, Walked::Paused);
    let half = progress.pages();
    assert!((5..60).contains(&half), "{half} pages");
    let kept = serde_json::to_string(&progress).expect("it is data");
    let mut progress: Progress = serde_json::from_str(&kept).expect("and comes back");
    let walked = walk(&paper, &clock, &rules, &Manners::default(), &mut progress, None).await;
    assert_eq!((walked, progress.pages()), (Walked::Finished, 61));
    let asked = paper.asked_for(&format!("{HOME}/p/"));
    assert_eq!(asked.len(), 60, "no page is read twice");
}

#[tokio::test]
async fn a_site_that_is_down_is_one_fault_and_nothing_is_seen_gone() {
    let mut paper = Paper::default();
    paper.pages.insert(format!("{HOME}/"), (502, String::new()));
    let (clock, rules) = (Running::new(), rules());
    let mut progress = Progress::new(1, vec![format!("{HOME}/a/23456789")], BTreeMap::new());
    paper.pages.insert(format!("{HOME}/a/23456789"), (502, String::new()));
    walk(&paper, &clock, &rules, &Manners::default(), &mut progress, None).await;
    let report = progress.report(&rules, clock.now());
    let kinds: Vec<FaultKind> = report.seen.observations.iter().map(|one| one.fingerprint.kind).collect();
    assert_eq!(kinds, [FaultKind::Unavailable]);
    assert!(report.seen.looked_at.is_empty());
}

#[tokio::test]
async fn a_page_that_nothing_leads_to_any_more_is_seen_gone() {
    let (mut paper, clock, rules) = (Paper::site(1), Running::new(), rules());
    paper.pages.insert(format!("{HOME}/a/23456789"), (410, String::new()));
    let mut progress = Progress::new(1, vec![format!("{HOME}/a/23456789")], BTreeMap::new());
    walk(&paper, &clock, &rules, &Manners::default(), &mut progress, None).await;
    let report = progress.report(&rules, clock.now());
    assert!(report.seen.looked_at.contains(&format!("{HOME}/a/23456789")));
}

#[tokio::test]
async fn a_file_that_the_server_fails_to_send_is_not_seen_mended() {
    let (mut paper, clock, rules) = (Paper::site(0), Running::new(), rules());
    paper.page("/", "<a href='/m/failing.pdf'>附件一</a><a href='/m/gone.pdf'>附件二</a>");
    paper.pages.insert(format!("{HOME}/m/failing.pdf"), (500, String::new()));
    let mut progress = fresh();
    walk(&paper, &clock, &rules, &Manners::default(), &mut progress, None).await;
    let seen = progress.report(&rules, clock.now()).seen;
    assert!(seen.unsettled.contains(&format!("{HOME}/m/failing.pdf")));
    assert!(!seen.unsettled.contains(&format!("{HOME}/m/gone.pdf")));
    let dead: BTreeSet<&str> = seen.observations.iter().map(|one| one.fingerprint.target.as_str()).collect();
    assert!(dead.is_superset(&BTreeSet::from([&*format!("{HOME}/m/failing.pdf"), &*format!("{HOME}/m/gone.pdf")])));
    // Each was asked for again on a connection of its own, where the first answer may have been one of the moment.
    let asked = paper.asked.lock().expect("nobody panics while asking");
    let cold = |address: &str| asked.iter().filter(|one| one.cold && one.address.ends_with(address)).count();
    assert_eq!((cold("/m/failing.pdf"), cold("/m/gone.pdf")), (1, 0));
}

#[tokio::test]
async fn where_there_is_no_room_for_all_pages_the_newest_are_read_and_the_others_counted() {
    let mut paper = Paper::default();
    for path in ["/", "/c/tzgg"] {
        paper.page(path, "<p>首页。</p>");
    }
    // As the portal lists them: the oldest first, in two parts.
    let (mut parts, at) = (Vec::new(), |day: u32| domain::time::parse_minute(&format!("2026-10-{day:02} 09:00")));
    for days in [1..=12, 13..=20] {
        let mut part = documents::sitemap::open();
        for day in days {
            let path = format!("/a/item{day:04}");
            paper.page(&path, "<p>正文。</p>");
            part += &documents::sitemap::page(&format!("{HOME}{path}"), at(day));
        }
        part += &documents::sitemap::page(&format!("{HOME}/c/tzgg"), at(1));
        let address = format!("{HOME}/sitemap.xml?part={}", parts.len());
        paper.pages.insert(address.clone(), (200, part + documents::sitemap::CLOSE));
        parts.push(address);
    }
    let index = documents::sitemap::index(parts.iter().map(String::as_str));
    paper.pages.insert(format!("{HOME}/sitemap.xml"), (200, index));
    let rules = rules();
    let read = async |round: u32, most_pages: usize, revisit: &[&str]| {
        paper.asked.lock().expect("nobody panics while asking").clear();
        let revisit = revisit.iter().map(|path| format!("{HOME}{path}")).collect();
        let mut progress = Progress::new(round, revisit, BTreeMap::new());
        let clock = Running::new();
        let manners = Manners { most_pages, inside_at_once: 1, ..Manners::default() };
        walk(&paper, &clock, &rules, &manners, &mut progress, None).await;
        let number = |asked: String| asked.rsplit_once("/a/item").and_then(|(_, number)| number.parse().ok());
        let items: Vec<u32> = paper.asked_for(HOME).into_iter().filter_map(number).collect();
        assert!(paper.asked_for(HOME).contains(&format!("GET {HOME}/c/tzgg")), "what the plan has comes first");
        (items, progress.report(&rules, clock.now()).left_out)
    };
    // The home page, the column, and ten items of which two are older ones whose turn it is. Left out are as many, and a column
    // to which only the frame of the pages leads.
    assert_eq!(read(1, 12, &[]).await, (vec![20, 19, 18, 17, 16, 15, 14, 13, 4, 3], 11));
    assert_eq!(read(2, 12, &[]).await, (vec![20, 19, 18, 17, 16, 15, 14, 13, 6, 5], 11));
    // Where something is known to be wrong is looked at again, however old it is.
    assert_eq!(read(1, 12, &["/a/item0001"]).await, (vec![1, 20, 19, 18, 17, 16, 15, 14, 13, 3], 11));
    let (items, left_out) = read(1, 50, &[]).await;
    assert_eq!((items.len(), items[0], left_out), (20, 20, 0), "there is room for all");
}

#[tokio::test]
async fn a_certificate_that_nobody_can_look_at_is_told_and_counts_where_the_host_is_to_blame() {
    /// A network in which certificates cannot be looked at.
    struct Blind(Paper, Failure);

    #[async_trait::async_trait]
    impl Fetch for Blind {
        async fn ask(&self, request: &Request) -> Result<Answer, Failure> {
            self.0.ask(request).await
        }

        async fn certificate_until(&self, _: &str) -> Result<DateTime<Utc>, Failure> {
            Err(self.1)
        }
    }

    let mut rules = Rules::of_site(&format!("{HOME}/"));
    rules.certificate_hosts = vec!["www.lax.gov.cn".into()];
    let rules = Arc::new(rules);
    for (why, label, found) in [
        (Failure::Insecure, "无法建立安全连接", 1),
        (Failure::Unreachable, "连接不上", 1),
        (Failure::NotAllowed, "不允许访问", 0),
    ] {
        let (clock, mut progress) = (Running::new(), fresh());
        let network = Blind(Paper::site(0), why);
        walk(&network, &clock, &rules, &Manners::default(), &mut progress, None).await;
        // A round that dies before it has written its end looks once more.
        walk(&network, &clock, &rules, &Manners::default(), &mut progress, None).await;
        let seen = progress.report(&rules, clock.now()).seen;
        let unseen: Vec<_> = seen.unseen.iter().map(|one| (one.host.as_str(), one.why.as_str())).collect();
        assert_eq!(unseen, [("www.lax.gov.cn", label)]);
        let of_certificate = seen.observations.iter().filter(|one| one.fingerprint.kind.is_of_certificate());
        let messages: Vec<&str> = of_certificate.map(|one| one.evidence.message.as_str()).collect();
        assert_eq!(messages.len(), found, "{messages:?}");
        assert!(messages.iter().all(|message| message.contains(label)), "{messages:?}");
        assert!(!seen.looked_at.contains("https://www.lax.gov.cn/"));
    }
}

#[tokio::test]
async fn other_sites_are_asked_one_thing_at_a_time_and_no_more_than_is_polite() {
    let mut paper = Paper::default();
    let links: String = (0..6).map(|n| format!("<a href='http://other.test/{n}'>第{n}处</a>")).collect();
    paper.page("/", &links);
    for n in 0..6 {
        paper.pages.insert(format!("http://other.test/{n}"), (200, String::new()));
    }
    paper.pages.insert("http://other.test/robots.txt".into(), (200, "User-agent: longan\nDisallow: /1\n".into()));
    let (clock, rules) = (Running::new(), rules());
    let manners = Manners { most_per_host: 4, ..Manners::default() };
    // 0 opened yesterday, 2 the day before: the others have waited longer.
    let opened = |n: u8, day: &str| (format!("http://other.test/{n}"), day.parse().expect("a day"));
    let before = BTreeMap::from([opened(0, "2026-11-23"), opened(2, "2026-11-22")]);
    let mut progress = Progress::new(1, Vec::new(), before);
    walk(&paper, &clock, &rules, &manners, &mut progress, None).await;
    let asked = paper.asked_for("http://other.test/");
    assert_eq!(
        asked,
        [
            "GET http://other.test/robots.txt",
            "GET http://other.test/3",
            "GET http://other.test/4",
            "GET http://other.test/5"
        ]
    );
    // After every question there is a pause; the footer leads to another site, which has no such page.
    let asked = asked.len() + paper.asked_for(NEIGHBOUR).len();
    let pauses = clock.pauses.lock().expect("nobody panics while waiting");
    assert_eq!(pauses.iter().filter(|pause| **pause == manners.host_pause).count(), asked);
    let unsettled = progress.report(&rules, clock.now()).seen.unsettled;
    assert_eq!(
        unsettled.into_iter().collect::<Vec<_>>(),
        ["http://other.test/0", "http://other.test/1", "http://other.test/2"]
    );
    assert_eq!(progress.opened_outside().count(), 3);
    let known: Vec<String> =
        progress.opened_by("2026-11-24".parse().expect("a day")).into_values().map(|day| day.to_string()).collect();
    assert_eq!(known, ["2026-11-23", "2026-11-22", "2026-11-24", "2026-11-24", "2026-11-24"]);
}

#[tokio::test]
async fn a_round_that_is_taken_up_again_remains_as_polite_as_it_was() {
    let mut paper = Paper::default();
    let links: String = (0..20).map(|n| format!("<a href='http://other.test/{n}'>第{n}处</a>")).collect();
    paper.page("/", &links);
    for n in 0..20 {
        paper.pages.insert(format!("http://other.test/{n}"), (200, String::new()));
    }
    let (clock, rules) = (Running::new(), rules());
    let manners = Manners { most_per_host: 12, ..Manners::default() };
    let mut progress = fresh();
    let mut slices = 0;
    loop {
        slices += 1;
        let until = clock.now() + TimeDelta::seconds(8);
        let walked = walk(&paper, &clock, &rules, &manners, &mut progress, Some(until)).await;
        let kept = serde_json::to_string(&progress).expect("it is data");
        progress = serde_json::from_str(&kept).expect("and comes back");
        if walked == Walked::Finished {
            break;
        }
    }
    assert!(slices > 2, "{slices} slices");
    let asked = paper.asked_for("http://other.test/");
    assert_eq!(asked.iter().filter(|one| one.ends_with("robots.txt")).count(), 1, "{asked:?}");
    assert_eq!(asked.len(), 1 + 12, "no more than a round may ask of one: {asked:?}");
}

#[tokio::test]
async fn a_portal_that_becomes_slower_is_given_way() {
    /// Answers slower once it has answered many questions, as long as somebody walks: anything but the home page was asked
    /// for just before.
    struct Tiring(Paper);

    #[async_trait::async_trait]
    impl Fetch for Tiring {
        async fn ask(&self, request: &Request) -> Result<Answer, Failure> {
            let answer = self.0.ask(request).await?;
            let asked = self.0.asked_for(HOME);
            let is_home = |one: &String| one.ends_with("lax.test/");
            let is_tired = asked.len() > 50 && !asked.iter().rev().take(3).all(is_home);
            Ok(Answer { took: Duration::from_millis(if is_tired { 60 } else { 20 }), ..answer })
        }

        async fn certificate_until(&self, host: &str) -> Result<DateTime<Utc>, Failure> {
            self.0.certificate_until(host).await
        }
    }

    let manners = Manners { control_every: 5, ..Manners::default() };
    let mut last = Vec::new();
    for is_tiring in [false, true] {
        let (clock, rules, mut progress) = (Standing::new(), rules(), fresh());
        let paper = Paper::site(200);
        if is_tiring {
            walk(&Tiring(paper), &clock, &rules, &manners, &mut progress, None).await;
        } else {
            walk(&paper, &clock, &rules, &manners, &mut progress, None).await;
        }
        assert_eq!(progress.pages(), 201);
        last.push(clock.elapsed());
    }
    assert!(last[1] > last[0] * 5, "{last:?}");
}

/// A clock that runs exactly as long as it is told to pause.
struct Standing {
    start: DateTime<Utc>,
    clock: TestClock,
}

impl Standing {
    fn new() -> Self {
        let clock = TestClock::at("2026-11-26 02:00");
        Self { start: clock.now(), clock }
    }

    fn elapsed(&self) -> TimeDelta {
        self.clock.now() - self.start
    }
}

#[async_trait::async_trait]
impl Clock for Standing {
    fn now(&self) -> DateTime<Utc> {
        self.clock.now()
    }

    async fn pause(&self, time: Duration) {
        self.clock.turn(TimeDelta::from_std(time).expect("a short time"));
        tokio::task::yield_now().await;
    }
}

#[test]
fn the_plan_says_which_columns_must_hold_something() {
    let plan = super::fixture::plan().in_force(super::fixture::today());
    let since = |_: &domain::plan::Column, cadence: domain::plan::Cadence| {
        (cadence == domain::plan::Cadence::Daily).then(super::fixture::today)
    };
    let columns = patrol::columns_of(&plan, since);
    let rule = |code: &str| &columns[&domain::plan::ColumnCode::parse(code).expect("a code")];
    assert!(rule("tzgg").must_hold_items && !rule("jyly").must_hold_items && !rule("xzxx").must_hold_items);
    assert!(rule("wjzl").needs_interpretation && !rule("tzgg").needs_interpretation);
    assert!(columns.values().any(|rule| rule.fresh_since.is_some()));
}

#[test]
fn a_column_is_asked_for_until_the_day_from_which_it_is_history() {
    let code = domain::plan::ColumnCode::parse("tzgg").expect("a code");
    let must_hold_items = |retired_on: &str| {
        let mut plan = super::fixture::plan();
        let column = plan.columns.iter_mut().find(|column| column.code == code).expect("it is in the plan");
        column.retired_on = retired_on.parse().ok();
        let columns = patrol::columns_of(&plan.in_force(super::fixture::today()), |_, _| None);
        columns.get(&code).map(|rule| rule.must_hold_items)
    };
    // The round is of 26 November.
    assert_eq!(must_hold_items("2026-11-27"), Some(true));
    assert_eq!(must_hold_items("2026-11-26"), None);
}
