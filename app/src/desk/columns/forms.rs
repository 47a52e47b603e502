//! The forms behind the portal manager's buttons. Each leads to a preview and waits behind it, so that what is refused
//! there is mended and not typed again.

use domain::{
    desk::FieldFault,
    plan::{Column, ColumnCode, ColumnEdit, ColumnKind},
};
use leptos::prelude::*;

use super::{
    Columns,
    row_fields::{RowFields, RowValues},
};
use crate::{
    desk::me::fault_beside,
    ui::{Button, ButtonKind, Checkbox, Choice, ErrorSummary, Field, Select, TextInput},
};

/// The buttons at the end of each form.
#[component]
fn FormActions(open: RwSignal<bool>) -> impl IntoView {
    view! {
        <div class="dialog__actions">
            <Button on_press=move |()| open.set(false)>"取消"</Button>
            <Button kind=ButtonKind::Primary submit=true>"预览变更"</Button>
        </div>
    }
}

#[component]
pub(super) fn RenameForm(column: Column, columns: Columns, open: RwSignal<bool>) -> impl IntoView {
    let (name, fault) = (RwSignal::new(column.name.clone()), RwSignal::new(None));
    let code = column.code;
    let send = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let name = name.get_untracked().trim().to_owned();
        if name.is_empty() {
            return fault.set(Some("请填写名称".to_owned()));
        }
        columns.propose(ColumnEdit::Rename { code: code.clone(), name });
    };
    view! {
        <form class="form" on:submit=send>
            <Field label="名称" name="rename" error=fault required=true><TextInput value=name/></Field>
            <p>"代码和网址不变，已发布的信息不受影响。"</p>
            <FormActions open/>
        </form>
    }
}

/// The kinds among which somebody may choose.
fn choices(offered: impl Fn(ColumnKind) -> bool) -> Vec<Choice> {
    let kinds = ColumnKind::ALL.into_iter().filter(|kind| offered(*kind));
    kinds.map(|kind| Choice::new(kind.label(), kind.label())).collect()
}

/// Second name, kind, ★ and summary.
#[component]
pub(super) fn DescribeForm(column: Column, columns: Columns, open: RwSignal<bool>) -> impl IntoView {
    let kind = RwSignal::new(column.kind.label().to_owned());
    let (alias, summary) =
        (RwSignal::new(column.alias.clone().unwrap_or_default()), RwSignal::new(column.summary.clone()));
    let assessed = RwSignal::new(column.assessed);
    let (code, before) = (column.code, column.kind);
    let kinds = choices(|other| other == before || !(before.is_fixed() || other.is_fixed()));
    let send = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        columns.propose(ColumnEdit::Describe {
            code: code.clone(),
            alias: Some(alias.get_untracked()),
            kind: ColumnKind::from_label(&kind.read_untracked()).unwrap_or(before),
            assessed: assessed.get_untracked(),
            summary: summary.get_untracked(),
        });
    };
    view! {
        <form class="form" on:submit=send>
            <Field label="类型" name="describe-kind" hint="已有信息的栏目，只能改为也收这些信息的类型">
                <Select value=kind choices=kinds/>
            </Field>
            <Field label="又名" name="describe-alias" hint="考核指标中的叫法，与名称相同的不填">
                <TextInput value=alias/>
            </Field>
            <Field label="简介" name="describe-summary"><TextInput value=summary/></Field>
            <Checkbox label="★ 纳入考核" name="describe-assessed" checked=assessed/>
            <FormActions open/>
        </form>
    }
}

/// The places under which `column` may be put, and the one under which it stands.
fn parents(columns: Columns, column: &Column) -> Vec<Choice> {
    columns.sheet.with_value(|sheet| {
        let plan = &sheet.plan;
        let is_below = |other: &Column| plan.path(&other.code).iter().any(|c| c.code == column.code);
        let is_parent = |other: &Column| column.parent.as_ref() == Some(&other.code);
        let fitting = plan.columns.iter().filter(|c| is_parent(c) || (c.takes_columns() && !is_below(c)));
        fitting.map(|c| Choice::new(c.code.to_string(), plan.path_name(&c.code))).collect()
    })
}

#[component]
pub(super) fn MoveForm(column: Column, columns: Columns, open: RwSignal<bool>) -> impl IntoView {
    let code = column.code.clone();
    let parent = RwSignal::new(column.parent.as_ref().map(ToString::to_string).unwrap_or_default());
    let before = RwSignal::new(String::new());
    let own = column.code.clone();
    let siblings = Signal::derive(move || {
        let parent = ColumnCode::parse(&parent.read());
        columns.sheet.with_value(|sheet| {
            let fitting = sheet.plan.columns.iter().filter(|c| c.parent == parent && c.code != own);
            fitting.map(|c| Choice::new(c.code.to_string(), format!("“{}”之前", c.name))).collect::<Vec<_>>()
        })
    });
    let choices = parents(columns, &column);
    let send = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        columns.propose(ColumnEdit::Move {
            code: code.clone(),
            parent: ColumnCode::parse(&parent.read_untracked()),
            before: ColumnCode::parse(&before.read_untracked()),
        });
    };
    view! {
        <form class="form" on:submit=send>
            <Field label="移到" name="move-parent">
                <Select value=parent choices empty="最上层（频道）" on_change=move |_| before.set(String::new())/>
            </Field>
            <Field label="位置" name="move-before"><Select value=before choices=siblings empty="最后"/></Field>
            <FormActions open/>
        </form>
    }
}

#[component]
pub(super) fn RowForm(column: Column, columns: Columns, open: RwSignal<bool>) -> impl IntoView {
    let values = columns.sheet.with_value(|sheet| RowValues::of(column.row.as_ref(), &sheet.plan));
    let faults = RwSignal::new(Vec::<FieldFault>::new());
    let code = column.code;
    let send = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        match columns.sheet.with_value(|sheet| values.row(&sheet.plan)) {
            Ok(row) => {
                columns.propose(ColumnEdit::Row { code: code.clone(), row: Box::new(row) });
            }
            Err(found) => faults.set(found),
        }
    };
    view! {
        <form class="form" on:submit=send>
            <ErrorSummary faults/>
            <RowFields values faults columns/>
            <FormActions open/>
        </form>
    }
}

#[component]
pub(super) fn AddForm(parent: Option<ColumnCode>, columns: Columns, open: RwSignal<bool>) -> impl IntoView {
    let text = || RwSignal::new(String::new());
    let (code, name, summary) = (text(), text(), text());
    let kind =
        RwSignal::new(if parent.is_some() { ColumnKind::Articles } else { ColumnKind::Group }.label().to_owned());
    let assessed = RwSignal::new(false);
    let values = columns.sheet.with_value(|sheet| RowValues::of(None, &sheet.plan));
    let faults = RwSignal::new(Vec::<FieldFault>::new());
    let fault = fault_beside(faults);
    // A mirror shows another column and a function is built in: neither is made here.
    let kinds = choices(|kind| !matches!(kind, ColumnKind::Mirror | ColumnKind::Function));
    let is_group = move || *kind.read() == ColumnKind::Group.label();
    let above = parent.clone();
    let send = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let mut found = Vec::new();
        let parsed = ColumnCode::parse(code.read_untracked().trim());
        if parsed.is_none() {
            found.push(FieldFault::new("column.code", "代码为 1 至 40 位小写字母、数字或“-”"));
        }
        if name.read_untracked().trim().is_empty() {
            found.push(FieldFault::new("column.name", "请填写名称"));
        }
        let row = if untrack(is_group) {
            Ok(None)
        } else {
            columns.sheet.with_value(|sheet| values.row(&sheet.plan)).map(Some)
        };
        match (parsed, ColumnKind::from_label(&kind.read_untracked()), row) {
            (Some(code), Some(kind), Ok(row)) if found.is_empty() => {
                columns.propose(ColumnEdit::Add(Box::new(Column {
                    code,
                    name: name.get_untracked().trim().to_owned(),
                    alias: None,
                    parent: above.clone(),
                    kind,
                    assessed: assessed.get_untracked(),
                    summary: summary.get_untracked().trim().to_owned(),
                    life_events: Vec::new(),
                    counts_as: None,
                    row,
                    retired_on: None,
                })));
            }
            (_, _, row) => {
                found.extend(row.err().unwrap_or_default());
                faults.set(found);
            }
        }
    };
    view! {
        <form class="form" on:submit=send>
            <ErrorSummary faults/>
            <div class="form__row">
                <Field label="名称" name="column.name" error=fault("column.name") required=true><TextInput value=name/></Field>
                <Field label="代码" name="column.code" error=fault("column.code") required=true hint="网址的一部分，以后不能改">
                    <TextInput value=code autocomplete="off"/>
                </Field>
                <Field label="类型" name="column.kind"><Select value=kind choices=kinds/></Field>
            </div>
            <Field label="简介" name="column.summary"><TextInput value=summary/></Field>
            <Checkbox label="★ 纳入考核" name="column.assessed" checked=assessed/>
            <Show when=move || !is_group()>
                <RowFields values faults columns/>
            </Show>
            <FormActions open/>
        </form>
    }
}
