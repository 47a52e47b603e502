//! Single keys of a page: j, k, a, r. They never fire while somebody types.

use leptos::{ev, prelude::*};

use super::browser;

/// Calls `on_key` with each key pressed on the page, as long as the page is shown. It answers whether it used the key.
pub(super) fn page_keys(on_key: impl Fn(&str) -> bool + 'static) {
    let listener = window_event_listener(ev::keydown, move |event| {
        if !browser::is_typing(&event) && on_key(&event.key()) {
            event.prevent_default();
        }
    });
    on_cleanup(move || listener.remove());
}
