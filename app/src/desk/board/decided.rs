//! 调整记录: everything that was decided about a column's clocks and its single duties, taken back or not. Whoever sees the
//! board reads it.

use chrono::{DateTime, Utc};
use domain::{desk::clocks::Adjustment, plan::ColumnCode};
use leptos::prelude::*;

use crate::{
    api::{Served, obligations},
    desk::state::Desk,
    ui::{Button, Dialog, IconName, Moment},
};

#[component]
pub(super) fn Decisions(column: ColumnCode, name: String) -> impl IntoView {
    let desk = Desk::expect();
    let (open, busy) = (RwSignal::new(false), RwSignal::new(false));
    let found = RwSignal::new(None::<Served<Vec<Adjustment>>>);
    let id = format!("decisions-{column}");
    let show = move |()| {
        open.set(true);
        desk.call(busy, obligations::adjustments(column.clone()), move |rows| found.set(Some(rows)));
    };
    view! {
        <p>
            <Button small=true icon=IconName::Clock on_press=show>"调整记录"</Button>
        </p>
        <Dialog open title=format!("“{name}”的调整记录") id wide=true>
            {move || found.get().map(|Served { now, value }| {
                if value.is_empty() {
                    return view! { <p class="note">{NONE}</p> }.into_any();
                }
                let rows = value.into_iter().map(|row| decision(row, now, None)).collect_view();
                view! { <ul class="plain-list">{rows}</ul> }.into_any()
            })}
        </Dialog>
    }
}

pub(super) const NONE: &str = "还没有调整过。";

/// One decision with who made it and who took it back; `end` stands behind one that still applies.
pub(super) fn decision(row: Adjustment, now: DateTime<Utc>, end: Option<AnyView>) -> AnyView {
    let Adjustment { adjust, about, by, at, ended, .. } = row;
    let to = adjust.to.map_or_else(|| "另行通知".to_owned(), |to| to.to_string());
    let of = if about.is_empty() { about } else { format!("（{about}）") };
    let what = format!("{}{of}：{} 至 {to}，{}", adjust.kind.label(), adjust.from, adjust.reason);
    let ended = ended.map(|(at, by, reason)| {
        view! { <span class="note">" 已由 " {by} " 于 " <Moment at/> {format!(" 撤销：{reason}")}</span> }
    });
    view! { <li>{what} " " <span class="note">{by} " " <Moment at now/></span> {ended} " " {end}</li> }.into_any()
}
