//! Page tags (网页标签, 发展指引 附件2): every page names the site, a column's page also the column, an item's page
//! also the item. Inspections and the national search read them.

use chrono::{DateTime, Utc};
use cms::portal::LiveArticle;
use domain::{
    plan::{Column, ColumnKind, Plan, Site},
    time,
};
use leptos::prelude::*;
use leptos_meta::{Meta, Title};

use super::{
    address,
    preview::{Preview, PreviewTags},
};
use crate::window_title;

/// One tag; nothing when there is nothing to say.
fn tag(name: &'static str, content: impl Into<String>) -> Option<impl IntoView> {
    let content: String = content.into();
    (!content.is_empty()).then(|| view! { <Meta name=name content=content/> })
}

/// Title of the window, the page and then the site, with what the page says of itself to those who list it or pass it
/// on. For pages that stand for themselves.
#[component]
pub(super) fn PageTitle(#[prop(into)] page: String, site: Site, preview: Preview) -> impl IntoView {
    let title = if page.is_empty() { site.name.clone() } else { page.clone() };
    view! {
        <Title text=title_text(&page, &site)/>
        <PreviewTags title site preview/>
    }
}

/// Title of a page that nobody should find by searching: an error, a notice, a page for one reader.
#[component]
pub(super) fn PassingTitle(#[prop(into)] page: String, site: Site) -> impl IntoView {
    view! {
        <Title text=title_text(&page, &site)/>
        <Meta name="robots" content="noindex"/>
    }
}

fn title_text(page: &str, site: &Site) -> String {
    let title = if page.is_empty() { site.name.clone() } else { format!("{page} - {}", site.name) };
    window_title::written(&title)
}

/// On every page.
#[component]
pub(super) fn SiteTags(site: Site) -> impl IntoView {
    view! {
        {tag("SiteName", site.name)}
        {tag("SiteDomain", site.domain)}
        {tag("SiteIDCode", site.site_code)}
    }
}

/// On the pages of a column and of its items.
#[component]
pub(super) fn ColumnTags(column: Column, kind: &'static str) -> impl IntoView {
    let keywords = match &column.alias {
        Some(alias) => format!("{},{alias}", column.name),
        None => column.name.clone(),
    };
    let description = if column.summary.is_empty() { column.name.clone() } else { column.summary.clone() };
    view! {
        {tag("ColumnName", column.name)}
        {tag("ColumnDescription", description)}
        {tag("ColumnKeywords", keywords)}
        {tag("ColumnType", kind)}
    }
}

/// On the page of an item. Its `Description` is on every page, see [`PreviewTags`].
#[component]
pub(super) fn ArticleTags<'a>(article: &'a LiveArticle, #[prop(into)] url: String) -> impl IntoView + use<> {
    let content = article.content.clone();
    let picture = article.lead_picture.as_deref().map(address::whole);
    view! {
        {tag("ArticleTitle", content.title)}
        {tag("PubDate", time::minute(article.published_at))}
        {tag("ContentSource", content.source)}
        {tag("Keywords", content.keywords.join(","))}
        {tag("Author", content.author)}
        {tag("Image", picture.unwrap_or_default())}
        {tag("Url", url)}
    }
}

/// On the page of a special topic, which reads as an item of its column.
#[component]
pub(super) fn TopicTags(title: String, source: String, published_at: DateTime<Utc>, url: String) -> impl IntoView {
    view! {
        {tag("ArticleTitle", title)}
        {tag("PubDate", time::minute(published_at))}
        {tag("ContentSource", source)}
        {tag("Url", url)}
    }
}

/// `ColumnType`: the class of the guideline's list that a column belongs to. The plan has no such field; its kinds
/// and the standard names of the guideline decide.
pub(super) fn column_type(plan: &Plan, column: &Column) -> &'static str {
    match column.kind {
        ColumnKind::Documents => return "政策文件",
        ColumnKind::Interpretations => return "政策解读",
        _ => {}
    }
    // From the column upwards: the nearest name that says something decides.
    plan.path(&column.code).iter().rev().find_map(|place| class_of_name(&place.name)).unwrap_or("政务动态")
}

fn class_of_name(name: &str) -> Option<&'static str> {
    const CLASSES: [(&str, &str); 17] = [
        ("公开指南", "信息公开指南"),
        ("年度报告", "信息公开年报"),
        ("依申请", "依申请公开"),
        ("机构职能", "机构职能"),
        ("领导", "负责人信息"),
        ("统计", "数据发布"),
        ("数据", "数据发布"),
        ("回应关切", "回应关切"),
        ("热点", "回应关切"),
        ("概况信息", "概况信息"),
        ("简介", "概况信息"),
        ("动态", "政务动态"),
        ("公告", "政务动态"),
        ("服务", "办事服务"),
        ("互动", "互动交流"),
        ("目录", "信息公开目录"),
        ("公开", "信息公开目录"),
    ];
    CLASSES.into_iter().find(|(word, _)| name.contains(word)).map(|(_, class)| class)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_the_guideline_decide_the_class() {
        for (name, class) in [
            ("信息公开指南", Some("信息公开指南")),
            ("信息公开年度报告", Some("信息公开年报")),
            ("领导之窗", Some("负责人信息")),
            ("便民利企服务", Some("办事服务")),
            ("互动回应", Some("互动交流")),
            ("专题聚焦", None),
        ] {
            assert_eq!(class_of_name(name), class, "{name}");
        }
    }
}
