//! 加分: what was earned on top, and whether it counts.

use domain::assessment::{BonusScore, BonusTotal};
use leptos::prelude::*;

use super::{
    evidence::{EvidenceList, SurenessTag},
    summary::span,
};
use crate::ui::{Cell, Heading, Panel, RowHeading, Table};

#[component]
pub(super) fn Bonus(total: BonusTotal) -> impl IntoView {
    let words = total.to_string();
    let rows = total
        .items
        .into_iter()
        .map(|BonusScore { name, points, state, earned, evidence, .. }| {
            view! {
                <tr>
                    <RowHeading>{name}</RowHeading>
                    <Cell label="分值" number=true>{points.value.to_string()} <SurenessTag sureness=points.sureness/></Cell>
                    <Cell label="可加" number=true>{span(earned)}</Cell>
                    <Cell label="测量">{state.words()}</Cell>
                    <Cell label="依据"><EvidenceList evidence/></Cell>
                </tr>
            }
        })
        .collect_view();
    let headings = vec![
        Heading::new("加分项"),
        Heading::number("分值"),
        Heading::number("可加"),
        Heading::new("测量"),
        Heading::new("依据"),
    ];
    view! {
        <Panel title="加分" id="bonus">
            <p>"合计：" {words}</p>
            <Table caption="加分项" caption_hidden=true headings>{rows}</Table>
        </Panel>
    }
}
