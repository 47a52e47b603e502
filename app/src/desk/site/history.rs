//! Who switched what on and off, when and why.

use chrono::{DateTime, Utc};
use domain::{
    desk::site::SwitchRow,
    site::{Period, Setting},
    time,
};
use leptos::prelude::*;

use crate::ui::{Cell, EmptyState, Heading, IconName, Moment, Panel, RowHeading, Table};

#[component]
pub(super) fn History(rows: Vec<SwitchRow>, now: DateTime<Utc>) -> impl IntoView {
    if rows.is_empty() {
        return view! {
            <EmptyState title="还没有开启过" icon=IconName::History>
                <p>"每次开启和关闭，连同经办人和事由，都会列在这里。"</p>
            </EmptyState>
        }
        .into_any();
    }
    let lines = rows.into_iter().map(|row| line(row, now)).collect_view();
    let headings = ["设置", "内容", "时段", "开启", "事由", "结束"].map(Heading::new).to_vec();
    view! {
        <Panel title="开关记录" id="history" flush=true>
            <Table caption="开关记录" caption_hidden=true headings>{lines}</Table>
        </Panel>
    }
    .into_any()
}

fn line(row: SwitchRow, now: DateTime<Utc>) -> impl IntoView {
    let end = match (&row.ended, row.is_open_at(now)) {
        (Some(ended), _) => {
            let by = ended.by.clone().map(|by| format!("{by}：{}", ended.reason));
            view! { <Moment at=ended.at/> " " {by.unwrap_or_else(|| "到时自动结束".to_owned())} }.into_any()
        }
        (None, false) => "到时自动结束".into_any(),
        (None, true) => "".into_any(),
    };
    let (kind, words) = (row.timed.setting.kind().label(), words(&row.timed.setting));
    view! {
        <tr>
            <RowHeading>{kind}</RowHeading>
            <Cell label="内容">{words}</Cell>
            <Cell label="时段">{period_in_words(row.timed.period)}</Cell>
            <Cell label="开启"><Moment at=row.at/> " " {row.by}</Cell>
            <Cell label="事由">{row.reason}</Cell>
            <Cell label="结束">{end}</Cell>
        </tr>
    }
}

fn words(setting: &Setting) -> String {
    match setting {
        Setting::GreyDay => "全部页面灰色".to_owned(),
        Setting::Banner(banner) => format!("{}：{}", banner.level.label(), banner.text),
        Setting::Holiday { text } => text.clone(),
    }
}

/// `2026-12-13 00:00 至 2026-12-14 00:00`.
pub(super) fn period_in_words(period: Period) -> String {
    let until = period.until.map_or_else(|| "手动关闭".to_owned(), time::minute);
    format!("{} 至 {until}", time::minute(period.from))
}
