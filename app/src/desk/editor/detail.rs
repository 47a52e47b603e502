//! Fields that only one kind of item has.

use domain::item::{Detail, Validity};
use leptos::{prelude::*, task::spawn_local};

use super::{
    Writing,
    draft::code_of,
    form::fault_of,
    words::{GENRES, THEMES},
};
use crate::{
    api::content,
    desk::state::Desk,
    ui::{Button, Choice, Field, IconName, Panel, Select, TextInput, live},
};

#[component]
pub(super) fn DetailFields(writing: Writing, kind: Detail) -> impl IntoView {
    match kind {
        Detail::Article => ().into_any(),
        Detail::Reprint(_) => view! { <ReprintFields writing/> }.into_any(),
        Detail::PolicyDocument(_) => view! { <DocumentFields writing/> }.into_any(),
        Detail::Interpretation(_) => view! { <InterpretationFields writing/> }.into_any(),
    }
}

#[component]
fn ReprintFields(writing: Writing) -> impl IntoView {
    let detail = writing.draft.detail;
    let fault = move |field| fault_of(writing, field);
    view! {
        <Panel title="转载" id="detail">
            <Field label="原文地址" name="detail.address" error=fault("detail.address") required=true>
                <TextInput value=detail.address kind="url" placeholder="https://"/>
            </Field>
            <Field label="原文发布日期" name="detail.published_on" error=fault("detail.published_on") required=true>
                <TextInput value=detail.published_on kind="date"/>
            </Field>
        </Panel>
    }
}

#[component]
fn DocumentFields(writing: Writing) -> impl IntoView {
    let detail = writing.draft.detail;
    let fault = move |field| fault_of(writing, field);
    let themes: Vec<Choice> = THEMES.map(|theme| Choice::new(theme, theme)).into();
    let genres: Vec<Choice> = GENRES.map(|genre| Choice::new(genre, genre)).into();
    let validities: Vec<Choice> =
        Validity::ALL.map(|value| Choice::new(code_of(Validity::ALL, value), value.label())).into();
    view! {
        <Panel title="文件要素" id="detail">
            <div class="form__row">
                <Field
                    label="发文字号"
                    name="detail.document_number"
                    error=fault("detail.document_number")
                    hint="如 隆政办发〔2026〕1号；年份用六角括号"
                >
                    <TextInput value=detail.document_number/>
                </Field>
                <Field label="索引号" name="detail.index_number" error=fault("detail.index_number")>
                    <TextInput value=detail.index_number/>
                </Field>
            </div>
            <Field label="发文机关" name="detail.issuer" error=fault("detail.issuer") required=true>
                <TextInput value=detail.issuer/>
            </Field>
            <div class="form__row">
                <Field label="主题分类" name="detail.theme" error=fault("detail.theme") required=true>
                    <Select value=detail.theme choices=themes empty="请选择"/>
                </Field>
                <Field label="体裁" name="detail.genre" error=fault("detail.genre") required=true>
                    <Select value=detail.genre choices=genres empty="请选择"/>
                </Field>
            </div>
            <div class="form__row">
                <Field label="成文日期" name="detail.written_on" error=fault("detail.written_on") required=true>
                    <TextInput value=detail.written_on kind="date"/>
                </Field>
                <Field label="实施日期" name="detail.effective_on" error=fault("detail.effective_on")>
                    <TextInput value=detail.effective_on kind="date"/>
                </Field>
                <Field label="有效性" name="detail.validity" error=fault("detail.validity")>
                    <Select value=detail.validity choices=validities/>
                </Field>
            </div>
        </Panel>
    }
}

#[component]
fn InterpretationFields(writing: Writing) -> impl IntoView {
    let desk = Desk::expect();
    let detail = writing.draft.detail;
    let fault = move |field| fault_of(writing, field);
    let words = RwSignal::new(String::new());
    let (found, searched, busy) = (RwSignal::new(Vec::<Choice>::new()), RwSignal::new(false), RwSignal::new(false));
    let find = move |()| {
        desk.call(busy, content::policy_documents(words.get_untracked()), move |documents| {
            let choices = documents.into_iter().map(|(code, title)| Choice::new(code.to_string(), title));
            found.set(choices.collect());
            searched.set(true);
        });
    };
    // The document chosen before is among the choices from the start, with its title.
    Effect::new(move |_| {
        let chosen = detail.document.get_untracked();
        if chosen.is_empty() {
            return;
        }
        spawn_local(async move {
            if let Ok(documents) = content::policy_documents(chosen).await {
                let choices = documents.into_iter().map(|(code, title)| Choice::new(code.to_string(), title));
                found.try_set(choices.collect());
            }
        });
    });
    let choices = Signal::derive(move || {
        let mut all = found.get();
        let chosen = detail.document.get();
        if !chosen.is_empty() && all.iter().all(|choice| choice.value != chosen) {
            all.push(Choice::new(chosen.clone(), format!("已选文件（{chosen}）")));
        }
        all
    });
    view! {
        <Panel title="政策解读" id="detail">
            <div class="form__row">
                <Field label="查找文件" name="document-words" hint="输入文件标题或文号中的词">
                    <TextInput value=words kind="search"/>
                </Field>
                <Button icon=IconName::Search busy on_press=find>"查找"</Button>
            </div>
            <p role="status">
                {live(move || (searched.get() && found.read().is_empty()).then_some("没有找到已发布的文件，请换个词。"))}
            </p>
            <Field label="所解读的文件" name="detail.document" error=fault("detail.document") required=true>
                <Select value=detail.document choices empty="请选择"/>
            </Field>
            <Field label="解读机构" name="detail.interpreter" error=fault("detail.interpreter") required=true>
                <TextInput value=detail.interpreter/>
            </Field>
        </Panel>
    }
}
