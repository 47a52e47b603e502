//! How the last round went, and the one that is under way.

use chrono::{DateTime, Utc};
use domain::desk::patrol::RoundRow;
use leptos::prelude::*;

use crate::{
    api::patrol,
    desk::state::Desk,
    ui::{Button, ButtonKind, IconName, Moment, Tone},
};

#[component]
pub(super) fn Rounds(
    running: Option<RoundRow>,
    last: Option<RoundRow>,
    now: DateTime<Utc>,
    may_manage: bool,
    reload: Callback<()>,
) -> impl IntoView {
    let desk = Desk::expect();
    let busy = RwSignal::new(false);
    let is_running = running.is_some();
    let gaps = last.as_ref().map(RoundRow::gaps).unwrap_or_default();
    let gaps = gaps.into_iter().map(|gap| view! { <p class="board__when">{gap}</p> }).collect_view();
    let last = match last {
        None => view! { "还没有完成过一轮巡查。" }.into_any(),
        Some(last) => {
            let RoundRow { number, pages, files, asked_outside, opened, fixed, .. } = last;
            let at = last.finished_at.unwrap_or(last.started_at);
            let words = format!(
                "：{pages} 个页面、{files} 个附件、{asked_outside} 个站外网址；新增 {opened} 个问题，整改 {fixed} 个。"
            );
            view! { {format!("上一轮（第 {number} 轮）完成于 ")} <Moment at now/> {words} }.into_any()
        }
    };
    let running = running.map(|round| {
        let by = if round.ordered_by.is_empty() { "定时".to_owned() } else { round.ordered_by };
        let words = format!("第 {} 轮正在进行（{by}发起），已读 {} 个页面，始于 ", round.number, round.pages);
        view! { <p class="board__when" role="status">{words} <Moment at=round.started_at now/></p> }
    });
    let order = move |()| {
        desk.call(busy, patrol::order_round(), move |_| {
            desk.say(Tone::Success, "已发起巡查，几秒后开始；可以离开本页，稍后再看结果。");
            reload.run(());
        });
    };
    view! {
        <p class="board__when">{last}</p>
        {gaps}
        {running}
        <p>
            {(may_manage && !is_running).then(|| view! {
                <Button kind=ButtonKind::Primary icon=IconName::Search busy on_press=order>"立即巡查"</Button>
            })}
            {is_running.then(|| view! {
                <Button icon=IconName::Repeat on_press=move |()| reload.run(())>"刷新进度"</Button>
            })}
        </p>
    }
}
