//! A choice among few, all visible at once.

use leptos::prelude::*;

use super::{
    Choice,
    field::{error_id, error_line},
    field_id,
};

#[component]
pub fn RadioGroup(
    /// The question.
    #[prop(into)]
    legend: String,
    #[prop(into)] name: String,
    value: RwSignal<String>,
    choices: Vec<Choice>,
    /// Beside one another instead of below.
    #[prop(optional)]
    inline: bool,
    /// What is wrong with the choice now; the group takes the focus when an error summary leads to it.
    #[prop(optional, into)]
    error: Signal<Option<String>>,
    #[prop(optional, into)] disabled: Signal<bool>,
    #[prop(optional, into)] on_change: Option<Callback<String>>,
) -> impl IntoView {
    let options = choices
        .into_iter()
        .map(|choice| {
            let id = format!("{}-{}", field_id(&name), choice.value);
            let (own, picked) = (choice.value.clone(), choice.value.clone());
            let chosen = Signal::derive(move || *value.read() == own);
            let change = move |_| {
                value.set(picked.clone());
                if let Some(on_change) = on_change {
                    on_change.run(picked.clone());
                }
            };
            view! {
                <div class="radio">
                    <input
                        class="radio__dot"
                        type="radio"
                        id=id.clone()
                        name=name.clone()
                        value=choice.value
                        checked=chosen.get_untracked()
                        prop:checked=move || chosen.get()
                        disabled=move || disabled.get()
                        on:change=change
                    />
                    <label class="radio__label" for=id>{choice.label}</label>
                </div>
            }
        })
        .collect_view();
    let id = field_id(&name);
    let described_by = error_id(&id);
    view! {
        <fieldset
            class="radio-group"
            class:radio-group--inline=inline
            class:field--invalid=move || error.read().is_some()
            id=id.clone()
            tabindex="-1"
            aria-invalid=move || error.read().is_some().then_some("true")
            aria-describedby=move || error.read().is_some().then(|| described_by.clone())
        >
            <legend class="radio-group__legend">{legend}</legend>
            {error_line(&id, error)}
            {options}
        </fieldset>
    }
}
