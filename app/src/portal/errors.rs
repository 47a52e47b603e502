//! Pages that help when something is not there: 404 with likely places, 410 with the reason, 500 with the number of
//! the request.

use axum::http::StatusCode;
use cms::portal::GoneArticle;
use domain::plan::{Column, ColumnCode};
use leptos::prelude::*;
use leptos_axum::ResponseOptions;

use super::{
    address::{self, Target},
    layout::{Frame, Here},
    request,
    tags::PageTitle,
};
use crate::ui::{ButtonKind, ButtonLink, Described, DescriptionList, IconName, Moment};

fn set_status(status: StatusCode) {
    if let Some(response) = use_context::<ResponseOptions>() {
        response.set_status(status);
    }
}

/// Nothing stands here and nothing public ever did. `near` is the column in or under which the reader looked.
#[component]
pub(super) fn NotFound(#[prop(optional)] near: Option<ColumnCode>) -> impl IntoView {
    set_status(StatusCode::NOT_FOUND);
    let plan = expect_context::<cms::Cms>().plan();
    let parent = near.as_ref().and_then(|code| plan.plan.column(code)).and_then(|column| column.parent.clone());
    let place = |column: &Column| {
        let target = Target::of(column, &plan.plan.site);
        view! { <li><a href=target.href>{column.name.clone()}</a></li> }
    };
    let places: Vec<_> = match &parent {
        Some(parent) => address::entries(&plan.plan, parent).map(place).collect(),
        None => plan
            .plan
            .channels()
            .filter(|c| address::is_current(c) && address::entries(&plan.plan, &c.code).next().is_some())
            .map(place)
            .collect(),
    };
    let here = near.map_or(Here::Elsewhere, |code| Here::in_channel_of(&plan, &code));
    view! {
        <PageTitle page="页面不存在" site=plan.plan.site.clone()/>
        <Frame here>
            <section class="notice">
                <p class="notice__code">"404"</p>
                <h1 class="notice__title">"您要看的页面不存在"</h1>
                <p>"地址可能输入有误，或者页面已经搬家。您要找的内容也许在这里："</p>
                <ul class="notice__places">{places}</ul>
                <div class="notice__actions">
                    <ButtonLink href="/" kind=ButtonKind::Primary icon=IconName::House>"返回首页"</ButtonLink>
                    <ButtonLink href="/sitemap" icon=IconName::Map>"查看站点地图"</ButtonLink>
                </div>
            </section>
        </Frame>
    }
    .into_any()
}

/// Was public and has been withdrawn: the page says what, when and why.
#[component]
pub(super) fn Gone(article: GoneArticle) -> impl IntoView {
    set_status(StatusCode::GONE);
    let plan = expect_context::<cms::Cms>().plan();
    let column = plan.plan.column(&article.column).map(|column| {
        let label = format!("查看“{}”栏目", column.name);
        view! { <ButtonLink href=address::column_page(&column.code) kind=ButtonKind::Primary>{label}</ButtonLink> }
    });
    view! {
        <PageTitle page="该信息已撤下" site=plan.plan.site.clone()/>
        <Frame here=Here::in_channel_of(&plan, &article.column)>
            <section class="notice notice--gone">
                <p class="notice__code">"410"</p>
                <h1 class="notice__title">"该信息已撤下"</h1>
                <DescriptionList>
                    <Described term="标题">{article.title}</Described>
                    <Described term="撤稿原因">{article.reason}</Described>
                    <Described term="撤稿时间"><Moment at=article.at/></Described>
                </DescriptionList>
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
    let plan = expect_context::<cms::Cms>().plan();
    view! {
        <PageTitle page="系统繁忙" site=plan.plan.site.clone()/>
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
