//! Which cases are shown, as the address says it.

use domain::{
    desk::{
        board::UnitName,
        cases::{CaseFilter, UnitsTurn},
    },
    plan::UnitCode,
    rectification::CaseState,
};
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;

use super::PATH;
use crate::{
    desk::query_bar::{QueryBar, follow_address},
    ui::{Choice, Field, Select},
};

pub(super) fn from_address() -> Memo<CaseFilter> {
    let query = use_query_map();
    Memo::new(move |_| {
        let query = query.read();
        let text = |name| query.get(name).unwrap_or_default();
        CaseFilter {
            state: CaseState::from_code(&text("state")),
            unit: UnitCode::parse(&text("unit")),
            turn: UnitsTurn::from_code(&text("turn")),
            page: text("page").parse().unwrap_or(1),
        }
    })
}

/// The same as pairs of an address, without the page.
pub(super) fn query(filter: &CaseFilter) -> Vec<(String, String)> {
    let pairs = [
        ("state", filter.state.map(|state| state.code().to_owned())),
        ("unit", filter.unit.as_ref().map(ToString::to_string)),
        ("turn", filter.turn.map(|turn| turn.code().to_owned())),
    ];
    pairs.into_iter().filter_map(|(name, value)| Some((name.to_owned(), value?))).collect()
}

#[component]
pub(super) fn Filters(
    filter: Memo<CaseFilter>,
    /// Empty for a unit, which has its own cases only.
    units: Vec<UnitName>,
) -> impl IntoView {
    let field = || RwSignal::new(String::new());
    let (state, unit, turn) = (field(), field(), field());
    follow_address(filter, move |filter: CaseFilter| {
        state.set(filter.state.map(|state| state.code().to_owned()).unwrap_or_default());
        unit.set(filter.unit.map(|unit| unit.to_string()).unwrap_or_default());
        turn.set(filter.turn.map(|turn| turn.code().to_owned()).unwrap_or_default());
    });
    let states: Vec<Choice> = CaseState::ALL.map(|state| Choice::new(state.code(), state.label())).into();
    let turns: Vec<Choice> = UnitsTurn::ALL.map(|turn| Choice::new(turn.code(), turn.label())).into();
    let units: Vec<Choice> = units.into_iter().map(|unit| Choice::new(unit.code.as_str(), unit.name)).collect();
    let by_unit = (!units.is_empty()).then(|| {
        view! { <Field label="整改单位" name="unit"><Select value=unit choices=units empty="全部单位"/></Field> }
    });
    view! {
        <QueryBar path=PATH fields=vec![("state", state), ("unit", unit), ("turn", turn)]>
            <Field label="状态" name="state"><Select value=state choices=states empty="全部状态"/></Field>
            {by_unit}
            <Field label="期限" name="turn"><Select value=turn choices=turns empty="不限"/></Field>
        </QueryBar>
    }
}
