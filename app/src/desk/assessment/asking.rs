//! Which score is shown, as the address says it.

use chrono::NaiveDate;
use domain::{
    assessment::RuleCode,
    desk::{FieldFault, assessment::AssessmentAsk, board::UnitName},
    plan::{ColumnCode, UnitCode},
};
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;

use super::PATH;
use crate::{
    desk::{
        me::fault_beside,
        query_bar::{QueryBar, follow_address},
    },
    ui::{Choice, Field, Select, TextInput, pager},
};

pub(super) fn from_address() -> Memo<AssessmentAsk> {
    let query = use_query_map();
    Memo::new(move |_| {
        let query = query.read();
        let text = |name| query.get(name).unwrap_or_default();
        AssessmentAsk {
            rules: text("rules"),
            at: text("at").parse::<NaiveDate>().ok(),
            unit: UnitCode::parse(&text("unit")),
            column: ColumnCode::parse(&text("column")),
            stale: text("stale").parse().unwrap_or_default(),
            blank: text("blank").parse().unwrap_or_default(),
            supposed: supposed(&text("suppose")),
        }
    })
}

/// The address at which `ask` is answered: the page, or the file with the same lines.
pub(super) fn address(path: &str, ask: &AssessmentAsk) -> String {
    let query: Vec<(String, String)> = values(ask)
        .into_iter()
        .filter(|(_, value)| !value.is_empty())
        .map(|(name, value)| (name.to_owned(), value))
        .collect();
    pager::address(path, &query)
}

fn values(ask: &AssessmentAsk) -> [(&'static str, String); 7] {
    let count = |count: u16| if count == 0 { String::new() } else { count.to_string() };
    [
        ("rules", ask.rules.clone()),
        ("at", ask.at.map(|day| day.to_string()).unwrap_or_default()),
        ("unit", ask.unit.as_ref().map(ToString::to_string).unwrap_or_default()),
        ("column", ask.column.as_ref().map(ToString::to_string).unwrap_or_default()),
        ("stale", count(ask.stale)),
        ("blank", count(ask.blank)),
        (
            "suppose",
            ask.supposed
                .iter()
                .map(|(code, text)| format!("{code}:{}", text.replace(';', "；")))
                .collect::<Vec<_>>()
                .join(";"),
        ),
    ]
}

/// `v2:4.5;v3:16`: what is supposed of each veto condition, as it was typed.
fn supposed(text: &str) -> Vec<(RuleCode, String)> {
    let of_veto = |one: &str| one.split_once(':').map(|(code, value)| (RuleCode::parse(code), value.to_owned()));
    text.split(';').filter_map(of_veto).filter_map(|(code, value)| Some((code?, value))).collect()
}

#[component]
pub(super) fn Asking(
    asked: Memo<AssessmentAsk>,
    rule_sets: Vec<(String, String)>,
    units: Vec<UnitName>,
    /// What is wrong with the day that was asked for.
    faults: RwSignal<Vec<FieldFault>>,
) -> impl IntoView {
    let fault = fault_beside(faults);
    let fields = values(&asked.get_untracked()).map(|(name, value)| (name, RwSignal::new(value)));
    follow_address(asked, move |ask: AssessmentAsk| {
        for ((_, field), (_, value)) in fields.iter().zip(values(&ask)) {
            field.set(value);
        }
    });
    let [(_, rules), (_, at), (_, unit), _, (_, stale), (_, blank), _] = fields;
    let sets: Vec<Choice> = rule_sets.into_iter().map(|(code, name)| Choice::new(code, name)).collect();
    let units: Vec<Choice> =
        units.into_iter().map(|unit| Choice::new(unit.code.as_str(), unit.name.as_str())).collect();
    view! {
        <QueryBar path=PATH fields=fields.to_vec()>
            <Field label="检查指标" name="rules"><Select value=rules choices=sets empty="现行指标"/></Field>
            <Field label="截止日期" name="at" error=fault("at")><TextInput value=at kind="date"/></Field>
            <Field label="看哪个单位的失分" name="part"><Select value=unit choices=units empty="不选"/></Field>
            <Field label="假如再逾期的栏目数" name="stale"><TextInput value=stale kind="number"/></Field>
            <Field label="假如再空白的栏目数" name="blank"><TextInput value=blank kind="number"/></Field>
        </QueryBar>
    }
}
