//! The world outside, as `cms` asks it: over HTTP, politely, and with every address taken for what an attacker may have
//! chosen. An allowed host can be taken over, can redirect, and can name any machine; so every step is judged anew.

pub(crate) mod answer;
pub mod guard;
mod intranet;
mod patience;
mod probing;

use std::{
    collections::HashMap,
    error::Error,
    net::SocketAddr,
    sync::{Arc, Mutex, PoisonError},
    time::{Duration, Instant},
};

use anyhow::Context;
use async_trait::async_trait;
use cms::outside::{Answer, Fault, Outside, Page, Question};
use documents::elsewhere::{
    address::{Hosts, WebAddress},
    robots::Robots,
};
use reqwest::{
    Client, Response, StatusCode,
    header::{self, HeaderMap, HeaderName},
    redirect::Policy,
};

use guard::{Guard, GuardedNames, LeadsInside, Names, Unknown};
pub use intranet::Intranet;
use patience::Patience;

/// Under which name `robots.txt` may speak of us.
const AGENT: &str = "longan";

const CONNECTING: Duration = Duration::from_secs(5);
/// From the first request to the last byte, redirects included, waiting for one's turn not.
const WHOLE: Duration = Duration::from_secs(20);
const PAUSE: Duration = Duration::from_secs(2);
const MOST_REDIRECTS: usize = 3;
/// After unpacking.
const MOST_BYTES: usize = 2 * 1024 * 1024;
/// Of a header that is kept and given back.
const MOST_HEADER: usize = 300;
/// How long the wishes of a host are remembered.
const ROBOTS_KEPT: Duration = Duration::from_hours(24);

/// What pages and feeds come as; `text/plain` from servers that do not know feeds.
const TYPES: [&str; 9] = [
    "text/html",
    "application/xhtml+xml",
    "text/xml",
    "application/xml",
    "application/rss+xml",
    "application/atom+xml",
    "application/rdf+xml",
    "text/plain",
    "",
];

/// Asks sites on the hosts that the county allows.
pub struct OutsideWorld {
    client: Client,
    /// Says which certificate a host shows, and takes one that has ended: nothing else is asked of it.
    certificates: Client,
    hosts: Hosts,
    guard: Arc<Guard>,
    patience: Patience,
    robots: Mutex<HashMap<String, (Instant, Robots)>>,
}

impl OutsideWorld {
    /// Says to everybody whom it asks that it comes from `portal`.
    pub fn new(hosts: Hosts, intranet: Intranet, portal: &str) -> anyhow::Result<Self> {
        Self::over(Guard { names: Names::System, intranet }, PAUSE, hosts, portal)
    }

    /// For tests: looked up, a name leads where `names` says. No setting leads here.
    pub fn staged(names: HashMap<String, SocketAddr>, intranet: Intranet, hosts: Hosts) -> anyhow::Result<Self> {
        Self::over(Guard { names: Names::Staged(names), intranet }, Duration::ZERO, hosts, "http://portal.test")
    }

    fn over(guard: Guard, pause: Duration, hosts: Hosts, portal: &str) -> anyhow::Result<Self> {
        // Fails only when another part of the process has chosen one already.
        let _ = rustls::crypto::ring::default_provider().install_default();
        let guard = Arc::new(guard);
        let builder = || {
            Client::builder()
                .user_agent(format!("{AGENT}/{} (+{portal})", env!("CARGO_PKG_VERSION")))
                .dns_resolver(Arc::new(GuardedNames(guard.clone())))
                // Whoever sets a proxy for the machine's other programs would have the names looked up elsewhere.
                .no_proxy()
                // Followed by hand: each step is judged.
                .redirect(Policy::none())
                .referer(false)
                .connect_timeout(CONNECTING)
                // A connection left open would be a guest that nobody asked.
                .pool_max_idle_per_host(0)
        };
        let client = builder().build().context("无法准备对外访问")?;
        let certificates = builder().tls_info(true).danger_accept_invalid_certs(true).build();
        let certificates = certificates.context("无法准备对外访问")?;
        Ok(Self { client, certificates, hosts, guard, patience: Patience::new(pause), robots: Mutex::default() })
    }

    /// Follows the question to where it is answered.
    async fn follow(&self, question: &Question, mode: Mode) -> Result<Reply, Fault> {
        let (mut address, mut found_on) = (question.address.clone(), question.found_on.clone());
        let mut left = WHOLE;
        for _ in 0..=MOST_REDIRECTS {
            if !self.hosts.allow(&address) {
                return Err(Fault::NotAllowed(address.host().to_owned()));
            }
            if self.is_inside(&address) && found_on.as_ref().is_some_and(|page| !self.is_inside(page)) {
                return Err(Fault::PointedInside(address.host().to_owned()));
            }
            if mode == Mode::Page && !self.may_read(&address).await? {
                return Err(Fault::Forbidden);
            }
            let _turn = self.patience.turn(address.host()).await;
            let started = Instant::now();
            let mut request = self.client.get(address.as_str()).timeout(left);
            for (name, value) in
                [(header::IF_NONE_MATCH, &question.etag), (header::IF_MODIFIED_SINCE, &question.last_modified)]
            {
                if !value.is_empty() {
                    request = request.header(name, value);
                }
            }
            let response = request.send().await.map_err(|error| fault_of(&error, &address))?;
            if let Some(to) = redirect(&response) {
                let next = address.join(&to).map_err(Fault::Redirect)?;
                found_on = Some(std::mem::replace(&mut address, next));
                left = left.saturating_sub(started.elapsed());
                continue;
            }
            return reply(response, address).await;
        }
        Err(Fault::TooManyRedirects)
    }

    fn is_inside(&self, address: &WebAddress) -> bool {
        self.guard.intranet.place(address.host()).is_some()
    }

    /// What the host asks of programs. Without a file it asks nothing; when it cannot say, we do not go on.
    async fn may_read(&self, address: &WebAddress) -> Result<bool, Fault> {
        let origin = address.origin();
        let known = {
            let mut robots = self.robots.lock().unwrap_or_else(PoisonError::into_inner);
            robots.retain(|_, (at, _)| at.elapsed() < ROBOTS_KEPT);
            robots.get(&origin).map(|(_, robots)| robots.allow(&address.path_and_query()))
        };
        if let Some(known) = known {
            return Ok(known);
        }
        let file = address.join("/robots.txt").map_err(Fault::Redirect)?;
        let robots = match Box::pin(self.follow(&Question::new(file), Mode::Robots)).await {
            Ok(Reply { status: StatusCode::OK, bytes, .. }) => Robots::parse(&String::from_utf8_lossy(&bytes), AGENT),
            Ok(Reply { status, .. }) if status.is_server_error() => return Err(Fault::Status(status.as_u16())),
            Ok(_) | Err(Fault::TooLarge | Fault::TooManyRedirects | Fault::NotAllowed(_) | Fault::Redirect(_)) => {
                Robots::default()
            }
            Err(why) => return Err(why),
        };
        let allows = robots.allow(&address.path_and_query());
        self.robots.lock().unwrap_or_else(PoisonError::into_inner).insert(origin, (Instant::now(), robots));
        Ok(allows)
    }
}

/// What is asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Mode {
    Page,
    /// The file that says which pages may be asked for.
    Robots,
}

/// What came from where the question led in the end.
struct Reply {
    address: WebAddress,
    status: StatusCode,
    headers: HeaderMap,
    /// Empty unless the status is 200.
    bytes: Vec<u8>,
}

impl Reply {
    /// Empty when there is none, or one that nobody would write.
    fn header(&self, name: HeaderName) -> String {
        let value = self.headers.get(name).and_then(|value| value.to_str().ok());
        value.filter(|value| value.len() <= MOST_HEADER).unwrap_or_default().to_owned()
    }
}

#[async_trait]
impl Outside for OutsideWorld {
    async fn ask(&self, question: &Question) -> Result<Answer, Fault> {
        let reply = self.follow(question, Mode::Page).await?;
        let is_known = !(question.etag.is_empty() && question.last_modified.is_empty());
        match reply.status {
            StatusCode::OK => {}
            StatusCode::NOT_MODIFIED if is_known => return Ok(Answer::Unchanged),
            other => return Err(Fault::Status(other.as_u16())),
        }
        let content_type = reply.header(header::CONTENT_TYPE);
        let kind = content_type.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
        if !TYPES.contains(&kind.as_str()) {
            // Shown to a person: no more of it than a type can be long.
            return Err(Fault::WrongType(kind.chars().take(80).collect()));
        }
        let (etag, last_modified) = (reply.header(header::ETAG), reply.header(header::LAST_MODIFIED));
        Ok(Answer::Page(Page { address: reply.address, content_type, bytes: reply.bytes, etag, last_modified }))
    }
}

/// Where the answer sends us on.
fn redirect(response: &Response) -> Option<String> {
    let goes_on = matches!(response.status().as_u16(), 301 | 302 | 303 | 307 | 308);
    let to = response.headers().get(header::LOCATION)?;
    // Many servers write the address of a Chinese page as it is.
    goes_on.then(|| String::from_utf8_lossy(to.as_bytes()).into_owned())
}

async fn reply(mut response: Response, address: WebAddress) -> Result<Reply, Fault> {
    let (status, headers) = (response.status(), response.headers().clone());
    let mut bytes = Vec::new();
    if status == StatusCode::OK {
        // What comes is unpacked already: a small answer that grows is stopped, too.
        while let Some(chunk) = response.chunk().await.map_err(|error| fault_of(&error, &address))? {
            if bytes.len() + chunk.len() > MOST_BYTES {
                return Err(Fault::TooLarge);
            }
            bytes.extend_from_slice(&chunk);
        }
    }
    Ok(Reply { address, status, headers, bytes })
}

fn fault_of(error: &reqwest::Error, address: &WebAddress) -> Fault {
    let host = || address.host().to_owned();
    let mut cause: Option<&(dyn Error + 'static)> = Some(error);
    while let Some(one) = cause {
        if one.is::<LeadsInside>() {
            return Fault::InnerNetwork(host());
        }
        if one.is::<Unknown>() {
            return Fault::NoSuchHost(host());
        }
        cause = one.source();
    }
    if error.is_timeout() { Fault::TooSlow } else { Fault::Unreachable }
}
