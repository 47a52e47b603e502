//! The table of the indicators, group by group, down to the finding.

use std::collections::BTreeSet;

use domain::assessment::{Evidence, GroupScore, IndicatorScore, Period, RuleCode, Span, TestScore};
use leptos::prelude::*;

use super::{
    evidence::{EvidenceList, SurenessTag},
    summary::span,
};
use crate::ui::{Cell, Heading, Panel, RowHeading, Table};

#[component]
pub(super) fn Groups(groups: Vec<GroupScore>, present: BTreeSet<RuleCode>) -> impl IntoView {
    let present = StoredValue::new(present);
    groups
        .into_iter()
        .map(|group| {
            let got = span(group.got());
            let title = format!("{}：{got} / {}{}", group.name, group.points.value, group.points.sureness.mark());
            let id = format!("group-{}", group.code);
            let rows = group
                .all_indicators()
                .into_iter()
                .cloned()
                .map(|indicator| view! { <Line indicator present/> })
                .collect_view();
            let headings = vec![
                Heading::new("指标"),
                Heading::number("分值"),
                Heading::number("得分"),
                Heading::new("测量"),
                Heading::new("依据"),
            ];
            view! {
                <Panel title id flush=true>
                    <Table caption=group.name caption_hidden=true headings>{rows}</Table>
                </Panel>
            }
        })
        .collect_view()
}

#[component]
fn Line(indicator: IndicatorScore, present: StoredValue<BTreeSet<RuleCode>>) -> impl IntoView {
    let sureness = indicator.least_sure();
    let IndicatorScore { name, points, lost, tests, .. } = indicator;
    let got = Span { at_least: points.value - lost.at_most, at_most: points.value - lost.at_least };
    let states: Vec<String> = tests
        .iter()
        .map(|test| {
            let only_now = present.with_value(|present| present.contains(&test.code));
            format!("{}：{}{}", test.name, state(test), if only_now { "（当前）" } else { "" })
        })
        .collect();
    let charges = tests.into_iter().flat_map(|test| test.charges);
    let evidence: Vec<Evidence> = charges.filter_map(|charge| charge.evidence).collect();
    view! {
        <tr>
            <RowHeading>{name}</RowHeading>
            <Cell label="分值" number=true>{points.value.to_string()} <SurenessTag sureness/></Cell>
            <Cell label="得分" number=true>{span(got)}</Cell>
            <Cell label="测量">{states.join("；")}</Cell>
            <Cell label="依据"><EvidenceList evidence/></Cell>
        </tr>
    }
}

fn state(test: &TestScore) -> String {
    let now = test.states.iter().find(|(period, _)| *period == Period::Now);
    now.map_or_else(|| "未测".to_owned(), |(_, state)| state.words())
}
