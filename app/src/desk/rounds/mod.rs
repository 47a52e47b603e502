//! 月度巡查: the unit looks through its columns, answers for each, and signs.

mod filling;
mod line;
mod rows;
mod saving;
mod signing;

use domain::{
    desk::rounds::RoundSheet,
    round::{Due, Month, RoundState},
};
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;

use super::{
    frame::PageHead,
    loaded::{load, loaded},
};
use crate::{
    api::rounds,
    ui::{Banner, ButtonLink, IconName, Tag, Tone},
};

#[component]
pub(super) fn RoundsPage() -> impl IntoView {
    let query = use_query_map();
    let month = Memo::new(move |_| query.read().get("month").and_then(|text| Month::parse(&text)));
    let changed = RwSignal::new(0_i64);
    let sheet = load(move || (month.get(), changed.get()), |(month, _)| rounds::my_round(month));
    let reload = Callback::new(move |()| changed.update(|times| *times += 1));
    let name = RwSignal::new(String::new());
    view! {
        <PageHead
            title="月度巡查"
            lead="每月对照方案把本单位负责的栏目看一遍，逐栏填写，月末最后一个工作日前签字；签字后不能修改。"
        />
        {loaded(sheet, move |sheet| view! { <Round sheet name reload/> }.into_any())}
    }
}

#[component]
fn Round(sheet: RoundSheet, name: RwSignal<String>, reload: Callback<()>) -> impl IntoView {
    let head = head(&sheet);
    let body = if sheet.state == RoundState::NotOwed || sheet.lines.is_empty() {
        view! { <Banner><p>"本月方案没有为本单位安排栏目，不用巡查。"</p></Banner> }.into_any()
    } else if sheet.may_sign {
        view! { <filling::Filling sheet head=name reload/> }.into_any()
    } else {
        view! { <line::Answered lines=sheet.lines/> }.into_any()
    };
    view! { {head} {body} }
}

/// Which month it is, until when, how it stands, and the other months.
fn head(sheet: &RoundSheet) -> AnyView {
    let months = sheet
        .months
        .iter()
        .map(|(month, state)| {
            let href = format!("/desk/rounds?month={month}");
            let current = (*month == sheet.due.month).then_some("page");
            view! { <li><a href=href aria-current=current>{month.label()}</a> " " {tag(*state)}</li> }
        })
        .collect_view();
    let month = sheet.due.month;
    let title = format!("{} {}", sheet.unit.name, month.label());
    let Due { on, arithmetic, calendar, .. } = &sheet.due;
    let due = format!("应于 {on} 前签字（{arithmetic}）；日历版本 {calendar}");
    let known = format!("系统记录截至 {}", domain::time::minute(sheet.at));
    let doubts = (!sheet.due.doubts.is_empty()).then(|| sheet.due.doubts.join("；"));
    let signed = sheet.signed.as_ref().map(|signed| {
        let words =
            format!("单位负责人 {}，经办 {}，{} 签字。", signed.head, signed.by, domain::time::minute(signed.at));
        view! { <Banner tone=Tone::Success><p>{words}</p></Banner> }
    });
    let missing = (sheet.state == RoundState::Missing)
        .then(|| view! { <Banner tone=Tone::Danger><p>"已过签字期限，请尽快补签；补签记为迟签。"</p></Banner> });
    let paper = format!("/desk/print/rounds/{}/{month}", sheet.unit.code);
    view! {
        <section class="round-head" aria-label="本月巡查">
            <h2 class="round-head__title">{title} " " {tag(sheet.state)}</h2>
            <p class="note">{due}</p>
            <p class="note">{known}</p>
            <p class="note">{doubts}</p>
            <ul class="round-head__months" aria-label="其他月份">{months}</ul>
            <p>
                <ButtonLink href=paper external=true small=true icon=IconName::Printer>"月度巡查表"</ButtonLink>
            </p>
        </section>
        {signed}
        {missing}
    }
    .into_any()
}

/// 已签 · 迟签 · 待签 · 缺签 · 不适用.
pub(super) fn tag(state: RoundState) -> AnyView {
    let (look, icon) = match state {
        RoundState::Signed => ("success", IconName::CircleCheck),
        RoundState::Late => ("warn", IconName::Clock),
        RoundState::Open => ("neutral", IconName::PenLine),
        RoundState::Missing => ("danger", IconName::Danger),
        RoundState::NotOwed => ("plain", IconName::Minus),
    };
    view! { <Tag text=state.label() look icon/> }.into_any()
}
