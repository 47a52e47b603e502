//! A column out of many, found by words of its name.

use leptos::prelude::*;

use crate::ui::{Choice, Field, Select, TextInput};

#[component]
pub(super) fn ColumnPicker(
    /// Code and path of each.
    #[prop(into)]
    choices: Signal<Vec<Choice>>,
    value: RwSignal<String>,
    fault: RwSignal<Option<String>>,
    /// The form field; unique on the page.
    name: &'static str,
) -> impl IntoView {
    let words = RwSignal::new(String::new());
    let shown = Signal::derive(move || {
        let typed = words.get();
        let wanted = typed.trim();
        let mut shown = choices.get();
        shown.retain(|choice| wanted.is_empty() || choice.label.contains(wanted));
        shown
    });
    view! {
        <Field label="查找栏目" name=format!("{name}-words") hint="输入栏目名称中的字，下面的列表随之缩短">
            <TextInput value=words kind="search"/>
        </Field>
        <Field label="栏目" name error=fault required=true>
            <Select value choices=shown empty="请选择" on_change=move |_| fault.set(None)/>
        </Field>
    }
}
