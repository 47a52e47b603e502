//! Names and their values: attributes of a document, the state of an item.

use leptos::prelude::*;

/// A list of [`Described`] rows.
#[component]
pub fn DescriptionList(
    /// Several rows beside one another where there is room.
    #[prop(optional)]
    columns: bool,
    children: Children,
) -> impl IntoView {
    view! { <dl class="description-list" class:description-list--columns=columns>{children()}</dl> }
}

#[component]
pub fn Described(#[prop(into)] term: String, children: Children) -> impl IntoView {
    view! {
        <div class="description-list__row">
            <dt class="description-list__term">{term}</dt>
            <dd class="description-list__value">{children()}</dd>
        </div>
    }
}
