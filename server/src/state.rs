//! What every handler can reach.

use std::sync::Arc;

use app::assets::Assets;
use cms::Cms;

use crate::{
    assets::Files,
    config::Config,
    middleware::{
        rate_limit::AddressLimit,
        request_number::Numbers,
        security_headers::{self, Place},
    },
    network::Network,
    page_cache::PageCache,
};

/// A whole office may share an address; every program asks some times a day, a screen once a minute.
const SECRETS_PER_MINUTE: u32 = 60;

/// Shared by all requests; clones are cheap.
#[derive(Clone)]
pub struct AppState {
    pub(crate) cms: Cms,
    pub(crate) files: Files,
    pub(crate) assets: Assets,
    pub(crate) config: Arc<Config>,
    /// Where the proxies are whose word for a client's address counts.
    pub(crate) trusted_proxies: Arc<[Network]>,
    pub(crate) sign_in_limit: AddressLimit,
    /// Reports and votes of readers.
    pub(crate) feedback_limit: AddressLimit,
    /// Receipts that readers ask for.
    pub(crate) lookup_limit: AddressLimit,
    /// What lies behind secret addresses: calendars that programs fetch, the board on a wall.
    pub(crate) secret_limit: AddressLimit,
    pub(crate) numbers: Arc<Numbers>,
    pub(crate) pages: Arc<PageCache>,
}

impl AppState {
    /// Nobody has tried anything yet, and no page has been made.
    pub fn new(cms: Cms, config: Config, files: Files) -> Self {
        let security = security_headers::of(&Place::Portal, config.is_secure());
        Self {
            pages: Arc::new(PageCache::new(cms.clone(), config.page_cache_mib, security)),
            numbers: Arc::new(Numbers::from_chance()),
            cms,
            assets: files.fingerprints(),
            files,
            // What is no network was refused when the configuration was read.
            trusted_proxies: config.trusted_proxies.iter().filter_map(|text| Network::parse(text)).collect(),
            sign_in_limit: AddressLimit::per_minute(config.sign_in_per_minute),
            feedback_limit: AddressLimit::per_minute(config.feedback_per_minute),
            lookup_limit: AddressLimit::per_minute(config.feedback_per_minute),
            secret_limit: AddressLimit::per_minute(SECRETS_PER_MINUTE),
            config: Arc::new(config),
        }
    }

    /// Reads what other processes have added to the log, so that no page stays that they have changed.
    pub async fn read_log(&self) -> cms::Result<()> {
        self.pages.read_log().await
    }
}
