//! One line of text, and its relatives: dates, numbers, passwords, files are named by `kind`.

use leptos::prelude::*;

use super::FieldContext;

/// A single-line control inside a [`Field`](super::Field).
#[component]
pub fn TextInput(
    value: RwSignal<String>,
    /// `type`: `text`, `date`, `datetime-local`, `password`, `search`, `tel`, `url`, `number`.
    #[prop(default = "text")]
    kind: &'static str,
    #[prop(optional, into)] placeholder: Option<String>,
    /// What the browser may fill in, e.g. `username`, `current-password`, `one-time-code`.
    #[prop(optional)]
    autocomplete: Option<&'static str>,
    #[prop(optional)] inputmode: Option<&'static str>,
    #[prop(optional)] maxlength: Option<i32>,
    /// `id` of a `<datalist>` with suggestions.
    #[prop(optional, into)]
    list: Option<String>,
    #[prop(optional, into)] disabled: Signal<bool>,
    #[prop(optional, into)] readonly: Signal<bool>,
    /// After every change, with the new text.
    #[prop(optional, into)]
    on_change: Option<Callback<String>>,
) -> impl IntoView {
    let field = FieldContext::expect();
    let input = move |event| {
        let text = event_target_value(&event);
        value.set(text.clone());
        if let Some(on_change) = on_change {
            on_change.run(text);
        }
    };
    view! {
        <input
            class="input"
            type=kind
            id=field.id.clone()
            name=field.name.clone()
            value=value.get_untracked()
            prop:value=move || value.get()
            placeholder=placeholder
            autocomplete=autocomplete
            inputmode=inputmode
            maxlength=maxlength
            list=list
            required=field.required
            disabled=move || disabled.get()
            readonly=move || readonly.get()
            aria-describedby=field.described_by()
            aria-invalid=field.invalid()
            on:input=input
        />
    }
}
