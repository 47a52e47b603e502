//! The page of a channel or a group: its columns, each with what is new in it.

use cms::{
    Cms,
    portal::{ListRow, Wanted},
};
use domain::{
    kind::{Detail, Layout},
    plan::{Column, ColumnCode, ColumnKind, InForce},
};
use leptos::prelude::*;

use super::{
    address::{self, Target},
    column::crumbs,
    elder,
    item_list::{ItemList, Room},
    layout::{Frame, Here},
    preferences::Preferences,
    preview::Preview,
    structured::Way,
    tags::{ColumnTags, PageTitle, column_type},
    topic,
};
use crate::ui::{ButtonKind, ButtonLink, Icon, IconName, Tag};

/// Items shown of each column.
const LATEST: i64 = 6;

pub(super) async fn page(cms: &Cms, plan: &InForce, channel: &Column) -> cms::Result<AnyView> {
    let body = if Preferences::of_request().elder {
        elder::entries(plan, channel)
    } else {
        let mut blocks = Vec::new();
        for child in address::shown_below(plan, channel) {
            blocks.push(block(cms, plan, child).await?);
        }
        view! { <div class="channel-page__columns">{blocks}</div> }.into_any()
    };
    let (name, summary) = (channel.name.clone(), (!channel.summary.is_empty()).then(|| channel.summary.clone()));
    let crumbs = crumbs(plan, &channel.code, None);
    let history = channel.is_history_on(plan.on).then(history_tag);
    let (preview, subscription) = (column_preview(plan, channel), subscription(channel));
    Ok(view! {
        <PageTitle page=channel.name.clone() site=plan.plan.site.clone() preview/>
        <ColumnTags column=channel.clone() kind=column_type(&plan.plan, channel)/>
        <Frame here=Here::in_channel_of(plan, &channel.code)>
            <Way crumbs/>
            <div class="channel-page">
                <div>
                    <div class="page-heading">
                        <h1 class="page-title page-title--tagged">{name} {history}</h1>
                        {subscription}
                    </div>
                    {summary.map(|summary| view! { <p class="page-lead">{summary}</p> })}
                </div>
                {body}
            </div>
        </Frame>
    }
    .into_any())
}

/// What the page of a channel, group or column says of itself to those who list it.
pub(super) fn column_preview(plan: &InForce, column: &Column) -> Preview {
    Preview {
        summary: if column.summary.is_empty() { column.name.clone() } else { column.summary.clone() },
        feed: column.has_news().then(|| format!("{} - {}", column.name, plan.plan.site.name)),
        ..Preview::default()
    }
}

/// 订阅: the feed, for whoever has a program that reads it.
pub(super) fn subscription(column: &Column) -> Option<impl IntoView + use<>> {
    let words = if column.parent.is_none() { "订阅本频道" } else { "订阅本栏目" };
    let [rss, _] = address::feeds(&address::column_page(&column.code));
    column.has_news().then(|| {
        view! { <ButtonLink href=rss kind=ButtonKind::Quiet icon=IconName::Rss small=true external=true>{words}</ButtonLink> }
    })
}

/// Beside the name of a column that is kept for its old items only.
pub(super) fn history_tag() -> impl IntoView {
    view! { <Tag text="历史栏目" look="archived" icon=IconName::Archive/> }
}

/// One column or group of the channel.
async fn block(cms: &Cms, plan: &InForce, column: &Column) -> cms::Result<AnyView> {
    let shown = match column.shows_items_of() {
        Some(code) => vec![code.clone()],
        None => plan.item_columns(column),
    };
    let rows = if shown.is_empty() { Vec::new() } else { first_of(cms, column, &shown).await? };
    if column.kind == ColumnKind::Topics {
        let cards = topic::current_topics(cms, LATEST).await?.unwrap_or_else(topic::no_topics);
        return Ok(view! { <section class="block">{section_head(plan, column)} {cards}</section> }.into_any());
    }
    let entries = (column.kind == ColumnKind::Group).then(|| entry_list(plan, column));
    let body = match (rows.is_empty(), column.kind) {
        (false, _) => view! { <ItemList rows room=Room::Little/> }.into_any(),
        (true, ColumnKind::Group) => ().into_any(),
        (true, ColumnKind::Link | ColumnKind::Function) => {
            view! { <p class="column-block__note">{column.summary.clone()}</p> }.into_any()
        }
        (true, _) => view! { <p class="column-block__note">"暂无信息"</p> }.into_any(),
    };
    Ok(view! {
        <section class="block">
            {section_head(plan, column)}
            {entries}
            {body}
        </section>
    }
    .into_any())
}

/// What stands first in a column: what is new, or people and institutions in their order, as on its own page.
async fn first_of(cms: &Cms, column: &Column, shown: &[ColumnCode]) -> cms::Result<Vec<ListRow>> {
    if !matches!(column.kind, ColumnKind::Leaders | ColumnKind::Institutions) {
        return cms.latest(shown, LATEST).await;
    }
    let wanted = Wanted { columns: shown, filter: &[], words: "", by_position: true };
    let mut rows = cms.filtered_page(&wanted, 1, Layout::Portraits.page_size()).await?.rows;
    let today = cms.today();
    // Those in office, then what is written about them.
    rows.retain(|row| !matches!(row.detail, Detail::Leader(_)) || row.ends_on.is_none_or(|day| day >= today));
    rows.sort_by_key(|row| matches!(row.detail, Detail::Article(_)));
    Ok((0..LATEST).zip(rows).map(|(_, row)| row).collect())
}

/// Name of a column with the way to all of it.
pub(super) fn section_head(plan: &InForce, column: &Column) -> impl IntoView + use<> {
    let target = Target::of(column, &plan.plan.site);
    let (words, icon) =
        if target.outside { ("前往", IconName::ExternalLink) } else { ("更多", IconName::ChevronRight) };
    view! {
        <div class="section-head">
            <h2 class="section-head__title"><a href=target.href.clone()>{column.name.clone()}</a></h2>
            <a class="section-head__more" href=target.href aria-label=format!("{words}：{}", column.name)>
                {words}
                <Icon name=icon/>
            </a>
        </div>
    }
}

/// The columns of a group as words to press.
pub(super) fn entry_list(plan: &InForce, group: &Column) -> AnyView {
    let entries: Vec<_> =
        address::shown_below(plan, group).into_iter().map(|column| entry(plan, column).into_any()).collect();
    view! { <ul class="entry-group__list">{entries}</ul> }.into_any()
}

pub(super) fn entry(plan: &InForce, column: &Column) -> impl IntoView + use<> {
    let target = Target::of(column, &plan.plan.site);
    view! {
        <li>
            <a class="entry" href=target.href>
                {column.name.clone()}
                {target.outside.then(|| view! { <Icon name=IconName::ExternalLink/> })}
            </a>
        </li>
    }
}
