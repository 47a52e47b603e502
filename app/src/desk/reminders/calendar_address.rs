//! The unit's calendar for phones and mail programs: its secret address is shown once, when it is made.

use domain::desk::secret_address::SecretAddress;
use leptos::prelude::*;

use crate::{
    api::reminders,
    desk::{
        secret_address::{AddressInUse, ShownOnce},
        state::Desk,
    },
    ui::{Button, IconName, Panel},
};

#[component]
pub(super) fn CalendarPanel(calendar: Option<SecretAddress>) -> impl IntoView {
    let desk = Desk::expect();
    let busy = RwSignal::new(false);
    let made = RwSignal::new(String::new());
    let verb = if calendar.is_some() { "更换地址" } else { "生成地址" };
    let known = calendar.map(|address| view! { <AddressInUse address ended_by="更换"/> });
    let renew = move |()| desk.call(busy, reminders::renew_calendar(), move |address| made.set(address));
    view! {
        <Panel title="日历订阅" id="calendar">
            <p>"在手机或邮件软件的日历中订阅本单位栏目的期限，栏目更新后自动变动。知道地址的人不用登录就能看到，请只发给本单位的人。"</p>
            {known}
            <p><Button icon=IconName::Repeat busy on_press=renew>{verb}</Button></p>
            <ShownOnce label="订阅地址" name="calendar-address" address=made/>
        </Panel>
    }
}
