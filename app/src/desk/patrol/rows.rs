//! A row for each finding; pressed, it opens the evidence.

use chrono::{DateTime, NaiveDate, Utc};
use domain::{
    desk::{board::UnitName, due::DueDay, patrol::FindingRow},
    patrol::State,
    permission::Action,
};
use leptos::prelude::*;

use super::{PATH, WeightTag, judging::Judging};
use crate::{
    desk::{duty_words::short_day, state::signed_in},
    ui::{ButtonLink, Cell, Described, DescriptionList, EmptyState, Heading, IconName, Moment, RowHeading, Table, Tag},
};

#[component]
pub(super) fn Rows(
    rows: Vec<FindingRow>,
    today: NaiveDate,
    now: DateTime<Utc>,
    reload: Callback<()>,
    unfiltered: bool,
) -> impl IntoView {
    if rows.is_empty() && unfiltered {
        return view! {
            <EmptyState title="没有待处理的问题" icon=IconName::CircleCheck>
                <p>"下一轮巡查发现的问题会出现在这里。"</p>
            </EmptyState>
        }
        .into_any();
    }
    if rows.is_empty() {
        return view! {
            <EmptyState title="没有符合条件的问题" icon=IconName::Filter>
                <ButtonLink href=PATH>"清除条件"</ButtonLink>
            </EmptyState>
        }
        .into_any();
    }
    let lines = rows
        .into_iter()
        .map(|row| {
            let due = row.due.as_ref().map(|due| short_day(due.on, today));
            let overdue =
                row.is_overdue.then(|| view! { " " <Tag text="逾期" look="overdue" icon=IconName::Warning/> });
            let (kind, state) = (row.kind, row.state.label());
            let column = row.column.as_ref().map(|(_, name)| name.clone()).unwrap_or_default();
            let units =
                if row.responsible.is_empty() { "门户管理单位".to_owned() } else { joined(&row.responsible) };
            let (message, seen) = (row.message.clone(), row.last_seen);
            view! {
                <tr>
                    <RowHeading>
                        <details class="board__row">
                            <summary>{kind.label()} <span class="note">" " {message}</span></summary>
                            <EvidenceOf row now reload/>
                        </details>
                    </RowHeading>
                    <Cell label="轻重"><WeightTag weight=kind.weight()/></Cell>
                    <Cell label="状态">{state}</Cell>
                    <Cell label="期限">{due} {overdue}</Cell>
                    <Cell label="栏目">{column}</Cell>
                    <Cell label="整改单位">{units}</Cell>
                    <Cell label="最近发现"><Moment at=seen now/></Cell>
                </tr>
            }
        })
        .collect_view();
    let headings = ["问题", "轻重", "状态", "期限", "栏目", "整改单位", "最近发现"].map(Heading::new).into();
    view! { <Table caption="巡查发现的问题，最重的在前" caption_hidden=true headings>{lines}</Table> }.into_any()
}

/// What proves it: where, when, what was asked and answered, a copy of the passage.
#[component]
fn EvidenceOf(row: FindingRow, now: DateTime<Utc>, reload: Callback<()>) -> impl IntoView {
    let status = row.status.map_or_else(|| "没有答复".to_owned(), |status| format!("答复 {status}"));
    let pages = (row.pages > 1).then(|| format!("同一问题出现在 {} 个页面，属页面框架", row.pages));
    let target = (!row.target.is_empty()).then(|| row.target.clone());
    let days = row.started_on.map(|on| format!("{on} 立案；整改后由下一轮巡查核实"));
    let counted = row.due.as_ref().map(DueDay::note);
    let returned = (row.returned > 0).then(|| format!("整改后又出现 {} 次", row.returned));
    let mark = row.state.mark().map(|mark| {
        let until = mark.until.map_or_else(|| "长期".to_owned(), |until| format!("至 {until}"));
        format!("{}：{}（{}，{until}）", row.state.label(), mark.reason, mark.by)
    });
    let leads = (!row.leads.is_empty()).then(|| joined(&row.leads));
    let digest = (!row.digest.is_empty()).then(|| format!("SHA-256 {}", row.digest));
    let request = format!("{}，{status}", row.request);
    let (at, first_seen, passage) = (row.at, row.first_seen, row.passage.clone());
    let (page, href) = (row.page.clone(), row.page.clone());
    // What is open and has units that answer for it can be held against one of them.
    let opens = signed_in().rights.contains(&Action::OpenCase) && row.state == State::Open;
    let open_case = opens.then(|| {
        let href = format!("/desk/cases/new?finding={}", row.id);
        view! { <p><ButtonLink href icon=IconName::Send small=true external=true>"发整改通知"</ButtonLink></p> }
    });
    let judging = row.may_judge.then(|| view! { <Judging row reload/> });
    let fact = |term: &'static str, text: Option<String>| text.map(|text| view! { <Described term>{text}</Described> });
    view! {
        <DescriptionList>
            <Described term="所在页面">
                <a href=href rel="external noopener" target="_blank">{page}</a>
            </Described>
            {fact("指向", target)}
            <Described term="原文">{passage}</Described>
            <Described term="请求">{request}</Described>
            <Described term="取证时间"><Moment at now/></Described>
            {fact("页面摘要", digest)}
            <Described term="首次发现"><Moment at=first_seen now/></Described>
            {fact("范围", pages)}
            {fact("计时", days)}
            {fact("期限推算", counted)}
            {fact("反复", returned)}
            {fact("判定", mark)}
            {fact("牵头单位", leads)}
        </DescriptionList>
        {open_case}
        {judging}
    }
}

fn joined(units: &[UnitName]) -> String {
    units.iter().map(|unit| unit.name.as_str()).collect::<Vec<_>>().join("、")
}
