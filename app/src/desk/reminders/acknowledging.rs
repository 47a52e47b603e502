//! Taking note of a reminder, with a word about what comes next.

use domain::desk::{FieldFault, reminders::ReminderLine};
use leptos::prelude::*;

use super::lines;
use crate::{
    api::reminders,
    desk::{
        me::{fault_beside, show},
        state::Desk,
    },
    ui::{Button, ButtonKind, Dialog, Field, TextInput, Tone},
};

#[component]
pub(super) fn Acknowledging(answered: RwSignal<Option<ReminderLine>>, reload: Callback<()>) -> impl IntoView {
    let desk = Desk::expect();
    let (open, busy) = (RwSignal::new(false), RwSignal::new(false));
    let note = RwSignal::new(String::new());
    let faults = RwSignal::new(Vec::<FieldFault>::new());
    let fault = fault_beside(faults);
    Effect::new(move |_| {
        if answered.read().is_some() {
            note.set(String::new());
            faults.set(Vec::new());
            open.set(true);
        }
    });
    let send = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let Some(line) = answered.get_untracked() else { return };
        desk.call_with(
            busy,
            reminders::acknowledge(line.id, note.get_untracked()),
            move |()| {
                open.set(false);
                answered.set(None);
                desk.say(Tone::Success, format!("已确认“{}”的提醒", line.titled()));
                reload.run(());
            },
            move |error| show(error, faults, desk),
        );
    };
    let words = move || {
        answered
            .read()
            .as_ref()
            .map(|line| format!("{}：{}，{}", line.titled(), line.occasion, lines::deadline_words(line)))
    };
    view! {
        <Dialog open title="确认收到提醒" id="acknowledge-reminder">
            <p>{words}</p>
            <form class="form" on:submit=send>
                <Field label="打算怎么办" name="note" error=fault("note") hint="可不填，例如：材料已送审，周五前发布">
                    <TextInput value=note maxlength=200/>
                </Field>
                <p class="note">"确认后不再上报；栏目仍未更新的，下周继续提醒。确认人和时间记入日志。"</p>
                <div class="dialog__actions">
                    <Button on_press=move |()| {
                        open.set(false);
                        answered.set(None);
                    }>"取消"</Button>
                    <Button kind=ButtonKind::Primary submit=true busy>"确认收到"</Button>
                </div>
            </form>
        </Dialog>
    }
}
