//! 整改台账; what is shown is in the address.

use chrono::{DateTime, NaiveDate, Utc};
use domain::{
    desk::{
        Page,
        cases::{CaseCounts, CaseFilter, CaseList, CaseRow},
    },
    permission::Action,
};
use leptos::prelude::*;

use super::{PATH, filter, state_tag};
use crate::{
    api::{Served, cases},
    desk::{
        duty_words::short_day,
        frame::PageHead,
        loaded::{load, loaded, loaded_once, loaded_part},
        state::signed_in,
    },
    ui::{ButtonKind, ButtonLink, Cell, EmptyState, Heading, IconName, Moment, Pager, Panel, RowHeading, Table},
};

#[component]
pub(in crate::desk) fn CasesPage() -> impl IntoView {
    let opens = signed_in().rights.contains(&Action::OpenCase);
    let filter = filter::from_address();
    let list = load(move || filter.get(), cases::cases);
    view! {
        <PageHead title="整改" lead="门户管理单位发出整改通知，责任单位限期回复并附证据，核查通过后销号。每一步都记入日志。">
            {opens.then(|| view! {
                <ButtonLink href="/desk/cases/new" kind=ButtonKind::Primary icon=IconName::FilePlus>"发整改通知"</ButtonLink>
            })}
        </PageHead>
        {loaded_part(list, |Served { value, .. }| view! { <Counts counts=value.counts/> }.into_any())}
        {loaded_once(list, move |Served { value, .. }| view! { <filter::Filters filter units=value.units/> }.into_any())}
        {loaded(list, move |Served { now, value }| {
            let CaseList { today, page, .. } = value;
            rows(page, &filter.get_untracked(), today, now)
        })}
    }
}

#[component]
fn Counts(counts: CaseCounts) -> impl IntoView {
    let one = |count: i64, label: &'static str, query: &'static str| {
        let href = format!("{PATH}?{query}");
        view! { <li><a class="board__count" href=href><strong>{count}</strong> <span>{label}</span></a></li> }
    };
    view! {
        <ul class="board__counts">
            {one(counts.with_unit, "待整改", "turn=waiting")}
            {one(counts.overdue, "已逾期", "turn=overdue")}
            {one(counts.to_check, "待核查", "state=replied")}
            {one(counts.to_close, "待销号", "state=accepted")}
        </ul>
    }
}

fn rows(page: Page<CaseRow>, shown: &CaseFilter, today: NaiveDate, now: DateTime<Utc>) -> AnyView {
    let query = filter::query(shown);
    if page.rows.is_empty() && query.is_empty() {
        return view! {
            <EmptyState title="没有整改" icon=IconName::CircleCheck>
                <p>"门户管理单位从巡查问题、全县看板或在本页发出的整改通知，会出现在这里。"</p>
            </EmptyState>
        }
        .into_any();
    }
    if page.rows.is_empty() {
        return view! {
            <EmptyState title="没有符合条件的整改" icon=IconName::Filter>
                <ButtonLink href=PATH>"清除条件"</ButtonLink>
            </EmptyState>
        }
        .into_any();
    }
    let (count, total, number) = (page.count(), page.total, page.number);
    let lines = page
        .rows
        .into_iter()
        .map(|row| {
            let href = format!("{PATH}/{}", row.id);
            let state = state_tag(&row);
            let due = if row.state.is_over() { String::new() } else { short_day(row.due, today) };
            view! {
                <tr>
                    <RowHeading>
                        <a href=href>{row.subject}</a>
                        <span class="note">" " {row.number}</span>
                    </RowHeading>
                    <Cell label="整改单位">{row.unit.name}</Cell>
                    <Cell label="问题">{format!("{} 个", row.points)}</Cell>
                    <Cell label="状态">{state}</Cell>
                    <Cell label="期限">{due}</Cell>
                    <Cell label="发出"><Moment at=row.opened_at now/></Cell>
                </tr>
            }
        })
        .collect_view();
    let headings = ["事由和文号", "整改单位", "问题", "状态", "期限", "发出"].map(Heading::new).into();
    view! {
        <Panel title="整改台账" id="cases" flush=true>
            <Table caption="整改台账，未了结的在前，期限近的在前" caption_hidden=true headings>{lines}</Table>
            <Pager number count total path=PATH query unit="件"/>
        </Panel>
    }
    .into_any()
}
