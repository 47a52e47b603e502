//! 来源: the feeds and lists that are looked at, how the last look went, and when the next one comes.

use chrono::{DateTime, Utc};
use domain::{
    desk::reprints::{LastLook, SourceList, SourceRow},
    reprint::Reading,
};
use leptos::prelude::*;

use super::source_form::SourceForm;
use crate::ui::{
    Button, ButtonKind, Cell, Dialog, EmptyState, Heading, IconName, Moment, Panel, RowHeading, Table, Tag,
};

#[component]
pub(super) fn Sources(list: SourceList, now: DateTime<Utc>, renew: Callback<()>) -> impl IntoView {
    let SourceList { rows, columns, hosts } = list;
    let open = RwSignal::new(false);
    let edited = RwSignal::new(None::<SourceRow>);
    let edit = Callback::new(move |row: Option<SourceRow>| {
        edited.set(row);
        open.set(true);
    });
    let lines = rows.into_iter().map(|row| view! { <Line row now edit/> }).collect_view();
    let is_empty = lines.is_empty();
    let headings = ["来源", "栏目", "间隔", "最近一次", "下一次"].map(Heading::new);
    let headings = headings.into_iter().chain([Heading::hidden("操作")]).collect();
    let add = view! {
        <Button kind=ButtonKind::Primary small=true icon=IconName::Plus on_press=move |()| edit.run(None)>"新增来源"</Button>
    };
    let saved = Callback::new(move |()| {
        open.set(false);
        renew.run(());
    });
    let (columns, hosts) = (StoredValue::new(columns), StoredValue::new(hosts));
    view! {
        <Panel title="转载来源" id="reprint-sources" flush=true actions=add.into_any()>
            {if is_empty {
                view! {
                    <EmptyState title="还没有来源" icon=IconName::Repeat>
                        <p>"登记上级政府网站的 RSS 或信息列表，系统按间隔取回新信息，推荐给栏目的编辑。"</p>
                    </EmptyState>
                }
                .into_any()
            } else {
                view! { <Table caption="转载来源" caption_hidden=true headings>{lines}</Table> }.into_any()
            }}
        </Panel>
        <Dialog open title="转载来源" id="source-dialog" wide=true>
            <SourceForm row=edited.get_untracked() columns=columns.get_value() hosts=hosts.get_value() saved/>
        </Dialog>
    }
}

#[component]
fn Line(row: SourceRow, now: DateTime<Utc>, edit: Callback<Option<SourceRow>>) -> impl IntoView {
    let kind = match row.form.reading {
        Reading::Feed => "RSS/Atom",
        Reading::List(_) => "网页列表",
    };
    let closed =
        (!row.column_takes).then(|| view! { <Tag text="栏目已不采用转载" look="warn" icon=IconName::Warning/> });
    let next = if row.form.active {
        view! { <Moment at=row.next_at/> }.into_any()
    } else {
        view! { <Tag text="已停用" look="neutral" icon=IconName::Ban/> }.into_any()
    };
    let failing = row.failing_since.map(|since| view! { <p class="note">"自 " <Moment at=since now/> " 起取不到"</p> });
    let (name, address, level) = (row.form.name.clone(), row.form.address.clone(), row.form.level.label());
    let (path, interval, last) = (row.column_path.clone(), interval(row.form.interval_minutes), row.last.clone());
    view! {
        <tr>
            <RowHeading>
                {name} " " <Tag text=level look="plain"/> " " <Tag text=kind look="plain"/>
                <p class="note">{address}</p>
            </RowHeading>
            <Cell label="栏目"><div>{path} " " {closed}</div></Cell>
            <Cell label="间隔">{interval}</Cell>
            <Cell label="最近一次"><div><Last last now/> {failing}</div></Cell>
            <Cell label="下一次">{next}</Cell>
            <Cell label="操作">
                <Button small=true icon=IconName::Pencil on_press=move |()| edit.run(Some(row.clone()))>"修改"</Button>
            </Cell>
        </tr>
    }
}

#[component]
fn Last(last: Option<LastLook>, now: DateTime<Utc>) -> impl IntoView {
    match last {
        None => view! { <span class="note">"还没有取过"</span> }.into_any(),
        Some(LastLook { at, outcome: Ok(0) }) => view! { <Moment at now/> "，没有新信息" }.into_any(),
        Some(LastLook { at, outcome: Ok(new) }) => view! { <Moment at now/> {format!("，新信息 {new} 条")} }.into_any(),
        Some(LastLook { at, outcome: Err(why) }) => {
            view! { <Moment at now/> " " <Tag text="失败" look="danger" icon=IconName::Warning/> <p class="note">{why}</p> }.into_any()
        }
    }
}

fn interval(minutes: i64) -> String {
    if minutes % 60 == 0 { format!("{} 小时", minutes / 60) } else { format!("{minutes} 分钟") }
}
