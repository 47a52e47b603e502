//! A titled section of a page.

use leptos::prelude::*;

#[component]
pub fn Panel(
    #[prop(into)] title: String,
    /// Unique on the page: names the section, and is where links jump to.
    #[prop(into)]
    id: String,
    /// Controls at the right of the title.
    #[prop(optional, into)]
    actions: Option<AnyView>,
    /// No padding around the content: tables, lists.
    #[prop(optional)]
    flush: bool,
    children: Children,
) -> impl IntoView {
    let title_id = format!("{id}-title");
    view! {
        <section class="panel" class:panel--flush=flush id=id aria-labelledby=title_id.clone()>
            <div class="panel__head">
                <h2 class="panel__title" id=title_id.clone()>{title}</h2>
                {actions.map(|actions| view! { <div class="panel__actions">{actions}</div> })}
            </div>
            <div class="panel__body">{children()}</div>
        </section>
    }
}
