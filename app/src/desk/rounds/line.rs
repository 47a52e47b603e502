//! A column of the checklist: what the system knows of it, and what was answered.

use domain::{
    desk::rounds::RoundLine,
    patrol::UnitsDuty,
    round::{Answer, Guides, Line},
};
use leptos::prelude::*;

use crate::ui::{Cell, Day, Heading, Panel, RowHeading, StateTag, Table};

/// What the plan asks of the column, and how it stands.
#[component]
pub(super) fn Known(line: Line) -> impl IntoView {
    let title = match line.path.as_str() {
        "" => line.name.clone(),
        path => format!("{path} › {}", line.name),
    };
    let due = line.due.map(|due| {
        let left = match line.days_left {
            Some(days) if days < 0 => format!("，已过 {} 天", -days),
            Some(days) => format!("，还有 {days} 天"),
            None => String::new(),
        };
        format!("期限 {due}{left}（{}）", line.arithmetic)
    });
    let findings = (line.findings > 0).then(|| {
        // Who fills in a round is of its unit; what others mend in the column does not count here.
        let href = format!("/desk/patrol?column={}&duty={}", line.column, UnitsDuty::Mend.code());
        view! { <li><a href=href rel="external">{format!("巡查问题 {} 个待处理", line.findings)}</a></li> }
    });
    let link = line.link.map(|link| {
        let address = link.clone();
        view! { <li>"链接地址：" <a href=address rel="external noopener" target="_blank">{link}</a></li> }
    });
    let guides = line.guides.map(|guides| view! { <li>{guides_in_words(&guides)}</li> });
    let last = match line.last {
        Some(last) => view! { <li>"最近更新：" {last.title} " " <Day on=last.on/></li> }.into_any(),
        None if line.state == domain::obligation::State::Blank => view! { <li>"栏目没有内容"</li> }.into_any(),
        None => ().into_any(),
    };
    let carried = line.carried.map(|carried| {
        view! { <li class="round-line__carried">{format!("{}遗留问题：{}", carried.month.label(), carried.note)}</li> }
    });
    view! {
        <h3 class="round-line__name">
            <span class="board__number">{line.number}</span> " " {title} " " <StateTag state=line.state/>
        </h3>
        <p class="note">{line.requirement}</p>
        <ul class="round-line__facts">
            {last}
            {due.map(|due| view! { <li>{due}</li> })}
            {findings}
            {link}
            {guides}
            {carried}
        </ul>
    }
}

pub(super) fn guides_in_words(guides: &Guides) -> String {
    match guides.incomplete {
        0 => format!("本单位办事指南 {} 项，要素齐全", guides.total),
        count => format!("本单位办事指南 {} 项，{count} 项要素不全：{}", guides.total, guides.examples.join("；")),
    }
}

/// The answers of a round that can only be read.
#[component]
pub(super) fn Answered(lines: Vec<RoundLine>) -> impl IntoView {
    let rows = lines
        .into_iter()
        .map(|RoundLine { line, answer, .. }| {
            let words = verdict_in_words(&answer);
            view! {
                <tr>
                    <RowHeading>{line.name} <p class="note">{line.path}</p></RowHeading>
                    <Cell label="系统记录"><StateTag state=line.state/></Cell>
                    <Cell label="巡查结果">{words}</Cell>
                    <Cell label="说明">{answer.note}</Cell>
                </tr>
            }
        })
        .collect_view();
    let headings = ["栏目", "系统记录", "巡查结果", "说明"].map(Heading::new).to_vec();
    view! {
        <Panel title="巡查记录" id="round-answers" flush=true>
            <Table caption="巡查记录" caption_hidden=true headings>{rows}</Table>
        </Panel>
    }
}

fn verdict_in_words(answer: &Answer) -> String {
    let verdict = answer.verdict.map_or("未填", domain::round::Verdict::label);
    if answer.unchanged { format!("{verdict}，已核对无变化") } else { verdict.to_owned() }
}
