//! The board on a screen on the wall: complete HTML behind a secret address, without anything to be pressed.

use domain::{
    desk::board::{UnitRank, WallBoard, WallLine},
    obligation::State,
};
use leptos::prelude::*;

use super::{rows::joined, trend::Trend};
use crate::{
    desk::duty_words::{days_in_words, short_day},
    ui::{Cell, EmptyState, Heading, IconName, Moment, Panel, RowHeading, StateTag, Table},
};

#[component]
pub(crate) fn Wall(board: WallBoard) -> impl IntoView {
    let WallBoard { county, today, at, tally, lines, units, trend } = board;
    let kept = tally.kept_per_mille();
    let counts = State::ALL
        .map(|state| {
            view! {
                <li class=format!("board__count board__count--{}", state.code())>
                    <strong>{tally.get(state)}</strong>
                    <StateTag state/>
                </li>
            }
        })
        .into_iter()
        .collect_view();
    let columns = if lines.is_empty() {
        view! { <EmptyState title="没有临期、逾期和空白的栏目" icon=IconName::CircleCheck/> }.into_any()
    } else {
        let headings = ["栏目", "状态", "期限", "责任单位"].map(Heading::new).into();
        let rows = lines.into_iter().map(|line| row(line, today)).collect_view();
        view! { <Table caption="临期、逾期和空白的栏目，最急的在前" caption_hidden=true headings>{rows}</Table> }
            .into_any()
    };
    view! {
        <main class="board board--screen" id="main">
            <h1 class="board__title">{format!("{county}政府网站内容保障看板")}</h1>
            <p class="board__when">
                "截至 " <Moment at/> " · 正常率 " <strong>{format!("{}.{}%", kept / 10, kept % 10)}</strong>
                "（正常和临期 ÷ 全部应保障栏目）"
            </p>
            <ul class="board__counts">{counts}</ul>
            <Panel title="临期、逾期和空白的栏目" id="columns" flush=true>{columns}</Panel>
            <div class="board__side">
                <Panel title="单位排名" id="units" flush=true>{ranking(units)}</Panel>
                <Trend points=trend/>
            </div>
        </main>
    }
}

fn row(line: WallLine, today: chrono::NaiveDate) -> impl IntoView {
    let WallLine { name, state, due, days_left, answering } = line;
    let due = due.map(|due| short_day(due, today));
    let left = days_left.map(days_in_words);
    let units = joined(&answering);
    view! {
        <tr>
            <RowHeading>{name}</RowHeading>
            <Cell label="状态"><StateTag state/></Cell>
            <Cell label="期限">{due} " " <span class="note">{left}</span></Cell>
            <Cell label="责任单位">{units}</Cell>
        </tr>
    }
}

fn ranking(units: Vec<UnitRank>) -> impl IntoView {
    let rows = units
        .into_iter()
        .map(|UnitRank { place, unit, tally }| {
            let kept = tally.kept_per_mille();
            view! {
                <tr>
                    <RowHeading>{place} " " {unit.name}</RowHeading>
                    <Cell label="正常率" number=true>{format!("{}.{}%", kept / 10, kept % 10)}</Cell>
                    <Cell label="逾期" number=true>{tally.overdue}</Cell>
                    <Cell label="空白" number=true>{tally.blank}</Cell>
                    <Cell label="临期" number=true>{tally.due_soon}</Cell>
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
    view! { <Table caption="单位排名，正常率高的在前" caption_hidden=true headings>{rows}</Table> }
}
