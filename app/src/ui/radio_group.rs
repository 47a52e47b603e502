//! A choice among few, all visible at once.

use leptos::prelude::*;

use super::{Choice, field_id};

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
    view! {
        <fieldset class="radio-group" class:radio-group--inline=inline id=field_id(&name)>
            <legend class="radio-group__legend">{legend}</legend>
            {options}
        </fieldset>
    }
}
