//! What stands where nothing is: what to do next, and who can do it.

use leptos::prelude::*;

use super::{Icon, IconName};

#[component]
pub fn EmptyState(
    #[prop(into)] title: String,
    #[prop(default = IconName::Inbox)] icon: IconName,
    /// The next step: a sentence, a button.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    view! {
        <div class="empty-state">
            <Icon name=icon/>
            <p class="empty-state__title">{title}</p>
            {children.map(|children| view! { <div class="empty-state__next">{children()}</div> })}
        </div>
    }
}
