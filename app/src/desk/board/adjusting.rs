//! Pause, exempt, extend: the portal manager's decisions about a column's clock, and those that were made before.

use chrono::{DateTime, NaiveDate, Utc};
use domain::{
    desk::{
        FieldFault,
        clocks::{Adjust, Adjustment, AdjustmentKind},
    },
    plan::ColumnCode,
};
use leptos::prelude::*;

use crate::{
    api::{ApiError, Served, obligations},
    desk::{me::fault_beside, state::Desk},
    ui::{Button, ButtonKind, Choice, Dialog, Field, IconName, Moment, Select, TextInput, Tone},
};

#[component]
pub(super) fn Adjusting(
    column: ColumnCode,
    name: String,
    due: Option<NaiveDate>,
    reload: Callback<()>,
) -> impl IntoView {
    let desk = Desk::expect();
    let (open, busy) = (RwSignal::new(false), RwSignal::new(false));
    let before = RwSignal::new(None::<Served<Vec<Adjustment>>>);
    let id = format!("adjust-{column}");
    let show = {
        let column = column.clone();
        move |()| {
            open.set(true);
            desk.call(busy, obligations::adjustments(column.clone()), move |found| before.set(Some(found)));
        }
    };
    let column = StoredValue::new(column);
    view! {
        <p>
            <Button small=true icon=IconName::Clock on_press=show>"调整计时"</Button>
        </p>
        <Dialog open title=format!("调整“{name}”的计时") id wide=true>
            <Form column=column.get_value() due open busy reload/>
            {move || before.get().map(|Served { now, value }| view! { <Before rows=value now open reload/> })}
        </Dialog>
    }
}

#[component]
fn Form(
    column: ColumnCode,
    due: Option<NaiveDate>,
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
    let kinds: Vec<Choice> = AdjustmentKind::ALL.map(|kind| Choice::new(kind.code(), kind.label())).into();
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
        return view! { <p class="note">"还没有调整过。"</p> }.into_any();
    }
    let open_rows = rows.iter().any(|row| row.ended.is_none());
    let items = rows
        .into_iter()
        .map(|row| {
            let Adjustment { id, adjust, by, at, ended } = row;
            let to = adjust.to.map_or_else(|| "另行通知".to_owned(), |to| to.to_string());
            let what = format!("{}：{} 至 {to}，{}", adjust.kind.label(), adjust.from, adjust.reason);
            let end = move |()| {
                let call = obligations::end_adjustment(id, reason.get_untracked());
                desk.call(busy, call, move |()| {
                    open.set(false);
                    desk.say(Tone::Success, "已撤销");
                    reload.run(());
                });
            };
            let ended = match ended {
                Some((at, by, reason)) => {
                    view! { <span class="note">" 已由 " {by} " 于 " <Moment at/> {format!(" 撤销：{reason}")}</span> }
                        .into_any()
                }
                None => view! { " " <Button small=true busy on_press=end>"撤销"</Button> }.into_any(),
            };
            view! { <li>{what} " " <span class="note">{by} " " <Moment at now/></span> {ended}</li> }
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
