//! Something is under way. It stands still for people who asked for less motion.

use leptos::prelude::*;

#[component]
pub fn Spinner(
    /// Said to screen readers and shown beside the wheel; without it the spinner is an ornament.
    #[prop(optional, into)]
    label: Option<String>,
) -> impl IntoView {
    match label {
        None => view! { <span class="spinner" aria-hidden="true"></span> }.into_any(),
        Some(label) => view! {
            <span class="spinner-line" role="status">
                <span class="spinner" aria-hidden="true"></span>
                <span>{label}</span>
            </span>
        }
        .into_any(),
    }
}
