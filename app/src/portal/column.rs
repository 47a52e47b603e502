//! `/c/{code}`: the page of a channel, a group or a column, by what the plan says it is.

use chrono::NaiveDate;
use cms::{
    Cms,
    media::PagePictures,
    portal::{Article, ListRow, Wanted},
};
use domain::{
    desk::Page,
    kind::Layout,
    plan::{Column, ColumnCode, ColumnKind, InForce, Site},
};
use leptos::prelude::*;

use super::{
    address::{self, Target},
    article, channel, disclosure, elder,
    errors::{self, NotFound},
    facets::{self, Chosen},
    guides,
    item_list::{self, Groups, ItemCards, ItemList, Portraits, Room},
    layout::{Frame, Here},
    onward, page_when_ready,
    preferences::Preferences,
    preview::{PlaceInList, Preview},
    request,
    structured::Way,
    tags::{ColumnTags, PageTitle, column_type},
    topic,
};
use crate::ui::{Banner, Crumb, EmptyState, Icon, IconName, Pager};

#[component]
pub(super) fn ColumnPage() -> impl IntoView {
    let cms = expect_context::<Cms>();
    let typed = request::code();
    let code = ColumnCode::parse(&typed);
    let (number, chosen) = (request::page(), Chosen::of_request());
    let elder = Preferences::of_request().elder;
    page_when_ready(async move {
        let plan = cms.plan();
        let Some(column) = code.and_then(|code| plan.plan.column(&code).cloned()) else {
            return view! { <NotFound typed/> }.into_any();
        };
        let made = match column.kind {
            ColumnKind::Group if !elder && disclosure::is_disclosure(&plan, &column) => {
                disclosure::page(&cms, &plan, &column).await
            }
            ColumnKind::Group => channel::page(&cms, &plan, &column).await,
            ColumnKind::Topics => match topic::list(&cms, &column, number).await {
                Ok(Some((content, place))) => Ok(frame_of(&plan, &column, Some(place), content)),
                Ok(None) => Ok(view! { <NotFound near_to=column.code.clone()/> }.into_any()),
                Err(error) => Err(error),
            },
            ColumnKind::Link => Ok(frame_of(&plan, &column, None, link_notice(&column, &plan.plan.site))),
            ColumnKind::Function if address::is_visible(&column) => {
                Ok(frame_of(&plan, &column, None, function_notice(&column, &plan.plan.site)))
            }
            ColumnKind::Function => Ok(view! { <NotFound near_to=column.code.clone()/> }.into_any()),
            // Every other kind holds items, or shows those of a column that does.
            _ => list_page(&cms, &plan, &column, number, &chosen).await,
        };
        made.unwrap_or_else(|error| errors::out_of_order(&error))
    })
}

/// 当前位置 of a column's page.
pub(super) fn crumbs(plan: &InForce, column: &ColumnCode, page: Option<&str>) -> Vec<Crumb> {
    let path = plan.plan.path(column);
    let last = path.len();
    let places = path.iter().enumerate().map(|(at, place)| {
        if page.is_none() && at + 1 == last {
            Crumb::here(place.name.clone())
        } else {
            Crumb::link(place.name.clone(), address::column_page(&place.code))
        }
    });
    std::iter::once(Crumb::link("首页", "/")).chain(places).chain(page.map(Crumb::here)).collect()
}

async fn list_page(cms: &Cms, plan: &InForce, column: &Column, number: i64, chosen: &Chosen) -> cms::Result<AnyView> {
    // A mirror whose target is gone has nothing to show, but is no error of the reader's.
    let columns: Vec<ColumnCode> = column.shows_items_of().cloned().into_iter().collect();
    let layout = Layout::of(shown_kind(plan, column));
    let by_position = matches!(column.kind, ColumnKind::Leaders | ColumnKind::Institutions);
    let wanted = Wanted { columns: &columns, filter: &chosen.values, words: &chosen.words, by_position };
    let size = match layout {
        Layout::Lines if Preferences::of_request().elder => elder::PAGE_SIZE,
        _ => layout.page_size(),
    };
    let page = cms.filtered_page(&wanted, number, size).await?;
    if page.number > page.count() {
        return Ok(view! { <NotFound near_to=column.code.clone()/> }.into_any());
    }
    if let (Layout::Single, Some(row)) = (layout, page.rows.first())
        && let Some(Article::Live(article)) = cms.article(&row.code).await?
    {
        return Ok(article::page(cms, *article));
    }
    let facets = cms.facets(&wanted).await?;
    let pictures = match layout {
        Layout::Cards | Layout::Portraits => {
            let shown: Vec<String> = page.rows.iter().filter_map(item_list::picture_of).collect();
            cms.page_pictures(&shown).await?
        }
        Layout::Lines | Layout::Single | Layout::Grouped(_) => PagePictures::new(),
    };
    let source = (column.kind == ColumnKind::Mirror)
        .then(|| columns.first().and_then(|code| plan.plan.column(code)))
        .flatten()
        .map(|target| {
            let name = plan.plan.path_name(&target.code);
            view! { <p class="page-lead">"内容同：" <a href=address::column_page(&target.code)>{name}</a></p> }
        });
    let is_beginning = page.number == 1 && chosen.is_empty();
    let guides = if is_beginning { guides::of_life_events(cms, plan, column).await? } else { Vec::new() };
    let filter = facets::filter(column, chosen, facets, page.total);
    // A list with a filter is none of the pages of the list.
    let place = chosen.is_empty().then(|| PlaceInList { number: page.number, count: page.count() });
    let list = items(page, pictures, column, layout, chosen, cms.today());
    // What can be done comes before what can be read.
    let list = if guides.is_empty() { list } else { beside_guides(guides, list) };
    let content = view! {
        {source}
        {column.link().map(|link| place_elsewhere(link, &plan.plan.site))}
        {filter}
        {list}
        {article::has_units(plan, &column.code).then(|| article::opinion_box(&column.code))}
    };
    Ok(frame_of(plan, column, place, content.into_any()))
}

/// Of the column whose items are shown.
fn shown_kind(plan: &InForce, column: &Column) -> ColumnKind {
    let shown = column.shows_items_of().and_then(|code| plan.plan.column(code));
    shown.map_or(column.kind, |column| column.kind)
}

fn items(
    page: Page<ListRow>,
    pictures: PagePictures,
    column: &Column,
    layout: Layout,
    chosen: &Chosen,
    today: NaiveDate,
) -> AnyView {
    if page.total == 0 {
        let title = if chosen.is_empty() { "本栏目暂无信息" } else { "没有符合条件的信息" };
        return view! { <EmptyState title icon=IconName::FileText/> }.into_any();
    }
    let (number, count, total, rows) = (page.number, page.count(), page.total, page.rows);
    let list = match layout {
        Layout::Lines | Layout::Single => view! { <ItemList rows room=Room::Ample/> }.into_any(),
        Layout::Cards => view! { <ItemCards rows pictures/> }.into_any(),
        Layout::Portraits => view! { <Portraits rows pictures today/> }.into_any(),
        Layout::Grouped(facet) => view! { <Groups rows facet/> }.into_any(),
    };
    view! {
        {list}
        <Pager number count total path=address::column_page(&column.code) query=chosen.query()/>
    }
    .into_any()
}

fn beside_guides(guides: Vec<AnyView>, list: AnyView) -> AnyView {
    view! {
        {guides}
        <section class="group">
            <h2 class="group__name">"政策和信息"</h2>
            {list}
        </section>
    }
    .into_any()
}

/// The outside place of a column that has items of its own too.
fn place_elsewhere(link: &str, site: &Site) -> impl IntoView + use<> {
    let (href, words) = (Target::of_address(link, site).href, link.to_owned());
    view! {
        <div class="column-page__elsewhere">
            <Banner>
                <p>"也可以在以下网站查看或办理：" <a href=href rel="external">{words}</a></p>
            </Banner>
        </div>
    }
}

/// The page of a column that is only an address.
fn link_notice(column: &Column, site: &Site) -> AnyView {
    let Some(link) = column.link() else {
        return view! { <EmptyState title="该栏目的链接地址尚未公布" icon=IconName::Link/> }.into_any();
    };
    let target = Target::of_address(link, site);
    if !target.outside {
        // Whoever does not follow finds something to press.
        onward::lead_to(&target.href);
        return function_notice(column, site);
    }
    let words = if address::is_government(link, site) {
        "本栏目由以下网站提供服务："
    } else {
        "本栏目由政府网站以外的网站提供，打开前会再次提示："
    };
    view! {
        <div class="notice__body">
            <p>{words}</p>
            <p class="notice__address">{link.to_owned()}</p>
            <p class="notice__actions">
                <a class="button button--primary" href=target.href rel="external">
                    <Icon name=IconName::ExternalLink/>
                    <span class="button__label">{format!("前往{}", column.name)}</span>
                </a>
            </p>
        </div>
    }
    .into_any()
}

/// The page of a column that the system itself fills.
fn function_notice(column: &Column, site: &Site) -> AnyView {
    let target = Target::of(column, site);
    view! {
        <p class="notice__actions">
            <a class="button button--primary" href=target.href><span class="button__label">{format!("打开{}", column.name)}</span></a>
        </p>
    }
    .into_any()
}

/// Heading and neighbours around what a column shows.
fn frame_of(plan: &InForce, column: &Column, place_in_list: Option<PlaceInList>, content: AnyView) -> AnyView {
    let path = Some(address::column_page(&column.code));
    let preview = Preview { place_in_list, path, ..channel::column_preview(plan, column) };
    let site = plan.plan.site.clone();
    let alias = column.alias.clone().filter(|alias| *alias != column.name);
    let summary = (!column.summary.is_empty()).then(|| column.summary.clone());
    let (name, is_history) = (column.name.clone(), column.is_history_on(plan.on));
    let (crumbs, siblings) = (crumbs(plan, &column.code, None), siblings(plan, column));
    let subscription = channel::subscription(column);
    view! {
        <PageTitle page=column.name.clone() site=site preview/>
        <ColumnTags column=column.clone() kind=column_type(&plan.plan, column)/>
        <Frame here=Here::in_channel_of(plan, &column.code)>
            <Way crumbs/>
            <div class="column-page">
                <div class="column-page__main">
                    <div class="column-page__head">
                        <div class="page-heading">
                            <h1 class="page-title page-title--tagged">{name} {is_history.then(channel::history_tag)}</h1>
                            {subscription}
                        </div>
                        {alias.map(|alias| view! { <p class="page-lead">{format!("又名：{alias}")}</p> })}
                        {summary.map(|summary| view! { <p class="page-lead">{summary}</p> })}
                    </div>
                    {content}
                </div>
                // After the content, which is what the keyboard and the screen reader came for.
                {siblings}
            </div>
        </Frame>
    }
    .into_any()
}

/// The columns beside this one.
fn siblings(plan: &InForce, column: &Column) -> Option<AnyView> {
    let parent = column.parent.as_ref().and_then(|code| plan.plan.column(code))?;
    let links: Vec<_> = address::shown_below(plan, parent)
        .into_iter()
        .map(|sibling| {
            let target = Target::of(sibling, &plan.plan.site);
            let current = (sibling.code == column.code).then_some("page");
            view! {
                <li>
                    <a class="siblings__link" href=target.href aria-current=current>
                        {sibling.name.clone()}
                        {target.outside.then(|| view! { <Icon name=IconName::ExternalLink/> })}
                    </a>
                </li>
            }
        })
        .collect();
    Some(
        view! {
            <nav class="siblings" aria-labelledby="siblings-title">
                <h2 class="siblings__title" id="siblings-title">
                    <a href=address::column_page(&parent.code)>{parent.name.clone()}</a>
                </h2>
                <ul class="siblings__list">{links}</ul>
            </nav>
        }
        .into_any(),
    )
}
