//! 误报, 忽略, 重新打开: each with a reason, a mark with its last day if it has one.

use chrono::NaiveDate;
use domain::{
    desk::{
        FieldFault,
        patrol::{FindingRow, Judge, Judgement},
    },
    patrol::State,
};
use leptos::prelude::*;

use crate::{
    api::patrol,
    desk::{
        me::{fault_beside, show},
        state::Desk,
    },
    ui::{Button, ButtonKind, Dialog, Field, IconName, TextInput, Tone},
};

/// Words for a judgement: the button, and what follows from it.
const fn words(judgement: Judgement) -> (&'static str, &'static str) {
    match judgement {
        Judgement::FalseAlarm => ("误报", "判定为误报后，这一处不再报告，直到截止日期；不填截止日期则长期有效。"),
        Judgement::Ignore => ("忽略", "问题属实但暂不整改。到截止日期后仍存在的，重新计时。"),
        Judgement::Reopen => ("重新打开", "撤销原判定，自今天起重新计时。"),
    }
}

#[component]
pub(super) fn Judging(row: FindingRow, reload: Callback<()>) -> impl IntoView {
    let desk = Desk::expect();
    let (open, busy) = (RwSignal::new(false), RwSignal::new(false));
    let asked = RwSignal::new(Judgement::FalseAlarm);
    let (reason, until) = (RwSignal::new(String::new()), RwSignal::new(String::new()));
    let faults = RwSignal::new(Vec::<FieldFault>::new());
    let fault = fault_beside(faults);
    let possible: &[Judgement] = match row.state {
        State::Open | State::Suspected { .. } => &[Judgement::FalseAlarm, Judgement::Ignore],
        State::FalseAlarm { .. } | State::Ignored { .. } => &[Judgement::Reopen],
        State::Fixed { .. } => &[],
    };
    let buttons = possible
        .iter()
        .map(|judgement| {
            let ask = move |()| {
                asked.set(*judgement);
                faults.set(Vec::new());
                open.set(true);
            };
            let icon = if *judgement == Judgement::Reopen { IconName::Undo } else { IconName::Ban };
            view! { <Button small=true icon on_press=ask>{words(*judgement).0}</Button> " " }
        })
        .collect_view();
    let finding = row.id;
    let send = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let text = until.get_untracked();
        let until = match text.trim() {
            "" => None,
            text => match text.parse::<NaiveDate>() {
                Ok(day) => Some(day),
                Err(_) => return faults.set(vec![FieldFault::new("until", "请填写日期")]),
            },
        };
        let judge = Judge { finding, judgement: asked.get_untracked(), reason: reason.get_untracked(), until };
        desk.call_with(
            busy,
            patrol::judge_finding(judge),
            move |()| {
                open.set(false);
                desk.say(Tone::Success, "已登记，理由长期保留");
                reload.run(());
            },
            move |error| show(error, faults, desk),
        );
    };
    view! {
        <p>{buttons}</p>
        <Dialog open title="判定巡查问题" id=format!("judge-{finding}")>
            <form class="form" on:submit=send>
                <p>{move || { let (name, follows) = words(asked.get()); format!("{name}：{follows}") }}</p>
                <Field label="理由" name=format!("reason-{finding}") error=fault("reason") required=true>
                    <TextInput value=reason/>
                </Field>
                {move || (asked.get() != Judgement::Reopen).then(|| view! {
                    <Field label="截止日期" name=format!("until-{finding}") error=fault("until")>
                        <TextInput value=until kind="date"/>
                    </Field>
                })}
                <div class="dialog__actions">
                    <Button on_press=move |()| open.set(false)>"取消"</Button>
                    <Button kind=ButtonKind::Primary submit=true busy>"确定"</Button>
                </div>
            </form>
        </Dialog>
    }
}
