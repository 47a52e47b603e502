//! 开设账号 on a paper form: the security administrator enters what it says.

use domain::{
    account::Role,
    desk::{
        FieldFault,
        people::{FirstPassword, NewAccount},
    },
    plan::UnitCode,
};
use leptos::prelude::*;

use super::{
    first_password::FirstPasswordDialog,
    me::{fault_beside, show},
    state::Desk,
};
use crate::{
    api::{people, plan::UnitName},
    ui::{Button, ButtonKind, Choice, Dialog, Field, IconName, Select, TextInput},
};

#[component]
pub(super) fn OpenAccount(units: Vec<UnitName>, reload: Callback<()>) -> impl IntoView {
    let desk = Desk::expect();
    let text = || RwSignal::new(String::new());
    let (login, name, role, unit, phone, basis) = (text(), text(), text(), text(), text(), text());
    let (open, busy, faults) = (RwSignal::new(false), RwSignal::new(false), RwSignal::new(Vec::<FieldFault>::new()));
    let first = RwSignal::new(None::<FirstPassword>);
    let fault = fault_beside(faults);
    let units = StoredValue::new(
        units.into_iter().map(|unit| Choice::new(unit.code.to_string(), unit.name)).collect::<Vec<_>>(),
    );
    let send = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let (Some(unit), Some(role)) = (UnitCode::parse(&unit.get_untracked()), Role::from_code(&role.get_untracked()))
        else {
            let missing = [("unit", unit.read_untracked().is_empty()), ("role", role.read_untracked().is_empty())];
            let missing = missing.into_iter().filter(|(_, is)| *is);
            return faults.set(missing.map(|(field, _)| FieldFault::new(field, "请选择")).collect());
        };
        faults.set(Vec::new());
        let new = NewAccount {
            login: login.get_untracked(),
            name: name.get_untracked(),
            role,
            unit,
            phone: phone.get_untracked(),
            basis: basis.get_untracked(),
        };
        desk.call_with(
            busy,
            people::open_account(new),
            move |password| {
                open.set(false);
                first.set(Some(password));
            },
            move |error| show(error, faults, desk),
        );
    };
    let roles: Vec<Choice> = Role::ALL.map(|role| Choice::new(role.code(), role.label())).into();
    let roles = StoredValue::new(roles);
    view! {
        <p>
            <Button kind=ButtonKind::Primary icon=IconName::UserPlus on_press=move |()| open.set(true)>"开设账号"</Button>
        </p>
        <Dialog open title="开设账号" id="open-account">
            <form class="form" on:submit=send>
                <p>"按填好的《管理员账号新增审定单》录入。网上提出的申请请在“账号申请”里审批。"</p>
                <Field label="依据" name="basis" error=fault("basis") required=true hint="审定单编号或日期，记入日志">
                    <TextInput value=basis/>
                </Field>
                <Field label="单位" name="unit" error=fault("unit") required=true>
                    <Select value=unit choices=units.get_value() empty="请选择"/>
                </Field>
                <Field label="姓名" name="name" error=fault("name") required=true>
                    <TextInput value=name autocomplete="off"/>
                </Field>
                <Field label="电话" name="phone" error=fault("phone")>
                    <TextInput value=phone kind="tel" autocomplete="off"/>
                </Field>
                <Field label="账号名" name="login" error=fault("login") required=true hint="3 至 32 位小写字母、数字、“-”或“.”">
                    <TextInput value=login autocomplete="off"/>
                </Field>
                <Field label="类型" name="role" error=fault("role") required=true>
                    <Select value=role choices=roles.get_value() empty="请选择"/>
                </Field>
                <div class="dialog__actions">
                    <Button on_press=move |()| open.set(false)>"取消"</Button>
                    <Button kind=ButtonKind::Primary submit=true busy>"开设"</Button>
                </div>
            </form>
        </Dialog>
        <FirstPasswordDialog password=first on_seen=reload/>
    }
}
