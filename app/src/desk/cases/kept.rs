//! What is typed into a form of the cases stays in this browser until it has been sent: neither a closed window nor an
//! expired log-in, a link or a step of somebody else loses it.

use leptos::prelude::*;
use serde::{Serialize, de::DeserializeOwned};

use crate::{
    desk::{browser, state::signed_in, unsaved},
    ui::{Banner, Button, Tone, live},
};

/// The copy of one form.
#[derive(Clone, Copy)]
pub(super) struct Kept {
    key: StoredValue<String>,
    is_unsent: StoredValue<bool>,
    is_restored: RwSignal<bool>,
}

impl Kept {
    /// Follows what is `typed` from now on, and gives to `restore` what was typed on an earlier visit. `form` tells the
    /// forms of an account apart.
    pub(super) fn follow<T>(form: &str, typed: impl Fn() -> T + 'static, restore: impl Fn(T) + 'static) -> Self
    where
        T: Serialize + DeserializeOwned + PartialEq + 'static,
    {
        let key = format!("longan:case:{}:{form}", signed_in().account);
        let kept =
            Self { key: StoredValue::new(key), is_unsent: StoredValue::new(false), is_restored: RwSignal::new(false) };
        Effect::new(move |untouched: Option<T>| {
            let now = typed();
            let Some(untouched) = untouched else {
                if let Some(earlier) = kept.earlier() {
                    restore(earlier);
                    kept.is_restored.set(true);
                }
                return now;
            };
            kept.keep((now != untouched).then_some(&now));
            untouched
        });
        unsaved::guard(move || kept.is_unsent.try_get_value().unwrap_or(false));
        kept
    }

    /// The server has it, or nobody wants it any more.
    pub(super) fn clear(self) {
        self.keep::<()>(None);
    }

    fn earlier<T: DeserializeOwned>(self) -> Option<T> {
        // What an older program wrote in another shape nobody can read any more.
        serde_json::from_str(&browser::stored(&self.key.get_value())?).ok()
    }

    fn keep<T: Serialize>(self, typed: Option<&T>) {
        self.is_unsent.set_value(typed.is_some());
        let key = self.key.get_value();
        match typed.map(serde_json::to_string) {
            // A browser that keeps nothing still asks before its window is closed.
            Some(Ok(text)) => drop(browser::store(&key, &text)),
            _ => browser::forget(&key),
        }
    }
}

/// Says that the form holds what was typed earlier, and offers to begin anew.
#[component]
pub(super) fn Restored(kept: Kept) -> impl IntoView {
    let anew = move |()| {
        kept.clear();
        browser::reload();
    };
    live(move || {
        kept.is_restored.get().then(|| {
            view! {
                <Banner tone=Tone::Info>
                    <p>"已恢复上次填写、没有发出的内容。"</p>
                    <Button small=true on_press=anew>"重新填写"</Button>
                </Banner>
            }
        })
    })
}
