//! The board's secret address for a screen on the wall: shown once, when it is made.

use domain::desk::secret_address::SecretAddress;
use leptos::prelude::*;

use crate::{
    api::obligations,
    desk::{
        loaded::{load, loaded_part},
        secret_address::{AddressInUse, ShownOnce},
        state::Desk,
    },
    ui::{Button, ButtonKind, IconName, Panel, Tone},
};

#[component]
pub(super) fn WallPanel() -> impl IntoView {
    let changed = RwSignal::new(0_i64);
    let address = load(move || changed.get(), |_| obligations::wall_address());
    let desk = Desk::expect();
    let busy = RwSignal::new(false);
    let made = RwSignal::new(String::new());
    let again = move || changed.update(|times| *times += 1);
    let open = move |()| {
        desk.call(busy, obligations::open_wall(), move |address| {
            made.set(address);
            again();
        });
    };
    let close = move |()| {
        desk.call(busy, obligations::close_wall(), move |()| {
            made.set(String::new());
            desk.say(Tone::Success, "大屏地址已停用。");
            again();
        });
    };
    view! {
        <Panel title="大屏地址" id="wall">
            <p>"挂在墙上的大屏请打开这个地址，不要登录账号。页面只显示看板，每分钟更新；知道地址的人不用登录就能看到。"</p>
            {loaded_part(address, move |known: Option<SecretAddress>| {
                let verb = if known.is_some() { "更换地址" } else { "生成地址" };
                let is_open = known.is_some();
                view! {
                    {known.map(|address| view! { <AddressInUse address ended_by="更换或停用"/> })}
                    <p class="row-actions">
                        <Button icon=IconName::Repeat busy on_press=open>{verb}</Button>
                        {is_open.then(|| view! {
                            <Button kind=ButtonKind::Danger busy on_press=close>"停用"</Button>
                        })}
                    </p>
                }
                .into_any()
            })}
            <ShownOnce label="大屏地址" name="wall-address" address=made/>
        </Panel>
    }
}
