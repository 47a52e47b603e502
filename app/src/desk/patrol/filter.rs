//! Which findings are shown, as the address says it.

use domain::{
    desk::{
        board::UnitName,
        patrol::{FindingFilter, FindingQuery, FindingState, OfUnit},
    },
    patrol::{FaultKind, UnitsDuty, Weight},
    plan::{ColumnCode, UnitCode},
};
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;

use super::PATH;
use crate::{
    desk::{
        query_bar::{QueryBar, follow_address},
        state::signed_in,
    },
    ui::{Choice, Field, Select},
};

pub(super) fn from_address() -> Memo<FindingQuery> {
    let (query, own) = (use_query_map(), signed_in().unit);
    Memo::new(move |_| {
        let query = query.read();
        let text = |name| query.get(name).unwrap_or_default();
        let duty = UnitsDuty::from_code(&text("duty"));
        // Whoever asks for a duty and for no unit asks for the own one's.
        let unit = UnitCode::parse(&text("unit")).or_else(|| duty.map(|_| own.clone()));
        let filter = FindingFilter {
            state: FindingState::from_code(&text("state")).unwrap_or_default(),
            weight: Weight::ALL.into_iter().find(|weight| weight.code() == text("weight")),
            kind: FaultKind::from_code(&text("kind")),
            column: ColumnCode::parse(&text("column")),
        };
        let of = unit.map(|unit| OfUnit { unit, duty });
        FindingQuery { filter, of, page: text("page").parse().unwrap_or(1) }
    })
}

/// The same as pairs of an address, without the page.
pub(super) fn query(query: &FindingQuery) -> Vec<(String, String)> {
    let FindingQuery { filter, of, .. } = query;
    let state = (filter.state != FindingState::default()).then(|| filter.state.code().to_owned());
    let duty = of.as_ref().and_then(|of| of.duty);
    let pairs = [
        ("state", state),
        ("weight", filter.weight.map(|weight| weight.code().to_owned())),
        ("kind", filter.kind.map(|kind| kind.code().to_owned())),
        ("unit", of.as_ref().map(|of| of.unit.to_string())),
        ("duty", duty.map(|duty| duty.code().to_owned())),
        ("column", filter.column.as_ref().map(ToString::to_string)),
    ];
    pairs.into_iter().filter_map(|(name, value)| Some((name.to_owned(), value?))).collect()
}

#[component]
pub(super) fn Filters(asked: Memo<FindingQuery>, units: Vec<UnitName>) -> impl IntoView {
    let field = || RwSignal::new(String::new());
    let (state, weight, kind, unit, duty) = (field(), field(), field(), field(), field());
    // Also where only the unit goes out of the address: with a duty in it, that is the own one again.
    let query = use_query_map();
    let asked = Memo::new(move |_| (asked.get(), query.read().get("unit")));
    follow_address(asked, move |(FindingQuery { filter, of, .. }, _): (FindingQuery, Option<String>)| {
        let is_open = filter.state == FindingState::Open;
        state.set(if is_open { String::new() } else { filter.state.code().to_owned() });
        weight.set(filter.weight.map(|weight| weight.code().to_owned()).unwrap_or_default());
        kind.set(filter.kind.map(|kind| kind.code().to_owned()).unwrap_or_default());
        let has = of.as_ref().and_then(|of| of.duty);
        duty.set(has.map(|duty| duty.code().to_owned()).unwrap_or_default());
        unit.set(of.map(|of| of.unit.to_string()).unwrap_or_default());
    });
    let others = FindingState::ALL.into_iter().filter(|state| *state != FindingState::Open);
    let states: Vec<Choice> = others.map(|state| Choice::new(state.code(), state.label())).collect();
    let weights: Vec<Choice> = Weight::ALL.map(|weight| Choice::new(weight.code(), weight.label())).into();
    let kinds: Vec<Choice> = FaultKind::ALL.map(|kind| Choice::new(kind.code(), kind.label())).into();
    let units: Vec<Choice> = units.into_iter().map(|unit| Choice::new(unit.code.as_str(), unit.name)).collect();
    let duties: Vec<Choice> = UnitsDuty::ALL.map(|duty| Choice::new(duty.code(), duty.label())).into();
    let fields = vec![("state", state), ("weight", weight), ("kind", kind), ("unit", unit), ("duty", duty)];
    view! {
        <QueryBar path=PATH fields>
            <Field label="状态" name="state">
                <Select value=state choices=states empty=FindingState::Open.label()/>
            </Field>
            <Field label="轻重" name="weight"><Select value=weight choices=weights empty="全部"/></Field>
            <Field label="类别" name="kind"><Select value=kind choices=kinds empty="全部"/></Field>
            <Field label="单位" name="unit"><Select value=unit choices=units empty="全部"/></Field>
            <Field label="单位职责" name="duty"><Select value=duty choices=duties empty="全部"/></Field>
        </QueryBar>
    }
}
