//! 政府信息公开 as 国办公开办函〔2019〕61号 lays it out: 指南, 制度, 法定主动公开内容, 年报, and where to apply; the same
//! sections in the same order at every government, so that people find them anywhere.

use cms::{
    Cms,
    portal::{ListRow, Wanted},
};
use domain::plan::{Column, ColumnCode, ColumnKind, InForce};
use leptos::prelude::*;

use super::{
    address::{self, Target},
    channel::{column_preview, entry_list, subscription},
    column::crumbs,
    item_list::{ItemList, Room},
    layout::{Frame, Here},
    structured::Way,
    tags::{ColumnTags, PageTitle, column_type},
};
use crate::ui::{Icon, IconName, pager};

/// Lines shown of each section.
const LINES: i64 = 6;
/// Documents about disclosure itself carry these words in their title.
const RULES: &str = "信息公开";

/// Whether `channel` is the disclosure channel: the one that holds the guides.
pub(super) fn is_disclosure(plan: &InForce, channel: &Column) -> bool {
    channel.parent.is_none() && plan.plan.children(&channel.code).any(|column| column.kind == ColumnKind::Guides)
}

pub(super) async fn page(cms: &Cms, plan: &InForce, channel: &Column) -> cms::Result<AnyView> {
    let children: Vec<&Column> = address::entries(plan, &channel.code).collect();
    let of_kind = |kind: ColumnKind| children.iter().copied().find(|column| column.kind == kind);
    let mut sections = Vec::new();
    if let Some(guides) = of_kind(ColumnKind::Guides) {
        let rows = latest(cms, guides).await?;
        sections.push(Section::new("guide", "政府信息公开指南", guides, plan).with(rows));
    }
    let library = plan
        .plan
        .columns
        .iter()
        .find(|column| column.kind == ColumnKind::Documents && address::is_in_menus(plan, column));
    if let Some(library) = library {
        let columns = [library.code.clone()];
        let wanted = Wanted { columns: &columns, filter: &[], words: RULES, by_position: false };
        let rows = cms.filtered_page(&wanted, 1, LINES).await?.rows;
        let mut section = Section::new("rules", "政府信息公开制度", library, plan).with(rows);
        section.summary = "政府信息公开工作的规定、办法和制度".into();
        section.href = pager::address(&address::column_page(&library.code), &[("q".into(), RULES.into())]);
        sections.push(section);
    }
    for group in children.iter().filter(|column| column.kind == ColumnKind::Group) {
        let mut section = Section::new("catalogue", "法定主动公开内容", group, plan);
        section.entries = groups(plan, group);
        section.rows = cms.latest(&plan.item_columns(group), LINES).await?;
        sections.push(section);
    }
    if let Some(reports) = of_kind(ColumnKind::Reports) {
        let rows = latest(cms, reports).await?;
        sections.push(Section::new("reports", "政府信息公开年报", reports, plan).with(rows));
    }
    // Whatever else the plan puts here: how to apply.
    let shown = [ColumnKind::Guides, ColumnKind::Reports, ColumnKind::Group];
    for column in children.iter().filter(|column| !shown.contains(&column.kind)) {
        let rows = latest(cms, column).await?;
        let id = column.code.to_string();
        let mut section = Section::new("", &column.name, column, plan).with(rows);
        section.id = id;
        sections.push(section);
    }
    Ok(frame(plan, channel, sections))
}

async fn latest(cms: &Cms, column: &Column) -> cms::Result<Vec<ListRow>> {
    let columns: Vec<ColumnCode> = column.shows_items_of().cloned().into_iter().collect();
    if columns.is_empty() { Ok(Vec::new()) } else { cms.latest(&columns, LINES).await }
}

/// One of the sections that the rule names.
struct Section {
    id: String,
    title: String,
    /// Where all of it is.
    href: String,
    summary: String,
    entries: Vec<AnyView>,
    rows: Vec<ListRow>,
}

impl Section {
    fn new(id: &str, title: &str, column: &Column, plan: &InForce) -> Self {
        Self {
            id: id.to_owned(),
            title: title.to_owned(),
            href: Target::of(column, &plan.plan.site).href,
            summary: column.summary.clone(),
            entries: Vec::new(),
            rows: Vec::new(),
        }
    }

    fn with(mut self, rows: Vec<ListRow>) -> Self {
        self.rows = rows;
        self
    }
}

/// The groups of the catalogue, each with its columns.
fn groups(plan: &InForce, catalogue: &Column) -> Vec<AnyView> {
    address::entries(plan, &catalogue.code)
        .map(|group| {
            let entries = (group.kind == ColumnKind::Group).then(|| entry_list(plan, group));
            view! {
                <div class="entry-group">
                    <h3 class="entry-group__name">
                        <a href=address::column_page(&group.code)>{group.name.clone()}</a>
                    </h3>
                    {entries}
                </div>
            }
            .into_any()
        })
        .collect()
}

fn frame(plan: &InForce, channel: &Column, sections: Vec<Section>) -> AnyView {
    let links = sections
        .iter()
        .map(|section| {
            view! {
                <li>
                    <a class="siblings__link" href=format!("#{}", section.id)>{section.title.clone()}</a>
                </li>
            }
        })
        .collect_view();
    let blocks = sections
        .into_iter()
        .map(|section| {
            let Section { id, title, href, summary, entries, rows } = section;
            let label = format!("更多：{title}");
            let summary = (!summary.is_empty()).then(|| view! { <p class="page-lead">{summary}</p> });
            let list = if rows.is_empty() {
                view! { <p class="column-block__note">"暂无信息"</p> }.into_any()
            } else {
                view! { <ItemList rows room=Room::Little/> }.into_any()
            };
            view! {
                <section class="block" id=id>
                    <div class="section-head">
                        <h2 class="section-head__title">
                            <a href=href.clone()>{title}</a>
                        </h2>
                        <a class="section-head__more" href=href aria-label=label>
                            "更多"
                            <Icon name=IconName::ChevronRight/>
                        </a>
                    </div>
                    {summary}
                    {entries}
                    {list}
                </section>
            }
        })
        .collect_view();
    let (name, crumbs) = (channel.name.clone(), crumbs(plan, &channel.code, None));
    let here = Here::in_channel_of(plan, &channel.code);
    let (preview, subscription) = (column_preview(plan, channel), subscription(channel));
    view! {
        <PageTitle page=name.clone() site=plan.plan.site.clone() preview/>
        <ColumnTags column=channel.clone() kind=column_type(&plan.plan, channel)/>
        <Frame here>
            <Way crumbs/>
            <div class="column-page">
                <nav class="siblings" aria-label="政府信息公开专栏">
                    <p class="siblings__title">{name.clone()}</p>
                    <ul class="siblings__list">{links}</ul>
                </nav>
                <div class="disclosure">
                    <div class="page-heading">
                        <h1 class="page-title">{name}</h1>
                        {subscription}
                    </div>
                    {blocks}
                </div>
            </div>
        </Frame>
    }
    .into_any()
}
