//! The board on a screen on the wall: complete HTML behind a secret address, without anything to be pressed.

use domain::{
    desk::board::{UnitRank, WallBoard, WallLine},
    obligation::State,
};
use leptos::prelude::*;

use super::{ranking, rows::joined, trend::Trend};
use crate::{
    desk::duty_words::{days_in_words, short_day},
    ui::{Cell, EmptyState, Heading, IconName, Moment, Panel, RowHeading, StateTag, Table},
};

#[component]
pub(crate) fn Wall(board: WallBoard) -> impl IntoView {
    let WallBoard { county, today, at, tally, lines, units, trend } = board;
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
                "截至 " <Moment at/> " · 正常率 " <strong>{tally.kept_in_percent()}</strong>
                "（正常和临期 ÷ 全部应保障栏目）"
            </p>
            <ul class="board__counts">{counts}</ul>
            <Panel title="临期、逾期和空白的栏目" id="columns" flush=true>{columns}</Panel>
            <div class="board__side">
                <Panel title="单位排名" id="units" flush=true>{ranked(units)}</Panel>
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

fn ranked(units: Vec<UnitRank>) -> AnyView {
    let rows = units
        .into_iter()
        .map(|UnitRank { place, unit, tally }| {
            let name = format!("{place} {}", unit.name);
            ranking::row(name.into_any(), tally.kept_in_percent().into_any(), |state| tally.get(state).into_any())
        })
        .collect();
    ranking::table(rows)
}
