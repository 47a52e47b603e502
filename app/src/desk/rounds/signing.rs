//! The signature under a round: in the name of the unit's head, once.

use domain::{
    desk::{FieldFault, rounds::AsRead},
    round::{HEAD, Month},
};
use leptos::prelude::*;

use super::{filling::seen, saving::Saving};
use crate::{
    api::{ApiError, rounds},
    desk::{
        me::{fault_beside, show},
        state::{Desk, signed_in},
    },
    ui::{Banner, Button, ButtonKind, Dialog, ErrorSummary, Field, IconName, TextInput, Tone, live},
};

#[component]
pub(super) fn Signing(
    month: Month,
    /// [`RoundSheet::shown`](domain::desk::rounds::RoundSheet::shown) of the page.
    shown: String,
    /// What was typed as the head's name; it outlives a reload of the checklist.
    head: RwSignal<String>,
    saving: Saving,
    faults: RwSignal<Vec<FieldFault>>,
    reload: Callback<()>,
) -> impl IntoView {
    let (desk, me) = (Desk::expect(), signed_in());
    let (open, busy) = (RwSignal::new(false), RwSignal::new(false));
    let fault = fault_beside(faults);
    let sign = move || {
        let versions = saving.rows.with_value(|rows| seen(rows));
        let read = AsRead { shown: shown.clone(), versions };
        desk.call_with(
            busy,
            rounds::sign_round(month, head.get_untracked(), read),
            move |signed| {
                desk.say(Tone::Success, format!("{}月度巡查已签字，单位负责人 {}", month.label(), signed.head));
                reload.run(());
            },
            move |error| match error {
                // Somebody has answered or signed meanwhile, or the system knows more by now: it is to be read anew.
                ApiError::Stale => {
                    desk.say(Tone::Warn, "签字前内容有变化，已重新载入，请核对后再签。");
                    reload.run(());
                }
                error => show(error, faults, desk),
            },
        );
    };
    let send = move |()| {
        open.set(false);
        let too_long = saving.too_long();
        if !too_long.is_empty() {
            return show(ApiError::Invalid(too_long), faults, desk);
        }
        faults.set(Vec::new());
        saving.when_saved(sign.clone());
    };
    let contested = Memo::new(move |_| saving.is_contested());
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
            {live(move || contested.get().then(|| view! {
                <Banner tone=Tone::Warn><p>"有栏目被同事同时填写，请先在该栏选择采用哪一份，再签字。"</p></Banner>
            }))}
            <div class="dialog__actions">
                <Button on_press=move |()| open.set(false)>"取消"</Button>
                <Button kind=ButtonKind::Primary busy disabled=contested on_press=send.clone()>"确认签字"</Button>
            </div>
        </Dialog>
    }
}
