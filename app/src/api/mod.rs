//! Server functions: what the desk asks of the server, one file per area, each function a few lines over `cms`.
//!
//! Every function is a public HTTP address under `/api/desk`. It asks nobody's rights itself: `cms` does, at the data
//! boundary. Its own work is to find out who asks ([`context`]) and to put the answer into words of `domain::desk`.

pub mod assessment;
pub mod cases;
pub mod content;
pub mod corrections;
pub mod error;
pub mod log;
pub mod obligations;
pub mod patrol;
pub mod people;
pub mod plan;
pub mod register;
pub mod reminders;
pub mod reprints;
pub mod rounds;
pub mod services;
pub mod session;
pub mod site;
pub mod topics;
pub mod wire;

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

pub use error::ApiError;
use wire::Json;

/// An answer with the server's time. The browser's clock may be wrong, and a page that asked it would not hydrate.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Served<T> {
    pub now: DateTime<Utc>,
    pub value: T,
}

/// The system and who asks it. The server's middleware puts both into context, for pages and for functions.
#[cfg(feature = "ssr")]
pub(crate) fn context() -> Result<(cms::Cms, cms::Ctx), ApiError> {
    use leptos::prelude::use_context;
    match (use_context(), use_context()) {
        (Some(cms), Some(ctx)) => Ok((cms, ctx)),
        _ => Err(cms::Error::NotSignedIn.into()),
    }
}

#[cfg(feature = "ssr")]
fn served<T>(cms: &cms::Cms, value: T) -> Served<T> {
    Served { now: cms.now(), value }
}

#[cfg(all(test, feature = "ssr"))]
mod tests {
    use std::collections::BTreeSet;

    /// Two functions at one address would answer for each other; all of them stand where the desk's guards stand.
    #[test]
    fn every_address_is_used_once() {
        let all: Vec<String> =
            leptos::server_fn::axum::server_fn_paths().map(|(path, method)| format!("{method} {path}")).collect();
        let distinct: BTreeSet<&String> = all.iter().collect();
        assert!(all.len() > 40, "the registry holds the functions of this crate: {all:?}");
        assert_eq!(distinct.len(), all.len(), "{all:?}");
        for line in &all {
            assert!(line.starts_with("POST /api/desk/"), "{line}");
        }
    }
}
