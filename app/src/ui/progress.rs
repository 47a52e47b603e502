//! How far something has come: uploads, imports, batches.

use leptos::prelude::*;

#[component]
pub fn Progress(
    /// What is under way.
    #[prop(into)]
    label: String,
    /// Per cent; `None` while it is not known.
    #[prop(into)]
    percent: Signal<Option<i32>>,
) -> impl IntoView {
    let words = move || percent.get().map(|percent| format!("{percent}%"));
    view! {
        <label class="progress">
            <span class="progress__label">{label}" "<span class="progress__figure">{words}</span></span>
            <progress class="progress__bar" max="100" value=move || percent.get()></progress>
        </label>
    }
}
