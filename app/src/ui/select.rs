//! A choice from a list.

use leptos::prelude::*;

use super::{FieldContext, live::live};

/// One entry of a list of choices.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Choice {
    /// What the form sends.
    pub value: String,
    /// What people read.
    pub label: String,
}

impl Choice {
    pub fn new(value: impl Into<String>, label: impl Into<String>) -> Self {
        Self { value: value.into(), label: label.into() }
    }
}

/// A `<select>` inside a [`Field`](super::Field).
#[component]
pub fn Select(
    value: RwSignal<String>,
    #[prop(into)] choices: Signal<Vec<Choice>>,
    /// The entry with an empty value, e.g. `全部栏目`.
    #[prop(optional, into)]
    empty: Option<String>,
    #[prop(optional, into)] disabled: Signal<bool>,
    #[prop(optional, into)] on_change: Option<Callback<String>>,
) -> impl IntoView {
    let field = FieldContext::expect();
    let change = move |event| {
        let text = event_target_value(&event);
        value.set(text.clone());
        if let Some(on_change) = on_change {
            on_change.run(text);
        }
    };
    let option = move |choice: Choice| {
        let own = choice.value.clone();
        let chosen = Signal::derive(move || *value.read() == own);
        view! {
            <option value=choice.value selected=chosen.get_untracked() prop:selected=move || chosen.get()>
                {choice.label}
            </option>
        }
    };
    view! {
        <select
            class="input input--select"
            id=field.id.clone()
            name=field.name.clone()
            required=field.required
            disabled=move || disabled.get()
            aria-describedby=field.described_by()
            aria-invalid=field.invalid()
            on:change=change
        >
            {empty.map(|label| option(Choice::new("", label)))}
            {live(move || choices.get().into_iter().map(option).collect_view())}
        </select>
    }
}
