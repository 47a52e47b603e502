//! Where each unit's mail goes, and its head's.

use domain::{
    desk::{FieldFault, reminders::UnitContacts},
    plan::UnitCode,
};
use leptos::prelude::*;

use crate::{
    api::reminders,
    desk::{
        loaded::{load, loaded},
        me::{fault_beside, show},
        state::Desk,
    },
    ui::{Button, ButtonKind, Choice, Field, Panel, Select, TextArea, Tone},
};

#[component]
pub(super) fn Contacts() -> impl IntoView {
    let changed = RwSignal::new(0_i64);
    let contacts = load(move || changed.get(), |_| reminders::contacts());
    let reload = Callback::new(move |()| changed.update(|times| *times += 1));
    // Stays over a reload: whoever fills in one unit after the other is not sent back to the first.
    let chosen = RwSignal::new(String::new());
    loaded(contacts, move |contacts| view! { <Form contacts chosen reload/> }.into_any())
}

#[component]
fn Form(contacts: Vec<UnitContacts>, chosen: RwSignal<String>, reload: Callback<()>) -> impl IntoView {
    let desk = Desk::expect();
    let busy = RwSignal::new(false);
    let (addresses, heads) = (RwSignal::new(String::new()), RwSignal::new(String::new()));
    let faults = RwSignal::new(Vec::<FieldFault>::new());
    let fault = fault_beside(faults);
    let missing = contacts.iter().filter(|contacts| contacts.addresses.is_empty()).count();
    let choices: Vec<Choice> = contacts
        .iter()
        .map(|contacts| {
            let mark = if contacts.addresses.is_empty() { "（未登记）" } else { "" };
            Choice::new(contacts.unit.code.as_str(), format!("{}{mark}", contacts.unit.name))
        })
        .collect();
    let all = StoredValue::new(contacts);
    let fill = move |code: String| {
        faults.set(Vec::new());
        let of_unit = all.with_value(|all| all.iter().find(|contacts| contacts.unit.code.as_str() == code).cloned());
        addresses.set(of_unit.as_ref().map(|of_unit| of_unit.addresses.clone()).unwrap_or_default());
        heads.set(of_unit.map(|of_unit| of_unit.heads).unwrap_or_default());
    };
    fill(chosen.get_untracked());
    let save = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let Some(unit) = UnitCode::parse(&chosen.read_untracked()) else {
            return faults.set(vec![FieldFault::new("unit", "请选择单位")]);
        };
        desk.call_with(
            busy,
            reminders::set_contacts(unit, addresses.get_untracked(), heads.get_untracked()),
            move |()| {
                faults.set(Vec::new());
                desk.say(Tone::Success, "已保存，下一封邮件按此发送");
                reload.run(());
            },
            move |error| show(error, faults, desk),
        );
    };
    let hint = "一行一个邮箱；个人邮箱后空一格写其账号名，账号锁定或注销后不再发送";
    view! {
        <Panel title="收件邮箱" id="contacts">
            <p class="note">{format!("还有 {missing} 个单位没有登记邮箱，它们的提醒只在后台显示。")}</p>
            <form class="form" on:submit=save>
                <Field label="要登记的单位" name="contact-unit" error=fault("unit")>
                    <Select value=chosen choices empty="请选择" on_change=fill/>
                </Field>
                <Field label="单位邮箱" name="addresses" error=fault("addresses") hint=hint>
                    <TextArea value=addresses rows=3/>
                </Field>
                <Field label="单位负责人邮箱" name="heads" error=fault("heads") hint="逾期无人确认时发送，写法同上">
                    <TextArea value=heads rows=2/>
                </Field>
                <div class="form__actions">
                    <Button kind=ButtonKind::Primary submit=true busy>"保存邮箱"</Button>
                </div>
            </form>
        </Panel>
    }
}
