//! The first thing the Tab key reaches: a way past the header.

use leptos::prelude::*;

/// The `id` of the page's `<main>`.
pub const MAIN: &str = "main";

#[component]
pub fn SkipLink() -> impl IntoView {
    view! { <a class="skip-link" href=format!("#{MAIN}") rel="external">"跳到正文"</a> }
}
