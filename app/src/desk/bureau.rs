//! The desk comes to the browser in two halves, each with a wasm of its own: writing and signing, which clerks open
//! every day, and the office of plan, people and log. A clerk on a slow line does not wait for pages of others.

use leptos::prelude::*;
use leptos_router::hooks::use_location;

use super::{browser, no_page::NoPage};

/// A half of the desk.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Bureau {
    Writing,
    Office,
}

impl Bureau {
    /// The half to which the page at `path` belongs.
    pub fn of(path: &str) -> Self {
        let page = path.strip_prefix("/desk/").unwrap_or_default();
        match page.split('/').next().unwrap_or_default() {
            "columns" | "accounts" | "account-requests" | "delegations" | "me" | "log" | "components" => Self::Office,
            _ => Self::Writing,
        }
    }

    /// Name of its files under `/pkg`.
    pub const fn bundle(self) -> &'static str {
        match self {
            Self::Writing => "desk",
            Self::Office => "office",
        }
    }
}

/// Stands for every address that this half does not know: a page of the other half is loaded as a whole.
#[component]
pub(super) fn Elsewhere(here: Bureau) -> impl IntoView {
    let location = use_location();
    let path = location.pathname;
    Effect::new(move || {
        if Bureau::of(&path.read()) != here {
            browser::open(&format!("{}{}", path.read(), query(&location.search.read())));
        }
    });
    view! { <Show when=move || Bureau::of(&path.read()) == here><NoPage/></Show> }
}

/// `?page=2`, or nothing.
fn query(search: &str) -> String {
    if search.is_empty() { String::new() } else { format!("?{}", search.trim_start_matches('?')) }
}

#[cfg(test)]
mod tests {
    use super::Bureau;

    #[test]
    fn every_page_belongs_to_one_half() {
        for (path, half) in [
            ("/desk", Bureau::Writing),
            ("/desk/", Bureau::Writing),
            ("/desk/items/7/review", Bureau::Writing),
            ("/desk/me", Bureau::Office),
            ("/desk/columns", Bureau::Office),
            ("/desk/account-requests", Bureau::Office),
            ("/desk/log", Bureau::Office),
            ("/desk/logout", Bureau::Writing),
        ] {
            assert_eq!(Bureau::of(path), half, "{path}");
        }
    }
}
