//! What else the office may do: close what was accepted, give more time, take back what was sent wrongly.

use domain::{
    desk::cases::CaseSheet,
    permission::Action,
    rectification::{CaseAsk, CaseStep, TEXT_MAX},
};
use leptos::prelude::*;

use super::{OWN_UNIT, points::limit, steps::Steps};
use crate::{
    desk::state::signed_in,
    ui::{Button, ButtonKind, Dialog, Field, IconName, Panel, TextArea, TextInput},
};

#[component]
pub(super) fn Deciding(sheet: CaseSheet, reload: Callback<()>) -> impl IntoView {
    let may = |action| sheet.allowed.contains(&action);
    let seen = sheet.seen;
    let steps = move || Steps::new(seen, reload);
    let closes = may(Action::CloseCase).then(|| view! { <Closing steps=steps()/> });
    let extends = may(Action::ExtendCase).then(|| view! { <Extending steps=steps()/> });
    let withdraws = may(Action::WithdrawCase).then(|| view! { <Withdrawing steps=steps()/> });
    // The office may take back whatever is not over, but for what is held against the own unit.
    let is_over = sheet.row.state.after(CaseStep::Withdraw).is_none();
    let is_own = signed_in().rights.contains(&Action::OpenCase) && withdraws.is_none() && !is_over;
    view! {
        {is_own.then(|| view! { <p class="note">{OWN_UNIT}</p> })}
        {closes}
        {(extends.is_some() || withdraws.is_some())
            .then(|| view! { <div class="form__actions">{extends} {withdraws}</div> })}
    }
}

#[component]
fn Closing(steps: Steps) -> impl IntoView {
    let note = RwSignal::new(String::new());
    let send = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        steps.take(CaseAsk::Close { note: note.get_untracked() }, "已销号。");
    };
    view! {
        <Panel title="销号" id="close">
            <form class="form" novalidate on:submit=send>
                <p>"各项问题均已核查通过。"</p>
                <Field label="销号意见" name="note" error=steps.fault("note")>
                    <TextArea value=note rows=2 maxlength=limit(TEXT_MAX)/>
                </Field>
                <div class="form__actions">
                    <Button kind=ButtonKind::Primary submit=true icon=IconName::CircleCheck busy=steps.busy>"销号"</Button>
                </div>
            </form>
        </Panel>
    }
}

#[component]
fn Extending(steps: Steps) -> impl IntoView {
    let open = RwSignal::new(false);
    let (days, reason) = (RwSignal::new(String::new()), RwSignal::new(String::new()));
    let send = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let ask = CaseAsk::Extend { working_days: days.get_untracked(), reason: reason.get_untracked() };
        steps.take(ask, "期限已延长，单位已收到通知。");
    };
    view! {
        <Button icon=IconName::Clock on_press=move |()| open.set(true)>"延长期限"</Button>
        <Dialog open title="延长期限" id="extend">
            <form class="form" novalidate on:submit=send>
                <Field
                    label="新期限（工作日）"
                    name="working_days"
                    error=steps.fault("working_days")
                    hint="自今天次日起算，晚于原期限"
                    required=true
                >
                    <TextInput value=days/>
                </Field>
                <Field label="延期理由" name="reason" error=steps.fault("reason") required=true>
                    <TextArea value=reason rows=2 maxlength=limit(TEXT_MAX)/>
                </Field>
                <div class="dialog__actions">
                    <Button on_press=move |()| open.set(false)>"取消"</Button>
                    <Button kind=ButtonKind::Primary submit=true busy=steps.busy>"延长期限"</Button>
                </div>
            </form>
        </Dialog>
    }
}

#[component]
fn Withdrawing(steps: Steps) -> impl IntoView {
    let open = RwSignal::new(false);
    let reason = RwSignal::new(String::new());
    let send = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        steps.take(CaseAsk::Withdraw { reason: reason.get_untracked() }, "已撤销，单位已收到通知。");
    };
    view! {
        <Button icon=IconName::Ban on_press=move |()| open.set(true)>"撤销通知"</Button>
        <Dialog open title="撤销整改通知" id="withdraw">
            <form class="form" novalidate on:submit=send>
                <p>"只用于发错的通知；撤销后记录和理由长期保留。"</p>
                <Field label="撤销理由" name="reason" error=steps.fault("reason") required=true>
                    <TextArea value=reason rows=2 maxlength=limit(TEXT_MAX)/>
                </Field>
                <div class="dialog__actions">
                    <Button on_press=move |()| open.set(false)>"取消"</Button>
                    <Button kind=ButtonKind::Danger submit=true busy=steps.busy>"撤销通知"</Button>
                </div>
            </form>
        </Dialog>
    }
}
