//! Label, hint and error of a control, wired together.
//!
//! ```ignore
//! <Field label="标题" name="title" hint="不超过 100 个字" error=title_fault required=true>
//!     <TextInput value=title/>
//! </Field>
//! ```
//! The control inside finds its `id`, its `name` and the texts that describe it in [`FieldContext`].

use leptos::{context::Provider, prelude::*};

use super::{Icon, IconName, live::live};

/// What a control takes over from the [`Field`] around it.
#[derive(Debug, Clone)]
pub struct FieldContext {
    /// The form field: `title`, `detail.document_number`.
    pub name: String,
    /// `id` of the control.
    pub id: String,
    pub required: bool,
    hint_id: Option<String>,
    error: Signal<Option<String>>,
}

impl FieldContext {
    /// The nearest field's context; a control outside a field would have no label.
    pub(super) fn expect() -> Self {
        use_context::<Self>().expect("a control stands inside a Field, which gives it its label")
    }

    /// `aria-describedby`: the error while there is one, then the hint.
    pub fn described_by(&self) -> Signal<Option<String>> {
        let (hint, error_id, error) = (self.hint_id.clone(), error_id(&self.id), self.error);
        Signal::derive(move || {
            let error = error.read().is_some().then(|| error_id.clone());
            let ids: Vec<String> = error.into_iter().chain(hint.clone()).collect();
            (!ids.is_empty()).then(|| ids.join(" "))
        })
    }

    /// `aria-invalid`.
    pub fn invalid(&self) -> Signal<Option<&'static str>> {
        let error = self.error;
        Signal::derive(move || error.read().is_some().then_some("true"))
    }
}

/// The `id` of the control for the form field `name`: where a check panel or an error summary jumps to.
pub fn field_id(name: &str) -> String {
    format!("field-{}", name.replace(['.', '[', ']'], "-"))
}

pub(super) fn error_id(id: &str) -> String {
    format!("{id}-error")
}

/// A labelled control.
#[component]
pub fn Field(
    #[prop(into)] label: String,
    /// The form field; its [`field_id`] must be unique on the page.
    #[prop(into)]
    name: String,
    /// How to fill it in; always visible. An empty one is none.
    #[prop(optional, into)]
    hint: Option<String>,
    /// What is wrong with it now.
    #[prop(optional, into)]
    error: Signal<Option<String>>,
    #[prop(optional)] required: bool,
    /// The label is read out but not shown: a filter whose meaning its place makes clear.
    #[prop(optional)]
    label_hidden: bool,
    /// One control: `TextInput`, `TextArea`, `Select` …
    children: Children,
) -> impl IntoView {
    let id = field_id(&name);
    let hint = hint.filter(|hint| !hint.is_empty());
    let hint_id = hint.as_ref().map(|_| format!("{id}-hint"));
    let context = FieldContext { name, id: id.clone(), required, hint_id: hint_id.clone(), error };
    view! {
        <div class="field" class:field--invalid=move || error.read().is_some()>
            <label class="field__label" class:visually-hidden=label_hidden for=id.clone()>
                {label}
                {required.then(|| view! { <span class="field__required">"（必填）"</span> })}
            </label>
            {hint.map(|hint| view! { <p class="field__hint" id=hint_id>{hint}</p> })}
            {error_line(&id, error)}
            <Provider value=context>{children()}</Provider>
        </div>
    }
}

/// What is wrong with the control of this `id`, read out as soon as it stands there.
pub(super) fn error_line(id: &str, error: Signal<Option<String>>) -> impl IntoView + use<> {
    view! {
        <p class="field__error" id=error_id(id) role="alert">
            {live(move || error.get().map(|text| view! { <Icon name=IconName::Warning/> <span>{text}</span> }))}
        </p>
    }
}
