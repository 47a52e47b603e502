//! 考核自查: the score of a day under a rule set, the vetoes, what is lost and how to win it back, all with the evidence;
//! what people judged, and what was frozen to be signed.

mod appeals;
mod asking;
mod bonus;
mod evidence;
mod frozen;
mod frozen_list;
mod groups;
mod judging;
mod part;
mod summary;
mod vetoes;
mod ways;

use domain::{
    assessment::Succession,
    desk::assessment::{AssessmentAsk, AssessmentSheet, Differences},
};
use leptos::prelude::*;

use super::{
    frame::PageHead,
    loaded::{load, loaded, loaded_once},
};
use crate::{
    api::assessment,
    ui::{ButtonLink, Cell, Heading, IconName, Panel, RowHeading, Table},
};

pub(super) use frozen::FrozenPage;

const PATH: &str = "/desk/assessment";

#[component]
pub(super) fn AssessmentPage() -> impl IntoView {
    let asked = asking::from_address();
    let changed = RwSignal::new(0_i64);
    let sheet = load(move || (asked.get(), changed.get()), |(ask, _)| assessment::assessment(ask));
    let reload = Callback::new(move |()| changed.update(|times| *times += 1));
    let faults = RwSignal::new(Vec::new());
    view! {
        <PageHead
            title="考核自查"
            lead="按检查指标对本站数据实时自查，每一分都列出依据；没有测量的项目不计分，总分因此是一个范围。"
        />
        {loaded_once(sheet, move |sheet: AssessmentSheet| {
            view! { <asking::Asking asked rule_sets=sheet.rule_sets units=sheet.units faults/> }.into_any()
        })}
        {loaded(sheet, move |sheet: AssessmentSheet| {
            let wrong = sheet.faults.clone();
            // Where a browser is; what it builds must first be what the server built.
            Effect::new(move |_| faults.set(wrong.clone()));
            view! { <Sheet sheet asked reload/> }.into_any()
        })}
    }
}

#[component]
fn Sheet(sheet: AssessmentSheet, asked: Memo<AssessmentAsk>, reload: Callback<()>) -> impl IntoView {
    let AssessmentSheet { rule_sets, document, note, score, ways, by_unit, forecast, not_measured, .. } = sheet;
    let (present_only, differences) = (sheet.present_only, sheet.differences);
    let current = score.rule_set.to_string();
    let mut ask = asked.get_untracked();
    if sheet.faults.iter().any(|fault| fault.field == "at") {
        // The score is that of today.
        ask.at = None;
    }
    let choices = rule_sets
        .iter()
        .map(|(code, name)| {
            let here = (*code == current).then_some("page");
            // Each rule set has vetoes of its own.
            let ask = AssessmentAsk { rules: code.clone(), supposed: Vec::new(), ..ask.clone() };
            view! { <li><a href=asking::address(PATH, &ask) aria-current=here>{name.clone()}</a></li> }
        })
        .collect_view();
    let of_the_day = AssessmentAsk { rules: current.clone(), at: ask.at, ..AssessmentAsk::default() };
    let files = sheet.may_report.then(|| {
        let paper = format!("/desk/print/assessment/{current}/{}", score.on);
        let file = asking::address("/desk/assessment.xlsx", &of_the_day);
        view! {
            <p>
                <ButtonLink href=paper external=true icon=IconName::Printer>"自查自评报告"</ButtonLink>
                " "
                <ButtonLink href=file external=true icon=IconName::Download>"下载 XLSX"</ButtonLink>
            </p>
        }
    });
    let seen = sheet.units.clone();
    let units = by_unit
        .into_iter()
        .map(|(unit, points)| {
            let name = match unit {
                Some(unit) if seen.iter().any(|seen| seen.code == unit.code) => {
                    let ask = AssessmentAsk { unit: Some(unit.code), column: None, ..ask.clone() };
                    view! { <a href=asking::address(PATH, &ask)>{unit.name}</a> }.into_any()
                }
                Some(unit) => unit.name.into_any(),
                None => "未归到单位".into_any(),
            };
            view! {
                <tr>
                    <RowHeading>{name}</RowHeading>
                    <Cell label="失分" number=true>{points.to_string()}</Cell>
                </tr>
            }
        })
        .collect_view();
    let headings = vec![Heading::new("单位"), Heading::number("失分")];
    let supposed = sheet.simulated.as_ref().map(|simulated| simulated.supposed.clone()).unwrap_or_default();
    let list = |lines: Vec<String>| lines.into_iter().map(|line| view! { <li>{line}</li> }).collect_view();
    view! {
        <nav class="assessment__sets" aria-label="检查指标"><ul>{choices}</ul></nav>
        <p class="note">{document} "。" {note} " 指标来源：" {sheet.origin.to_string()} "。"</p>
        {files}
        <summary::Summary score=score.clone() forecast/>
        {sheet.simulated.map(|simulated| view! { <part::Simulation simulated/> })}
        {sheet.part.map(|part| view! { <part::Part part asked=ask.clone()/> })}
        <vetoes::Vetoes vetoes=score.vetoes.clone() asked=ask.clone() supposed faults=sheet.faults/>
        <ways::Ways ways/>
        <groups::Groups groups=score.groups present=sheet.present_leaves/>
        {score.bonus.map(|total| view! { <bonus::Bonus total/> })}
        <judging::Judged rules=current judged=sheet.judged to_judge=sheet.to_judge units=sheet.units reload/>
        <frozen_list::FrozenList
            frozen=sheet.frozen
            open_appeals=sheet.open_appeals
            may_freeze=sheet.may_freeze
            asked=of_the_day
        />
        <Panel title="各单位失分" id="units" flush=true>
            <Table caption="各单位失分，多的在前" caption_hidden=true headings>{units}</Table>
        </Panel>
        {(!not_measured.is_empty()).then(|| view! {
            <Panel title="尚未测量" id="not-measured">
                <p class="note">"这些项目没有数据来源，或者只测到一部分。测到的照常计入，其余不计分也不扣分，得分范围因此放宽。"</p>
                <ul class="assessment__columns">{list(not_measured)}</ul>
            </Panel>
        })}
        {(!present_only.is_empty()).then(|| view! {
            <Panel title="只有当前数据" id="present-only">
                <p class="note">"系统没有保存这些项目过去的状态，按今天的状态计入，表中以“当前”标出。"</p>
                <ul class="assessment__columns">{list(present_only)}</ul>
            </Panel>
        })}
        {differences.filter(|found| !found.lines.is_empty()).map(|Differences { former, succession, lines }| view! {
            <Panel title="与上一套指标的差别" id="differences">
                <p class="note">{compared_with(&former, succession)}</p>
                <details>
                    <summary>{format!("{} 处", lines.len())}</summary>
                    <ul class="plain-list">{list(lines)}</ul>
                </details>
            </Panel>
        })}
    }
}

/// With which rule set this one is compared, and why.
fn compared_with(former: &str, succession: Succession) -> String {
    match succession {
        Succession::Stated => format!("与所接续的“{former}”比较。"),
        Succession::ByDate => {
            format!("本套指标没有写明接续哪一套，以下与施行日期在前的“{former}”比较，两者未必出自同一机关，仅供参考。")
        }
    }
}
