//! The units among each other, with the arithmetic open.

use domain::{desk::board::UnitRank, obligation::State};
use leptos::prelude::*;

use super::PATH;
use crate::ui::{Cell, Heading, Panel, RowHeading, Table};

#[component]
pub(super) fn Ranking(units: Vec<UnitRank>) -> impl IntoView {
    let rows = units
        .into_iter()
        .map(|rank| {
            let UnitRank { place, unit, tally } = rank;
            let kept = tally.kept_per_mille();
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
            let (overdue, blank, due_soon) = (figure(State::Overdue), figure(State::Blank), figure(State::DueSoon));
            let sum = format!("（{}+{}）÷{}", tally.normal, tally.due_soon, tally.owed());
            view! {
                <tr>
                    <RowHeading>{place} " " <a href=href.clone()>{unit.name.clone()}</a></RowHeading>
                    <Cell label="正常率" number=true>
                        {format!("{}.{}%", kept / 10, kept % 10)} " " <span class="note">{sum}</span>
                    </Cell>
                    <Cell label="逾期" number=true>{overdue}</Cell>
                    <Cell label="空白" number=true>{blank}</Cell>
                    <Cell label="临期" number=true>{due_soon}</Cell>
                </tr>
            }
        })
        .collect_view();
    let headings = vec![
        Heading::new("单位"),
        Heading::number("正常率"),
        Heading::number("逾期"),
        Heading::number("空白"),
        Heading::number("临期"),
    ];
    view! {
        <Panel title="单位排名" id="units" flush=true>
            <Table caption="单位排名，正常率高的在前" caption_hidden=true headings>{rows}</Table>
            <p class="note board__rule">
                "正常率 =（正常 + 临期）÷ 应保障栏目。栏目由三个以内单位保障的，计入各保障单位；更多单位共同保障的，"
                "计入牵头单位；由一条在办信息决定的，计入信息现在所在的一方。正常率相同的并列，先比逾期和空白，再比临期。"
            </p>
        </Panel>
    }
}
