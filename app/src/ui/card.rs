//! One thing among others of its kind: an entry that can be opened. Cards stand right below the title of a page.

use leptos::prelude::*;

#[component]
pub fn Card(
    #[prop(into)] title: String,
    /// Where the title leads; the whole card can be pressed.
    #[prop(optional, into)]
    href: Option<String>,
    #[prop(optional)] children: Option<Children>,
) -> impl IntoView {
    let leads_somewhere = href.is_some();
    view! {
        <article class="card" class:card--link=leads_somewhere>
            <h2 class="card__title">
                {match href {
                    Some(href) => view! { <a class="card__link" href=href>{title}</a> }.into_any(),
                    None => title.into_any(),
                }}
            </h2>
            {children.map(|children| view! { <div class="card__body">{children()}</div> })}
        </article>
    }
}
