//! The form: every field of a revision, in the order in which a clerk fills them in.

use domain::{
    checks::{CHANGE_NOTE_MAX, SUMMARY_MAX, TITLE_MAX},
    item::{ChangeKind, Disclosure, EventKind},
};
use leptos::prelude::*;

use super::{Writing, attachments::Attachments, bridge::RichEditor, detail::DetailFields, draft::code_of};
use crate::ui::{Choice, Field, Panel, Select, TextArea, TextInput, live};

/// The finding beside a field, as the last save reported it.
pub(super) fn fault_of(writing: Writing, field: impl Into<String>) -> Signal<Option<String>> {
    let field = field.into();
    Signal::derive(move || {
        let report = writing.autosave.report.read();
        let found = report.blockers().find(|finding| finding.field == field);
        // A form that nobody has touched yet is not wrong: what is missing stands in the check panel.
        found.filter(|_| writing.autosave.was_touched()).map(|finding| finding.message.clone())
    })
}

#[expect(clippy::cast_possible_wrap, clippy::cast_possible_truncation, reason = "a hundred")]
#[component]
pub(super) fn ContentForm(writing: Writing) -> impl IntoView {
    let draft = writing.draft;
    let fault = move |field: &'static str| fault_of(writing, field);
    let item = writing.autosave.item;
    let demands_event = writing.sheet.with_untracked(|sheet| sheet.demands_event_date);
    let disclosures: Vec<Choice> =
        Disclosure::ALL.map(|value| Choice::new(code_of(Disclosure::ALL, value), value.label())).into();
    let events: Vec<Choice> =
        EventKind::ALL.map(|value| Choice::new(code_of(EventKind::ALL, value), value.label())).into();
    let kind = draft.detail.kind();
    let was_public = writing.sheet.with_untracked(|sheet| sheet.row.published_at.is_some());
    let changes: Vec<Choice> = ChangeKind::ALL.map(|kind| Choice::new(kind.code(), kind.label())).into();
    view! {
        <form class="form" on:submit=|event| event.prevent_default()>
            {was_public.then(|| view! {
                <Panel title="修改说明" id="change">
                    <Field
                        label="这次修订是"
                        name="change"
                        error=fault("change")
                        required=true
                        hint="文字修正不通知读者；实质修改在页面上写明日期和内容"
                    >
                        <Select value=draft.change_kind choices=changes empty="请选择"/>
                    </Field>
                    <Field
                        label="改了什么"
                        name="change.note"
                        error=fault("change.note")
                        hint="实质修改必填，公众在“修改记录”里看到；不超过 200 个字"
                    >
                        <TextArea value=draft.change_note rows=2 maxlength=CHANGE_NOTE_MAX as i32/>
                    </Field>
                </Panel>
            })}
            <Panel title="标题与正文" id="text">
                <Field label="标题" name="title" error=fault("title") required=true>
                    <TextInput value=draft.title maxlength=TITLE_MAX as i32 autocomplete="off"/>
                </Field>
                <div class="field">
                    <p class="field__label" id="body-label">"正文"</p>
                    <p class="field__error" role="alert">{live(move || fault("body").get())}</p>
                    <RichEditor value=draft.body owner=item handle=writing.editor/>
                </div>
                <Field
                    label="内容概述"
                    name="summary"
                    error=fault("summary")
                    hint="列表和搜索结果里显示，不超过 100 个字；不填则取正文开头"
                >
                    <TextArea value=draft.summary rows=2 maxlength=SUMMARY_MAX as i32/>
                </Field>
            </Panel>
            <Panel title="附件" id="files">
                <Attachments list=draft.attachments item/>
            </Panel>
            <Panel title="来源与责任" id="credits">
                <div class="form__row">
                    <Field label="来源" name="source" error=fault("source") required=true hint="最先发布的单位或媒体">
                        <TextInput value=draft.source/>
                    </Field>
                    <Field label="作者" name="author" error=fault("author")>
                        <TextInput value=draft.author/>
                    </Field>
                    <Field label="责任编辑" name="editor" error=fault("editor") required=true>
                        <TextInput value=draft.editor/>
                    </Field>
                </div>
                <Field label="关键词" name="keywords" error=fault("keywords") hint="用顿号或空格分开">
                    <TextInput value=draft.keywords/>
                </Field>
                <Field label="图片和视频的版权说明" name="copyright" error=fault("copyright")>
                    <TextInput value=draft.copyright/>
                </Field>
            </Panel>
            <Panel title="公开属性" id="disclosure">
                <Field label="公开属性" name="disclosure" error=fault("disclosure") required=true>
                    <Select value=draft.disclosure choices=disclosures/>
                </Field>
                {live(move || draft.asks_disclosure_reason().then(|| view! {
                    <Field
                        label="不主动公开的理由"
                        name="disclosure_reason"
                        error=fault("disclosure_reason")
                        hint="依申请公开或不予公开的依据，如“含第三方商业秘密”；印在发布审定单上"
                    >
                        <TextInput value=draft.disclosure_reason/>
                    </Field>
                }))}
                {demands_event.then(|| view! {
                    <div class="form__row">
                        <Field
                            label="信息形成（决定）日期"
                            name="event"
                            error=fault("event")
                            required=true
                            hint="该栏目按这一天起算公开时限"
                        >
                            <TextInput value=draft.event_on kind="date"/>
                        </Field>
                        <Field label="日期性质" name="event_kind">
                            <Select value=draft.event_kind choices=events/>
                        </Field>
                    </div>
                })}
            </Panel>
            <DetailFields writing kind/>
        </form>
    }
}
