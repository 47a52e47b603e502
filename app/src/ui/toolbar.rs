//! A row of controls that belong together.

use leptos::prelude::*;

#[component]
pub fn Toolbar(
    /// What the controls are for, for screen readers.
    #[prop(into)]
    label: String,
    /// Stays at the lower edge of the window: save and submit of the editor, batch actions of a list.
    #[prop(optional)]
    sticky: bool,
    children: Children,
) -> impl IntoView {
    view! {
        <div class="toolbar" class:toolbar--sticky=sticky role="group" aria-label=label>
            {children()}
        </div>
    }
}
