//! Pages that help when something is not there: 404 with likely places, 410 with the reason, 500 with the number of
//! the request.

use axum::http::StatusCode;
use cms::{
    Cms,
    portal::{GoneArticle, ListRow},
};
use domain::plan::{Column, ColumnCode, Site};
use leptos::prelude::*;
use leptos_axum::ResponseOptions;

use super::{
    address::{self, Target},
    item_list::{ItemList, Room},
    layout::{Frame, Here},
    near::near,
    request,
    tags::PassingTitle,
};
use crate::ui::{ButtonKind, ButtonLink, Described, DescriptionList, IconName, Moment};

/// Items offered in place of the one that is not there.
const OFFERED: i64 = 6;

pub(super) fn set_status(status: StatusCode) {
    if let Some(response) = use_context::<ResponseOptions>() {
        response.set_status(status);
    }
}

/// Nothing stands here and nothing public ever did.
#[component]
pub(super) fn NotFound(
    /// The column in or under which the reader looked: its neighbours are offered.
    #[prop(optional)]
    near_to: Option<ColumnCode>,
    /// What stood in the place of a column's code: the columns that are like it are offered.
    #[prop(optional, into)]
    typed: Option<String>,
    /// Items that are offered.
    #[prop(optional)]
    latest: Vec<ListRow>,
) -> impl IntoView {
    set_status(StatusCode::NOT_FOUND);
    let plan = expect_context::<Cms>().plan();
    let (tree, site) = (&plan.plan, &plan.plan.site);
    let meant = typed.map(|typed| near(&plan, &typed)).unwrap_or_default();
    let column = near_to.as_ref().and_then(|code| tree.column(code));
    let parent = column.and_then(|column| tree.column(column.parent.as_ref()?));
    let around: Vec<&Column> = match parent {
        Some(parent) => address::shown_below(&plan, parent),
        None => tree.channels().filter(|channel| address::is_in_menus(&plan, channel)).collect(),
    };
    let meant = places("您要找的可能是", &meant, site);
    let around = places(if parent.is_some() { "相邻栏目" } else { "频道" }, &around, site);
    let latest = items("最新发布", latest);
    let here = near_to.as_ref().map_or(Here::Elsewhere, |code| Here::in_channel_of(&plan, code));
    view! {
        <PassingTitle page="页面不存在" site=site.clone()/>
        <Frame here>
            <section class="notice">
                <p class="notice__code">"404"</p>
                <h1 class="notice__title">"您要看的页面不存在"</h1>
                <p>"地址可能输入有误，或者页面已经搬家。您要找的内容也许在这里："</p>
                {meant}
                {around}
                {latest}
                <div class="notice__actions">
                    <ButtonLink href="/" kind=ButtonKind::Primary icon=IconName::House>"返回首页"</ButtonLink>
                    <ButtonLink href="/sitemap" icon=IconName::Map>"查看站点地图"</ButtonLink>
                </div>
            </section>
        </Frame>
    }
    .into_any()
}

/// Nothing public stands at the address of an item. Whether an item has this address is not told; what is new in the
/// whole portal may be what the reader came for.
pub(super) async fn no_item(cms: &Cms) -> AnyView {
    let plan = cms.plan();
    let channels = plan.plan.channels().filter(|channel| address::is_current(&plan, channel));
    let columns: Vec<ColumnCode> = channels.flat_map(|channel| plan.item_columns(channel)).collect();
    match cms.latest(&columns, OFFERED).await {
        Ok(latest) => view! { <NotFound latest/> }.into_any(),
        Err(error) => out_of_order(&error),
    }
}

/// A withdrawn item, with what is new in its column.
pub(super) async fn gone(cms: &Cms, article: GoneArticle) -> AnyView {
    let latest = cms.latest(std::slice::from_ref(&article.column), OFFERED).await;
    match latest {
        Ok(latest) => view! { <Gone article latest/> }.into_any(),
        Err(error) => out_of_order(&error),
    }
}

/// Places to go on to.
fn places(title: &'static str, columns: &[&Column], site: &Site) -> Option<AnyView> {
    let links: Vec<_> = columns
        .iter()
        .map(|column| {
            let target = Target::of(column, site);
            view! { <li><a href=target.href>{column.name.clone()}</a></li> }
        })
        .collect();
    (!links.is_empty()).then(|| {
        view! {
            <div>
                <h2 class="notice__subtitle">{title}</h2>
                <ul class="notice__places">{links}</ul>
            </div>
        }
        .into_any()
    })
}

/// Items to read instead.
fn items(title: &'static str, rows: Vec<ListRow>) -> Option<AnyView> {
    (!rows.is_empty()).then(|| {
        view! {
            <div>
                <h2 class="notice__subtitle">{title}</h2>
                <ItemList rows room=Room::Little/>
            </div>
        }
        .into_any()
    })
}

/// Was public and has been withdrawn: the page says what, when and why.
#[component]
fn Gone(article: GoneArticle, latest: Vec<ListRow>) -> impl IntoView {
    set_status(StatusCode::GONE);
    let plan = expect_context::<Cms>().plan();
    let beside = items("本栏目最新发布", latest);
    let column = plan.plan.column(&article.column).map(|column| {
        let label = format!("查看“{}”栏目", column.name);
        view! { <ButtonLink href=address::column_page(&column.code) kind=ButtonKind::Primary>{label}</ButtonLink> }
    });
    view! {
        <PassingTitle page="该信息已撤下" site=plan.plan.site.clone()/>
        <Frame here=Here::in_channel_of(&plan, &article.column)>
            <section class="notice notice--gone">
                <p class="notice__code">"410"</p>
                <h1 class="notice__title">"该信息已撤下"</h1>
                <DescriptionList>
                    <Described term="标题">{article.title}</Described>
                    <Described term="撤稿原因">{article.reason}</Described>
                    <Described term="撤稿时间"><Moment at=article.at/></Described>
                </DescriptionList>
                {beside}
                <div class="notice__actions">
                    {column}
                    <ButtonLink href="/" icon=IconName::House>"返回首页"</ButtonLink>
                </div>
            </section>
        </Frame>
    }
    .into_any()
}

/// Something failed inside. Its cause goes to the log, once, here; the reader gets a number to quote.
pub(super) fn out_of_order(error: &cms::Error) -> AnyView {
    set_status(StatusCode::INTERNAL_SERVER_ERROR);
    let number = request::number();
    tracing::error!(%error, request = number.as_deref().unwrap_or("-"), "a portal page could not be made");
    let plan = expect_context::<Cms>().plan();
    view! {
        <PassingTitle page="系统繁忙" site=plan.plan.site.clone()/>
        <Frame here=Here::Elsewhere>
            <section class="notice notice--fault">
                <p class="notice__code">"500"</p>
                <h1 class="notice__title">"系统繁忙，请稍后再试"</h1>
                <p>"页面暂时无法打开，我们已记录这一问题。"</p>
                {number.map(|number| view! { <p>"如需反映，请提供请求编号：" <span class="figures">{number}</span></p> })}
                <div class="notice__actions">
                    <ButtonLink href=request::address() kind=ButtonKind::Primary icon=IconName::Refresh>
                        "重新打开"
                    </ButtonLink>
                    <ButtonLink href="/" icon=IconName::House>"返回首页"</ButtonLink>
                </div>
            </section>
        </Frame>
    }
    .into_any()
}
