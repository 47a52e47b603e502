//! 词表: forbidden wordings, slips, and words that are never complained of.

use chrono::{DateTime, Utc};
use domain::desk::{
    FieldFault,
    patrol::{WordForm, WordKind, WordRow},
};
use leptos::prelude::*;

use crate::{
    api::patrol,
    desk::{
        me::{fault_beside, show},
        state::Desk,
    },
    ui::{
        Button, Cell, Choice, EmptyState, Field, Heading, IconName, Moment, Panel, RowHeading, Select, Table,
        TextInput, Tone,
    },
};

#[component]
pub(super) fn Words(words: Vec<WordRow>, now: DateTime<Utc>, renew: Callback<()>) -> impl IntoView {
    let desk = Desk::expect();
    let busy = RwSignal::new(false);
    let is_empty = words.is_empty();
    let lines = words
        .into_iter()
        .map(|WordRow { id, form, by, at }| {
            let remove = move |()| {
                desk.call(busy, patrol::remove_patrol_word(id), move |()| {
                    desk.say(Tone::Success, "已删除，下一轮巡查起不再使用");
                    renew.run(());
                });
            };
            view! {
                <tr>
                    <RowHeading>{form.word}</RowHeading>
                    <Cell label="用途">{form.kind.label()}</Cell>
                    <Cell label="应为">{form.right}</Cell>
                    <Cell label="例外">{form.except.join("、")}</Cell>
                    <Cell label="说明">{form.note}</Cell>
                    <Cell label="录入"><span class="note">{by} " " <Moment at now/></span></Cell>
                    <Cell label="操作"><Button small=true busy on_press=remove>"删除"</Button></Cell>
                </tr>
            }
        })
        .collect_view();
    let headings = ["词语", "用途", "应为", "例外", "说明", "录入"].map(Heading::new).into_iter();
    let headings = headings.chain([Heading::hidden("操作")]).collect();
    view! {
        <Panel title="巡查词表" id="patrol-words">
            <Adding renew/>
            {if is_empty {
                view! {
                    <EmptyState title="词表是空的" icon=IconName::FileText>
                        <p>"系统自带的检查照常进行；本单位另有禁用表述、易错词的，在上面录入。"</p>
                    </EmptyState>
                }
                .into_any()
            } else {
                view! { <Table caption="巡查词表" caption_hidden=true headings>{lines}</Table> }.into_any()
            }}
        </Panel>
    }
}

#[component]
fn Adding(renew: Callback<()>) -> impl IntoView {
    let desk = Desk::expect();
    let busy = RwSignal::new(false);
    let field = || RwSignal::new(String::new());
    let (word, right, except, note) = (field(), field(), field(), field());
    let kind = RwSignal::new(WordKind::Typo.code().to_owned());
    let faults = RwSignal::new(Vec::<FieldFault>::new());
    let fault = fault_beside(faults);
    let kinds: Vec<Choice> = WordKind::ALL.map(|kind| Choice::new(kind.code(), kind.label())).into();
    let send = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        faults.set(Vec::new());
        let form = WordForm {
            kind: WordKind::from_code(&kind.read_untracked()).unwrap_or(WordKind::Typo),
            word: word.get_untracked(),
            right: right.get_untracked(),
            note: note.get_untracked(),
            except: except.get_untracked().split(['、', ',', '，']).map(str::to_owned).collect(),
        };
        desk.call_with(
            busy,
            patrol::add_patrol_word(form),
            move |_| {
                for field in [word, right, except, note] {
                    field.set(String::new());
                }
                desk.say(Tone::Success, "已录入，下一轮巡查起使用");
                renew.run(());
            },
            move |error| show(error, faults, desk),
        );
    };
    view! {
        <form class="form" on:submit=send>
            <div class="form__row">
                <Field label="用途" name="word-kind"><Select value=kind choices=kinds/></Field>
                <Field label="词语" name="word" error=fault("word") required=true><TextInput value=word/></Field>
                <Field label="应为" name="right" error=fault("right")><TextInput value=right/></Field>
            </div>
            <div class="form__row">
                <Field label="例外" name="except" error=fault("except") hint="包含这个词的正确词语，用顿号分隔">
                    <TextInput value=except/>
                </Field>
                <Field label="说明" name="note" error=fault("note")><TextInput value=note/></Field>
            </div>
            <div class="form__actions"><Button submit=true icon=IconName::Plus busy>"加入词表"</Button></div>
        </form>
    }
}
