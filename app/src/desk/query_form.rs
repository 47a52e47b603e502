//! A query whose fields are the address: an ordinary GET form, which the script follows without leaving the page.
//!
//! The router's own form does this for fields that it does not know, and brings what that takes into the browser; the
//! desk's budget is better spent.

use leptos::{ev::SubmitEvent, prelude::*};
use leptos_router::{NavigateOptions, hooks::use_navigate};

use crate::ui::pager::address;

#[component]
pub(super) fn QueryForm(
    #[prop(into)] path: String,
    /// The fields under their names in the address; what is empty is left out of it.
    fields: Vec<(&'static str, RwSignal<String>)>,
    children: Children,
) -> impl IntoView {
    let navigate = use_navigate();
    let action = path.clone();
    let ask = move |event: SubmitEvent| {
        event.prevent_default();
        let values = fields.iter().map(|(name, value)| ((*name).to_owned(), value.get_untracked()));
        let query: Vec<(String, String)> = values.filter(|(_, value)| !value.is_empty()).collect();
        navigate(&address(&path, &query), NavigateOptions::default());
    };
    view! { <form method="get" action=action on:submit=ask>{children()}</form> }
}
