//! 朗读: the controls of the browser's own voice. Without script, or without a voice, there are none.

use leptos::prelude::*;

use crate::ui::{Icon, IconName};

pub(super) fn controls() -> impl IntoView {
    view! {
        <div class="read-aloud" role="group" aria-label="朗读" data-read-aloud="" hidden>
            <button class="button button--quiet button--small" type="button" data-read-aloud-play="">
                <Icon name=IconName::Megaphone/>
                <span class="button__label">"朗读"</span>
            </button>
            <button class="button button--quiet button--small" type="button" data-read-aloud-stop="" hidden>
                <span class="button__label">"停止"</span>
            </button>
            <span class="visually-hidden" role="status" data-read-aloud-state=""></span>
        </div>
    }
}
