//! 全县看板: every column of the plan, the units among each other, and how it was in the weeks before. What is shown is in
//! the address; it prints on A4 and A3, and `view=screen` fills a screen on the wall.

mod adjusting;
mod decided;
mod detail;
mod filter;
mod matters;
mod next_step;
mod ranking;
mod rows;
mod trend;
mod unfolding;
#[cfg(feature = "ssr")]
pub(crate) mod wall;
mod wall_address;

use std::{sync::Arc, time::Duration};

use domain::{
    desk::board::{ColumnLine, CountyBoard},
    obligation::State,
    permission::Action,
};
use leptos::{prelude::*, task::spawn_local};

use super::{
    frame::PageHead,
    loaded::{load, loaded},
    state::{Desk, signed_in},
};
use crate::{
    api::{Served, obligations},
    ui::{ButtonLink, IconName, Moment, Panel, StateTag, live},
};

const PATH: &str = "/desk/board";

#[component]
pub(super) fn BoardPage() -> impl IntoView {
    let shown = filter::from_address();
    let changed = RwSignal::new(0_i64);
    let board = load(move || changed.get(), |_| obligations::county_board());
    // What came by itself since; it gives way to what somebody asks for.
    let newest = RwSignal::new(None::<CountyBoard>);
    let reload = Callback::new(move |()| changed.update(|times| *times += 1));
    let desk = Desk::expect();
    let fetch = move || {
        spawn_local(async move {
            let answer = obligations::board_again().await;
            desk.heard_in_background(&answer);
            if let Ok(board) = answer {
                newest.try_set(Some(board));
            }
        });
    };
    // On a big screen nobody reloads the page. A log-in that nobody attends ends there as anywhere: a wall has an address
    // of its own.
    Effect::new(move |_| {
        if shown.read().screen
            && let Ok(minutes) = set_interval_with_handle(fetch, Duration::from_mins(1))
        {
            on_cleanup(move || minutes.clear());
        }
    });
    let has_wall = signed_in().rights.contains(&Action::ManageWall);
    view! {
        <PageHead title="全县看板" lead="方案的每个栏目按更新时效实时计算；点开一行看期限怎么算出来、由哪条信息决定。">
            <ButtonLink href="/desk/board?view=screen" icon=IconName::ChartColumn>"大屏"</ButtonLink>
        </PageHead>
        {loaded(board, move |Served { value, .. }| {
            if newest.with_untracked(Option::is_some) {
                newest.set(None);
            }
            live(move || {
                let board = newest.get().unwrap_or_else(|| value.clone());
                view! { <Board board shown reload/> }
            })
        })}
        {has_wall.then(|| view! { <div class="board-wall screen-only"><wall_address::WallPanel/></div> })}
    }
}

#[component]
fn Board(board: CountyBoard, shown: Memo<filter::Shown>, reload: Callback<()>) -> impl IntoView {
    let CountyBoard { today, at, calendar, tally, lines, matters, units, trend } = board;
    let names = filter::names(&lines);
    let counts = State::ALL
        .map(|state| {
            let href = format!("{PATH}?state={}", state.code());
            view! {
                <li>
                    <a class=format!("board__count board__count--{}", state.code()) href=href>
                        <strong>{tally.get(state)}</strong>
                        <StateTag state/>
                    </a>
                </li>
            }
        })
        .into_iter()
        .collect_view();
    let (all, matters) = (shared(lines), shared(matters));
    let at_version = format!("日历版本 {calendar}");
    view! {
        <div class="board" class:board--screen=move || shown.read().screen>
            <p class="board__when">
                "截至 " <Moment at/> " · " {at_version} " · 正常率 "
                <strong>{tally.kept_in_percent()}</strong>
                "（正常和临期 ÷ 全部应保障栏目）"
                {move || shown.read().screen.then(|| view! { " · " <a href=PATH>"退出大屏"</a> })}
            </p>
            <ul class="board__counts">{counts}</ul>
            <filter::Filters shown names/>
            <Panel title="栏目" id="columns" flush=true>
                {move || {
                    let shown = shown.get();
                    let lines = all.with_value(|lines| shown.of(lines));
                    view! { <rows::Rows lines today open=shown.column reload/> }
                }}
            </Panel>
            {move || {
                let lines = matters.with_value(|lines| shown.read().of(lines));
                (!lines.is_empty()).then(|| view! { <matters::Matters lines today reload/> })
            }}
            <div class="board__side">
                <ranking::Ranking units/>
                <trend::Trend points=trend/>
            </div>
        </div>
    }
}

/// A line names up to all units of the county: rows and queries share it.
fn shared(lines: Vec<ColumnLine>) -> StoredValue<Vec<Arc<ColumnLine>>> {
    StoredValue::new(lines.into_iter().map(Arc::new).collect())
}
