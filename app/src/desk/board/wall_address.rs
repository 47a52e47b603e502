//! The board's secret address for a screen on the wall: shown once, when it is made.

use domain::desk::board::WallAddress;
use leptos::prelude::*;

use crate::{
    api::obligations,
    desk::{
        browser,
        loaded::{load, loaded_part},
        state::Desk,
    },
    ui::{Button, ButtonKind, Field, IconName, Moment, Panel, TextInput, Tone, field_id, live},
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
    let copy = move |()| {
        if browser::copy_field(&field_id("wall-address")) {
            desk.say(Tone::Success, "已复制");
        } else {
            desk.say(Tone::Warn, "浏览器不允许复制，请选中地址后按 Ctrl+C");
        }
    };
    view! {
        <Panel title="大屏地址" id="wall">
            <p>"挂在墙上的大屏请打开这个地址，不要登录账号。页面只显示看板，每分钟更新；知道地址的人不用登录就能看到。"</p>
            {loaded_part(address, move |known: Option<WallAddress>| {
                let verb = if known.is_some() { "更换地址" } else { "生成地址" };
                let is_open = known.is_some();
                let words = known.map(|address| {
                    view! {
                        <p>
                            "现有地址由 " {address.made_by} " 于 " <Moment at=address.made_at/>
                            " 生成；忘记了可以更换，更换或停用后旧地址立即失效。"
                        </p>
                    }
                });
                view! {
                    {words}
                    <p class="row-actions">
                        <Button icon=IconName::Repeat busy on_press=open>{verb}</Button>
                        {is_open.then(|| view! {
                            <Button kind=ButtonKind::Danger busy on_press=close>"停用"</Button>
                        })}
                    </p>
                }
                .into_any()
            })}
            <div class="form" role="status">
                {live(move || (!made.read().is_empty()).then(|| view! {
                    <Field label="大屏地址" name="wall-address" hint="只显示这一次，请立即复制">
                        <TextInput value=made readonly=true/>
                    </Field>
                    <p><Button small=true icon=IconName::SquareCheck on_press=copy>"复制"</Button></p>
                }))}
            </div>
        </Panel>
    }
}
