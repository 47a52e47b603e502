//! The units among each other, with the arithmetic open.

use std::iter::once;

use domain::{desk::board::UnitRank, obligation::State};
use leptos::prelude::*;

use super::PATH;
use crate::ui::{Cell, Heading, Panel, RowHeading, Table};

/// What is counted of each unit.
const COUNTED: [State; 3] = [State::Overdue, State::Blank, State::DueSoon];

#[component]
pub(super) fn Ranking(units: Vec<UnitRank>) -> impl IntoView {
    let rows = units
        .into_iter()
        .map(|rank| {
            let UnitRank { place, unit, tally } = rank;
            let href = format!("{PATH}?counted={}", unit.code);
            // The figure leads to what it counts.
            let figure = |state: State| {
                let count = tally.get(state);
                if count == 0 {
                    return count.into_any();
                }
                let (address, words) =
                    (format!("{href}&state={}", state.code()), format!("{}：{}", unit.name, state.label()));
                view! { <a href=address>{count} <span class="visually-hidden">{words}</span></a> }.into_any()
            };
            let sum = format!("（{}+{}）÷{}", tally.normal, tally.due_soon, tally.owed());
            let name = view! { {place} " " <a href=href.clone()>{unit.name.clone()}</a> };
            let kept = view! { {tally.kept_in_percent()} " " <span class="note">{sum}</span> };
            row(name.into_any(), kept.into_any(), figure)
        })
        .collect();
    view! {
        <Panel title="单位排名" id="units" flush=true>
            {table(rows)}
            <p class="note board__rule">
                "正常率 =（正常 + 临期）÷ 应保障栏目。栏目由三个以内单位保障的，计入各保障单位；更多单位共同保障的，"
                "计入牵头单位；由一条在办信息决定的，计入信息现在所在的一方。正常率相同的并列，先比逾期和空白，再比临期。"
            </p>
        </Panel>
    }
}

/// The units as they are ranked on every board.
pub(super) fn table(rows: Vec<AnyView>) -> AnyView {
    let numbers = once("正常率").chain(COUNTED.map(State::label)).map(Heading::number);
    let headings = once(Heading::new("单位")).chain(numbers).collect();
    view! { <Table caption="单位排名，正常率高的在前" caption_hidden=true headings>{rows}</Table> }.into_any()
}

/// A unit's line in [`table`].
pub(super) fn row(unit: AnyView, kept: AnyView, figure: impl Fn(State) -> AnyView) -> AnyView {
    let figures = COUNTED.map(|state| {
        let figure = figure(state);
        view! { <Cell label=state.label() number=true>{figure}</Cell> }.into_any()
    });
    view! {
        <tr>
            <RowHeading>{unit}</RowHeading>
            <Cell label="正常率" number=true>{kept}</Cell>
            {Vec::from(figures)}
        </tr>
    }
    .into_any()
}
