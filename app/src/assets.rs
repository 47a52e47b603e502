//! Addresses of style sheets, scripts and bundles, with the hash of their content: a new build is fetched at once,
//! an old one is cached for ever.

use std::{collections::BTreeMap, sync::Arc};

/// The assets of this build. The server provides it as a context.
#[derive(Debug, Clone, Default)]
pub struct Assets(Arc<BTreeMap<String, String>>);

impl Assets {
    /// `hashes`: path of each asset (`/pkg/desk.css`) and a fingerprint of its content.
    pub fn new(hashes: impl IntoIterator<Item = (String, String)>) -> Self {
        Self(Arc::new(hashes.into_iter().collect()))
    }

    /// `/pkg/desk.css?v=1f3a…`; an asset without a known hash keeps its bare address and is revalidated.
    pub fn url(&self, path: &str) -> String {
        self.0.get(path).map_or_else(|| path.to_owned(), |hash| format!("{path}?v={hash}"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_known_asset_carries_its_hash() {
        let assets = Assets::new([("/pkg/desk.css".to_owned(), "1f3a".to_owned())]);
        assert_eq!(assets.url("/pkg/desk.css"), "/pkg/desk.css?v=1f3a");
        assert_eq!(assets.url("/js/portal.js"), "/js/portal.js");
    }
}
