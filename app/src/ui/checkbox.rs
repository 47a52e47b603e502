//! A yes-or-no choice with its words beside it. It carries its own label and needs no `Field`.

use leptos::prelude::*;

use super::field_id;

#[component]
pub fn Checkbox(
    #[prop(into)] label: String,
    /// The form field; its `field_id` must be unique on the page.
    #[prop(into)]
    name: String,
    checked: RwSignal<bool>,
    /// What is sent when checked.
    #[prop(default = "on".into(), into)]
    value: String,
    #[prop(optional, into)] hint: Option<String>,
    /// The words are read out but not shown: row selection in a table.
    #[prop(optional)]
    label_hidden: bool,
    #[prop(optional, into)] disabled: Signal<bool>,
    #[prop(optional, into)] on_change: Option<Callback<bool>>,
) -> impl IntoView {
    let id = field_id(&name);
    let hint_id = hint.as_ref().map(|_| format!("{id}-hint"));
    let change = move |event| {
        let on = event_target_checked(&event);
        checked.set(on);
        if let Some(on_change) = on_change {
            on_change.run(on);
        }
    };
    view! {
        <div class="checkbox">
            <input
                class="checkbox__box"
                type="checkbox"
                id=id.clone()
                name=name
                value=value
                checked=checked.get_untracked()
                prop:checked=move || checked.get()
                disabled=move || disabled.get()
                aria-describedby=hint_id.clone()
                on:change=change
            />
            <label class="checkbox__label" for=id>
                <span class:visually-hidden=label_hidden>{label}</span>
            </label>
            {hint.map(|hint| view! { <p class="checkbox__hint" id=hint_id>{hint}</p> })}
        </div>
    }
}
