//! Under what a page is kept: its address and how its reader wants to read. Two requests with the same key get the
//! same page.

use std::{
    borrow::Cow,
    hash::{Hash, Hasher},
};

use app::portal::{parameters::kept_address, preferences::Preferences};
use axum::{body::Body, extract::Request, http::Method};

/// The key of a request; while it is only looked up it borrows the address from there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Key<'a> {
    pub(super) address: Cow<'a, str>,
    pub(super) preferences: Preferences,
}

impl<'a> Key<'a> {
    /// `None` for a request whose answer is not kept, whatever it is.
    pub(super) fn of(request: &'a Request) -> Option<Self> {
        if !matches!(*request.method(), Method::GET | Method::HEAD) {
            return None;
        }
        let address = kept_address(request.uri().path(), request.uri().query())?;
        Some(Self { address, preferences: Preferences::from_headers(request.headers()) })
    }

    pub(super) fn into_owned(self) -> Key<'static> {
        Key { address: Cow::Owned(self.address.into_owned()), ..self }
    }

    /// What is left of `request` for a page that others will get too: the address and the preferences.
    pub(super) fn request(&self, request: &Request) -> Option<Request> {
        let mut common = Request::builder().uri(self.address.as_ref()).body(Body::empty()).ok()?;
        *common.extensions_mut() = request.extensions().clone();
        common.extensions_mut().insert(self.preferences);
        Some(common)
    }
}

impl Hash for Key<'_> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.address.hash(state);
        self.preferences.hash(state);
    }
}

/// A borrowed key finds an owned one.
pub(super) struct Sought<'k, 'a>(pub(super) &'k Key<'a>);

impl Hash for Sought<'_, '_> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.0.hash(state);
    }
}

impl quick_cache::Equivalent<Key<'static>> for Sought<'_, '_> {
    fn equivalent(&self, key: &Key<'static>) -> bool {
        self.0 == key
    }
}
