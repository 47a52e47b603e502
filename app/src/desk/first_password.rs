//! A first password, shown once: it is not stored anywhere in the clear.

use domain::desk::people::FirstPassword;
use leptos::prelude::*;

use crate::ui::{Banner, Button, ButtonKind, Described, DescriptionList, Dialog, Tone, live};

#[component]
pub(super) fn FirstPasswordDialog(password: RwSignal<Option<FirstPassword>>, on_seen: Callback<()>) -> impl IntoView {
    let open = RwSignal::new(false);
    Effect::new(move |was_open: Option<bool>| {
        let is_open = open.get();
        if was_open == Some(true) && !is_open {
            password.set(None);
            on_seen.run(());
        }
        is_open
    });
    Effect::new(move |_| {
        if password.read().is_some() {
            open.set(true);
        }
    });
    view! {
        <Dialog open title="初始密码" id="first-password" shown_once=true>
            {live(move || password.get().map(|first| view! {
                <Banner tone=Tone::Warn>
                    <p>"只显示这一次。请当面或用安全的方式交给本人；首次登录必须修改。"</p>
                </Banner>
                <DescriptionList>
                    <Described term="账号"><code class="secret">{first.login}</code></Described>
                    <Described term="初始密码"><code class="secret">{first.password}</code></Described>
                </DescriptionList>
            }))}
            <div class="dialog__actions">
                <Button kind=ButtonKind::Primary on_press=move |()| open.set(false)>"已记下"</Button>
            </div>
        </Dialog>
    }
}
