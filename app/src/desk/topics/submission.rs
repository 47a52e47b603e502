//! 送审: a page goes to its signer together with the review inside the unit, as the paper has it.

use domain::desk::{
    FieldFault,
    topics::{TopicAsk, TopicSeen},
};
use leptos::prelude::*;

use super::{building::Building, decisions::outcome};
use crate::{
    api::{ApiError, topics},
    desk::{
        me::show,
        secrecy::{SecrecyFields, SecrecyForm},
        state::Desk,
    },
    ui::{Button, ButtonKind, Dialog, Tone},
};

#[component]
pub(super) fn Submission(
    open: RwSignal<bool>,
    building: Building,
    fields: SecrecyFields,
    /// Shows what the page itself lacks.
    wanting: Callback<Vec<FieldFault>>,
    busy: RwSignal<bool>,
    reload: Callback<()>,
) -> impl IntoView {
    let desk = Desk::expect();
    let faults = RwSignal::new(Vec::<FieldFault>::new());
    Effect::new(move |_| {
        if open.get() {
            faults.set(Vec::new());
        }
    });
    let send = move |()| {
        faults.set(Vec::new());
        let seen = TopicSeen { topic: building.topic, version: building.saving.version.get_untracked() };
        let ask = TopicAsk::Submit { review: Box::new(fields.review()) };
        let told = outcome(&ask);
        desk.call_with(
            busy,
            topics::decide_topic(seen, ask),
            move |_| {
                open.set(false);
                fields.clear();
                desk.say(Tone::Success, told);
                reload.run(());
            },
            move |error| {
                let ApiError::Invalid(found) = error else { return show(error, faults, desk) };
                let (of_review, of_page): (Vec<_>, Vec<_>) =
                    found.into_iter().partition(|fault| fault.field.starts_with("secrecy."));
                if of_page.is_empty() {
                    show(ApiError::Invalid(of_review), faults, desk);
                } else {
                    open.set(false);
                    wanting.run(of_page);
                }
            },
        );
    };
    view! {
        <Dialog open title="登记保密审查并送审" id="submit-topic">
            <p class="note">"先审查、后公开：请照单位存档的保密审查表填写。页面退回修改后须重新审查。"</p>
            <form class="form" on:submit=|event| event.prevent_default()>
                <SecrecyForm fields faults/>
                <div class="dialog__actions">
                    <Button on_press=move |()| open.set(false)>"取消"</Button>
                    <Button kind=ButtonKind::Primary busy on_press=send>"登记并送审"</Button>
                </div>
            </form>
        </Dialog>
    }
}
