//! The first page of the three administrators: how much waits, for those who watch over the county; and their work, one card
//! each.

use domain::{desk::workbench::Figure, permission::Action};
use leptos::prelude::*;

use crate::{
    api::obligations,
    desk::{
        frame::PageHead,
        loaded::{load, loaded},
        state::signed_in,
    },
    ui::Card,
};

#[component]
pub(in crate::desk) fn Workbench() -> impl IntoView {
    let me = signed_in();
    let has = |action| me.rights.contains(&action);
    let watches = has(Action::ReadBoard) && has(Action::ReadAllCases);
    let figures = watches.then(|| load(|| (), |()| obligations::figures()));
    let cards: [(bool, &str, &str, &str); 9] = [
        (
            has(Action::ReadBoard),
            "考核自查",
            "/desk/assessment",
            "按检查指标自查：得分、单项否决、怎样补回失分，逐条列出依据。",
        ),
        (has(Action::ReadBoard), "全县看板", "/desk/board", "全县栏目的时效、各单位排名和近几个月的变化。"),
        (has(Action::ReadBoard), "工作日历", "/desk/calendar", "放假和调休安排，所有期限都按它计算。"),
        (
            has(Action::ManagePlan),
            "栏目",
            "/desk/columns",
            "维护内容保障方案的栏目、职责和更新时效；保存前先看权限变化。",
        ),
        (has(Action::ManageAccounts), "账号", "/desk/accounts", "锁定、解锁、注销账号，重置密码。"),
        (has(Action::DecideAccountRequest), "账号申请", "/desk/account-requests", "审批新增账号和密码修改的审定单。"),
        (
            has(Action::RequestAccount) && !has(Action::DecideAccountRequest),
            "账号申请",
            "/desk/account-requests",
            "为本单位填写账号审定单，查看审批结果。",
        ),
        (has(Action::ReadLog), "日志", "/desk/log", "按人员、动作、对象和日期查阅日志，校验日志是否被改动。"),
        (true, "我的账号", "/desk/me", "修改密码、动态口令，查看和退出其他登录。"),
    ];
    let cards = cards
        .into_iter()
        .filter(|(shown, ..)| *shown)
        .map(|(_, title, href, text)| view! { <Card title href><p>{text}</p></Card> })
        .collect_view();
    view! {
        <PageHead title="工作台" lead="您的账号负责管理，不编写、不签发信息。"/>
        {figures.map(|figures| loaded(figures, |figures| view! { <Figures figures/> }.into_any()))}
        <div class="cards">{cards}</div>
    }
}

/// One row of numbers, each with the way to the list that it counts.
#[component]
fn Figures(figures: Vec<(Figure, i64)>) -> impl IntoView {
    let figures = figures
        .into_iter()
        .map(|(figure, count)| {
            view! {
                <li>
                    <a class="figures__one" href=figure.address() rel="external">
                        <strong class="figures__count">{count}</strong> " " <span>{figure.label()}</span>
                    </a>
                </li>
            }
        })
        .collect_view();
    view! { <ul class="figures" aria-label="待处理情况">{figures}</ul> }
}
