//! What the account may act on now: the first few, the rest one press away.

use chrono::{DateTime, Utc};
use domain::{desk::content::Inbox, patrol::UnitsDuty};
use leptos::prelude::*;

use crate::{
    desk::{item_row, state::signed_in},
    ui::{ButtonLink, IconName, Moment, Panel, StageTag, Tag},
};

const SHOWN: usize = 6;

#[component]
pub(super) fn Waiting(inbox: Inbox, now: DateTime<Utc>) -> impl IntoView {
    let count = inbox.rows.len();
    let more = inbox.more;
    let words = match (count, more) {
        (0, _) => "没有待办".to_owned(),
        (count, true) => format!("{count} 条以上，等得最久的在前"),
        (count, false) => format!("{count} 条，等得最久的在前"),
    };
    let rows = inbox
        .rows
        .into_iter()
        .take(SHOWN)
        .map(|row| {
            let (href, title) = (item_row::address(&row), item_row::title(&row));
            view! {
                <li class="duties__item">
                    <a class="duties__name" href=href>{title}</a>
                    <p class="duties__note">
                        <StageTag stage=row.stage/> " " {row.column_path} " · " <Moment at=row.since now/>
                    </p>
                </li>
            }
        })
        .collect_view();
    let me = signed_in();
    let cases = (me.waiting_cases > 0).then(|| {
        let overdue = (me.overdue_cases > 0).then(
            || view! { " " <Tag text=format!("{} 件逾期", me.overdue_cases) look="overdue" icon=IconName::Warning/> },
        );
        view! {
            <p class="duties__item">
                <a class="duties__name" href="/desk/cases">{format!("{} 件整改等本单位回复", me.waiting_cases)}</a>
                {overdue}
            </p>
        }
    });
    let findings = (me.waiting_findings > 0).then(|| {
        let overdue = match me.overdue_findings {
            0 => String::new(),
            overdue => format!("，其中 {overdue} 个逾期"),
        };
        let href = format!("/desk/patrol?unit={}&duty={}", me.unit, UnitsDuty::Mend.code());
        view! {
            <p class="duties__item">
                <a class="duties__name" href=href>{format!("{} 个巡查问题待整改{overdue}", me.waiting_findings)}</a>
            </p>
        }
    });
    view! {
        <Panel title="待我处理" id="waiting">
            {cases}
            {findings}
            <p class="note">{words}</p>
            <ul class="duties__list">{rows}</ul>
            <p class="duties__foot">
                <ButtonLink href="/desk/inbox" icon=IconName::Inbox>"全部待办"</ButtonLink>
            </p>
        </Panel>
    }
}
