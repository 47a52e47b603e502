//! A secret address that leads past the log-in: shown once, when it is made; afterwards only who made it.

use domain::desk::secret_address::SecretAddress;
use leptos::prelude::*;

use super::{browser, state::Desk};
use crate::ui::{Button, Field, IconName, Moment, TextInput, Tone, field_id, live};

/// The address that was just made, to be copied; nothing while `address` is empty.
#[component]
pub(super) fn ShownOnce(label: &'static str, name: &'static str, address: RwSignal<String>) -> impl IntoView {
    let desk = Desk::expect();
    let copy = move |()| {
        if browser::copy_field(&field_id(name)) {
            desk.say(Tone::Success, "已复制");
        } else {
            desk.say(Tone::Warn, "浏览器不允许复制，请选中地址后按 Ctrl+C");
        }
    };
    view! {
        <div class="form" role="status">
            {live(move || (!address.read().is_empty()).then(|| view! {
                <Field label name hint="只显示这一次，请立即复制">
                    <TextInput value=address readonly=true/>
                </Field>
                <p><Button small=true icon=IconName::SquareCheck on_press=copy>"复制"</Button></p>
            }))}
        </div>
    }
}

/// Who made the address that leads there now, and what ends it.
#[component]
pub(super) fn AddressInUse(address: SecretAddress, ended_by: &'static str) -> impl IntoView {
    view! {
        <p>
            "现有地址由 " {address.made_by} " 于 " <Moment at=address.made_at/>
            {format!(" 生成；忘记了可以更换，{ended_by}后旧地址立即失效。")}
        </p>
    }
}
