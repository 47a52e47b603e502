//! The desk comes to the browser in six parts, each with a wasm of its own: what waits to be signed, taken over or mended; writing;
//! the office of plan, people and log; the studio, where the portal around the items is kept; assurance, where the
//! county sees how it stands; and inspection, with what was found, whom it was told and what became of it. A clerk on a
//! slow line does not wait for pages of others.

use leptos::prelude::*;
use leptos_router::hooks::use_location;

use super::{browser, no_page::NoPage};

/// A part of the desk.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Bureau {
    Signing,
    Writing,
    Office,
    Studio,
    Assurance,
    Inspection,
}

impl Bureau {
    /// The part to which the page at `path` belongs.
    pub fn of(path: &str) -> Self {
        let page = path.strip_prefix("/desk/").unwrap_or_default().trim_end_matches('/');
        match page.split('/').next().unwrap_or_default() {
            "columns" | "accounts" | "account-requests" | "delegations" | "me" | "log" | "services" | "components" => {
                Self::Office
            }
            "topics" | "corrections" | "site" => Self::Studio,
            "board" | "calendar" | "assessment" => Self::Assurance,
            "patrol" | "rounds" | "cases" | "reminders" => Self::Inspection,
            // `items/new` and `items/7`, but not the list and not what stands below an item.
            "items" if page.split('/').count() == 2 => Self::Writing,
            _ => Self::Signing,
        }
    }

    /// Name of its files under `/pkg`.
    pub const fn bundle(self) -> &'static str {
        match self {
            Self::Signing => "signing",
            Self::Writing => "desk",
            Self::Office => "office",
            Self::Studio => "studio",
            Self::Assurance => "assurance",
            Self::Inspection => "inspection",
        }
    }
}

/// Stands for every address that this part does not know: a page of another part is loaded as a whole.
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
pub(super) fn query(search: &str) -> String {
    if search.is_empty() { String::new() } else { format!("?{}", search.trim_start_matches('?')) }
}

#[cfg(test)]
mod tests {
    use super::Bureau;

    #[test]
    fn every_page_belongs_to_one_part() {
        for (path, part) in [
            ("/desk", Bureau::Signing),
            ("/desk/", Bureau::Signing),
            ("/desk/items", Bureau::Signing),
            ("/desk/items/", Bureau::Signing),
            ("/desk/items/7/", Bureau::Writing),
            ("/desk/items/7/review", Bureau::Signing),
            ("/desk/items/7", Bureau::Writing),
            ("/desk/items/7/history", Bureau::Signing),
            ("/desk/items/new", Bureau::Writing),
            ("/desk/me", Bureau::Office),
            ("/desk/columns", Bureau::Office),
            ("/desk/account-requests", Bureau::Office),
            ("/desk/log", Bureau::Office),
            ("/desk/services", Bureau::Office),
            ("/desk/topics/7", Bureau::Studio),
            ("/desk/reprints", Bureau::Signing),
            ("/desk/rounds", Bureau::Inspection),
            ("/desk/corrections/7", Bureau::Studio),
            ("/desk/site", Bureau::Studio),
            ("/desk/inbox", Bureau::Signing),
            ("/desk/cases", Bureau::Inspection),
            ("/desk/cases/7", Bureau::Inspection),
            ("/desk/board", Bureau::Assurance),
            ("/desk/assessment", Bureau::Assurance),
            ("/desk/calendar/", Bureau::Assurance),
            ("/desk/patrol", Bureau::Inspection),
            ("/desk/reminders", Bureau::Inspection),
            ("/desk/logout", Bureau::Signing),
        ] {
            assert_eq!(Bureau::of(path), part, "{path}");
        }
    }
}
