//! This site: its pages are read, its files scanned, everything else asked for. At a pace that visitors do not notice.

use std::{collections::VecDeque, sync::Arc, time::Duration};

use documents::elsewhere::charset;
use domain::patrol::{Observation, plain_address};
use futures_util::{
    future::BoxFuture,
    stream::{FuturesUnordered, StreamExt},
};
use tokio::sync::Semaphore;
use url::Url;

use super::{
    Progress, Walk,
    ask::{Followed, Question},
    leads::{self, Lead, TargetKind},
    pace::Pace,
    progress::{Failed, PageNote, Reached},
    report::Moved,
};
use crate::{
    Answer, Method, Page, Request,
    inspect::{FileOnPage, column_of, inspect, inspect_file, source_of},
    reading::Reading,
};

/// How often the home page is asked for before anything begins.
const AT_REST: usize = 5;

/// What has come of one question.
enum Event {
    Page(u32, Visit),
    File(u32, Visit),
    Asked(u32, Visit),
    Control(Option<Duration>),
}

/// What has come of a target.
#[derive(Default)]
struct Visit {
    reached: Option<Reached>,
    moved: Option<Moved>,
    outside: Option<Url>,
    bytes: u64,
    /// The server says that it is gone.
    is_gone: bool,
    read: Option<Read>,
    observations: Vec<Observation>,
}

/// What was read of a page.
struct Read {
    note: PageNote,
    leads: Vec<Lead>,
}

pub(super) async fn walk(walk: &Walk<'_>, progress: &mut Progress) {
    let manners = walk.manners;
    if progress.queue.is_empty() && unasked(progress).is_empty() {
        return;
    }
    let mut pace = Pace::new(manners.fastest, manners.slowest, manners.tolerated);
    rest(walk, &mut pace).await;
    // Large files are read one at a time: each may take some hundred megabytes.
    let one_file = Arc::new(Semaphore::new(1));
    let mut running: FuturesUnordered<BoxFuture<'_, Event>> = FuturesUnordered::new();
    let (mut others, mut next_at) = (VecDeque::new(), walk.clock.now());
    let (between_controls, mut since_control) = (manners.fastest * manners.control_every, Duration::ZERO);
    loop {
        if pace.wants_rest() && running.is_empty() {
            rest(walk, &mut pace).await;
        }
        while running.len() < manners.inside_at_once && !walk.is_over() && !pace.wants_rest() {
            if progress.queue.is_empty() && others.is_empty() && running.is_empty() {
                others = unasked(progress);
            }
            let Some(number) = progress.queue.pop_front().or_else(|| others.pop_front()) else { break };
            let now = walk.clock.now();
            next_at = now.max(next_at + pace.interval());
            let wait = (next_at - now).to_std().unwrap_or_default();
            let Some(event) = question(walk, progress, number, wait, &one_file) else {
                progress.reach(number, Reached::Unsettled);
                continue;
            };
            running.push(event);
            since_control += pace.interval();
            if since_control >= between_controls {
                since_control = Duration::ZERO;
                running.push(Box::pin(async move { Event::Control(home(walk).await) }));
            }
        }
        match running.next().await {
            Some(Event::Control(Some(took))) => pace.measured(took),
            Some(Event::Control(None)) => pace.failed(),
            Some(Event::Page(number, visit) | Event::File(number, visit) | Event::Asked(number, visit)) => {
                absorb(walk, progress, number, visit);
            }
            None if pace.wants_rest() => {}
            None => return,
        }
    }
}

/// How the home page answers while nobody walks.
async fn rest(walk: &Walk<'_>, pace: &mut Pace) {
    let mut measured = Vec::new();
    for _ in 0..AT_REST {
        measured.extend(home(walk).await);
        walk.clock.pause(walk.manners.fastest).await;
    }
    pace.at_rest(&measured);
}

async fn home(walk: &Walk<'_>) -> Option<Duration> {
    let address = walk.rules.home.to_string();
    let request = Request { address, method: Method::Get, most_bytes: walk.rules.limits.read_page, cold: false };
    let answer = walk.fetch.ask(&request).await.ok()?;
    (answer.status < 500).then_some(answer.took)
}

/// What is no page, and has not been asked for.
fn unasked(progress: &Progress) -> VecDeque<u32> {
    let waits = |kind: TargetKind| !matches!(kind, TargetKind::Page | TargetKind::Outside);
    let targets = progress.targets.iter().zip(0_u32..);
    targets.filter(|(target, _)| target.reached.is_none() && waits(target.kind)).map(|(_, number)| number).collect()
}

/// The question for a target; `None` when its address is none.
fn question<'a>(
    walk: &'a Walk<'_>,
    progress: &Progress,
    number: u32,
    wait: Duration,
    one_file: &Arc<Semaphore>,
) -> Option<BoxFuture<'a, Event>> {
    let target = progress.targets.get(number as usize)?;
    let url = Url::parse(&target.address).ok()?;
    let kind = target.kind;
    let file = (kind == TargetKind::File).then(|| {
        let note = target.spots.first().and_then(|spot| progress.notes.get(spot.page as usize));
        FileOnPage {
            page: note.map(|note| note.address.clone()).unwrap_or_default(),
            column: note.and_then(|note| note.column.clone()),
            source: note.and_then(|note| note.source.clone()),
            address: target.address.clone(),
            name: target.name.clone(),
            at: walk.clock.now(),
        }
    });
    let one_file = one_file.clone();
    Some(Box::pin(async move {
        walk.clock.pause(wait).await;
        match (kind, file) {
            (TargetKind::Page, _) => Event::Page(number, visit_page(walk, &url).await),
            (_, Some(file)) => Event::File(number, visit_file(walk, &url, file, &one_file).await),
            _ => Event::Asked(number, ask_whether(walk, &url).await),
        }
    }))
}

/// Takes in what has come.
fn absorb(walk: &Walk<'_>, progress: &mut Progress, number: u32, visit: Visit) {
    let most = walk.manners.most_pages;
    let Visit { reached, moved, outside, bytes, is_gone, read, mut observations } = visit;
    let Some(address) = progress.targets.get(number as usize).map(|target| target.address.clone()) else { return };
    progress.moved.extend(moved);
    if is_gone {
        progress.looked_at.insert(address.clone());
    }
    if let Some(url) = outside {
        let lead = Lead { kind: TargetKind::Outside, ..leads::page(&url) };
        let onward = progress.target(&lead, most);
        if let Some(target) = progress.targets.get_mut(number as usize) {
            target.leads_on_to = Some(onward);
        }
    }
    if let Some(target) = progress.targets.get_mut(number as usize) {
        target.reached = reached.or(Some(Reached::Opened));
        target.bytes = bytes;
    }
    if let Some(Read { mut note, leads }) = read {
        // Two addresses may lead to one page, which is read once.
        let plain = plain_address(&note.address);
        let is_read = progress.looked_at.contains(&plain);
        progress.looked_at.extend([address, plain.clone()]);
        if is_read {
            return;
        }
        note.address = plain;
        let page = u32::try_from(progress.notes.len()).unwrap_or(u32::MAX);
        // It takes its own room before what it leads to.
        progress.notes.push(note);
        let mut loads = Vec::new();
        for lead in leads {
            let target = progress.target(&lead, most);
            if matches!(lead.kind, TargetKind::Picture | TargetKind::Resource) {
                loads.push(target);
            }
            progress.spot(target, page, lead.words);
        }
        if let Some(note) = progress.notes.last_mut() {
            note.loads = loads;
        }
    } else {
        // What an attachment says is said at each page that offers it.
        observations = at_every_page(progress, number, observations);
    }
    progress.observations.append(&mut observations);
}

fn at_every_page(progress: &Progress, number: u32, observations: Vec<Observation>) -> Vec<Observation> {
    let spots = progress.targets.get(number as usize).map(|target| target.spots.as_slice()).unwrap_or_default();
    let notes: Vec<&PageNote> = spots.iter().filter_map(|spot| progress.notes.get(spot.page as usize)).collect();
    let mut all = Vec::new();
    for observation in observations {
        for note in &notes {
            let mut one = observation.clone();
            one.fingerprint.place = domain::patrol::Place::Page(note.address.clone());
            one.evidence.page.clone_from(&note.address);
            one.evidence.column.clone_from(&note.column);
            one.evidence.source.clone_from(&note.source);
            all.push(one);
        }
    }
    all
}

async fn visit_page(walk: &Walk<'_>, url: &Url) -> Visit {
    let most_bytes = walk.rules.limits.read_page;
    let question = Question { method: Method::Get, most_bytes, cold: false, anywhere: false };
    let at = walk.clock.now();
    let followed = match walk.ask_surely(url, question).await {
        Ok(followed) => followed,
        Err(astray) => return failed(at, astray.request, astray.status, astray.why.label().to_owned()),
    };
    let mut visit = opened_or_not(url, &followed, at);
    let Followed { url, answer, .. } = followed;
    if !matches!(visit.reached, Some(Reached::Opened)) || answer.status != 200 || !is_html(&answer) {
        return visit;
    }
    let rules = walk.rules.clone();
    let read = tokio::task::spawn_blocking(move || {
        let html = match String::from_utf8(answer.bytes) {
            Ok(html) => html,
            Err(other) => charset::decode(other.as_bytes(), Some(&answer.content_type)),
        };
        let page = Page::new(url.as_str(), answer.status, html, answer.took, at);
        let reading = Reading::of(&page.html);
        let observations = inspect(&page, &reading, &rules);
        let note = PageNote {
            address: page.address.clone(),
            column: column_of(url.path(), &reading, &rules),
            source: source_of(&reading),
            bytes: page.html.len() as u64,
            digest: page.digest,
            status: page.status,
            at,
            loads: Vec::new(),
        };
        (Read { note, leads: leads::of(&reading, &url, &rules) }, observations)
    });
    if let Ok((read, observations)) = read.await {
        visit.read = Some(read);
        visit.observations = observations;
    } else {
        visit.reached = Some(Reached::Unsettled);
    }
    visit
}

async fn visit_file(walk: &Walk<'_>, url: &Url, file: FileOnPage, one_file: &Semaphore) -> Visit {
    let most_bytes = walk.rules.limits.read_file;
    let question = Question { method: Method::Get, most_bytes, cold: false, anywhere: false };
    let at = walk.clock.now();
    let followed = match walk.ask_surely(url, question).await {
        Ok(followed) => followed,
        Err(astray) => return failed(at, astray.request, astray.status, astray.why.label().to_owned()),
    };
    let mut visit = opened_or_not(url, &followed, at);
    if followed.answer.status != 200 || !matches!(visit.reached, Some(Reached::Opened)) {
        return visit;
    }
    if is_html(&followed.answer) {
        // A page that says so politely is no file.
        let (request, status) = (followed.request, Some(followed.answer.status));
        return failed(at, request, status, "返回的是网页而不是文件".to_owned());
    }
    if followed.answer.is_cut {
        // Larger than what is read: nobody can say what it says.
        visit.reached = Some(Reached::Unsettled);
        return visit;
    }
    let _turn = one_file.acquire().await;
    let rules = walk.rules.clone();
    let read = tokio::task::spawn_blocking(move || inspect_file(&file, followed.answer.bytes, &rules));
    match read.await {
        Ok(observations) => visit.observations = observations,
        Err(_) => visit.reached = Some(Reached::Unsettled),
    }
    visit
}

/// Whether something is there: `HEAD`, and `GET` where the server does not know `HEAD` or refuses it.
async fn ask_whether(walk: &Walk<'_>, url: &Url) -> Visit {
    let at = walk.clock.now();
    let mut question = Question { method: Method::Head, most_bytes: 0, cold: false, anywhere: false };
    let mut followed = walk.follow(url, question).await;
    if !matches!(&followed, Ok(followed) if followed.answer.status < 400) {
        question = Question { method: Method::Get, most_bytes: 1 << 16, ..question };
        followed = walk.ask_surely(url, question).await;
    }
    match followed {
        Ok(followed) => opened_or_not(url, &followed, at),
        Err(astray) => failed(at, astray.request, astray.status, astray.why.label().to_owned()),
    }
}

fn opened_or_not(asked: &Url, followed: &Followed, at: chrono::DateTime<chrono::Utc>) -> Visit {
    let Followed { url, answer, request, is_moved_for_good, outside, .. } = followed;
    if outside.is_none() && answer.status >= 400 {
        let is_gone = matches!(answer.status, 404 | 410);
        let visit = failed(at, request.clone(), Some(answer.status), format!("服务器答复 {}", answer.status));
        return Visit { is_gone, ..visit };
    }
    let (from, to) = (plain_address(asked.as_str()), plain_address(outside.as_ref().unwrap_or(url).as_str()));
    let moved = (from != to).then_some(Moved { from, to, is_for_good: *is_moved_for_good });
    let bytes = answer.length.unwrap_or(answer.bytes.len() as u64);
    Visit { reached: Some(Reached::Opened), moved, outside: outside.clone(), bytes, ..Visit::default() }
}

fn failed(at: chrono::DateTime<chrono::Utc>, request: String, status: Option<u16>, why: String) -> Visit {
    Visit { reached: Some(Reached::Failed(Failed { request, status, why, at })), ..Visit::default() }
}

fn is_html(answer: &Answer) -> bool {
    let kind = answer.content_type.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
    matches!(kind.as_str(), "text/html" | "application/xhtml+xml")
}
