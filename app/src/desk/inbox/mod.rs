//! 待我处理: exactly what the account may act on now, oldest first; signing and returning without leaving the list.

mod batch;
mod rows;
mod workbench;

use domain::desk::content::{Inbox, ItemRow};
use leptos::prelude::*;

use super::{
    address,
    filter_bar::FilterBar,
    frame::PageHead,
    item_row::{self, ItemTags},
    loaded::{load, loaded},
};
use crate::{
    api::{Served, content, plan},
    ui::{ButtonKind, ButtonLink, Cell, EmptyState, Heading, IconName, Moment, Panel, RowHeading, Table},
};

pub(super) use workbench::Workbench;

#[component]
pub(super) fn InboxPage() -> impl IntoView {
    let filter = address::item_filter();
    let changed = RwSignal::new(0_i64);
    let inbox = load(move || (filter.get(), changed.get()), |(filter, _)| content::inbox(filter));
    let names = load(|| (), |()| plan::plan_names());
    let reload = Callback::new(move |()| changed.update(|times| *times += 1));
    view! {
        <PageHead title="待我处理" lead="只列出您现在可以处理的信息，等得最久的在最前。">
            <ButtonLink href="/desk/items/new" kind=ButtonKind::Primary icon=IconName::FilePlus>"新建信息"</ButtonLink>
        </PageHead>
        {loaded(names, move |names| view! { <FilterBar names filter/> }.into_any())}
        {loaded(inbox, move |Served { now, value: Inbox { rows, on_their_way, more, .. } }| {
            let filtered = !address::item_query(&filter.get_untracked()).is_empty();
            view! {
                {if rows.is_empty() {
                    nothing_to_do(filtered).into_any()
                } else {
                    view! { <rows::Rows rows now reload/> }.into_any()
                }}
                {more.then(|| view! { <p>"还有更多待办，处理完上面的会继续列出；也可以按栏目或单位筛选。"</p> })}
                <OnTheirWay rows=on_their_way now/>
            }
            .into_any()
        })}
    }
}

fn nothing_to_do(filtered: bool) -> impl IntoView {
    if filtered {
        view! {
            <EmptyState title="没有符合条件的待办" icon=IconName::Filter>
                <ButtonLink href="/desk/inbox">"显示全部待办"</ButtonLink>
            </EmptyState>
        }
        .into_any()
    } else {
        view! {
            <EmptyState title="没有待办" icon=IconName::CircleCheck>
                <p>"有信息需要您编写、审核或签发时会出现在这里。您可以现在就写一条。"</p>
                <ButtonLink href="/desk/items/new" icon=IconName::FilePlus>"新建信息"</ButtonLink>
            </EmptyState>
        }
        .into_any()
    }
}

/// 已送出: own items that wait for somebody else.
#[component]
fn OnTheirWay(rows: Vec<ItemRow>, now: chrono::DateTime<chrono::Utc>) -> impl IntoView {
    (!rows.is_empty()).then(|| {
        let rows = rows
            .into_iter()
            .map(|row| {
                let (href, title, path) = (item_row::address(&row), item_row::title(&row), row.column_path.clone());
                let since = row.since;
                view! {
                    <tr>
                        <RowHeading>
                            <a href=href>{title}</a>
                        </RowHeading>
                        <Cell label="栏目">{path}</Cell>
                        <Cell label="状态"><ItemTags row/></Cell>
                        <Cell label="自"><Moment at=since now/></Cell>
                    </tr>
                }
            })
            .collect_view();
        let headings = ["标题", "栏目", "状态", "自"].map(Heading::new).into();
        view! {
            <Panel title="已送出" id="on-their-way" flush=true>
                <Table caption="已送出，等待他人处理" caption_hidden=true headings>{rows}</Table>
            </Panel>
        }
    })
}
