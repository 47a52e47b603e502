//! What one unit or column lost, and what would follow if more columns went or a veto came to another value.

use domain::desk::assessment::{AssessmentAsk, PartSheet, Simulated};
use leptos::prelude::*;

use super::{
    PATH, asking,
    summary::{GradeTag, span},
};
use crate::ui::{Cell, EmptyState, Heading, IconName, Panel, RowHeading, Table};

#[component]
pub(super) fn Part(part: PartSheet, asked: AssessmentAsk) -> impl IntoView {
    let title = format!("{}：失分 {}", part.name, part.points);
    if part.lines.is_empty() {
        return view! {
            <Panel title id="part">
                <EmptyState title="已测量的项目没有失分" icon=IconName::CircleCheck><p>"未测量的项目见下方。"</p></EmptyState>
            </Panel>
        }
        .into_any();
    }
    let rows = part
        .lines
        .into_iter()
        .map(|line| {
            let what = match line.address {
                Some(address) => view! { <a href=address rel="external">{line.what}</a> }.into_any(),
                None => line.what.into_any(),
            };
            let column = line.column.map(|column| {
                let ask = AssessmentAsk { column: Some(column), unit: None, ..asked.clone() };
                view! { " " <a class="note" href=asking::address(PATH, &ask)>"本栏目全部失分"</a> }
            });
            let points = line.points.map_or_else(|| "—".to_owned(), |points| points.to_string());
            view! {
                <tr>
                    <RowHeading>{line.name}</RowHeading>
                    <Cell label="失分" number=true>{points}</Cell>
                    <Cell label="依据">{what} {column}</Cell>
                </tr>
            }
        })
        .collect_view();
    let headings = vec![Heading::new("项目"), Heading::number("失分"), Heading::new("依据")];
    view! {
        <Panel title id="part" flush=true>
            <Table caption="失分和依据" caption_hidden=true headings>{rows}</Table>
        </Panel>
    }
    .into_any()
}

#[component]
pub(super) fn Simulation(simulated: Simulated) -> impl IntoView {
    let Simulated { columns, points, grade, vetoes, .. } = simulated;
    let none = vetoes.is_empty();
    let vetoes = vetoes.into_iter().map(|veto| view! { <li>{veto}</li> }).collect_view();
    view! {
        <Panel title="模拟结果" id="simulated">
            <p>{format!("得分 {}，", span(points))} <GradeTag grade/></p>
            {(!columns.is_empty()).then(|| view! {
                <p class="note">{format!("假设的栏目（期限最近的在前）：{}", columns.join("、"))}</p>
            })}
            {if none {
                view! { <p>"没有触及或接近单项否决。"</p> }.into_any()
            } else {
                view! { <ul class="plain-list">{vetoes}</ul> }.into_any()
            }}
        </Panel>
    }
}
