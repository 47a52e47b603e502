//! 全站设置: the switches that every page of the portal obeys. What is to be switched on is shown first.

mod history;
mod panel;

use domain::site::SwitchKind;
use leptos::prelude::*;

use super::{
    frame::PageHead,
    loaded::{load, loaded},
};
use crate::api::{Served, site};

#[component]
pub(super) fn SitePage() -> impl IntoView {
    let changed = RwSignal::new(0_i64);
    let sheet = load(move || changed.get(), |_| site::site_sheet());
    let reload = Callback::new(move |()| changed.update(|times| *times += 1));
    view! {
        <PageHead
            title="全站设置"
            lead="开启后，全部公众页面立即显示，到时自动结束；每次开启和关闭都记入日志。"
        />
        {loaded(sheet, move |Served { now, value }| {
            let panels = SwitchKind::ALL
                .map(|kind| {
                    let open = value
                        .switches
                        .iter()
                        .find(|row| row.timed.setting.kind() == kind && row.is_open_at(now))
                        .cloned();
                    view! { <panel::SwitchPanel kind open site_name=value.site_name.clone() now reload/> }.into_any()
                });
            view! {
                {Vec::from(panels)}
                <history::History rows=value.switches now/>
            }
            .into_any()
        })}
    }
}
