//! The home page, built from the plan's channels: what people come for in one tap, headlines, services, notices and documents, then every
//! channel with its columns. Nothing moves by itself, and every column is one tap away.

mod channels;
mod headline;
mod quick;

use chrono::NaiveDate;
use cms::{Cms, portal::ListRow};
use domain::plan::{Column, ColumnCode, ColumnKind, InForce};
use leptos::prelude::*;

use super::{
    address::{self, Target},
    channel::section_head,
    elder, errors,
    item_list::{ItemList, Room},
    layout::{Frame, Here},
    page_when_ready,
    preferences::Preferences,
    preview::Preview,
    structured::{About, Thing},
    tags::PageTitle,
    topic::current_topics,
};
use crate::ui::{Icon, IconName};

/// Lines of a list beside others.
const SHORT_LIST: i64 = 6;
/// Banners of topics.
const TOPICS: i64 = 3;

#[component]
pub(super) fn HomePage() -> impl IntoView {
    let cms = expect_context::<Cms>();
    page_when_ready(async move {
        let plan = cms.plan();
        home(&cms, &plan).await.unwrap_or_else(|error| errors::out_of_order(&error))
    })
}

async fn home(cms: &Cms, plan: &InForce) -> cms::Result<AnyView> {
    let site = plan.plan.site.clone();
    let news = News::of(plan);
    let preview = Preview { summary: summary(plan), feed: Some(site.name.clone()), ..Preview::default() };
    if Preferences::of_request().elder {
        return elder::home(cms, plan, news.notices, preview).await;
    }
    let quick = quick::entries(plan, &news);
    let headline = headline::section(cms, plan, &news).await?;
    let services = plan.plan.channels().find(|channel| is_services(plan, channel)).map(|c| services_section(plan, c));
    let lists = lists(cms, plan, &news).await?;
    let channels = channels::sections(cms, plan, &news).await?;
    let topics = topics(cms, plan).await?;
    Ok(view! {
        <PageTitle page="" site=site.clone() preview/>
        <About thing=Thing::site(&site)/>
        <Frame here=Here::Home>
            <h1 class="visually-hidden">{site.name}</h1>
            <div class="home">
                {quick}
                {headline}
                {services}
                {lists}
                {topics}
                {channels}
            </div>
        </Frame>
    }
    .into_any())
}

/// What the site holds: its channels by name.
fn summary(plan: &InForce) -> String {
    let channels = plan.plan.channels().filter(|channel| address::is_in_menus(plan, channel));
    let names: Vec<&str> = channels.map(|channel| channel.name.as_str()).collect();
    format!("{}：{}", plan.plan.site.name, names.join("、"))
}

/// The group that the headlines come from: the first one of the first channel that takes items (动态要闻).
struct News<'a> {
    group: Option<&'a Column>,
    /// Its columns of news.
    columns: Vec<ColumnCode>,
    /// Its column of notices, by the name that the guideline gives it (通知公告).
    notices: Option<&'a Column>,
}

impl<'a> News<'a> {
    fn of(plan: &'a InForce) -> Self {
        let on = plan.on;
        let first = plan.plan.channels().find(|channel| address::is_current(plan, channel));
        let group = first.and_then(|channel| {
            let groups = address::entries(plan, &channel.code).filter(|column| column.kind == ColumnKind::Group);
            groups
                .chain([channel])
                .find(|group| address::entries(plan, &group.code).any(|column| column.takes_items(on)))
        });
        let members: Vec<&Column> =
            group.map(|g| address::entries(plan, &g.code).filter(|c| is_news(c, on)).collect()).unwrap_or_default();
        let notices = members.iter().find(|c| ["公告", "通知", "公示"].iter().any(|w| c.name.contains(w))).copied();
        let is_notices = |column: &Column| notices.is_some_and(|notices| notices.code == column.code);
        let mut columns: Vec<ColumnCode> = members.iter().filter(|c| !is_notices(c)).map(|c| c.code.clone()).collect();
        if columns.is_empty() {
            columns = members.iter().map(|c| c.code.clone()).collect();
        }
        Self { group, columns, notices }
    }
}

/// Films have a column to look at; a headline is read.
fn is_news(column: &Column, on: NaiveDate) -> bool {
    column.takes_items(on) && column.kind != ColumnKind::Videos
}

/// The channel of services, one of the four functions that the guideline gives every site (办事服务).
fn is_services(plan: &InForce, channel: &Column) -> bool {
    address::is_current(plan, channel) && (channel.name.contains("办事") || channel.name.contains("服务"))
}

/// The topics that are kept up, as banners.
async fn topics(cms: &Cms, plan: &InForce) -> cms::Result<Option<AnyView>> {
    let cards = current_topics(cms, TOPICS).await?;
    let shown = plan.topics_column().zip(cards);
    Ok(shown.map(|(column, cards)| {
        view! { <section class="block">{section_head(plan, column)} {cards}</section> }.into_any()
    }))
}

/// What citizens came for, as tiles.
fn services_section(plan: &InForce, channel: &Column) -> AnyView {
    let tiles: Vec<_> = leaves(plan, channel)
        .into_iter()
        .map(|column| {
            let target = Target::of(column, &plan.plan.site);
            let summary = (!column.summary.is_empty()).then(|| column.summary.clone());
            view! {
                <li>
                    <a class="service" href=target.href>
                        <span class="service__name">
                            {column.name.clone()}
                            {target.outside.then(|| view! { <Icon name=IconName::ExternalLink/> })}
                        </span>
                        {summary.map(|summary| view! { <span class="service__summary">{summary}</span> })}
                    </a>
                </li>
            }
        })
        .collect();
    view! {
        <section class="block">
            {section_head(plan, channel)}
            <ul class="services">{tiles}</ul>
        </section>
    }
    .into_any()
}

/// Every column below `column` that is not a group, in display order.
fn leaves<'a>(plan: &'a InForce, column: &'a Column) -> Vec<&'a Column> {
    address::entries(plan, &column.code)
        .flat_map(|child| if child.kind == ColumnKind::Group { leaves(plan, child) } else { vec![child] })
        .collect()
}

/// Documents and interpretations: shown with their own list, not among what is new in their channel.
fn has_own_list(column: &Column) -> bool {
    matches!(column.kind, ColumnKind::Documents | ColumnKind::Interpretations)
}

/// Notices, documents and interpretations beside one another.
async fn lists(cms: &Cms, plan: &InForce, news: &News<'_>) -> cms::Result<AnyView> {
    let of_kind = |kind: ColumnKind| {
        plan.plan.columns.iter().find(move |column| column.kind == kind && address::is_current(plan, column))
    };
    let columns = [news.notices, of_kind(ColumnKind::Documents), of_kind(ColumnKind::Interpretations)];
    let mut blocks = Vec::new();
    for column in columns.into_iter().flatten() {
        let rows = cms.latest(std::slice::from_ref(&column.code), SHORT_LIST).await?;
        if !rows.is_empty() {
            blocks.push(list_block(plan, column, rows));
        }
    }
    Ok(if blocks.is_empty() { ().into_any() } else { view! { <div class="lists">{blocks}</div> }.into_any() })
}

fn list_block(plan: &InForce, column: &Column, rows: Vec<ListRow>) -> AnyView {
    view! {
        <section class="block">
            {section_head(plan, column)}
            <ItemList rows room=Room::Little/>
        </section>
    }
    .into_any()
}
