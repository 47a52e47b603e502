//! The portal's pages, rendered once and kept in memory until something that they show changes.
//!
//! Each entry knows the tags of what its page has read, the plan of which it is, and the event up to which the log was
//! known when rendering began. It is fresh while that plan is in force on the same day, the same switches of the site are
//! on, and no later event has touched one of its tags (`docs/decisions/0010`). So a page that was being rendered while
//! somebody signed is never taken for a new one, and what this process has committed is seen by the very next request.

mod kept_page;
mod key;
mod log;

use std::{
    future::Future,
    sync::{
        Arc,
        atomic::{AtomicI64, Ordering},
    },
    time::Duration,
};

use axum::{
    body::to_bytes,
    extract::Request,
    http::{HeaderMap, StatusCode},
    response::{IntoResponse, Response},
};
use cms::{
    Cms,
    reading::{Reading, Tag},
};
use domain::{plan::InForce, site::SiteState};
use quick_cache::{Weighter, sync::Cache};
use tokio::time::timeout;

use self::{
    kept_page::{KeptPage, about_caching},
    key::{Key, Sought},
    log::Log,
};

pub(crate) use kept_page::Settled;

/// All that is kept.
#[derive(Debug)]
pub(crate) struct PageCache {
    cms: Cms,
    log: Log,
    /// `None` where nothing is to be kept.
    pages: Option<Pages>,
    /// What every portal page carries.
    security: HeaderMap,
    /// How long a reader waits for the render of another: while the database does not answer, a queue of readers who
    /// find that out one after the other would be worse than all of them trying.
    patience: Duration,
}

type Pages = Cache<Key<'static>, Arc<Entry>, Weight>;

#[derive(Debug)]
struct Entry {
    page: KeptPage,
    tags: Box<[Tag]>,
    /// The plan in force when rendering began; another plan, or the same one on another day, is another value.
    plan: Arc<InForce>,
    /// What every page showed then: a banner begins and ends by the clock, without an event.
    site: SiteState,
    /// The last event known when rendering began.
    began: i64,
    /// The last event known when this was found to be fresh: until there is another one, it still is.
    fresh_at: AtomicI64,
}

#[derive(Debug, Clone)]
struct Weight;

impl Weighter<Key<'static>, Arc<Entry>> for Weight {
    fn weight(&self, key: &Key<'static>, entry: &Arc<Entry>) -> u64 {
        let tags = entry.tags.len() * (size_of::<Tag>() + 8);
        (entry.page.weight() + key.address.len() + tags) as u64
    }
}

/// What a page weighs with its packed forms, roughly: how many are to be expected.
const TYPICAL: u64 = 64 * 1024;

impl PageCache {
    /// Keeps at most `mib` mebibytes of pages; nothing at all with 0. `security` goes onto every page.
    pub(crate) fn new(cms: Cms, mib: u32, security: HeaderMap) -> Self {
        let capacity = u64::from(mib) * 1024 * 1024;
        let expected = usize::try_from(capacity / TYPICAL).unwrap_or(usize::MAX);
        let pages = (capacity > 0).then(|| Cache::with_weighter(expected, capacity, Weight));
        Self { log: Log::of(cms.clone()), cms, pages, security, patience: Duration::from_secs(2) }
    }

    /// The page for `request`, when it is kept and fresh. Waits for nothing.
    pub(crate) fn at_hand(&self, request: &Request) -> Option<Response> {
        let pages = self.pages.as_ref().filter(|_| self.log.is_up_to_date())?;
        let key = Key::of(request)?;
        let entry = pages.get(&Sought(&key)).filter(|entry| self.is_fresh(entry))?;
        Some(entry.page.answer(request))
    }

    /// The page for `request`: kept, or made by `render`, of readers who want the same one by the first alone.
    pub(crate) async fn answer<F>(&self, request: Request, render: impl FnOnce(Request) -> F) -> Response
    where
        F: Future<Output = (Response, Reading)>,
    {
        let key = Key::of(&request).map(Key::into_owned);
        let (Some(pages), Some(key)) = (&self.pages, key) else { return unkept(render(request).await.0) };
        let Some(common) = key.request(&request) else { return unkept(render(request).await.0) };
        if let Err(error) = self.log.catch_up().await {
            // What is kept may be out of date; the page will find out for itself what is wrong with the database.
            tracing::error!(%error, "the log could not be read for the kept pages");
            return unkept(render(request).await.0);
        }
        loop {
            match timeout(self.patience, pages.get_value_or_guard_async(&key)).await {
                Err(_) => return unkept(render(common).await.0),
                Ok(Ok(entry)) if self.is_fresh(&entry) => return settled(entry.page.answer(&request)),
                Ok(Ok(stale)) => drop(pages.remove_if(&key, |entry| Arc::ptr_eq(entry, &stale))),
                Ok(Err(place)) => {
                    // All before anything is read.
                    let (began, plan, site) = (self.log.known(), self.cms.plan(), self.cms.site_state());
                    let (response, reading) = render(common).await;
                    if !KeptPage::may_be(&response) {
                        return unkept(response);
                    }
                    let Some(page) = self.pack(response).await else {
                        return StatusCode::INTERNAL_SERVER_ERROR.into_response();
                    };
                    let tags = reading.tags().into_iter().collect();
                    let entry = Arc::new(Entry { page, tags, plan, site, began, fresh_at: AtomicI64::new(began) });
                    let answer = settled(entry.page.answer(&request));
                    if self.is_fresh(&entry) {
                        // Refused where something else was put there by now, which is as well.
                        let _ = place.insert(entry);
                    }
                    return answer;
                }
            }
        }
    }

    /// Reads what other processes have added to the log; nothing where nothing is kept.
    pub(crate) async fn read_log(&self) -> cms::Result<()> {
        if self.pages.is_some() { self.log.read().await } else { Ok(()) }
    }

    /// Whether the page is as it would be rendered now, by what is known of the log.
    fn is_fresh(&self, entry: &Entry) -> bool {
        if !Arc::ptr_eq(&entry.plan, &self.cms.plan()) || entry.site != self.cms.site_state() {
            return false;
        }
        let known = self.log.known();
        if entry.fresh_at.load(Ordering::Relaxed) == known {
            return true;
        }
        let is_fresh = self.log.is_untouched(&entry.tags, entry.began);
        if is_fresh {
            entry.fresh_at.store(known, Ordering::Relaxed);
        }
        is_fresh
    }

    async fn pack(&self, response: Response) -> Option<KeptPage> {
        let (parts, body) = response.into_parts();
        let security = self.security.clone();
        let packed = async {
            let page = to_bytes(body, usize::MAX).await?;
            let packing =
                tokio::task::spawn_blocking(move || KeptPage::new(parts.status, parts.headers, &security, page));
            Ok::<_, axum::BoxError>(packing.await??)
        };
        packed.await.inspect_err(|error| tracing::error!(%error, "a page could not be packed")).ok()
    }
}

/// A page that is made for this request alone.
fn unkept(mut response: Response) -> Response {
    about_caching(response.headers_mut());
    response
}

/// Needs no packing by anybody behind.
fn settled(mut response: Response) -> Response {
    response.extensions_mut().insert(Settled);
    response
}

#[cfg(test)]
mod tests;
