//! The head of a row that unfolds: what stands behind it is made when it is first opened. The board has two hundred rows, of
//! which somebody opens one or two.

use leptos::prelude::*;

use crate::ui::once_open;

#[component]
pub(super) fn Unfolding(summary: AnyView, open: bool, children: ChildrenFn) -> impl IntoView {
    let node = NodeRef::<leptos::html::Details>::new();
    let opened = RwSignal::new(open);
    // A row that was pressed before the page could listen, or that was open when the query put another column into it.
    Effect::new(move |_| {
        if node.get().is_some_and(|details| details.open()) {
            opened.set(true);
        }
    });
    view! {
        <details class="board__row" open=open node_ref=node on:toggle=move |_| opened.set(true)>
            <summary>{summary}</summary>
            {once_open(opened, move || children())}
        </details>
    }
}
