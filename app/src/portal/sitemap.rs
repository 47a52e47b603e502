//! 站点地图: the tree of the plan, with how much stands in each column. Columns kept only for their old items are
//! found here and nowhere else.

use std::collections::BTreeMap;

use domain::plan::{Column, ColumnCode, ColumnKind, InForce, Plan};
use leptos::prelude::*;

use super::{
    address::{self, Target},
    errors,
    layout::{Frame, Here},
    page_when_ready,
    preview::Preview,
    structured::Way,
    tags::PageTitle,
};
use crate::ui::{Crumb, Icon, IconName, Tag};

type Counts = BTreeMap<ColumnCode, i64>;

#[component]
pub(super) fn SitemapPage() -> impl IntoView {
    let cms = expect_context::<cms::Cms>();
    page_when_ready(async move {
        match cms.published_counts().await {
            Ok(counts) => sitemap(&cms.plan(), &counts).into_any(),
            Err(error) => errors::out_of_order(&error),
        }
    })
}

fn sitemap(plan: &InForce, counts: &Counts) -> impl IntoView + use<> {
    let shown = plan.plan.channels().filter(|channel| has_something(&plan.plan, channel));
    let channels: Vec<_> = shown.map(|shown| channel(plan, shown, counts)).collect();
    let site = &plan.plan.site;
    let summary = format!("{}的全部频道和栏目", site.name);
    let preview = Preview { summary, ..Preview::default() };
    view! {
        <PageTitle page="站点地图" site=site.clone() preview/>
        <Frame here=Here::Elsewhere>
            <Way crumbs=vec![Crumb::link("首页", "/"), Crumb::here("站点地图")]/>
            <div class="sitemap">
                <h1 class="page-title">"站点地图"</h1>
                {channels}
            </div>
        </Frame>
    }
}

/// Whether readers find anything at or below `column`, old items included.
fn has_something(plan: &Plan, column: &Column) -> bool {
    address::is_visible(column)
        && (column.kind != ColumnKind::Group || plan.children(&column.code).any(|child| has_something(plan, child)))
}

fn channel(plan: &InForce, channel: &Column, counts: &Counts) -> AnyView {
    let title_id = format!("map-{}", channel.code);
    let direct: Vec<&Column> = leaves(&plan.plan, channel).collect();
    let mut groups = Vec::new();
    collect_groups(&plan.plan, channel, &mut groups);
    let rows: Vec<_> = groups.into_iter().map(|group| row(plan, group, counts)).collect();
    let direct = (!direct.is_empty()).then(|| {
        view! { <ul class="sitemap__columns">{links(plan, &direct, counts)}</ul> }
    });
    view! {
        <section class="sitemap__channel" aria-labelledby=title_id.clone()>
            <div class="section-head">
                <h2 class="section-head__title" id=title_id.clone()>
                    <a href=address::column_page(&channel.code)>{channel.name.clone()}</a>
                </h2>
            </div>
            {direct}
            {rows}
        </section>
    }
    .into_any()
}

fn leaves<'a>(plan: &'a Plan, parent: &'a Column) -> impl Iterator<Item = &'a Column> {
    plan.children(&parent.code).filter(|c| c.kind != ColumnKind::Group && address::is_visible(c))
}

/// The groups below `parent` that hold columns themselves, from the top down.
fn collect_groups<'a>(plan: &'a Plan, parent: &'a Column, groups: &mut Vec<&'a Column>) {
    for group in plan.children(&parent.code).filter(|c| c.kind == ColumnKind::Group) {
        if leaves(plan, group).next().is_some() {
            groups.push(group);
        }
        collect_groups(plan, group, groups);
    }
}

fn row(plan: &InForce, group: &Column, counts: &Counts) -> AnyView {
    let columns: Vec<&Column> = leaves(&plan.plan, group).collect();
    view! {
        <div class="sitemap__group">
            <h3 class="sitemap__name"><a href=address::column_page(&group.code)>{group.name.clone()}</a></h3>
            <ul class="sitemap__columns">{links(plan, &columns, counts)}</ul>
        </div>
    }
    .into_any()
}

fn links(plan: &InForce, columns: &[&Column], counts: &Counts) -> Vec<AnyView> {
    columns
        .iter()
        .map(|column| {
            let target = Target::of(column, &plan.plan.site);
            let count = counts.get(&column.code).map(|count| {
                view! { <span class="sitemap__count">{format!("（{count}）")}</span> }
            });
            view! {
                <li>
                    <a href=target.href>
                        {column.name.clone()}
                        {count}
                        {target.outside.then(|| view! { <Icon name=IconName::ExternalLink/> })}
                        {column.is_history_on(plan.on).then(|| view! { <Tag text="历史栏目" look="archived"/> })}
                    </a>
                </li>
            }
            .into_any()
        })
        .collect()
}
