//! What of the report is shown, as the address says it.

use chrono::NaiveDate;
use domain::{
    desk::{
        board::UnitName,
        reminders::{Answer, ReminderFilter},
    },
    plan::UnitCode,
    reminder::OccasionKind,
};
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;

use super::PATH;
use crate::{
    desk::query_bar::{QueryBar, follow_address},
    ui::{Choice, Field, Select, TextInput, pager},
};

pub(super) fn from_address() -> Memo<ReminderFilter> {
    let query = use_query_map();
    Memo::new(move |_| {
        let query = query.read();
        let text = |name| query.get(name).unwrap_or_default();
        let day = |name| text(name).parse::<NaiveDate>().ok();
        ReminderFilter {
            unit: UnitCode::parse(&text("unit")),
            kind: OccasionKind::from_code(&text("kind")),
            answer: Answer::from_code(&text("answer")),
            from: day("from"),
            to: day("to"),
        }
    })
}

/// The file with the same lines.
pub(super) fn file(filter: &ReminderFilter) -> String {
    let query: Vec<(String, String)> = values(filter)
        .into_iter()
        .filter(|(_, value)| !value.is_empty())
        .map(|(name, value)| (name.to_owned(), value))
        .collect();
    pager::address("/desk/reminders.csv", &query)
}

fn values(filter: &ReminderFilter) -> [(&'static str, String); 5] {
    let day = |day: Option<NaiveDate>| day.map(|day| day.to_string()).unwrap_or_default();
    [
        ("unit", filter.unit.as_ref().map(ToString::to_string).unwrap_or_default()),
        ("kind", filter.kind.map(|kind| kind.code().to_owned()).unwrap_or_default()),
        ("answer", filter.answer.map(|answer| answer.code().to_owned()).unwrap_or_default()),
        ("from", day(filter.from)),
        ("to", day(filter.to)),
    ]
}

#[component]
pub(super) fn Filters(filter: Memo<ReminderFilter>, units: Vec<UnitName>) -> impl IntoView {
    let fields = values(&filter.get_untracked()).map(|(name, value)| (name, RwSignal::new(value)));
    follow_address(filter, move |filter: ReminderFilter| {
        for ((_, field), (_, value)) in fields.iter().zip(values(&filter)) {
            field.set(value);
        }
    });
    let [(_, unit), (_, kind), (_, answer), (_, from), (_, to)] = fields;
    let units: Vec<Choice> =
        units.into_iter().map(|unit| Choice::new(unit.code.as_str(), unit.name.as_str())).collect();
    let kinds: Vec<Choice> = OccasionKind::ALL.map(|kind| Choice::new(kind.code(), kind.label())).into();
    let answers: Vec<Choice> = Answer::ALL.map(|answer| Choice::new(answer.code(), answer.label())).into();
    view! {
        <QueryBar path=PATH fields=fields.to_vec()>
            <Field label="单位" name="unit"><Select value=unit choices=units empty="全部"/></Field>
            <Field label="事由" name="kind"><Select value=kind choices=kinds empty="全部"/></Field>
            <Field label="结果" name="answer"><Select value=answer choices=answers empty="全部"/></Field>
            <Field label="起" name="from"><TextInput value=from kind="date"/></Field>
            <Field label="止" name="to"><TextInput value=to kind="date"/></Field>
        </QueryBar>
    }
}
