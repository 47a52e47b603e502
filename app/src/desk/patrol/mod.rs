//! 巡查问题: what the patrol has found, with its evidence, its owner and its days. What is shown is in the address.

mod filter;
mod ignored;
mod judging;
mod rounds;
mod rows;
mod words;

use domain::{
    desk::patrol::{FindingCount, FindingQuery, FindingState, PatrolLists, PatrolSheet},
    patrol::Weight,
    permission::Action,
};
use leptos::prelude::*;

use super::{
    frame::PageHead,
    loaded::{load, loaded, loaded_once, loaded_part},
    state::signed_in,
};
use crate::{
    api::{Served, patrol},
    ui::{Pager, Panel, Tag},
};

const PATH: &str = "/desk/patrol";

#[component]
pub(super) fn PatrolPage() -> impl IntoView {
    let manages = signed_in().rights.contains(&Action::ManagePatrol);
    let asked = filter::from_address();
    let changed = RwSignal::new(0_i64);
    let sheet = load(move || (asked.get(), changed.get()), |(asked, _)| patrol::patrol_sheet(asked));
    let kept = RwSignal::new(0_i64);
    let lists = manages.then(|| load(move || kept.get(), |_| patrol::patrol_lists()));
    let reload = Callback::new(move |()| changed.update(|times| *times += 1));
    let renew = Callback::new(move |()| kept.update(|times| *times += 1));
    let lists = lists.map(|lists| {
        loaded(lists, move |Served { now, value }| {
            let PatrolLists { words, ignored } = value;
            view! {
                <words::Words words now renew/>
                <ignored::Ignored rows=ignored now renew/>
            }
            .into_any()
        })
    });
    view! {
        <PageHead
            title="巡查问题"
            lead="系统每天像访问者一样走遍门户。网络类问题连续两轮都遇到才算数；整改由下一轮巡查核实，不能自行销号。"
        />
        {loaded_part(sheet, move |Served { now, value }| {
            let PatrolSheet { running, last, counts, may_manage, .. } = value;
            view! {
                <rounds::Rounds running last now may_manage reload/>
                <Counts counts/>
            }
            .into_any()
        })}
        {loaded_once(sheet, move |Served { value, .. }| {
            let PatrolSheet { units, .. } = value;
            view! { <filter::Filters asked units/> }.into_any()
        })}
        {loaded(sheet, move |Served { now, value }| {
            let PatrolSheet { today, findings, .. } = value;
            let shown = asked.get_untracked();
            let (count, total, number) = (findings.count(), findings.total, findings.number);
            let query = filter::query(&shown);
            view! {
                <Panel title=format!("{}的问题", shown.filter.state.label()) id="findings" flush=true>
                    <rows::Rows rows=findings.rows today now reload unfiltered=shown == FindingQuery { page: shown.page, ..FindingQuery::default() }/>
                    <Pager number count total path=PATH query unit="个"/>
                </Panel>
            }
            .into_any()
        })}
        {lists}
    }
}

/// How many findings of each weight are open, and how many have been met once.
#[component]
fn Counts(counts: Vec<FindingCount>) -> impl IntoView {
    let counts = Weight::ALL
        .into_iter()
        .map(|weight| {
            let wanted = |state| counts.iter().filter(move |one| one.weight == weight && one.state == state);
            let sum = |state| wanted(state).map(|one| one.count).sum::<i64>();
            let href = format!("{PATH}?weight={}", weight.code());
            view! {
                <li>
                    <a class="board__count" href=href>
                        <strong>{sum(FindingState::Open)}</strong>
                        <WeightTag weight/>
                        <span class="note">{format!("疑似 {}", sum(FindingState::Suspected))}</span>
                    </a>
                </li>
            }
        })
        .collect_view();
    view! { <ul class="board__counts">{counts}</ul> }
}

/// 阻断 · 须处理 · 提示.
#[component]
fn WeightTag(weight: Weight) -> impl IntoView {
    let look = match weight {
        Weight::Blocking => "overdue",
        Weight::Required => "due-soon",
        Weight::Advisory => "neutral",
    };
    view! { <Tag text=weight.label() look/> }
}
