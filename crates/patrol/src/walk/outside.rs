//! Other sites: asked whether they still have what we lead to, and nothing more. One request at a time to each of them,
//! with a pause, what their `robots.txt` allows (RFC 9309), and no more than a round may ask of one.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use documents::elsewhere::robots::Robots;
use domain::{
    patrol::{FaultKind, plain_address},
    time::china_date,
};
use futures_util::stream::{self, StreamExt};
use url::Url;

use super::{
    Progress, Walk,
    ask::{Astray, Followed, Question, Why},
    leads::TargetKind,
    progress::{Failed, Host, Reached},
    report::Moved,
};
use crate::{Failure, Method, Request};

/// Under which name `robots.txt` may speak of us.
const AGENT: &str = "longan";
/// So much of a page is fetched to see that it is there.
const GLANCE: usize = 1 << 14;
/// So much of `robots.txt` is read, as the RFC wants.
const MOST_ROBOTS: usize = 500 << 10;
/// After so many connections that failed one after the other a host is left alone for this round.
const MOST_FAILURES: usize = 3;

/// What was learnt of one address.
struct Learnt {
    number: u32,
    reached: Reached,
    moved: Option<Moved>,
}

pub(super) async fn probe(walk: &Walk<'_>, progress: &mut Progress) {
    let today = china_date(walk.clock.now());
    let mut hosts: BTreeMap<String, Vec<(u32, Url)>> = BTreeMap::new();
    let mut passed_over = Vec::new();
    for (target, number) in progress.targets.iter().zip(0_u32..) {
        if target.kind != TargetKind::Outside || target.reached.is_some() {
            continue;
        }
        let ignored = &walk.manners.ignored;
        let is_ignored = ignored.iter().any(|one| one.covers(FaultKind::DeadOutsideLink, "", &target.address, today));
        let url = Url::parse(&target.address).ok().filter(|_| !is_ignored);
        match url.as_ref().and_then(|url| url.host_str()).map(str::to_owned).zip(url) {
            Some((host, url)) => hosts.entry(host).or_default().push((number, url)),
            None => passed_over.push(number),
        }
    }
    for addresses in hosts.values_mut() {
        // What never opened comes first, then what did so the longest ago.
        addresses.sort_by_key(|(number, _)| {
            let target = progress.targets.get(*number as usize);
            target.and_then(|target| progress.opened_before.get(&target.address))
        });
    }
    for number in passed_over {
        progress.reach(number, Reached::Unsettled);
    }
    let visits: Vec<_> = hosts
        .into_iter()
        .map(|(name, addresses)| {
            let host = progress.hosts.remove(&name).unwrap_or_default();
            async move { (name, visit(walk, host, addresses).await) }
        })
        .collect();
    let mut visits = stream::iter(visits).buffer_unordered(walk.manners.hosts_at_once.max(1));
    while let Some((name, (host, learnt))) = visits.next().await {
        progress.hosts.insert(name, host);
        for Learnt { number, reached, moved } in learnt {
            progress.moved.extend(moved);
            progress.reach(number, reached);
        }
    }
}

/// Asks one host for one address after the other.
async fn visit(walk: &Walk<'_>, mut host: Host, addresses: Vec<(u32, Url)>) -> (Host, Vec<Learnt>) {
    let mut learnt = Vec::new();
    let mut robots: BTreeMap<String, Option<Robots>> = BTreeMap::new();
    for (origin, text) in &host.robots {
        robots.insert(origin.clone(), text.as_deref().map(read));
    }
    for (number, url) in addresses {
        // What has no answer yet waits for the walk to be taken up again.
        if walk.is_over() {
            break;
        }
        if host.asked >= walk.manners.most_per_host || host.failures >= MOST_FAILURES {
            learnt.push(Learnt { number, reached: Reached::Unsettled, moved: None });
            continue;
        }
        host.asked += 1;
        let origin = url.origin().ascii_serialization();
        if !robots.contains_key(&origin) {
            let wishes = wishes(walk, &url).await;
            robots.insert(origin.clone(), wishes.as_deref().map(read));
            host.robots.insert(origin.clone(), wishes);
            walk.clock.pause(walk.manners.host_pause).await;
        }
        if let Some(Some(wishes)) = robots.get(&origin)
            && !wishes.allow(&path_of(&url))
        {
            learnt.push(Learnt { number, reached: Reached::Unsettled, moved: None });
            continue;
        }
        let (reached, moved, is_connected) = ask(walk, &url).await;
        host.failures = if is_connected { 0 } else { host.failures + 1 };
        learnt.push(Learnt { number, reached, moved });
        walk.clock.pause(walk.manners.host_pause).await;
    }
    (host, learnt)
}

/// As `robots.txt` names it.
pub(super) fn path_of(url: &Url) -> String {
    url.query().map_or_else(|| url.path().to_owned(), |query| format!("{}?{query}", url.path()))
}

pub(super) fn read(text: &str) -> Robots {
    Robots::parse(text, AGENT)
}

/// What the host asks of programs; `None`: nothing that is known.
pub(super) async fn wishes(walk: &Walk<'_>, url: &Url) -> Option<String> {
    let address = url.join("/robots.txt").ok()?.to_string();
    let request = Request { address, method: Method::Get, most_bytes: MOST_ROBOTS, cold: true };
    let answer = walk.fetch.ask(&request).await.ok().filter(|answer| answer.status == 200)?;
    Some(String::from_utf8_lossy(&answer.bytes).into_owned())
}

/// Asks an address as a reader does, for the beginning of what is there. `HEAD` would cost less and prove nothing: many servers
/// answer it as they answer no reader, be it that all is well or that nothing is there.
pub(super) async fn knock(walk: &Walk<'_>, url: &Url) -> Result<Followed, Astray> {
    walk.follow(url, Question { method: Method::Get, most_bytes: GLANCE, cold: true, anywhere: true }).await
}

/// Whether an address opens. The last word says whether there was a connection at all.
async fn ask(walk: &Walk<'_>, url: &Url) -> (Reached, Option<Moved>, bool) {
    let at = walk.clock.now();
    match knock(walk, url).await {
        Ok(followed) => {
            let (from, to) = (plain_address(url.as_str()), plain_address(followed.url.as_str()));
            let moved = (from != to).then_some(Moved { from, to, is_for_good: followed.is_moved_for_good });
            (judged(followed.answer.status, followed.request, at), moved, true)
        }
        Err(astray) => {
            let reached = match astray.why {
                // Not the other site's fault.
                Why::Failure(Failure::NotAllowed) => Reached::Unsettled,
                why => Reached::Failed(Failed {
                    request: astray.request,
                    status: astray.status,
                    why: why.label().to_owned(),
                    at,
                }),
            };
            // A name that leads nowhere costs nobody anything.
            let is_connected = matches!(astray.why, Why::Circle | Why::Failure(Failure::NoSuchHost));
            (reached, None, is_connected)
        }
    }
}

/// What a status says of an address. Some servers refuse programs whatever there is (401, 403, 429 …): then nobody can say.
pub(super) fn judged(status: u16, request: String, at: DateTime<Utc>) -> Reached {
    match status {
        400 | 404 | 410 | 500..=599 => {
            let why = format!("对方网站答复 {status}");
            Reached::Failed(Failed { request, status: Some(status), why, at })
        }
        401..=499 | 600.. => Reached::Unsettled,
        _ => Reached::Opened,
    }
}
