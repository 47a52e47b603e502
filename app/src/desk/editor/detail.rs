//! The fields of the item's kind, as its declaration in `domain::kind` says: no kind has a form of its own.

use domain::kind::{Choice as Answer, Field as Declared, Input, Kind};
use leptos::{prelude::*, task::spawn_local};

use super::{
    Writing,
    attachments::UploadField,
    draft::{FieldDraft, RowDraft},
    form::fault_of,
    register::RegisterField,
    upload::{UploadKind, Uploaded},
};
use crate::{
    api::content,
    desk::state::Desk,
    ui::{Button, Choice, Field, IconButton, IconName, Panel, Select, TextArea, TextInput, field_id, live},
};

#[component]
pub(super) fn DetailFields(writing: Writing, kind: Kind) -> impl IntoView {
    let fields = writing.draft.detail.fields();
    (!fields.is_empty()).then(|| {
        let fields = fields.into_iter().map(|(declared, draft)| field(writing, declared, draft)).collect_view();
        view! { <Panel title=kind.label() id="detail">{fields}</Panel> }
    })
}

fn field(writing: Writing, declared: &'static Declared, draft: FieldDraft) -> AnyView {
    let name = format!("detail.{}", declared.name);
    match (draft, declared.input) {
        (FieldDraft::Text(value), Input::Item(kinds)) => {
            view! { <ItemField writing declared value kinds=kinds.to_vec()/> }.into_any()
        }
        (FieldDraft::Text(value), Input::Picture | Input::File) => upload(writing, declared, name, value),
        (FieldDraft::Text(value), Input::Register(profile)) => {
            let (fault, item) = (fault_of(writing, name.clone()), writing.autosave.item);
            view! { <RegisterField label=declared.label name fault item value profile/> }.into_any()
        }
        (FieldDraft::Text(value), input) => {
            let error = fault_of(writing, name.clone());
            view! {
                <Field label=declared.label name hint=declared.hint error required=declared.required>
                    {control(value, input)}
                </Field>
            }
            .into_any()
        }
        (FieldDraft::List(value), Input::Choices(answers)) => choices(writing, declared, name, value, answers),
        (FieldDraft::Rows(rows), Input::Rows(columns)) => table(writing, declared, name, rows, columns),
        _ => ().into_any(),
    }
}

fn hint(declared: &Declared) -> Option<String> {
    (!declared.hint.is_empty()).then(|| declared.hint.to_owned())
}

/// The control of one text.
fn control(value: RwSignal<String>, input: Input) -> AnyView {
    match input {
        Input::Text => view! { <TextArea value rows=4/> }.into_any(),
        Input::Day | Input::PastDay => view! { <TextInput value kind="date"/> }.into_any(),
        Input::Address => view! { <TextInput value kind="url" placeholder="https://"/> }.into_any(),
        Input::Choice(answers) => {
            let choices = answered(answers);
            // An answer with an empty code is the one that stands when nothing was chosen.
            if answers.iter().any(|answer| answer.code.is_empty()) {
                view! { <Select value choices/> }.into_any()
            } else {
                view! { <Select value choices empty="请选择"/> }.into_any()
            }
        }
        _ => view! { <TextInput value/> }.into_any(),
    }
}

fn answered(answers: &[Answer]) -> Vec<Choice> {
    answers.iter().map(|answer| Choice::new(answer.code, answer.label)).collect()
}

/// Several answers of one list.
fn choices(
    writing: Writing,
    declared: &'static Declared,
    name: String,
    value: RwSignal<Vec<String>>,
    answers: &'static [Answer],
) -> AnyView {
    let boxes = answers
        .iter()
        .map(|answer| {
            let chosen = move || value.read().iter().any(|code| code == answer.code);
            let change = move |event| {
                let on = event_target_checked(&event);
                value.update(|list| {
                    list.retain(|code| code != answer.code);
                    if on {
                        list.push(answer.code.to_owned());
                    }
                });
            };
            view! {
                <label class="choices__one">
                    <input type="checkbox" prop:checked=chosen on:change=change/>
                    <span>{answer.label}</span>
                </label>
            }
        })
        .collect_view();
    view! {
        <fieldset class="field choices" id=field_id(&name) tabindex="-1">
            {group_head(writing, declared, &name)}
            <div class="choices__all">{boxes}</div>
        </fieldset>
    }
    .into_any()
}

/// What a group of controls is, how it is filled in, and what is wrong with it.
fn group_head(writing: Writing, declared: &'static Declared, name: &str) -> AnyView {
    let fault = fault_of(writing, name);
    view! {
        <legend class="field__label">
            {declared.label}
            {declared.required.then(|| view! { <span class="field__required">"（必填）"</span> })}
        </legend>
        {hint(declared).map(|hint| view! { <p class="field__hint">{hint}</p> })}
        <p class="field__error" role="alert">{live(move || fault.get())}</p>
    }
    .into_any()
}

/// An uploaded file, by its address.
fn upload(writing: Writing, declared: &'static Declared, name: String, value: RwSignal<String>) -> AnyView {
    let fault = fault_of(writing, name.clone());
    let is_picture = matches!(declared.input, Input::Picture);
    let (kind, words) = if is_picture {
        (UploadKind::Image, "JPG、PNG、WebP 或 GIF 图片")
    } else {
        (UploadKind::Attachment, "一个文件；压缩包只收 ZIP")
    };
    let hint = if declared.hint.is_empty() { words } else { declared.hint };
    let label = if declared.required { format!("{}（必填）", declared.label) } else { declared.label.to_owned() };
    let shown = move || {
        let address = value.get();
        (!address.is_empty()).then(|| {
            let picture = is_picture.then(|| view! { <img class="upload__picture" src=address.clone() alt=""/> });
            view! {
                <div class="upload__now">
                    {picture}
                    <a href=address rel="external" target="_blank">"查看已上传的文件"</a>
                    <IconButton
                        label=format!("移除{}", declared.label)
                        icon=IconName::Trash
                        on_press=move |()| value.set(String::new())
                    />
                </div>
            }
        })
    };
    let item = writing.autosave.item;
    view! {
        <div class="upload">
            <p class="field__error" role="alert">{live(move || fault.get())}</p>
            {live(shown)}
            <UploadField label name hint kind owner=item on_uploaded=move |file: Uploaded| value.set(file.address)/>
        </div>
    }
    .into_any()
}

/// A small table: each row a group of fields, so that it can be filled in on a narrow screen and by keyboard.
fn table(
    writing: Writing,
    declared: &'static Declared,
    name: String,
    rows: RwSignal<Vec<RowDraft>>,
    columns: &'static [Declared],
) -> AnyView {
    let add = move |()| rows.update(|all| all.push(writing.draft.detail.row(columns.len(), &[])));
    let prefix = name.clone();
    let lines = move || {
        let all = rows.get();
        let count = all.len();
        (0_usize..)
            .zip(all)
            .map(|(at, row)| line(writing, declared, &prefix, rows, columns, (at, count), row))
            .collect_view()
    };
    view! {
        <fieldset class="field rows" id=field_id(&name) tabindex="-1">
            {group_head(writing, declared, &name)}
            {live(lines)}
            <Button small=true icon=IconName::Plus on_press=add>{format!("添加一行{}", declared.label)}</Button>
        </fieldset>
    }
    .into_any()
}

fn line(
    writing: Writing,
    declared: &'static Declared,
    prefix: &str,
    rows: RwSignal<Vec<RowDraft>>,
    columns: &'static [Declared],
    (at, count): (usize, usize),
    row: RowDraft,
) -> AnyView {
    let cells = columns
        .iter()
        .zip(row.cells)
        .map(|(column, value)| {
            let name = format!("{prefix}.{at}.{}", column.name);
            if matches!(column.input, Input::Picture | Input::File) {
                return upload(writing, column, name, value);
            }
            view! { <Field label=column.label name required=column.required>{control(value, column.input)}</Field> }
                .into_any()
        })
        .collect_view();
    let swap = move |other: usize| {
        rows.update(|all| {
            if at < all.len() && other < all.len() {
                all.swap(at, other);
            }
        });
    };
    let remove = move |()| {
        rows.update(|all| {
            if at < all.len() {
                all.remove(at);
            }
        });
    };
    let is_last = at + 1 == count;
    let place = format!("{}第{}行", declared.label, at + 1);
    view! {
        <div class="rows__one" role="group" aria-label=place.clone()>
            <div class="rows__cells">{cells}</div>
            <div class="rows__tools">
                <IconButton
                    label=format!("上移{place}")
                    icon=IconName::ArrowUp
                    disabled=at == 0
                    on_press=move |()| swap(at.saturating_sub(1))
                />
                <IconButton
                    label=format!("下移{place}")
                    icon=IconName::ArrowDown
                    disabled=is_last
                    on_press=move |()| swap(at + 1)
                />
                <IconButton label=format!("移除{place}") icon=IconName::Trash on_press=remove/>
            </div>
        </div>
    }
    .into_any()
}

/// Another public item, looked for by words of its title or by its number.
#[component]
fn ItemField(
    writing: Writing,
    declared: &'static Declared,
    value: RwSignal<String>,
    kinds: Vec<Kind>,
) -> impl IntoView {
    let desk = Desk::expect();
    let name = format!("detail.{}", declared.name);
    let error = fault_of(writing, name.clone());
    let words = RwSignal::new(String::new());
    let (found, searched, busy) = (RwSignal::new(Vec::<Choice>::new()), RwSignal::new(false), RwSignal::new(false));
    let kinds = StoredValue::new(kinds);
    let find = move |()| {
        desk.call(busy, content::public_items(kinds.get_value(), words.get_untracked()), move |items| {
            found.set(items.into_iter().map(|(code, title)| Choice::new(code.to_string(), title)).collect());
            searched.set(true);
        });
    };
    // What was chosen before is among the choices from the start, with its title.
    Effect::new(move |_| {
        let chosen = value.get_untracked();
        if chosen.is_empty() {
            return;
        }
        spawn_local(async move {
            if let Ok(items) = content::public_items(kinds.get_value(), chosen).await {
                let choices = items.into_iter().map(|(code, title)| Choice::new(code.to_string(), title));
                found.try_set(choices.collect());
            }
        });
    });
    let choices = Signal::derive(move || {
        let mut all = found.get();
        let chosen = value.get();
        if !chosen.is_empty() && all.iter().all(|choice| choice.value != chosen) {
            all.push(Choice::new(chosen.clone(), format!("已选信息（{chosen}）")));
        }
        all
    });
    view! {
        <div class="form__row">
            <Field label=format!("查找{}", declared.label) name=format!("{name}-words") hint="输入标题或文号中的词">
                <TextInput value=words kind="search"/>
            </Field>
            <Button icon=IconName::Search busy on_press=find>"查找"</Button>
        </div>
        <p role="status">
            {live(move || (searched.get() && found.read().is_empty()).then_some("没有找到已发布的信息，请换个词。"))}
        </p>
        <Field label=declared.label name hint=declared.hint error required=declared.required>
            <Select value choices empty="请选择"/>
        </Field>
    }
}
