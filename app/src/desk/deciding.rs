//! Decisions, as inbox and signing page share them: the calls, what a signature does, and the dialog that asks for a
//! reason.

use domain::{
    desk::content::{Ask, Seen, Signature},
    time,
    workflow::Stage,
};
use leptos::prelude::*;

use super::state::Desk;
use crate::{
    api::{ApiError, content},
    ui::{Banner, Button, ButtonKind, Dialog, Field, TextArea, Tone},
};

/// Reasons that are given again and again; a press puts one into the field, to be completed there.
pub(super) const RETURN_REASONS: [&str; 6] = [
    "标题不能概括正文内容，请修改。",
    "文字有错漏，请校对后重新送审。",
    "内容含有个人信息，请作去标识化处理。",
    "保密审查记录不完整，请补充。",
    "来源、日期等要素不全，请补充。",
    "不属于本栏目内容，请改投相应栏目。",
];

pub(super) const WITHDRAW_REASONS: [&str; 4] =
    ["内容有误，更正后重新发布。", "文件已经废止或失效。", "涉及个人隐私，予以撤下。", "重复发布。"];

pub(super) const CONFIRM_REASONS: [&str; 3] =
    ["已逐字核对，内容无误。", "原文如此，按原件公开。", "与已发布的信息内容不同，不是重复。"];

pub(super) const URGENT_REASONS: [&str; 3] =
    ["突发事件应急信息，须立即公布。", "气象、地质灾害预警，须立即公布。", "上级要求立即公布，事后补签。"];

/// What 补签 would do, said before it is given.
pub(super) const AFTER_RETRO_SIGNATURE: &str = "补签以后，紧急发布的标记取消。";

/// What a decision did, in the words of a message.
pub(super) fn outcome(ask: &Ask, stage: Stage) -> String {
    match ask {
        Ask::Submit => "已送审。".into(),
        Ask::Recall => "已撤回送审，可以继续修改。".into(),
        Ask::Claim => "已认领。".into(),
        Ask::Release => "已取消认领。".into(),
        Ask::PassReview { .. } => "审核通过，等待签发。".into(),
        Ask::Return { .. } => "已退回，退回理由已通知有关人员。".into(),
        Ask::Sign { .. } | Ask::SignForNow { .. } | Ask::PublishDirectly { .. } => match stage {
            Stage::Published => "已签发，信息已在门户公开。".into(),
            Stage::Scheduled => "已签发，到时自动发布。".into(),
            _ => "已签，等待其他牵头单位会签。".into(),
        },
        Ask::PublishUrgently { .. } => "已紧急发布，须由他人尽快补签。".into(),
        Ask::RetroSign { .. } => "已补签。".into(),
        Ask::Withdraw { .. } => "已撤稿，原网址显示撤稿说明。".into(),
        Ask::Revise => "已建立新的修订，线上版本不变。".into(),
        Ask::Discard => "草稿已删除。".into(),
        Ask::ChangeColumn { .. } => "已改投，请按新栏目的要求补充内容。".into(),
        Ask::CorrectTime { .. } => "发布时间已更正，已记入流程和日志。".into(),
    }
}

/// What the reader's signature would do, said before it is given.
pub(super) fn after_signature(signature: Option<&Signature>) -> String {
    let Some(Signature { then, agreed }) = signature else { return "签发后信息在门户公开。".into() };
    let when = agreed.map(|at| format!("按原定时间（{}）", time::minute(at))).unwrap_or_default();
    if then.is_empty() {
        format!("签发后信息{when}在门户公开。")
    } else {
        format!("您签后还须{}会签，全部签完后信息{when}才在门户公开。", then.join("、"))
    }
}

/// Decides; tells what happened and hands on the new stage.
pub(super) fn decide(desk: Desk, busy: RwSignal<bool>, seen: Seen, ask: Ask, done: impl FnOnce(Stage) + 'static) {
    let call = content::decide(seen, ask.clone());
    desk.call(busy, call, move |stage| {
        desk.say(Tone::Success, outcome(&ask, stage));
        done(stage);
    });
}

/// Asks for the reason of a return, a withdrawal, an urgent publication; none of them goes without.
#[component]
pub(super) fn ReasonDialog(
    open: RwSignal<bool>,
    /// Unique on the page.
    id: &'static str,
    #[prop(into)] title: String,
    /// What will happen.
    #[prop(into)]
    lead: String,
    templates: &'static [&'static str],
    #[prop(into)] verb: String,
    busy: RwSignal<bool>,
    /// The reason, once it is given.
    #[prop(into)]
    on_reason: Callback<String>,
) -> impl IntoView {
    let (reason, fault) = (RwSignal::new(String::new()), RwSignal::new(None::<String>));
    let verb = StoredValue::new(verb);
    Effect::new(move |_| {
        if open.get() {
            reason.set(String::new());
            fault.set(None);
        }
    });
    let send = move |()| {
        let text = reason.get_untracked().trim().to_owned();
        if text.is_empty() {
            fault.set(Some("请填写理由".into()));
            super::browser::focus(&crate::ui::field_id(&format!("{id}-reason")));
        } else {
            on_reason.run(text);
        }
    };
    view! {
        <Dialog open title id=id>
            <p>{lead.clone()}</p>
            <div class="templates" role="group" aria-label="常用理由">
                {templates
                    .iter()
                    .map(|template| view! {
                        <button type="button" class="templates__one" on:click=move |_| reason.set((*template).into())>
                            {*template}
                        </button>
                    })
                    .collect_view()}
            </div>
            <Field label="理由" name=format!("{id}-reason") error=fault required=true>
                <TextArea value=reason rows=4/>
            </Field>
            <div class="dialog__actions">
                <Button on_press=move |()| open.set(false)>"取消"</Button>
                <Button kind=ButtonKind::Danger busy on_press=send>{verb.get_value()}</Button>
            </div>
        </Dialog>
    }
}

/// A refusal inside a dialog.
#[component]
pub(super) fn Refusal(error: RwSignal<Option<ApiError>>) -> impl IntoView {
    move || {
        error.get().map(|error| {
            view! {
                <Banner tone=Tone::Danger>
                    <p>{error.to_string()}</p>
                </Banner>
            }
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_signature_promises_no_more_than_it_does() {
        let at = time::parse_minute("2026-11-25 08:30");
        let others = || vec!["县编办".to_owned(), "县委宣传部".to_owned()];
        for (then, agreed, says) in [
            (vec![], None, "签发后信息在门户公开。"),
            (vec![], at, "签发后信息按原定时间（2026-11-25 08:30）在门户公开。"),
            (others(), None, "您签后还须县编办、县委宣传部会签，全部签完后信息才在门户公开。"),
            (
                others(),
                at,
                "您签后还须县编办、县委宣传部会签，全部签完后信息按原定时间（2026-11-25 08:30）才在门户公开。",
            ),
        ] {
            assert_eq!(after_signature(Some(&Signature { then, agreed })), says);
        }
    }
}
