//! Messages at the edge of the page.

use leptos::prelude::*;

use super::state::Desk;
use crate::ui::{Banner, IconButton, IconName};

/// The messages of [`Desk::say`], newest last.
#[component]
pub(super) fn Messages() -> impl IntoView {
    let desk = Desk::expect();
    view! {
        <div class="messages" aria-live="polite">
            <For each=move || desk.messages.get() key=|message| message.number let(message)>
                <div class="messages__one">
                    <Banner tone=message.tone>
                        <p>{message.text}</p>
                    </Banner>
                    <IconButton
                        label="关闭消息"
                        icon=IconName::Close
                        on_press=move |()| desk.messages.update(|all| all.retain(|m| m.number != message.number))
                    />
                </div>
            </For>
        </div>
    }
}
