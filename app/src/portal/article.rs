//! `/a/{code}`: an item, read from top to bottom; or why it is gone.

mod aloud;
mod changes;
mod files;
mod readers;

use cms::{
    Cms,
    portal::{Article, ListRow, LiveArticle},
};
use domain::{
    id::ItemCode,
    item::Content,
    kind::{Detail, Part},
    plan::{Column, ColumnCode, InForce},
    time,
};
use leptos::prelude::*;

use super::{
    address,
    column::crumbs,
    errors,
    item_list::{ItemList, Room},
    layout::{Frame, Here},
    onward, page_when_ready,
    parts::Drawing,
    preferences::Preferences,
    preview::{Preview, TextTimes},
    reading_tools::sizes,
    register, request,
    structured::{About, Thing, Way},
    tags::{ArticleTags, ColumnTags, PageTitle, column_type},
};
pub(super) use readers::opinion_box;

use crate::assets::Assets;
use crate::ui::{Banner, Icon, IconName, Markup, Moment, RichText, Tag, pager::encode};

#[component]
pub(super) fn ArticlePage() -> impl IntoView {
    let cms = expect_context::<Cms>();
    let code = ItemCode::parse(&request::code());
    page_when_ready(async move {
        let Some(code) = code else {
            return errors::no_item(&cms).await;
        };
        match cms.article(&code).await {
            Ok(Some(Article::Live(article))) => page(&cms, *article),
            Ok(Some(Article::Elsewhere(source))) => {
                onward::lead_to(&address::item(&source));
                ().into_any()
            }
            Ok(Some(Article::Gone(article))) => errors::gone(&cms, article).await,
            Ok(None) => errors::no_item(&cms).await,
            Err(error) => errors::out_of_order(&error),
        }
    })
}

/// The page of a live item; also that of a column that consists of one.
pub(super) fn page(cms: &Cms, article: LiveArticle) -> AnyView {
    let plan = cms.plan();
    let site = plan.plan.site.clone();
    let column = plan.plan.column(&article.column).cloned();
    let url = cms.item_address(&article.code);
    let about = Thing::of_item(&article, column.as_ref(), &plan.plan);
    let preview = Preview {
        summary: said_of(&article, column.as_ref()),
        picture: article.lead_picture.clone(),
        text: Some(TextTimes { published_at: article.published_at, revised_at: article.revised_at }),
        path: Some(address::item(&article.code)),
        ..Preview::default()
    };
    let column_tags = column.map(|column| {
        let kind = column_type(&plan.plan, &column);
        view! { <ColumnTags column kind/> }
    });
    view! {
        <PageTitle page=article.content.title.clone() site preview/>
        <About thing=about/>
        {column_tags}
        <ArticleTags article=&article url=url.clone()/>
        <Frame here=Here::in_channel_of(&plan, &article.column)>
            <Way crumbs=crumbs(&plan, &article.column, Some("正文")) here=address::item(&article.code)/>
            {sheet(&plan, article, url)}
        </Frame>
    }
    .into_any()
}

/// What an item is in a sentence: its summary, or for one that is all fields, as a guide, where it stands and whose it is.
fn said_of(article: &LiveArticle, column: Option<&Column>) -> String {
    if !article.summary.trim().is_empty() {
        return article.summary.clone();
    }
    let column = column.map(|column| format!("{}：", column.name)).unwrap_or_default();
    format!("{column}{}（{}发布）", article.content.title, article.unit_name)
}

fn sheet(plan: &InForce, article: LiveArticle, url: String) -> AnyView {
    let site = &plan.plan.site;
    let shape = article.content.detail.nature().shape();
    let leads = !shape.before.iter().any(|part| matches!(part, Part::Picture { .. }));
    let today = time::china_date(article.now);
    let drawing = Drawing::new(site, article.published_at, today, &article.named, &article.pictures);
    let attributes = drawing.attributes(shape.above);
    let (before, after) = (drawing.parts(shape.before), drawing.parts(shape.after));
    // An author who laid the text out has set the indents; a text without any gets them all.
    let indented = !article.body.as_str().contains("indent-2em");
    let body =
        Markup::for_readers(&article.body, &article.pictures, leads, |address| address::through_notice(address, site));
    let meta = meta(&article);
    let notes = notes(&article);
    let end = end(&article);
    let share = share(&article.code, &article.content.title, url);
    let has_text = !article.body.is_blank();
    let table = article.table.map(|table| register::part(&article.code, table));
    let kin = part(kin_title(&article.content.detail), article.kin, project(&article.content.detail));
    let guides = part("相关办事", article.guides, String::new());
    let similar = part("相关稿件", article.similar, String::new());
    // 意见框 under a list (plan row C18); it goes to the units of the column.
    let opinion = (matches!(article.content.detail, Detail::Register(_)) && has_units(plan, &article.column))
        .then(|| opinion_box(&article.column));
    let changes = changes::changes(&article.changes);
    let (verdict, scripts) = (readers::verdict(&article.code), scripts());
    let Content { title, attachments, .. } = article.content;
    // In large type the table would fill a phone before the text begins.
    let (above, below) = if Preferences::of_request().elder { (None, attributes) } else { (attributes, None) };
    view! {
        <article class="sheet">
            {above}
            <h1 class="sheet__title">{title}</h1>
            {meta}
            {notes}
            {before}
            {has_text.then(|| view! { <div class="sheet__body"><RichText html=body indented/></div> })}
            {table}
            {after}
            {opinion}
            {below}
            {files::attachments(attachments)}
            {kin}
            {guides}
            {similar}
            {changes}
            {end}
            {verdict}
            {share}
            {neighbours(article.newer, article.older)}
        </article>
        {scripts}
    }
    .into_any()
}

fn meta(article: &LiveArticle) -> impl IntoView + use<> {
    let fact = |name: &'static str, value: &str| {
        (!value.is_empty()).then(|| view! { <span>{format!("{name}：{value}")}</span> })
    };
    view! {
        <div class="sheet__meta">
            <span>"发布时间：" <Moment at=article.published_at/></span>
            {article.time_corrected.then(|| view! { <span>"发布时间经更正"</span> })}
            {fact("来源", &article.content.source)}
            {fact("作者", &article.content.author)}
            {readers::views(&article.code, article.views)}
            <div class="sheet__tools">
                <FontSize/>
                {aloud::controls()}
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
    view! {
        <form class="font-size" method="post" action="/preferences" aria-label="正文字号">
            <input type="hidden" name="back" value=request::address()/>
            <span>"字体："</span>
            {sizes(now, "font-size__choice")}
        </form>
    }
}

/// What a reader should know before reading: an urgent publication, an update, the end of a period.
fn notes(article: &LiveArticle) -> impl IntoView + use<> {
    let urgent = article.awaits_retro_signature.then(|| {
        view! { <p class="sheet__note"><Tag text="紧急发布" look="urgent" icon=IconName::Zap/></p> }
    });
    let revised = article.announced_update().map(|at| {
        view! { <div class="sheet__note"><Banner><p>{format!("本文已于 {} 更新。", time::minute(at))}</p></Banner></div> }
    });
    let today = time::china_date(article.now);
    let ended = article.content.detail.nature().ends_on().filter(|day| *day < today).map(|day| {
        view! { <div class="sheet__note"><Banner><p>{format!("已于 {day} 结束。")}</p></Banner></div> }
    });
    view! {
        {urgent}
        {revised}
        {ended}
    }
}

/// What belongs to the item: interpretations of a document, speeches of a leader, the other acts of a project.
const fn kin_title(detail: &Detail) -> &'static str {
    match detail {
        Detail::PolicyDocument(_) => "相关解读",
        Detail::Leader(_) => "讲话和活动",
        Detail::Project(_) => "同一项目的其他信息",
        _ => "相关信息",
    }
}

/// The project to which the item belongs; empty for all others.
fn project(detail: &Detail) -> String {
    if let Detail::Project(project) = detail { project.project.trim().to_owned() } else { String::new() }
}

/// Whether somebody answers for the column.
pub(super) fn has_units(plan: &InForce, column: &ColumnCode) -> bool {
    plan.duties(column).is_some_and(|duties| !duties.responsible.is_empty())
}

/// Other items beside this one, under what they have in common; nothing where there are none.
fn part(title: &'static str, rows: Vec<ListRow>, known: String) -> Option<AnyView> {
    (!rows.is_empty()).then(|| {
        view! {
            <section class="sheet__part">
                <h2 class="sheet__part-title">{title}</h2>
                <ItemList rows room=Room::Ample known/>
            </section>
        }
        .into_any()
    })
}

fn end(article: &LiveArticle) -> impl IntoView + use<> {
    let facts = [
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

/// What only articles need: the counter, the passage of a report, reading aloud.
fn scripts() -> impl IntoView {
    let assets = expect_context::<Assets>();
    view! {
        <script type="module" src=assets.url("/js/article.js")></script>
        <script type="module" src=assets.url("/js/read-aloud.js")></script>
    }
}

/// The page for somebody else, or for one's own phone: an address to copy, a code to scan and a link that hands it to
/// 微博, which need no script; nobody else learns who reads until somebody follows the link.
fn share(code: &ItemCode, title: &str, url: String) -> impl IntoView + use<> {
    let weibo = format!("https://service.weibo.com/share/share.php?url={}&title={}", encode(&url), encode(title));
    let weibo = format!("/leave?to={}", encode(&weibo));
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
            <p class="share__words">
                "复制地址分享：" <span class="share__address">{url}</span>
                <a class="share__elsewhere" href=weibo rel="nofollow">"分享到微博"</a>
            </p>
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
