//! The structured table of an item (清单, 名单): under its text, and at `/a/{code}/register` with search and pages.
//! Everything works without script: the search is a form, pages and downloads are links.

use cms::{Cms, portal::Article, register::RegisterPage};
use domain::id::ItemCode;
use leptos::prelude::*;

use super::{
    address,
    column::crumbs,
    errors::{self, NotFound},
    layout::{Frame, Here},
    page_when_ready,
    parameters::Parameter,
    preview::{PlaceInList, Preview},
    request,
    structured::Way,
    tags::PageTitle,
};
use crate::ui::{
    Banner, Cell, EmptyState, Heading, Icon, IconName, Pager, RowHeading, Table, pager::address as with_query,
};

/// `/a/{code}/register`: the table alone. It is there, gone or unknown as its item is.
#[component]
pub(super) fn TablePage() -> impl IntoView {
    let cms = expect_context::<Cms>();
    let code = ItemCode::parse(&request::code());
    let words = request::query(Parameter::Words).unwrap_or_default();
    let number = request::page();
    page_when_ready(async move {
        let Some(code) = code else {
            return errors::no_item(&cms).await;
        };
        let article = match cms.article(&code).await {
            Ok(Some(Article::Live(article))) => article,
            Ok(Some(Article::Gone(article))) => return errors::gone(&cms, article).await,
            Ok(Some(Article::Elsewhere(_)) | None) => return errors::no_item(&cms).await,
            Err(error) => return errors::out_of_order(&error),
        };
        match cms.live_register(&code, &words, number).await {
            Ok(Some(table)) if table.rows.number <= table.rows.count() => {
                let plan = cms.plan();
                let (title, column) = (article.content.title, article.column);
                // A search makes no page of the table.
                let place_in_list =
                    words.is_empty().then(|| PlaceInList { number: table.rows.number, count: table.rows.count() });
                let summary = format!("“{title}”所附的表，共 {} 行，可以查找。", table.rows.total);
                let preview = Preview { summary, place_in_list, ..Preview::default() };
                view! {
                    <PageTitle page=format!("{} - {title}", table.name) site=plan.plan.site.clone() preview/>
                    <Frame here=Here::in_channel_of(&plan, &column)>
                        <Way crumbs=crumbs(&plan, &column, Some("清单"))/>
                        <div class="register-page">
                            <h1 class="page-title">{table.name.clone()}</h1>
                            <p class="page-lead">"出自：" <a href=address::item(&code)>{title}</a></p>
                            {table_and_search(&code, table, &words)}
                        </div>
                    </Frame>
                }
                .into_any()
            }
            Ok(_) => view! { <NotFound near_to=article.column/> }.into_any(),
            Err(error) => errors::out_of_order(&error),
        }
    })
}

/// The table of an article under its text: the first page; searching and turning pages lead to the page of the table.
pub(super) fn part(code: &ItemCode, table: RegisterPage) -> AnyView {
    let name = table.name.clone();
    view! {
        <section class="sheet__part">
            <h2 class="sheet__part-title" id="register-title">{name}</h2>
            {table_and_search(code, table, "")}
        </section>
    }
    .into_any()
}

fn table_and_search(code: &ItemCode, table: RegisterPage, words: &str) -> AnyView {
    let path = address::register(code);
    let filter: Vec<(String, String)> = if words.trim().is_empty() {
        Vec::new()
    } else {
        vec![(Parameter::Words.name().to_owned(), words.trim().to_owned())]
    };
    let found = if filter.is_empty() {
        format!("共 {} 行", table.total)
    } else {
        format!("找到 {} 行，全表共 {} 行", table.rows.total, table.total)
    };
    let whole = (!filter.is_empty()).then(|| view! { <a href=path.clone()>"显示全部"</a> });
    let (number, count, total) = (table.rows.number, table.rows.count(), table.rows.total);
    view! {
        <div class="register">
            {period(&table)}
            <form class="register__search" method="get" action=path.clone() role="search">
                <label class="register__label" for="register-words">"在表中查找"</label>
                <input
                    class="input"
                    id="register-words"
                    name=Parameter::Words.name()
                    type="search"
                    value=words.to_owned()
                    autocomplete="off"
                />
                <button class="button button--primary" type="submit">
                    <Icon name=IconName::Search/>
                    <span class="button__label">"查找"</span>
                </button>
            </form>
            <p class="register__found">{found} " " {whole}</p>
            {rows(table)}
            {(count > 1).then(|| view! { <Pager number count total path=path.clone() query=filter.clone() unit="行"/> })}
            {downloads(code, &filter)}
        </div>
    }
    .into_any()
}

/// Until when the personal part stands here, or since when it does not.
fn period(table: &RegisterPage) -> Option<AnyView> {
    let words = match (table.withdrawn_on, table.personal_until) {
        (Some(day), _) => format!("公示期已满，名单中的个人信息已于 {day} 自动撤下。"),
        (None, Some(day)) => format!("公示期至 {day}，期满后个人信息自动撤下。"),
        (None, None) => return None,
    };
    Some(view! { <Banner><p>{words}</p></Banner> }.into_any())
}

fn rows(table: RegisterPage) -> AnyView {
    if table.rows.rows.is_empty() {
        let title = if table.total == 0 {
            "表中没有可以公开的内容"
        } else {
            "没有找到符合的行，请换个词"
        };
        return view! { <EmptyState title icon=IconName::Search/> }.into_any();
    }
    let header = table.header;
    let headings: Vec<Heading> = header.iter().map(|name| Heading::new(name.clone())).collect();
    // A running number names no row.
    let naming = header.iter().position(|name| name != "序号").unwrap_or_default();
    let lines: Vec<AnyView> = (table.rows.rows.into_iter())
        .map(|cells| {
            let cells: Vec<AnyView> = (cells.into_iter().zip(&header).enumerate())
                .map(|(at, (cell, name))| {
                    if at == naming {
                        view! { <RowHeading>{cell}</RowHeading> }.into_any()
                    } else {
                        view! { <Cell label=name.clone()>{cell}</Cell> }.into_any()
                    }
                })
                .collect();
            view! { <tr>{cells}</tr> }.into_any()
        })
        .collect();
    view! { <Table caption=table.name headings caption_hidden=true>{lines}</Table> }.into_any()
}

/// Exactly the rows that the search has found.
fn downloads(code: &ItemCode, filter: &[(String, String)]) -> AnyView {
    let path = address::register(code);
    let what = if filter.is_empty() { "下载全表：" } else { "下载查找结果：" };
    let link = |format: &'static str, label: &'static str| {
        let href = with_query(&format!("{path}.{format}"), filter);
        view! { <a class="register__download" href=href rel="nofollow"><Icon name=IconName::FileSheet/> {label}</a> }
    };
    view! { <p class="register__downloads">{what} {link("xlsx", "Excel 表格")} {link("csv", "CSV 数据")}</p> }
        .into_any()
}
