//! The signature under a round: in the name of the unit's head, once.

use domain::{
    desk::FieldFault,
    round::{HEAD, Month},
};
use leptos::prelude::*;

use super::{filling::seen, saving::Saving};
use crate::{
    api::rounds,
    desk::{
        me::{fault_beside, show},
        state::{Desk, signed_in},
    },
    ui::{Button, ButtonKind, Dialog, ErrorSummary, Field, IconName, TextInput, Tone},
};

#[component]
pub(super) fn Signing(
    month: Month,
    saving: Saving,
    faults: RwSignal<Vec<FieldFault>>,
    reload: Callback<()>,
) -> impl IntoView {
    let (desk, me) = (Desk::expect(), signed_in());
    let (open, busy) = (RwSignal::new(false), RwSignal::new(false));
    let head = RwSignal::new(String::new());
    let fault = fault_beside(faults);
    let sign = move || {
        let versions = saving.rows.with_value(|rows| seen(rows));
        desk.call_with(
            busy,
            rounds::sign_round(month, head.get_untracked(), versions),
            move |signed| {
                desk.say(Tone::Success, format!("{}月度巡查已签字，单位负责人 {}", month.label(), signed.head));
                reload.run(());
            },
            move |error| show(error, faults, desk),
        );
    };
    let send = move |()| {
        open.set(false);
        faults.set(Vec::new());
        saving.when_saved(sign);
    };
    let words = format!("签署{}月度巡查，经办人 {}。签字后各栏结果不能再修改。", month.label(), me.name);
    view! {
        <ErrorSummary faults/>
        <Field
            label="单位负责人"
            name=HEAD
            error=fault(HEAD)
            required=true
            hint="审阅本表并同意签字的负责人姓名，打印后由本人签名"
        >
            <TextInput value=head/>
        </Field>
        <Button kind=ButtonKind::Primary icon=IconName::PenLine busy on_press=move |()| open.set(true)>"签字"</Button>
        <Dialog open title="签署月度巡查" id="sign-round">
            <p>{words.clone()}</p>
            <div class="dialog__actions">
                <Button on_press=move |()| open.set(false)>"取消"</Button>
                <Button kind=ButtonKind::Primary busy on_press=send>"确认签字"</Button>
            </div>
        </Dialog>
    }
}
