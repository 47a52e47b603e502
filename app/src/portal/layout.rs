//! The frame of every page: 头部标识区, 中部内容区, 底部功能区 (发展指引 附件2). What the plan's `[site]` leaves empty is
//! not shown.

use domain::plan::{Column, ColumnCode, InForce, Site};
use leptos::prelude::*;
use leptos_meta::Html;

use super::{address, preferences::Preferences, request, tags::SiteTags};
use crate::ui::{Icon, IconName, SkipLink, skip_link::MAIN};

/// Which entry of the channel bar is the current one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Here {
    Home,
    Channel(ColumnCode),
    /// Site map, notices, errors.
    Elsewhere,
}

impl Here {
    /// In the channel of `column`.
    pub(super) fn in_channel_of(plan: &InForce, column: &ColumnCode) -> Self {
        plan.plan.path(column).first().map_or(Self::Elsewhere, |channel| Self::Channel(channel.code.clone()))
    }
}

#[component]
pub(super) fn Frame(here: Here, children: Children) -> impl IntoView {
    let cms = expect_context::<cms::Cms>();
    let plan = cms.plan();
    let site = plan.plan.site.clone();
    let on_paper = format!("{}　{}{}", site.name, cms.settings().public_address, request::address());
    view! {
        {site.grey.then(|| view! { <Html {..} data-grey="on"/> })}
        <SiteTags site=site.clone()/>
        <SkipLink/>
        <header>
            <PreferenceBar site=site.clone()/>
            <div class="masthead">
                <div class="wrap masthead__identity">
                    <a class="masthead__name" href="/">
                        <span class="masthead__title">{site.name.clone()}</span>
                        {said(&site.domain).map(|domain| view! { <span class="masthead__domain">{domain}</span> })}
                    </a>
                    <details class="menu">
                        <summary class="menu__button">
                            <Icon name=IconName::Menu/>
                            "菜单"
                        </summary>
                        <ul class="menu__list">{channels(&plan, &here, "")}</ul>
                    </details>
                </div>
            </div>
            <nav class="channels" aria-label="频道">
                <div class="wrap">
                    <ul class="channels__list">{channels(&plan, &here, "channels__link")}</ul>
                </div>
            </nav>
        </header>
        <main class="content wrap" id=MAIN tabindex="-1">
            {children()}
        </main>
        // Paper has no address bar.
        <p class="paper-only paper-address">{on_paper}</p>
        <Footer site/>
    }
}

/// A value of the plan's `[site]`, unless it is empty.
fn said(text: &str) -> Option<String> {
    (!text.is_empty()).then(|| text.to_owned())
}

fn channels(plan: &InForce, here: &Here, class: &'static str) -> impl IntoView + use<> {
    let entry = |href: String, name: String, current: bool| {
        view! { <li><a class=class href=href aria-current=current.then_some("true")>{name}</a></li> }
    };
    let shown = |channel: &&Column| {
        address::is_current(channel) && address::entries(&plan.plan, &channel.code).next().is_some()
    };
    let home = entry("/".into(), "首页".into(), *here == Here::Home);
    let rest: Vec<_> = plan
        .plan
        .channels()
        .filter(shown)
        .map(|channel| {
            let current = matches!(here, Here::Channel(code) if *code == channel.code);
            entry(address::column_page(&channel.code), channel.name.clone(), current)
        })
        .collect();
    (home, rest)
}

/// 长者模式 and 高对比度: a form, so that it works without script; the server sets the cookie and comes back here.
#[component]
fn PreferenceBar(site: Site) -> impl IntoView {
    let now = Preferences::of_request();
    let pressed = |on: bool| if on { "true" } else { "false" };
    view! {
        <div class="preferences">
            <div class="wrap preferences__row">
                <span class="preferences__place">{site.county}</span>
                <form class="preferences__form" method="post" action="/preferences">
                    <input type="hidden" name="back" value=request::address()/>
                    <button
                        class="preferences__button"
                        name=Preferences::ELDER
                        value=if now.elder { "off" } else { "on" }
                        aria-pressed=pressed(now.elder)
                    >
                        <Icon name=IconName::Accessibility/>
                        {if now.elder { "退出长者模式" } else { "长者模式" }}
                    </button>
                    <button
                        class="preferences__button"
                        name=Preferences::CONTRAST
                        value=if now.high_contrast { "normal" } else { "high" }
                        aria-pressed=pressed(now.high_contrast)
                    >
                        <Icon name=IconName::Contrast/>
                        {if now.high_contrast { "标准对比度" } else { "高对比度" }}
                    </button>
                </form>
            </div>
        </div>
    }
}

#[component]
fn Footer(site: Site) -> impl IntoView {
    let facts = [
        ("主办单位", site.owner),
        ("联系方式", site.contact),
        ("网站标识码", site.site_code.clone()),
        ("ICP备案号", site.icp),
        ("公安备案号", site.police_record),
    ]
    .into_iter()
    .filter(|(_, value)| !value.is_empty())
    .map(|(name, value)| view! { <div class="footer__fact"><dt>{name}</dt><dd>{value}</dd></div> })
    .collect_view();
    // The national platform for reports of faults knows a site by its code.
    let report = said(&site.site_code).map(|code| {
        view! {
            <a href=format!("https://zfwzgl.www.gov.cn/exposure/jiucuo.html?site_code={code}")>"我为政府网站找错"</a>
        }
    });
    // The office that issues the certificate is the State's, whatever its address ends in: no leave-site notice.
    let emblem = address::host(&site.emblem_address).map(|_| {
        view! { <a href=site.emblem_address>"党政机关网站标识"</a> }
    });
    view! {
        <footer class="footer">
            <div class="wrap">
                <div class="footer__links">
                    {emblem}
                    <a href="/sitemap">"站点地图"</a>
                    {report}
                    <a href="/desk">"管理登录"</a>
                </div>
                <dl class="footer__facts">{facts}</dl>
            </div>
        </footer>
    }
}
