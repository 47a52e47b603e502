//! Pause, exempt, extend: the portal manager's decisions about a column's clock or about one single duty (单项任务), and those
//! that were made before.

use chrono::{DateTime, NaiveDate, Utc};
use domain::{
    desk::{
        FieldFault,
        clocks::{Adjust, Adjustment, AdjustmentKind},
    },
    obligation::MatterKey,
    plan::ColumnCode,
};
use leptos::prelude::*;

use super::decided::{NONE, decision};
use crate::{
    api::{ApiError, Served, obligations},
    desk::{me::fault_beside, state::Desk},
    ui::{Button, ButtonKind, Choice, Dialog, Field, IconName, Select, TextInput, Tone, once_open},
};

/// `name` is the column's, or that of the single duty `matter`, which can be extended only.
#[component]
pub(super) fn Adjusting(
    column: ColumnCode,
    name: String,
    due: Option<NaiveDate>,
    #[prop(optional)] matter: Option<MatterKey>,
    reload: Callback<()>,
) -> impl IntoView {
    let desk = Desk::expect();
    let (open, busy) = (RwSignal::new(false), RwSignal::new(false));
    let before = RwSignal::new(None::<Served<Vec<Adjustment>>>);
    let (id, label, title) = match &matter {
        None => (format!("adjust-{column}"), "调整计时", format!("调整“{name}”的计时")),
        Some(key) => (format!("extend-{}", key.to_string().replace(':', "-")), "延期", format!("延期“{name}”")),
    };
    let hidden = matter.as_ref().map(|_| view! { <span class="visually-hidden">{format!("“{name}”")}</span> });
    let matter = StoredValue::new(matter);
    let show = {
        let column = column.clone();
        move |()| {
            open.set(true);
            desk.call(busy, obligations::adjustments(column.clone()), move |mut found: Served<Vec<Adjustment>>| {
                let matter = matter.get_value();
                found.value.retain(|row| matter.is_none() || row.adjust.matter == matter);
                before.set(Some(found));
            });
        }
    };
    let column = StoredValue::new(column);
    view! {
        <p>
            <Button small=true icon=IconName::Clock on_press=show>{label} " " {hidden}</Button>
        </p>
        {once_open(open, move || view! {
            <Dialog open title=title.clone() id=id.clone() wide=true>
                <Form column=column.get_value() due matter=matter.get_value() open busy reload/>
                {move || before.get().map(|Served { now, value }| view! { <Before rows=value now open reload/> })}
            </Dialog>
        })}
    }
}

#[component]
fn Form(
    column: ColumnCode,
    due: Option<NaiveDate>,
    matter: Option<MatterKey>,
    open: RwSignal<bool>,
    busy: RwSignal<bool>,
    reload: Callback<()>,
) -> impl IntoView {
    let desk = Desk::expect();
    let field = || RwSignal::new(String::new());
    let kind = RwSignal::new(AdjustmentKind::Extension.code().to_owned());
    let (from, to, reason) = (RwSignal::new(due.map(|due| due.to_string()).unwrap_or_default()), field(), field());
    let faults = RwSignal::new(Vec::<FieldFault>::new());
    let fault = fault_beside(faults);
    let kinds: Vec<Choice> = AdjustmentKind::ALL
        .into_iter()
        .filter(|kind| matter.is_none() || *kind == AdjustmentKind::Extension)
        .map(|kind| Choice::new(kind.code(), kind.label()))
        .collect();
    let column = StoredValue::new(column);
    let send = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let mut found = Vec::new();
        let mut day = |field: &str, text: String, needed: bool| match text.trim() {
            "" if !needed => None,
            text => text.parse::<NaiveDate>().map_err(|_| found.push(FieldFault::new(field, "请填写日期"))).ok(),
        };
        let (first, last) = (day("from", from.get_untracked(), true), day("to", to.get_untracked(), false));
        let kind = AdjustmentKind::from_code(&kind.read_untracked()).unwrap_or(AdjustmentKind::Extension);
        let Some(first) = first.filter(|_| found.is_empty()) else { return faults.set(found) };
        let adjust = Adjust {
            kind,
            column: column.get_value(),
            item: None,
            matter: matter.clone(),
            from: first,
            to: last,
            reason: reason.get_untracked(),
        };
        let wrong = adjust.faults();
        if !wrong.is_empty() {
            return faults.set(wrong);
        }
        desk.call_with(
            busy,
            obligations::adjust_clock(adjust),
            move |_| {
                open.set(false);
                desk.say(Tone::Success, "已调整，理由记入日志并长期显示");
                reload.run(());
            },
            move |error| match error {
                ApiError::Invalid(found) => faults.set(found),
                error => desk.say(Tone::Danger, error.to_string()),
            },
        );
    };
    view! {
        <form class="form" novalidate on:submit=send>
            <div class="form__row">
                <Field label="方式" name="kind" error=fault("kind")><Select value=kind choices=kinds/></Field>
                <Field label="起（延期填原期限）" name="from" error=fault("from") required=true>
                    <TextInput value=from kind="date"/>
                </Field>
                <Field label="止（延期填新期限）" name="to" error=fault("to")><TextInput value=to kind="date"/></Field>
            </div>
            <Field label="理由" name="reason" error=fault("reason") required=true>
                <TextInput value=reason/>
            </Field>
            <div class="dialog__actions">
                <Button on_press=move |()| open.set(false)>"取消"</Button>
                <Button kind=ButtonKind::Primary submit=true busy>"确定"</Button>
            </div>
        </form>
    }
}

/// What was decided before; what still applies can be taken back.
#[component]
fn Before(rows: Vec<Adjustment>, now: DateTime<Utc>, open: RwSignal<bool>, reload: Callback<()>) -> impl IntoView {
    let desk = Desk::expect();
    let busy = RwSignal::new(false);
    let reason = RwSignal::new(String::new());
    if rows.is_empty() {
        return view! { <p class="note">{NONE}</p> }.into_any();
    }
    let open_rows = rows.iter().any(|row| row.ended.is_none());
    let items = rows
        .into_iter()
        .map(|row| {
            let id = row.id;
            let end = move |()| {
                let call = obligations::end_adjustment(id, reason.get_untracked());
                desk.call(busy, call, move |()| {
                    open.set(false);
                    desk.say(Tone::Success, "已撤销");
                    reload.run(());
                });
            };
            let end =
                row.ended.is_none().then(|| view! { <Button small=true busy on_press=end>"撤销"</Button> }.into_any());
            decision(row, now, end)
        })
        .collect_view();
    view! {
        <h3>"以往的调整"</h3>
        {open_rows.then(|| view! {
            <Field label="撤销的理由" name="end-reason"><TextInput value=reason/></Field>
        })}
        <ul class="plain-list">{items}</ul>
    }
    .into_any()
}
