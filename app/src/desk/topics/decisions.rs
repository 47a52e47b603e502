//! The bar of decisions: what the reader may do with the topic as it was seen.

use chrono::NaiveDate;
use domain::{
    desk::{
        FieldFault,
        topics::{TopicAsk, TopicSeen, TopicSheet},
    },
    permission::Action,
    topic::TopicStage,
};
use leptos::prelude::*;

use super::list::ARCHIVE_REASONS;
use crate::{
    api::topics,
    desk::{
        deciding::ReasonDialog,
        me::{fault_beside, show},
        state::Desk,
    },
    ui::{Button, ButtonKind, Dialog, Field, IconName, TextArea, TextInput, Tone, Toolbar},
};

const RETURN_REASONS: [&str; 4] = [
    "专题名称不够准确，请修改。",
    "内容还不完整，请补充后重新送审。",
    "更新承诺难以做到，请重新考虑。",
    "图片不清晰或缺少说明，请更换。",
];

/// What a decision did, in the words of a message.
pub(super) const fn outcome(ask: &TopicAsk) -> &'static str {
    match ask {
        TopicAsk::Approve { .. } => "已批准，申请单位可以开始建设。",
        TopicAsk::Return { .. } => "已退回，退回理由已通知有关人员。",
        TopicAsk::Submit { .. } => "已送审，等待牵头单位签发。",
        TopicAsk::Recall => "已撤回，可以继续建设。",
        TopicAsk::Sign { .. } => "已签发，专题已在门户上线。",
        TopicAsk::Revise => "已建立新的修订，线上页面不变。",
        TopicAsk::Discard => "已放弃修改，线上页面不变。",
        TopicAsk::Extend { .. } => "结束日期已延长。",
        TopicAsk::Archive { .. } => "专题已归档，列入历史专栏。",
    }
}

#[component]
pub(super) fn Decisions(
    sheet: TopicSheet,
    /// Of the topic as this page shows it.
    #[prop(into)]
    version: Signal<i32>,
    reload: Callback<()>,
    /// What stands before the decisions: how far saving has come.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    let desk = Desk::expect();
    let row = sheet.row;
    let busy = RwSignal::new(false);
    let closed = || RwSignal::new(false);
    let (returning, archiving, extending) = (closed(), closed(), closed());
    let decide = Callback::new(move |ask: TopicAsk| {
        let seen = TopicSeen { topic: row.id, version: version.get_untracked() };
        let told = outcome(&ask);
        desk.call(busy, topics::decide_topic(seen, ask), move |_| {
            for dialog in [returning, archiving, extending] {
                dialog.set(false);
            }
            desk.say(Tone::Success, told);
            reload.run(());
        });
    });
    let is_revision = row.stage == TopicStage::InReview;
    let back = if is_revision { "退回修改" } else { "退回申请" };
    let opens = |dialog: RwSignal<bool>| Callback::new(move |()| dialog.set(true));
    let asks = |ask: TopicAsk| Callback::new(move |()| decide.run(ask.clone()));
    let (plain, primary, danger) = (ButtonKind::Secondary, ButtonKind::Primary, ButtonKind::Danger);
    // Every button that there is; the account's are those that the rules allow it now.
    let buttons = [
        (Action::ApproveTopic, "批准", primary, IconName::Check, asks(TopicAsk::Approve { note: String::new() })),
        (Action::SignTopic, "签发上线", primary, IconName::PenLine, asks(TopicAsk::Sign { note: String::new() })),
        (Action::ReturnTopic, back, plain, IconName::Undo, opens(returning)),
        (Action::RecallTopic, "撤回送审", plain, IconName::Undo, asks(TopicAsk::Recall)),
        (Action::ReviseTopic, "修订页面", plain, IconName::Pencil, asks(TopicAsk::Revise)),
        (Action::DiscardTopic, "放弃修改", plain, IconName::Trash, asks(TopicAsk::Discard)),
        (Action::ExtendTopic, "延期", plain, IconName::Calendar, opens(extending)),
        (Action::ArchiveTopic, "归档", danger, IconName::Archive, opens(archiving)),
    ];
    let buttons: Vec<AnyView> = buttons
        .into_iter()
        .filter(|(action, ..)| row.may(*action))
        .map(|(_, label, kind, icon, on_press)| view! { <Button kind icon busy on_press>{label}</Button> }.into_any())
        .collect();
    if buttons.is_empty() && children.is_none() {
        return ().into_any();
    }
    view! {
        <Toolbar label="决定" sticky=true>
            {children.map(|children| children())}
            {buttons}
        </Toolbar>
        <ReasonDialog
            open=returning
            id="return-topic"
            title="退回"
            lead="退回理由会通知申请单位的有关人员。"
            templates=&RETURN_REASONS
            verb="退回"
            busy
            on_reason=move |reason| decide.run(TopicAsk::Return { reason })
        />
        <ReasonDialog
            open=archiving
            id="archive-topic"
            title="归档专题"
            lead="归档后页面仍可查阅，标注“已归档”，内容不能再改。"
            templates=&ARCHIVE_REASONS
            verb="归档"
            busy
            on_reason=move |reason| decide.run(TopicAsk::Archive { reason })
        />
        <ExtendDialog open=extending ends_on=row.ends_on busy seen=move || TopicSeen {
            topic: row.id,
            version: version.get_untracked(),
        } reload/>
    }
    .into_any()
}

#[component]
fn ExtendDialog(
    open: RwSignal<bool>,
    ends_on: NaiveDate,
    busy: RwSignal<bool>,
    #[prop(into)] seen: Signal<TopicSeen>,
    reload: Callback<()>,
) -> impl IntoView {
    let desk = Desk::expect();
    let (until, reason) = (RwSignal::new(ends_on.to_string()), RwSignal::new(String::new()));
    let faults = RwSignal::new(Vec::<FieldFault>::new());
    let fault = fault_beside(faults);
    let send = move |()| {
        let Ok(until) = until.read_untracked().parse() else {
            return faults.set(vec![FieldFault::new("ends_on", "请填写新的结束日期")]);
        };
        faults.set(Vec::new());
        let ask = TopicAsk::Extend { until, reason: reason.get_untracked() };
        let told = outcome(&ask);
        desk.call_with(
            busy,
            topics::decide_topic(seen.get_untracked(), ask),
            move |_| {
                open.set(false);
                desk.say(Tone::Success, told);
                reload.run(());
            },
            move |error| show(error, faults, desk),
        );
    };
    view! {
        <Dialog open title="延长专题" id="extend-topic">
            <Field label="新的结束日期" name="ends_on" error=fault("ends_on") required=true hint="最长到两年以后">
                <TextInput value=until kind="date"/>
            </Field>
            <Field label="理由" name="reason" error=fault("reason") required=true>
                <TextArea value=reason rows=3/>
            </Field>
            <div class="dialog__actions">
                <Button on_press=move |()| open.set(false)>"取消"</Button>
                <Button kind=ButtonKind::Primary busy on_press=send>"延期"</Button>
            </div>
        </Dialog>
    }
}
