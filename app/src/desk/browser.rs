//! The browser, as far as the desk talks to it by itself: focus, storage, the time since the last contact.
//! Everything here is called by handlers and effects, which the server does not run.

use leptos::prelude::*;
use wasm_bindgen::{JsCast, JsValue};

/// Puts the keyboard on the element `id`; nothing if there is none.
pub(super) fn focus(id: &str) {
    if let Some(element) = document().get_element_by_id(id).and_then(|e| e.dyn_into::<web_sys::HtmlElement>().ok()) {
        // Fails only for an element outside the document.
        let _ = element.focus();
        element.scroll_into_view_with_bool(false);
    }
}

/// After the view has been brought up to date.
pub(super) fn focus_soon(id: impl Into<String>) {
    let id = id.into();
    request_animation_frame(move || focus(&id));
}

/// Puts what stands in the input `id` on the clipboard; `false` when the browser does not allow it. The old way: the new
/// one works over https only, and offices run the desk inside their own network without it.
pub(super) fn copy_field(id: &str) -> bool {
    let input = document().get_element_by_id(id).and_then(|e| e.dyn_into::<web_sys::HtmlInputElement>().ok());
    let Some(input) = input else { return false };
    input.select();
    let page = document().dyn_into::<web_sys::HtmlDocument>();
    page.is_ok_and(|page| page.exec_command("copy").unwrap_or(false))
}

/// Leaves this page for `address`, which the server answers as a whole.
pub(super) fn open(address: &str) {
    // Refused only while the page is already being left.
    let _ = window().location().assign(address);
}

pub(super) fn reload() {
    // Refused only while the page is already being left.
    let _ = window().location().reload();
}

/// Asks in the browser's own dialog, which holds up everything else until it is answered. Where it may not be shown,
/// nobody is kept.
pub(super) fn confirmed(question: &str) -> bool {
    window().confirm_with_message(question).unwrap_or(true)
}

/// Makes `address` the one of this page again, after the browser has stepped back from it.
pub(super) fn put_address_back(address: &str) {
    if let Ok(history) = window().history() {
        // Refused only while the page is already being left.
        let _ = history.push_state_with_url(&JsValue::NULL, "", Some(address));
    }
}

/// Kept in this browser; `None` when the browser forbids it.
pub(super) fn stored(key: &str) -> Option<String> {
    storage()?.get_item(key).ok().flatten()
}

/// Whether it could be kept.
pub(super) fn store(key: &str, value: &str) -> bool {
    storage().is_some_and(|storage| storage.set_item(key, value).is_ok())
}

pub(super) fn forget(key: &str) {
    if let Some(storage) = storage() {
        // A browser that forbids storage has nothing to forget.
        let _ = storage.remove_item(key);
    }
}

fn storage() -> Option<web_sys::Storage> {
    window().local_storage().ok().flatten()
}

/// Milliseconds of the browser's clock: for differences only.
#[expect(clippy::cast_possible_truncation, reason = "whole milliseconds since 1970")]
pub(super) fn milliseconds() -> i64 {
    js_sys::Date::now() as i64
}

const LAST_CONTACT: &str = "longan:last-contact";

/// The server answered: the session of all tabs lives on.
pub(super) fn note_contact() {
    store(LAST_CONTACT, &milliseconds().to_string());
}

/// Seconds since any tab last heard from the server.
pub(super) fn seconds_since_contact() -> i64 {
    let last = stored(LAST_CONTACT).and_then(|text| text.parse::<i64>().ok());
    last.map_or(0, |last| (milliseconds() - last) / 1000)
}

/// Whether the key was meant for a field or a dialog rather than for the page.
pub(super) fn is_typing(event: &web_sys::KeyboardEvent) -> bool {
    if event.ctrl_key() || event.alt_key() || event.meta_key() || event.is_composing() {
        return true;
    }
    let target = event.target().and_then(|target| target.dyn_into::<web_sys::Element>().ok());
    target.is_some_and(|element| {
        matches!(
            element.closest("input:not([type=checkbox]), textarea, select, [contenteditable=true], dialog"),
            Ok(Some(_))
        )
    })
}
