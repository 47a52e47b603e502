//! How the county stood at the end of each week: bars, and the same as a table for those who do not see them.

use domain::{desk::board::TrendPoint, obligation::State};
use leptos::prelude::*;

use crate::ui::{Cell, Heading, Panel, RowHeading, Table};

const HEIGHT: u32 = 120;
const BAR: usize = 18;
const STEP: usize = 26;
/// From the bottom up.
const DRAWN: [State; 4] = [State::Normal, State::DueSoon, State::Overdue, State::Blank];

#[component]
pub(super) fn Trend(points: Vec<TrendPoint>) -> impl IntoView {
    let most = points.iter().map(|point| point.tally.owed()).max().unwrap_or(1).max(1);
    let width = points.len() * STEP;
    let bars = points
        .iter()
        .enumerate()
        .map(|(at, point)| {
            let mut top = HEIGHT;
            let parts = DRAWN.map(|state| {
                let height = point.tally.get(state) * HEIGHT / most;
                top -= height;
                let class = format!("trend__part trend__part--{}", state.code());
                view! { <rect class=class x=at * STEP y=top width=BAR height=height></rect> }
            });
            view! { <g>{parts.into_iter().collect_view()}</g> }
        })
        .collect_view();
    let rows = points
        .iter()
        .rev()
        .map(|point| {
            let TrendPoint { day, tally } = *point;
            let cells = DRAWN.map(|state| view! { <Cell label=state.label() number=true>{tally.get(state)}</Cell> });
            view! {
                <tr>
                    <RowHeading>{day.to_string()}</RowHeading>
                    {cells.into_iter().collect_view()}
                </tr>
            }
        })
        .collect_view();
    let headings =
        std::iter::once(Heading::new("截至")).chain(DRAWN.map(|state| Heading::number(state.label()))).collect();
    let view_box = format!("0 0 {} {HEIGHT}", width.max(STEP));
    view! {
        <Panel title="近几周变化" id="trend">
            <svg class="trend" viewBox=view_box aria-hidden="true" preserveAspectRatio="xMinYMid meet">
                {bars}
            </svg>
            <details>
                <summary>"每周数字"</summary>
                <Table caption="每周末各状态的栏目数" caption_hidden=true headings>{rows}</Table>
            </details>
        </Panel>
    }
}
