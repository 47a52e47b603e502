//! Ten thousand pages beside a portal in use: how long a round takes, and how much visitors notice of it.
//!
//! ```sh
//! cargo run --release -p patrol --example ten_thousand [pages]
//! ```
//!
//! A small portal on the loopback interface makes each page anew, which takes some milliseconds of a core. A visitor asks for
//! the home page every few milliseconds; first alone, then beside the round.

use std::{
    collections::BTreeMap,
    net::SocketAddr,
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    time::{Duration, Instant},
};

use axum::{Router, extract::Path, response::Html, routing::get};
use chrono::{DateTime, Utc};
use patrol::{Answer, Clock, Failure, Fetch, Manners, Method, Progress, Request, Rules, walk};

/// How long the portal computes for a page, on one core.
const WORK: Duration = Duration::from_millis(2);
const VISITOR_PAUSE: Duration = Duration::from_millis(20);

/// Keeps a core busy as a renderer does.
fn compute() {
    let started = Instant::now();
    while started.elapsed() < WORK {
        std::hint::black_box(documents::content_hash::content_hash(&[7; 4_096]));
    }
}

fn frame(title: &str, main: &str) -> String {
    let menu: String = (0..60).map(|n| format!("<li><a href='/c/{n}'>第{n}栏</a></li>")).collect();
    format!(
        "<!DOCTYPE html><html lang='zh-CN'><head><title>{title}</title>\
         <meta name='SiteName' content='隆安县人民政府门户网站'><meta name='SiteDomain' content='www.lax.test'>\
         <meta name='SiteIDCode' content='4501230001'><meta name='ColumnName' content='通知公告'>\
         <meta name='ColumnDescription' content='通知和公告'><meta name='ColumnKeywords' content='通知公告'>\
         <meta name='ColumnType' content='政务动态'><meta name='ArticleTitle' content='{title}'>\
         <meta name='PubDate' content='2026-11-02 09:05'><meta name='ContentSource' content='县政务办'></head><body><header><nav><ul>{menu}</ul></nav></header>\
         <main><h1>{title}</h1>{main}</main><footer><p>主办：隆安县人民政府　电话：0771-6522000</p></footer></body></html>"
    )
}

fn text(n: usize) -> String {
    let paragraph = |p: usize| {
        format!(
            "<p>第{p}条　各乡镇人民政府，县直各有关单位：根据第{n}号文件要求，为进一步做好2026年第{p}批农村危房改造工作，\
             现将有关事项通知如下，请结合实际认真贯彻执行。联系电话：0771-65{n:05}。</p>"
        )
    };
    (0..25).map(paragraph).collect()
}

async fn serve(pages: usize) -> SocketAddr {
    let in_column = 100;
    let columns = pages / in_column;
    let home: String = (0..columns).map(|n| format!("<a href='/c/{n}'>第{n}栏</a>")).collect();
    let home = frame("首页", &home);
    let router = Router::new()
        .route(
            "/",
            get(move || async move {
                compute();
                Html(home)
            }),
        )
        .route(
            "/c/{n}",
            get(move |Path(n): Path<usize>| async move {
                compute();
                let rows: String = (0..in_column)
                    .map(|i| format!("<li><a href='/a/{}'>第{i}号</a></li>", n * in_column + i))
                    .collect();
                Html(frame("栏目", &format!("<ul>{rows}</ul>")))
            }),
        )
        .route(
            "/a/{n}",
            get(|Path(n): Path<usize>| async move {
                compute();
                Html(frame(&format!("关于第{n}项工作的通知"), &text(n)))
            }),
        );
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.expect("a port");
    let address = listener.local_addr().expect("it listens");
    tokio::spawn(async move { axum::serve(listener, router).await });
    address
}

struct Client(reqwest::Client);

#[async_trait::async_trait]
impl Fetch for Client {
    async fn ask(&self, request: &Request) -> Result<Answer, Failure> {
        let method = if request.method == Method::Head { reqwest::Method::HEAD } else { reqwest::Method::GET };
        let started = Instant::now();
        let response = self.0.request(method, &request.address).send().await.map_err(|_| Failure::Unreachable)?;
        let (status, took) = (response.status().as_u16(), started.elapsed());
        let header = response.headers().get("content-type").and_then(|kind| kind.to_str().ok());
        let content_type = header.unwrap_or_default().to_owned();
        let bytes = response.bytes().await.map_err(|_| Failure::Unreachable)?.to_vec();
        Ok(Answer { status, content_type, bytes, took, ..Answer::default() })
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

/// What a visitor measures until `is_over`.
async fn visit(home: String, is_over: Arc<AtomicBool>) -> Vec<Duration> {
    let client = reqwest::Client::builder().no_proxy().build().expect("a client");
    let mut measured = Vec::new();
    while !is_over.load(Ordering::Relaxed) {
        let started = Instant::now();
        if client.get(&home).send().await.is_ok() {
            measured.push(started.elapsed());
        }
        tokio::time::sleep(VISITOR_PAUSE).await;
    }
    measured.sort_unstable();
    measured
}

fn shown(measured: &[Duration]) -> String {
    let at = |percent: usize| measured.get(measured.len() * percent / 100).copied().unwrap_or_default();
    let mean = measured.iter().sum::<Duration>() / u32::try_from(measured.len().max(1)).unwrap_or(1);
    format!("median {:.2?}, mean {mean:.2?}, 90 % below {:.2?}, {} visits", at(50), at(90), measured.len())
}

#[tokio::main(flavor = "multi_thread", worker_threads = 2)]
#[expect(clippy::disallowed_methods, reason = "the clock of the running program")]
async fn main() {
    let pages = std::env::args().nth(1).and_then(|pages| pages.parse().ok()).unwrap_or(10_000);
    let _ = rustls::crypto::ring::default_provider().install_default();
    let home = format!("http://{}/", serve(pages).await);
    let watch = |home: &str| {
        let is_over = Arc::new(AtomicBool::new(false));
        (tokio::spawn(visit(home.to_owned(), is_over.clone())), is_over)
    };
    let alone = async |label: &str| {
        let (visitor, is_over) = watch(&home);
        tokio::time::sleep(Duration::from_secs(10)).await;
        is_over.store(true, Ordering::Relaxed);
        println!("{label}: {}", shown(&visitor.await.expect("the visitor comes back")));
    };
    alone("before the round").await;
    let client = Client(reqwest::Client::builder().no_proxy().build().expect("a client"));
    let rules = Arc::new(Rules::of_site(&home));
    let mut progress = Progress::new(1, Vec::new(), BTreeMap::new());
    let (visitor, is_over) = watch(&home);
    let started = Instant::now();
    walk(&client, &WallClock, &rules, &Manners::default(), &mut progress, None).await;
    let took = started.elapsed();
    is_over.store(true, Ordering::Relaxed);
    println!("during the round: {}", shown(&visitor.await.expect("the visitor comes back")));
    alone("after the round").await;
    let report = progress.report(&rules, Utc::now());
    println!("{} pages in {took:.1?}, {} observations", report.pages, report.seen.observations.len());

    let html = frame("关于第1项工作的通知", &text(1));
    let page = patrol::Page::new(&format!("{home}a/1"), 200, html, WORK, Utc::now());
    let started = Instant::now();
    let times = 2_000;
    for n in 0..times {
        // Every page has words of its own.
        let page = patrol::Page { html: page.html.replace("危房", &format!("危房{n}")), ..page.clone() };
        std::hint::black_box(patrol::inspect_page(&page, &rules));
    }
    println!("one page of {} bytes is inspected in {:.2?}", page.html.len(), started.elapsed() / times);
}
