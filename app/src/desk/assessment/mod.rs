//! 考核自查: the score of today under a rule set, the vetoes, what is lost and how to win it back, all with the evidence.

mod evidence;
mod groups;
mod summary;
mod vetoes;
mod ways;

use domain::desk::assessment::AssessmentSheet;
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;

use super::{
    frame::PageHead,
    loaded::{load, loaded},
};
use crate::{
    api::assessment,
    ui::{Cell, Heading, Panel, RowHeading, Table},
};

const PATH: &str = "/desk/assessment";

#[component]
pub(super) fn AssessmentPage() -> impl IntoView {
    let query = use_query_map();
    let rules = Memo::new(move |_| query.read().get("rules").unwrap_or_default());
    let sheet = load(move || rules.get(), assessment::assessment);
    view! {
        <PageHead
            title="考核自查"
            lead="按检查指标对本站数据实时自查，每一分都列出依据；没有测量的项目不计分，总分因此是一个范围。"
        />
        {loaded(sheet, |sheet| view! { <Sheet sheet/> }.into_any())}
    }
}

#[component]
fn Sheet(sheet: AssessmentSheet) -> impl IntoView {
    let AssessmentSheet { rule_sets, document, note, score, ways, by_unit, forecast, not_measured, differences } =
        sheet;
    let current = score.rule_set.to_string();
    let choices = rule_sets
        .into_iter()
        .map(|(code, name)| {
            let here = (code == current).then_some("page");
            view! { <li><a href=format!("{PATH}?rules={code}") aria-current=here>{name}</a></li> }
        })
        .collect_view();
    let units = by_unit
        .into_iter()
        .map(|(unit, points)| {
            let name = unit.map_or_else(|| "未归到单位".to_owned(), |unit| unit.name);
            view! {
                <tr>
                    <RowHeading>{name}</RowHeading>
                    <Cell label="失分" number=true>{points.to_string()}</Cell>
                </tr>
            }
        })
        .collect_view();
    let headings = vec![Heading::new("单位"), Heading::number("失分")];
    let list = |lines: Vec<String>| lines.into_iter().map(|line| view! { <li>{line}</li> }).collect_view();
    view! {
        <nav class="assessment__sets" aria-label="检查指标"><ul>{choices}</ul></nav>
        <p class="note">{document} "。" {note}</p>
        <summary::Summary score=score.clone() forecast/>
        <vetoes::Vetoes vetoes=score.vetoes.clone()/>
        <ways::Ways ways/>
        <groups::Groups groups=score.groups/>
        <Panel title="各单位失分" id="units" flush=true>
            <Table caption="各单位失分，多的在前" caption_hidden=true headings>{units}</Table>
        </Panel>
        {(!not_measured.is_empty()).then(|| view! {
            <Panel title="尚未测量" id="not-measured">
                <p class="note">"这些项目没有数据来源，不计分也不扣分，得分范围因此放宽。"</p>
                <ul class="assessment__columns">{list(not_measured)}</ul>
            </Panel>
        })}
        {(!differences.is_empty()).then(|| view! {
            <Panel title="与上一套指标的差别" id="differences">
                <details>
                    <summary>{format!("{} 处", differences.len())}</summary>
                    <ul class="plain-list">{list(differences)}</ul>
                </details>
            </Panel>
        })}
    }
}
