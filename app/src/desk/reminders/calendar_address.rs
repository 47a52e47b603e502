//! The unit's calendar for phones and mail programs: its secret address is shown once, when it is made.

use domain::desk::reminders::CalendarAddress;
use leptos::prelude::*;

use crate::{
    api::reminders,
    desk::{browser, state::Desk},
    ui::{Button, Field, IconName, Moment, Panel, TextInput, Tone, field_id},
};

#[component]
pub(super) fn CalendarPanel(calendar: Option<CalendarAddress>) -> impl IntoView {
    let desk = Desk::expect();
    let busy = RwSignal::new(false);
    let made = RwSignal::new(String::new());
    let verb = if calendar.is_some() { "更换地址" } else { "生成地址" };
    let known = calendar.map(|address| {
        view! {
            <p>"现有地址由 " {address.made_by} " 于 " <Moment at=address.made_at/> " 生成；忘记了可以更换，更换后旧地址立即失效。"</p>
        }
    });
    let renew = move |()| desk.call(busy, reminders::renew_calendar(), move |address| made.set(address));
    let copy = move |()| {
        if browser::copy_field(&field_id("calendar-address")) {
            desk.say(Tone::Success, "已复制");
        } else {
            desk.say(Tone::Warn, "浏览器不允许复制，请选中地址后按 Ctrl+C");
        }
    };
    view! {
        <Panel title="日历订阅" id="calendar">
            <p>"在手机或邮件软件的日历中订阅本单位栏目的期限，栏目更新后自动变动。知道地址的人不用登录就能看到，请只发给本单位的人。"</p>
            {known}
            <p><Button icon=IconName::Repeat busy on_press=renew>{verb}</Button></p>
            <div class="form" role="status">
                {move || (!made.read().is_empty()).then(|| view! {
                    <Field label="订阅地址" name="calendar-address" hint="只显示这一次，请立即复制">
                        <TextInput value=made readonly=true/>
                    </Field>
                    <p><Button small=true icon=IconName::SquareCheck on_press=copy>"复制"</Button></p>
                })}
            </div>
        </Panel>
    }
}
