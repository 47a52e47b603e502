//! The application form, for a new topic and for one that was returned.

use domain::{
    desk::FieldFault,
    id::TopicId,
    plan::Cadence,
    topic::{Application, PROMISES},
};
use leptos::prelude::*;
use leptos_router::{NavigateOptions, hooks::use_navigate};

use crate::{
    api::topics,
    desk::{
        frame::PageHead,
        me::{fault_beside, show},
        state::Desk,
    },
    ui::{
        Breadcrumb, Button, ButtonKind, Choice, Crumb, ErrorSummary, Field, IconName, Panel, Select, TextArea,
        TextInput, Tone,
    },
};

#[component]
pub(in crate::desk) fn ApplyPage() -> impl IntoView {
    let navigate = use_navigate();
    let done = move |topic: TopicId| navigate(&format!("/desk/topics/{topic}"), NavigateOptions::default());
    view! {
        <Breadcrumb crumbs=vec![Crumb::link("专题", "/desk/topics"), Crumb::here("申请专题")]/>
        <PageHead title="申请专题" lead="由专题栏目的牵头单位批准；批准后由本单位建设，经签发上线。"/>
        <ApplicationForm topic=None filed=None on_done=done/>
    }
}

#[component]
pub(super) fn ApplicationForm(
    /// The returned topic; `None` for a new one.
    topic: Option<TopicId>,
    filed: Option<Application>,
    #[prop(into)] on_done: Callback<TopicId>,
) -> impl IntoView {
    let desk = Desk::expect();
    let known = |read: fn(&Application) -> String| RwSignal::new(filed.as_ref().map(read).unwrap_or_default());
    let (title, reason) = (known(|form| form.title.clone()), known(|form| form.reason.clone()));
    let (basis, contact) = (known(|form| form.basis.clone()), known(|form| form.contact.clone()));
    let (promise, ends_on) = (known(|form| form.promise.written()), known(|form| form.ends_on.to_string()));
    let (busy, faults) = (RwSignal::new(false), RwSignal::new(Vec::<FieldFault>::new()));
    let fault = fault_beside(faults);
    let send = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let chosen = (Cadence::parse(&promise.read_untracked()), ends_on.read_untracked().parse());
        let (promise, ends_on) = match chosen {
            (Ok(promise), Ok(ends_on)) => (promise, ends_on),
            (Err(_), _) => return faults.set(vec![FieldFault::new("promise", "请选择更新承诺")]),
            (_, Err(_)) => return faults.set(vec![FieldFault::new("ends_on", "请填写结束日期")]),
        };
        faults.set(Vec::new());
        let application = Application {
            title: title.get_untracked(),
            reason: reason.get_untracked(),
            basis: basis.get_untracked(),
            contact: contact.get_untracked(),
            promise,
            ends_on,
        };
        let call = async move {
            match topic {
                None => topics::apply_for_topic(application).await,
                Some(topic) => topics::reapply_for_topic(topic, application).await.map(|()| topic),
            }
        };
        desk.call_with(
            busy,
            call,
            move |topic| {
                desk.say(Tone::Success, "申请已提交，等待牵头单位批准。");
                on_done.run(topic);
            },
            move |error| show(error, faults, desk),
        );
    };
    let promises: Vec<Choice> = PROMISES.map(|one| Choice::new(one.written(), one.label())).into();
    view! {
        <Panel title="专题申请" id="topic-application">
            <form class="form" on:submit=send>
                <ErrorSummary faults/>
                <Field label="专题名称" name="title" error=fault("title") required=true hint="不超过 40 字">
                    <TextInput value=title autocomplete="off"/>
                </Field>
                <Field label="申请理由" name="reason" error=fault("reason") required=true>
                    <TextArea value=reason rows=3/>
                </Field>
                <Field label="依据文件" name="basis" error=fault("basis") hint="文号或会议纪要，没有可以不填">
                    <TextInput value=basis autocomplete="off"/>
                </Field>
                <div class="form__row">
                    <Field label="更新承诺" name="promise" error=fault("promise") required=true hint="长期做不到的，列入历史专栏">
                        <Select value=promise choices=promises empty="请选择"/>
                    </Field>
                    <Field label="结束日期" name="ends_on" error=fault("ends_on") required=true hint="最长两年，到时可以延期">
                        <TextInput value=ends_on kind="date"/>
                    </Field>
                    <Field label="联系人和电话" name="contact" error=fault("contact") required=true hint="供牵头单位联系，不公开">
                        <TextInput value=contact autocomplete="off"/>
                    </Field>
                </div>
                <div class="form__actions">
                    <Button kind=ButtonKind::Primary submit=true icon=IconName::Send busy>"提交申请"</Button>
                </div>
            </form>
        </Panel>
    }
}
