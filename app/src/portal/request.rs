//! What a page needs to know of the request that asks for it.

use axum::http::request::Parts;
use leptos::prelude::*;
use leptos_router::hooks::{use_params_map, use_query_map};

use super::parameters::Parameter;

/// Path and query of the page, to come back to after a preference was changed.
pub(super) fn address() -> String {
    with_context(|parts: &Parts| parts.uri.path_and_query().map(|address| address.as_str().to_owned()))
        .flatten()
        .unwrap_or_else(|| "/".into())
}

/// Path of the page, without its query.
pub(super) fn path() -> String {
    with_context(|parts: &Parts| parts.uri.path().to_owned()).unwrap_or_else(|| "/".into())
}

/// The number under which the server's log knows this request; a reader can quote it.
pub(super) fn number() -> Option<String> {
    use_context::<cms::Ctx>().map(|ctx| ctx.request).filter(|number| !number.is_empty())
}

/// The code at the end of the address.
pub(super) fn code() -> String {
    parameter("code").unwrap_or_default()
}

/// A named part of the address.
pub(super) fn parameter(name: &str) -> Option<String> {
    use_params_map().with_untracked(|params| params.get(name))
}

/// A field of the query.
pub(super) fn query(parameter: Parameter) -> Option<String> {
    use_query_map().with_untracked(|query| query.get(parameter.name()))
}

/// `?page=`, from 1; anything that is no number means the first.
pub(super) fn page() -> i64 {
    query(Parameter::Page).and_then(|page| page.parse().ok()).filter(|page| *page >= 1).unwrap_or(1)
}
