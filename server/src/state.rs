//! What every handler can reach.

use std::sync::Arc;

use app::assets::Assets;
use cms::Cms;

use crate::{config::Config, middleware::rate_limit::SignInLimit};

/// Shared by all requests; clones are cheap.
#[derive(Clone)]
pub struct AppState {
    pub cms: Cms,
    pub assets: Assets,
    pub config: Arc<Config>,
    pub sign_in_limit: SignInLimit,
}
