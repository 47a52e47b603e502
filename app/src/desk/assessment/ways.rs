//! What is lost and how to win it back: most points for the least work first.

use domain::assessment::{Evidence, WaysBack};
use leptos::prelude::*;

use super::evidence::EvidenceList;
use crate::ui::{Cell, EmptyState, Heading, IconName, Panel, RowHeading, Table};

#[component]
pub(super) fn Ways(ways: WaysBack) -> impl IntoView {
    let WaysBack { ways, settled } = ways;
    if ways.is_empty() {
        return view! {
            <Panel title="怎样补回失分" id="ways">
                <EmptyState title="已测量的项目没有失分" icon=IconName::CircleCheck>
                    <p>"未测量的项目见下方。"</p>
                </EmptyState>
            </Panel>
        }
        .into_any();
    }
    let rows = ways
        .into_iter()
        .map(|way| {
            let evidence: Vec<Evidence> = way.charges.into_iter().filter_map(|charge| charge.evidence).collect();
            view! {
                <tr>
                    <RowHeading>{way.what}</RowHeading>
                    <Cell label="可补回" number=true>{way.gain.to_string()}</Cell>
                    <Cell label="约需小时" number=true>{way.hours.to_string()}</Cell>
                    <Cell label="每小时" number=true>{way.gain_per_hour.to_string()}</Cell>
                    <Cell label="依据"><EvidenceList evidence/></Cell>
                </tr>
            }
        })
        .collect_view();
    let headings = vec![
        Heading::new("要做的事"),
        Heading::number("可补回"),
        Heading::number("约需小时"),
        Heading::number("每小时"),
        Heading::new("依据"),
    ];
    view! {
        <Panel title="怎样补回失分" id="ways" flush=true>
            <Table caption="补救办法，单位工时补回分数多的在前" caption_hidden=true headings>{rows}</Table>
            {settled.is_positive().then(|| view! { <p class="note">{format!("以前季度已失 {settled} 分，只能申诉。")}</p> })}
        </Panel>
    }
    .into_any()
}
