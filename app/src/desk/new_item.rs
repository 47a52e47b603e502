//! 新建信息: first the column, since everything else follows from it.

use domain::{
    desk::content::{ColumnChoice, ItemFilter, NewItem},
    kind::Kind,
    plan::{ColumnCode, UnitCode},
};
use leptos::prelude::*;
use leptos_router::hooks::{use_navigate, use_query_map};

use super::{
    column_picker::ColumnPicker,
    frame::PageHead,
    loaded::{load, loaded},
    state::Desk,
};
use crate::{
    api::{content, plan},
    ui::{Button, ButtonKind, Checkbox, Choice, EmptyState, Field, IconName, Panel, Select, Tone},
};

#[component]
pub(super) fn NewItemPage() -> impl IntoView {
    let choices = load(
        || (),
        |()| async {
            let inbox = content::inbox(ItemFilter { page: 1, ..ItemFilter::default() }).await?;
            let names = plan::plan_names().await?;
            let without_account: Vec<_> = names.units.into_iter().filter(|unit| !unit.has_account).collect();
            Ok((inbox.value.may_create_in, without_account))
        },
    );
    view! {
        <PageHead title="新建信息" lead="先选栏目：要填的内容、由谁审签都由栏目决定。"/>
        {loaded(choices, |(columns, units)| {
            if columns.is_empty() {
                view! {
                    <EmptyState title="没有可以新建信息的栏目" icon=IconName::FolderTree>
                        <p>"按内容保障方案，本单位目前不承担任何栏目。如有变动，请联系门户管理员。"</p>
                    </EmptyState>
                }
                .into_any()
            } else {
                let units = units.into_iter().map(|unit| Choice::new(unit.code.to_string(), unit.name)).collect();
                view! { <ColumnForm columns units/> }.into_any()
            }
        })}
    }
}

#[component]
fn ColumnForm(
    columns: Vec<ColumnChoice>,
    /// Units without an account, which the lead unit enters for (信息报送).
    units: Vec<Choice>,
) -> impl IntoView {
    let desk = Desk::expect();
    let navigate = use_navigate();
    let wanted = use_query_map().read_untracked().get("column").unwrap_or_default();
    let known = columns.iter().any(|column| column.code.as_str() == wanted);
    let column = RwSignal::new(if known { wanted } else { String::new() });
    let (kind, for_other, unit) = (RwSignal::new(String::new()), RwSignal::new(false), RwSignal::new(String::new()));
    let (busy, column_fault, unit_fault) = (RwSignal::new(false), RwSignal::new(None), RwSignal::new(None));
    let choices: Vec<Choice> =
        columns.iter().map(|choice| Choice::new(choice.code.to_string(), choice.path.clone())).collect();
    let choices = Signal::stored(choices);
    let columns = StoredValue::new(columns);
    let units = Signal::stored(units);

    // What the chosen column takes; the first is the usual one.
    let kinds = Signal::derive(move || {
        let code = column.read();
        let chosen = columns.with_value(|all| all.iter().find(|choice| choice.code.as_str() == *code).cloned());
        chosen.map(|choice| choice.kinds).unwrap_or_default()
    });
    let kind_choices = Signal::derive(move || {
        kinds.read().iter().map(|kind| Choice::new(kind.code(), kind.label())).collect::<Vec<_>>()
    });
    let has_several = move || kinds.read().len() > 1;
    Effect::new(move |_| {
        let usual = kinds.read().first().map(|kind| kind.code().to_owned()).unwrap_or_default();
        kind.set(usual);
    });
    let leads = move || {
        columns.with_value(|all| all.iter().any(|choice| choice.leads && choice.code.as_str() == *column.read()))
    };
    let create = move |()| {
        let Some(code) = ColumnCode::parse(&column.get_untracked()) else {
            column_fault.set(Some("请选择栏目".to_owned()));
            return super::browser::focus("field-column");
        };
        let submitted_by = if for_other.get_untracked() && leads() {
            let Some(code) = UnitCode::parse(&unit.get_untracked()) else {
                unit_fault.set(Some("请选择报送单位".to_owned()));
                return super::browser::focus("field-unit");
            };
            Some(code)
        } else {
            None
        };
        let navigate = navigate.clone();
        let new = NewItem { column: code, kind: Kind::from_code(&kind.get_untracked()), submitted_by, explains: None };
        desk.call_with(
            busy,
            content::create_item(new),
            move |item| navigate(&format!("/desk/items/{item}"), leptos_router::NavigateOptions::default()),
            move |error| match error.faults().into_iter().find(|fault| fault.field == "submitted_by") {
                Some(fault) => unit_fault.set(Some(fault.message)),
                None => desk.say(Tone::Danger, error.to_string()),
            },
        );
    };
    view! {
        <Panel title="选择栏目" id="choose-column">
            <form class="form" on:submit=|event| event.prevent_default()>
                <ColumnPicker choices value=column fault=column_fault name="column"/>
                <Show when=has_several>
                    <Field
                        label="信息类型"
                        name="kind"
                        hint="“转载”来自上级政府或权威媒体；“本站转载”是把本站已公开的信息同时列在这里"
                    >
                        <Select value=kind choices=kind_choices/>
                    </Field>
                </Show>
                <Show when=leads>
                    <Checkbox
                        label="信息报送"
                        name="submission"
                        checked=for_other
                        hint="没有账号的单位报来的材料，由牵头单位代为录入"
                    />
                </Show>
                <Show when=move || leads() && for_other.get()>
                    <Field label="报送单位" name="unit" error=unit_fault required=true>
                        <Select value=unit choices=units empty="请选择" on_change=move |_| unit_fault.set(None)/>
                    </Field>
                </Show>
                <div class="form__actions">
                    <Button kind=ButtonKind::Primary icon=IconName::Pencil busy on_press=create>"开始编写"</Button>
                </div>
            </form>
        </Panel>
    }
}
