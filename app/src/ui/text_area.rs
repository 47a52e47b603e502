//! Several lines of text: the only place where a `<textarea>` may be written.
//!
//! Tachys 0.2 declares the element raw text and does not escape its children (leptos #4730, #4819), so a text with
//! `</textarea><script>` in it would run. Here the text is entity-encoded before it goes into the markup, and set as
//! a property in the browser.

use leptos::prelude::*;

use super::FieldContext;

/// A multi-line control inside a [`Field`](super::Field).
#[component]
pub fn TextArea(
    value: RwSignal<String>,
    #[prop(default = 4)] rows: i32,
    #[prop(optional, into)] placeholder: Option<String>,
    #[prop(optional)] maxlength: Option<i32>,
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
        <textarea
            class="input input--area"
            id=field.id.clone()
            name=field.name.clone()
            rows=rows
            placeholder=placeholder
            maxlength=maxlength
            required=field.required
            disabled=move || disabled.get()
            readonly=move || readonly.get()
            aria-describedby=field.described_by()
            aria-invalid=field.invalid()
            inner_html=encoded(&value.get_untracked())
            prop:value=move || value.get()
            on:input=input
        ></textarea>
    }
}

/// `text` as the inside of a `<textarea>`: nothing in it can end the element. The parser drops one line feed after
/// the opening tag, so one is given to it.
fn encoded(text: &str) -> String {
    let mut markup = String::with_capacity(text.len() + 1);
    markup.push('\n');
    for character in text.chars() {
        match character {
            '&' => markup.push_str("&amp;"),
            '<' => markup.push_str("&lt;"),
            '>' => markup.push_str("&gt;"),
            other => markup.push(other),
        }
    }
    markup
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_text_can_end_the_element() {
        let attack = "</textarea><script>alert(1)</script>&lt;";
        let markup = encoded(attack);
        assert!(!markup.contains(['<', '>']));
        assert_eq!(markup.matches("&amp;lt;").count(), 1, "an entity typed by the author stays as typed");
    }
}
