//! Who leaves a page that would lose something by it is asked first. Before the window closes or another page is loaded
//! the browser asks, in words of its own; before the desk's own links and the way back, which load nothing, the desk does.

use std::{cell::RefCell, rc::Rc};

use leptos::{__reexports::send_wrapper::SendWrapper, prelude::*};
use leptos_router::hooks::use_location;
use wasm_bindgen::{JsCast, closure::Closure};
use web_sys::{Element, Event, HtmlAnchorElement, MouseEvent};

use super::{browser, bureau::query, unsaved::guard};

/// What the router follows; before any other link the browser asks.
const OWN_LINK: &str = "a[href]:not([target]):not([download]):not([rel~=external])";

type Hearing = Rc<dyn Fn(&Event)>;

thread_local! {
    /// What hears first that somebody goes back: the page that would lose something by it, if one stands.
    static WAY_BACK: RefCell<Option<Hearing>> = RefCell::default();
}

/// Listens to the way back, before the router does: an event of the window itself reaches its listeners in the order in which
/// they came, so this comes first of all.
pub(super) fn listen() {
    let listener = window_event_listener(leptos::ev::popstate, |event| {
        if let Some(hear) = WAY_BACK.with_borrow(Clone::clone) {
            hear(&event);
        }
    });
    on_cleanup(move || listener.remove());
}

/// Asks the `question`, as long as there is one, before the page is left; whoever says no stays.
pub(super) fn ask_first(question: impl Fn() -> Option<String> + Copy + 'static) {
    guard(move || question().is_some());
    let location = use_location();
    let (here, search, hash) = (location.pathname, location.search, location.hash);
    let stays = move |path: &str| {
        *here.read_untracked() != path && question().is_some_and(|question| !browser::confirmed(&question))
    };
    first_of_clicks(move |event| {
        if followed(event).is_some_and(|path| stays(&path)) {
            event.prevent_default();
            event.stop_immediate_propagation();
        }
    });
    let hear: Hearing = Rc::new(move |event: &Event| {
        // The address has changed already; the router, which has not heard of it yet, knows where the page is.
        if window().location().pathname().is_ok_and(|path| stays(&path)) {
            event.stop_immediate_propagation();
            let search = query(&search.read_untracked());
            browser::put_address_back(&format!("{}{search}{}", here.read_untracked(), hash.read_untracked()));
        }
    });
    WAY_BACK.set(Some(Rc::clone(&hear)));
    let hear = SendWrapper::new(hear);
    on_cleanup(move || {
        // The next page may have come already.
        let is_own = WAY_BACK.with_borrow(|heard| heard.as_ref().is_some_and(|heard| Rc::ptr_eq(heard, &hear)));
        if is_own {
            WAY_BACK.set(None);
        }
    });
}

/// The path to which the desk's own link leads that somebody follows in this window.
fn followed(event: &Event) -> Option<String> {
    let click = event.dyn_ref::<MouseEvent>()?;
    if click.ctrl_key() || click.meta_key() || click.shift_key() || click.alt_key() {
        return None;
    }
    let clicked = event.target()?.dyn_into::<Element>().ok()?;
    // A click into a text that is being written leads nowhere.
    if clicked.closest("[contenteditable=true]").ok()?.is_some() {
        return None;
    }
    let link = clicked.closest(OWN_LINK).ok()??.dyn_into::<HtmlAnchorElement>().ok()?;
    let origin = window().location().origin().ok()?;
    (link.origin() == origin).then(|| link.pathname())
}

/// Hears of clicks before the router and the pages do, as long as the page stands.
fn first_of_clicks(hear: impl Fn(&Event) + 'static) {
    let listener = SendWrapper::new(Closure::<dyn Fn(Event)>::new(move |event: Event| hear(&event)));
    let function = listener.as_ref().unchecked_ref();
    let accepted = window().add_event_listener_with_callback_and_bool("click", function, true);
    debug_assert!(accepted.is_ok(), "a window takes any listener");
    on_cleanup(move || {
        let function = listener.as_ref().unchecked_ref();
        let removed = window().remove_event_listener_with_callback_and_bool("click", function, true);
        debug_assert!(removed.is_ok(), "and gives it back");
    });
}
