//! 工作日历: the days off that all clocks count with, where they come from, and what another notice would move.

mod entering;
mod notices;

use domain::desk::calendar::CalendarSheet;
use leptos::prelude::*;

use super::{
    frame::PageHead,
    loaded::{load, loaded},
};
use crate::api::{Served, obligations, plan};

#[component]
pub(super) fn CalendarPage() -> impl IntoView {
    let changed = RwSignal::new(0_i64);
    let sheet = load(move || changed.get(), |_| obligations::calendar_sheet());
    let names = load(|| (), |()| plan::plan_names());
    let reload = Callback::new(move |()| changed.update(|times| *times += 1));
    view! {
        <PageHead title="工作日历" lead="周一至周五，按放假通知调整：自治区的安排优先于全国，单位自己的又优先于自治区。"/>
        {loaded(sheet, move |Served { now, value }| {
            let CalendarSheet { version, shipped, entered, may_change } = value;
            view! {
                <p class="note">{format!("现用版本 {version}。每个期限都注明推算时的版本；日历一改，未到期的期限立即重算。")}</p>
                {may_change.then(|| loaded(names, move |names| view! { <entering::Entering names reload/> }.into_any()))}
                <notices::Notices shipped entered now may_change reload/>
            }
            .into_any()
        })}
    }
}
