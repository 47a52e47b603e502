//! Parts of a page that follow their signals.

use leptos::prelude::*;

/// Shows what `part` makes, and again whenever a signal in it changes.
///
/// Every closure has a type of its own, and a view of it would bring everything that a view can do into the browser
/// once more. Behind one box all of them are compiled together.
pub fn live<V: IntoAny>(part: impl Fn() -> V + Send + 'static) -> AnyView {
    boxed(Box::new(move || part().into_any()))
}

/// Nothing until `open` is set for the first time; from then on what `part` makes, also when `open` is unset again: a dialog
/// gives the focus back as it closes, which one that is taken away cannot.
pub fn once_open<V: IntoAny>(open: RwSignal<bool>, part: impl Fn() -> V + Send + 'static) -> AnyView {
    let was_open = Memo::new(move |was_open: Option<&bool>| was_open == Some(&true) || open.get());
    live(move || was_open.get().then(|| part().into_any()))
}

fn boxed(part: Box<dyn Fn() -> AnyView + Send>) -> AnyView {
    (move || part()).into_any()
}
