//! 单项否决: any one hit fails the site. Near ones first after those that are hit.

use domain::assessment::{VetoScore, VetoState};
use leptos::prelude::*;

use super::evidence::{EvidenceList, SurenessTag};
use crate::ui::{Cell, Heading, IconName, Panel, RowHeading, Table, Tag};

#[component]
pub(super) fn Vetoes(vetoes: Vec<VetoScore>) -> impl IntoView {
    let mut vetoes = vetoes;
    vetoes.sort_by_key(|veto| match veto.state {
        VetoState::Hit => 0,
        VetoState::Near => 1,
        VetoState::Clear => 2,
        VetoState::NotMeasured => 3,
    });
    let rows = vetoes
        .into_iter()
        .map(|veto| {
            let VetoScore { item, name, sureness, state, evidence, early, sentence, .. } = veto;
            let (look, icon) = match state {
                VetoState::Hit => ("danger", IconName::Danger),
                VetoState::Near => ("warn", IconName::Clock),
                VetoState::Clear => ("success", IconName::CircleCheck),
                VetoState::NotMeasured => ("plain", IconName::Minus),
            };
            let all: Vec<_> = evidence.into_iter().chain(early).collect();
            view! {
                <tr>
                    <RowHeading>{item} "：" {name} <SurenessTag sureness/></RowHeading>
                    <Cell label="状态"><Tag text=state.label() look icon/></Cell>
                    <Cell label="离界限">{sentence}</Cell>
                    <Cell label="依据"><EvidenceList evidence=all/></Cell>
                </tr>
            }
        })
        .collect_view();
    let headings = ["条件", "状态", "离界限", "依据"].map(Heading::new).to_vec();
    view! {
        <Panel title="单项否决" id="vetoes" flush=true>
            <Table caption="单项否决条件，已触及和接近的在前" caption_hidden=true headings>{rows}</Table>
        </Panel>
    }
}
