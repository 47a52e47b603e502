//! 信息: everything that the account may see, with filters in the address.

use domain::desk::{Page, content::ItemRow};
use leptos::prelude::*;

use super::{
    address,
    filter_bar::FilterBar,
    frame::PageHead,
    item_row::{self, ItemTags},
    loaded::{load, loaded},
    state::signed_in,
};
use crate::{
    api::{Served, content, plan},
    ui::{ButtonKind, ButtonLink, Cell, EmptyState, Heading, IconName, Moment, Pager, Panel, RowHeading, Table},
};

const PATH: &str = "/desk/items";

#[component]
pub(super) fn ItemListPage() -> impl IntoView {
    let filter = address::item_filter();
    let items = load(move || filter.get(), content::items);
    let names = load(|| (), |()| plan::plan_names());
    let edits = signed_in().role.edits();
    view! {
        <PageHead title="信息" lead="本单位负责和牵头的全部信息。">
            {edits.then(|| view! {
                <ButtonLink href="/desk/items/new" kind=ButtonKind::Primary icon=IconName::FilePlus>"新建信息"</ButtonLink>
            })}
        </PageHead>
        {loaded(names, move |names| view! { <FilterBar names filter path=PATH/> }.into_any())}
        {loaded(items, move |Served { now, value: page }| {
            let query = address::item_query(&filter.get_untracked());
            if page.rows.is_empty() {
                nothing(query.is_empty()).into_any()
            } else {
                view! { <List page now query/> }.into_any()
            }
        })}
    }
}

fn nothing(unfiltered: bool) -> impl IntoView {
    if unfiltered {
        view! {
            <EmptyState title="还没有信息" icon=IconName::FileText>
                <p>"本单位负责的栏目里还没有信息，写第一条吧。"</p>
                <ButtonLink href="/desk/items/new" icon=IconName::FilePlus>"新建信息"</ButtonLink>
            </EmptyState>
        }
        .into_any()
    } else {
        view! {
            <EmptyState title="没有符合条件的信息" icon=IconName::Filter>
                <p>"换几个词，或者放宽条件再查。"</p>
                <ButtonLink href=PATH>"清除条件"</ButtonLink>
            </EmptyState>
        }
        .into_any()
    }
}

#[component]
fn List(page: Page<ItemRow>, now: chrono::DateTime<chrono::Utc>, query: Vec<(String, String)>) -> impl IntoView {
    let count = page.count();
    let lines = page
        .rows
        .into_iter()
        .map(|row| {
            let published = row.published_at.map(|at| view! { <Moment at/> });
            let (href, title, path) = (item_row::address(&row), item_row::title(&row), row.column_path.clone());
            let (who, since) = (format!("{} · {}", row.unit_name, row.author_name), row.since);
            view! {
                <tr>
                    <RowHeading>
                        <a href=href>{title}</a>
                    </RowHeading>
                    <Cell label="栏目">{path}</Cell>
                    <Cell label="单位 / 作者">{who}</Cell>
                    <Cell label="状态"><ItemTags row/></Cell>
                    <Cell label="更新于"><Moment at=since now/></Cell>
                    <Cell label="发布时间">{published}</Cell>
                </tr>
            }
        })
        .collect_view();
    let headings = ["标题", "栏目", "单位 / 作者", "状态", "更新于", "发布时间"].map(Heading::new).into();
    view! {
        <Panel title="信息列表" id="items" flush=true>
            <Table caption="信息，最近更新的在前" caption_hidden=true headings>{lines}</Table>
            <Pager number=page.number count total=page.total path=PATH query/>
        </Panel>
    }
}
