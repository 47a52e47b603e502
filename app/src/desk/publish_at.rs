//! The minute of a publication to come, as the dialogs of signing and of direct publication ask for it.

use chrono::{DateTime, Utc};
use domain::time;
use leptos::prelude::*;

use crate::ui::{Field, TextInput};

/// What is typed into the field, and what is wrong with it.
#[derive(Debug, Clone, Copy)]
pub(super) struct PublishAt {
    text: RwSignal<String>,
    fault: RwSignal<Option<String>>,
}

/// What the field says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Typed {
    Nothing,
    At(DateTime<Utc>),
    /// No minute; the field says so.
    NoMinute,
}

impl PublishAt {
    pub(super) fn new() -> Self {
        Self { text: RwSignal::new(String::new()), fault: RwSignal::new(None) }
    }

    pub(super) fn typed(self) -> Typed {
        let text = self.text.get_untracked();
        match time::parse_minute(&text) {
            Some(at) => Typed::At(at),
            None if text.trim().is_empty() => Typed::Nothing,
            None => {
                self.ask();
                Typed::NoMinute
            }
        }
    }

    /// Says that a minute is wanted here.
    pub(super) fn ask(self) {
        self.fault.set(Some("请填写到分钟的时间".to_owned()));
    }
}

#[component]
pub(super) fn PublishAtField(typed: PublishAt, #[prop(into)] hint: String) -> impl IntoView {
    let PublishAt { text, fault } = typed;
    view! {
        <Field label="定时发布" name="publish_at" error=fault hint>
            <TextInput value=text kind="datetime-local" on_change=move |_| fault.set(None)/>
        </Field>
    }
}
