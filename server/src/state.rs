//! What every handler can reach.

use std::sync::Arc;

use app::assets::Assets;
use cms::Cms;

use crate::{assets, config::Config, middleware::rate_limit::SignInLimit, network::Network};

/// Shared by all requests; clones are cheap.
#[derive(Clone)]
pub struct AppState {
    pub(crate) cms: Cms,
    pub(crate) assets: Assets,
    pub(crate) config: Arc<Config>,
    /// Where the proxies are whose word for a client's address counts.
    pub(crate) trusted_proxies: Arc<[Network]>,
    pub(crate) sign_in_limit: SignInLimit,
}

impl AppState {
    /// Nobody has tried to sign in yet.
    pub fn new(cms: Cms, config: Config) -> Self {
        Self {
            cms,
            assets: assets::fingerprints(),
            // What is no network was refused when the configuration was read.
            trusted_proxies: config.trusted_proxies.iter().filter_map(|text| Network::parse(text)).collect(),
            sign_in_limit: SignInLimit::per_minute(config.sign_in_per_minute),
            config: Arc::new(config),
        }
    }
}
