//! The frame of every page: 头部标识区, 中部内容区, 底部功能区 (发展指引 附件2). What the plan's `[site]` leaves empty is
//! not shown. Elder mode has a header of its own, and its channels below the content.

use domain::plan::{Column, ColumnCode, InForce};
use leptos::prelude::*;
use leptos_meta::Html;

use super::{
    address, elder,
    footer::Footer,
    preferences::Preferences,
    reading_tools::{KEY_HOME, PreferenceBar},
    request,
    tags::SiteTags,
};
use crate::ui::{HolidayNotice, Icon, IconName, SiteBanner, SkipLink, skip_link::MAIN};

/// The `id` of what stands behind the header, so that a browser knows when it has all of it. Some ask for the end of the
/// element (HTML standard, "process internal resource links"), others for its beginning: it is empty.
pub const HEADER_END: &str = "header-end";

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
    let (plan, state) = (cms.plan(), cms.site_state());
    let site = plan.plan.site.clone();
    let on_paper = format!("{}　{}{}", site.name, cms.settings().public_address, request::address());
    let elder = Preferences::of_request().elder;
    let header = if elder { elder::header(&site) } else { header(&plan, &here) };
    view! {
        {state.grey.then(|| view! { <Html {..} data-grey="on"/> })}
        <SiteTags site=site.clone()/>
        <SkipLink/>
        {state.banner.map(|banner| view! { <SiteBanner banner/> })}
        {header}
        {state.holiday.map(|text| view! { <HolidayNotice text/> })}
        <span id=HEADER_END hidden></span>
        <main class="content wrap" id=MAIN tabindex="-1">
            {children()}
        </main>
        {elder.then(|| elder::channels(&plan, &here))}
        // Paper has no address bar.
        <p class="paper-only paper-address">{on_paper}</p>
        <Footer site demo=cms.settings().demo/>
    }
}

fn header(plan: &InForce, here: &Here) -> AnyView {
    let site = plan.plan.site.clone();
    let domain = (!site.domain.is_empty()).then(|| view! { <span class="masthead__domain">{site.domain}</span> });
    view! {
        <header>
            <PreferenceBar place=site.county/>
            <div class="masthead">
                <div class="wrap masthead__identity">
                    <a class="masthead__name" href="/" accesskey=KEY_HOME>
                        <span class="masthead__title">{site.name}</span>
                        {domain}
                    </a>
                    <details class="menu">
                        <summary class="menu__button">
                            <Icon name=IconName::Menu/>
                            "菜单"
                        </summary>
                        <nav aria-label="频道菜单">
                            <ul class="menu__list">{channel_links(plan, here, "")}</ul>
                        </nav>
                    </details>
                </div>
            </div>
            <nav class="channels" aria-label="频道">
                <div class="wrap">
                    <ul class="channels__list">{channel_links(plan, here, "channels__link")}</ul>
                </div>
            </nav>
        </header>
    }
    .into_any()
}

/// The channels that readers find something in.
pub(super) fn channels(plan: &InForce) -> impl Iterator<Item = &Column> {
    plan.plan.channels().filter(move |channel| {
        address::is_current(plan, channel) && address::entries(plan, &channel.code).next().is_some()
    })
}

/// `page` on the channel's own page, `true` on those below it.
pub(super) fn current(here: &Here, channel: &Column) -> Option<&'static str> {
    let inside = matches!(here, Here::Channel(code) if *code == channel.code);
    let own = request::path() == address::column_page(&channel.code);
    inside.then_some(if own { "page" } else { "true" })
}

fn channel_links(plan: &InForce, here: &Here, class: &'static str) -> impl IntoView + use<> {
    let entry = |href: String, name: String, current: Option<&'static str>| {
        view! { <li><a class=class href=href aria-current=current>{name}</a></li> }
    };
    let home = entry("/".into(), "首页".into(), (*here == Here::Home).then_some("page"));
    let rest: Vec<_> = channels(plan)
        .map(|channel| entry(address::column_page(&channel.code), channel.name.clone(), current(here, channel)))
        .collect();
    (home, rest)
}
