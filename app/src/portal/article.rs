//! `/a/{code}`: an item, read from top to bottom; or why it is gone.

mod files;
mod policy;

use cms::{
    Cms,
    portal::{Article, ListRow, LiveArticle},
};
use domain::{
    id::ItemCode,
    item::{Content, Detail},
    plan::{InForce, Site},
    time,
};
use leptos::prelude::*;

use super::{
    address::{self, Target},
    column::crumbs,
    errors,
    item_list::{ItemList, Room},
    layout::{Frame, Here},
    page_when_ready,
    preferences::{Preferences, TextSize},
    request,
    tags::{ArticleTags, ColumnTags, PageTitle, column_type},
};
use crate::ui::{Banner, Breadcrumb, Icon, IconName, Markup, Moment, RichText, Tag};

#[component]
pub(super) fn ArticlePage() -> impl IntoView {
    let cms = expect_context::<Cms>();
    let code = ItemCode::parse(&request::code());
    page_when_ready(async move {
        let Some(code) = code else {
            return errors::no_item(&cms).await;
        };
        match cms.article(&code).await {
            Ok(Some(Article::Live(article))) => live(&cms, *article),
            Ok(Some(Article::Gone(article))) => errors::gone(&cms, article).await,
            Ok(None) => errors::no_item(&cms).await,
            Err(error) => errors::out_of_order(&error),
        }
    })
}

fn live(cms: &Cms, article: LiveArticle) -> AnyView {
    let plan = cms.plan();
    let site = plan.plan.site.clone();
    let column = plan.plan.column(&article.column).cloned();
    let url = cms.item_address(&article.code);
    let column_tags = column.map(|column| {
        let kind = column_type(&plan.plan, &column);
        view! { <ColumnTags column kind/> }
    });
    view! {
        <PageTitle page=article.content.title.clone() site/>
        {column_tags}
        <ArticleTags article=&article url=url.clone()/>
        <Frame here=Here::in_channel_of(&plan, &article.column)>
            <Breadcrumb crumbs=crumbs(&plan, &article.column, Some("正文"))/>
            {sheet(&plan, article, url)}
        </Frame>
    }
    .into_any()
}

fn sheet(plan: &InForce, article: LiveArticle, url: String) -> AnyView {
    let attributes = match &article.content.detail {
        Detail::PolicyDocument(document) => Some(policy::attributes(document, &article)),
        Detail::Article | Detail::Reprint(_) | Detail::Interpretation(_) => None,
    };
    // An author who laid the text out has set the indents; a text without any gets them all.
    let indented = !article.body.as_str().contains("indent-2em");
    let site = &plan.plan.site;
    let body = Markup::for_readers(&article.body, |address| through_notice(address, site));
    let meta = meta(&article);
    let notes = notes(plan, &article);
    let end = end(&article);
    let share = share(&article.code, url);
    let related = related(&article.content.detail, article.related);
    let Content { title, attachments, .. } = article.content;
    view! {
        <article class="sheet">
            {attributes}
            <h1 class="sheet__title">{title}</h1>
            {meta}
            {notes}
            <div class="sheet__body"><RichText html=body indented/></div>
            {files::attachments(attachments)}
            {related}
            {end}
            {share}
            {neighbours(article.newer, article.older)}
        </article>
    }
    .into_any()
}

/// The leave-site notice before `address`, when it is one of the web and no government's.
fn through_notice(address: &str, site: &Site) -> Option<String> {
    let foreign = address::host(address).is_some() && !address::is_government(address, site);
    foreign.then(|| Target::of_address(address, site).href)
}

fn meta(article: &LiveArticle) -> impl IntoView + use<> {
    let fact = |name: &'static str, value: &str| {
        (!value.is_empty()).then(|| view! { <span>{format!("{name}：{value}")}</span> })
    };
    view! {
        <div class="sheet__meta">
            <span>"发布时间：" <Moment at=article.published_at/></span>
            {fact("来源", &article.content.source)}
            {fact("作者", &article.content.author)}
            <div class="sheet__tools">
                <FontSize/>
                // Shown by the script that can print; without script the browser's own menu does.
                <button class="button button--quiet button--small" type="button" data-print hidden>
                    <Icon name=IconName::Printer/>
                    <span class="button__label">"打印"</span>
                </button>
            </div>
        </div>
    }
}

/// 字体 大 中 小: a form, remembered by cookie.
#[component]
fn FontSize() -> impl IntoView {
    let now = Preferences::of_request().size;
    let choices = TextSize::ALL
        .into_iter()
        .map(|size| {
            view! {
                <button
                    class="font-size__choice"
                    name=Preferences::SIZE
                    value=size.code()
                    aria-pressed=if size == now { "true" } else { "false" }
                    aria-label=format!("{}号字", size.label())
                >
                    {size.label()}
                </button>
            }
        })
        .collect_view();
    view! {
        <form class="font-size" method="post" action="/preferences">
            <input type="hidden" name="back" value=request::address()/>
            <span>"字体："</span>
            {choices}
        </form>
    }
}

/// What a reader should know before reading: an urgent publication, an update, where a reprint first stood.
fn notes(plan: &InForce, article: &LiveArticle) -> impl IntoView + use<> {
    let urgent = article.awaits_retro_signature.then(|| {
        view! { <p class="sheet__note"><Tag text="紧急发布" look="urgent" icon=IconName::Zap/></p> }
    });
    let revised = article.revised_at.map(|at| {
        view! { <div class="sheet__note"><Banner><p>{format!("本文已于 {} 更新。", time::minute(at))}</p></Banner></div> }
    });
    let reprint = match &article.content.detail {
        Detail::Reprint(reprint) if !reprint.address.is_empty() => {
            let target = Target::of_address(&reprint.address, &plan.plan.site);
            let on = reprint.published_on.map(|on| format!("，原文发布于 {}", on.format("%Y-%m-%d")));
            Some(view! {
                <p class="sheet__note">
                    "转载：" <a href=target.href rel="external">{reprint.address.clone()}</a> {on}
                </p>
            })
        }
        _ => None,
    };
    view! {
        {urgent}
        {revised}
        {reprint}
    }
}

/// Interpretations of a document, or the document of an interpretation.
fn related(detail: &Detail, rows: Vec<ListRow>) -> Option<AnyView> {
    let title = match detail {
        Detail::PolicyDocument(_) => "相关解读",
        Detail::Interpretation(_) => "解读的文件",
        Detail::Article | Detail::Reprint(_) => "相关信息",
    };
    (!rows.is_empty()).then(|| {
        view! {
            <section class="sheet__part">
                <h2 class="sheet__part-title">{title}</h2>
                <ItemList rows room=Room::Ample/>
            </section>
        }
        .into_any()
    })
}

fn end(article: &LiveArticle) -> impl IntoView + use<> {
    let interpreter = match &article.content.detail {
        Detail::Interpretation(interpretation) => interpretation.interpreter.clone(),
        Detail::Article | Detail::Reprint(_) | Detail::PolicyDocument(_) => String::new(),
    };
    let facts = [
        ("解读机构", interpreter),
        ("发布单位", article.unit_name.clone()),
        ("责任编辑", article.content.editor.clone()),
        ("审核签发单位", article.signed_by_unit.clone()),
        ("版权说明", article.content.copyright.clone()),
    ];
    let facts = facts
        .into_iter()
        .filter(|(_, value)| !value.is_empty())
        .map(|(name, value)| view! { <span>{format!("{name}：{value}")}</span> })
        .collect_view();
    view! { <p class="sheet__end">{facts}</p> }
}

/// The page for somebody else, or for one's own phone: an address to copy and a code to scan, which need no script.
fn share(code: &ItemCode, url: String) -> impl IntoView + use<> {
    view! {
        <div class="share">
            <figure class="share__scan">
                <img
                    class="share__code"
                    src=address::qr_code(code)
                    alt="本页地址的二维码"
                    width="96"
                    height="96"
                    loading="lazy"
                />
                <figcaption>"扫一扫在手机打开当前页"</figcaption>
            </figure>
            <p class="share__words">"复制地址分享：" <span class="share__address">{url}</span></p>
        </div>
    }
}

/// 上一篇 is the newer one, as the list above it in the column has it.
fn neighbours(newer: Option<(ItemCode, String)>, older: Option<(ItemCode, String)>) -> Option<AnyView> {
    let link = |label: &'static str, rel: &'static str, (code, title): (ItemCode, String)| {
        view! {
            <a href=address::item(&code) rel=rel>
                <span class="neighbours__label">{label}</span>
                <span>{title}</span>
            </a>
        }
    };
    (newer.is_some() || older.is_some()).then(|| {
        view! {
            <nav class="neighbours" aria-label="上一篇和下一篇">
                {newer.map(|item| link("上一篇：", "prev", item))}
                {older.map(|item| link("下一篇：", "next", item))}
            </nav>
        }
        .into_any()
    })
}
