//! What the portal manager has switched on for every page: the banner at its top, the holiday notice under its header.

use domain::site::{Banner as Words, Level};
use leptos::prelude::*;

use super::{Icon, IconName};

/// 紧急 or 重要, said politely to screen readers: red, icon and word together for the first.
#[component]
pub fn SiteBanner(banner: Words) -> impl IntoView {
    let (class, icon) = match banner.level {
        Level::Urgent => ("site-banner site-banner--urgent", IconName::Danger),
        Level::Important => ("site-banner site-banner--important", IconName::Megaphone),
    };
    let link = banner.link.map(|href| view! { <a class="site-banner__link" href=href rel="external">"查看详情"</a> });
    view! {
        <div class=class role="status" data-announce>
            <div class="wrap site-banner__row">
                <Icon name=icon/>
                <p class="site-banner__words">
                    <strong class="site-banner__level">{format!("{}：", banner.level.label())}</strong>
                    {banner.text}
                    {link}
                </p>
            </div>
        </div>
    }
}

/// A calm line: on which days the county's offices are closed.
#[component]
pub fn HolidayNotice(#[prop(into)] text: String) -> impl IntoView {
    view! {
        <section class="site-holiday" aria-label="节假日公告">
            <div class="wrap site-banner__row">
                <Icon name=IconName::Calendar/>
                <p class="site-banner__words">{text}</p>
            </div>
        </section>
    }
}
