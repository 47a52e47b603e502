//! 长者模式, 繁體 and 无障碍: the first line of the header, and below it the row of reading tools. A form, so that it works
//! without script; the server sets the cookie and comes back here.

use leptos::prelude::*;

use super::{
    preferences::{Preferences, TextSize, Toggle},
    request,
};
use crate::ui::{Icon, IconName};

/// Keys that reach the tools from anywhere on a page (`accesskey`), as `/accessibility` explains them.
pub(super) const KEY_TOOLS: &str = "0";
pub(super) const KEY_HOME: &str = "1";
pub(super) const KEY_SITEMAP: &str = "2";
pub(super) const KEY_ELDER: &str = "9";

#[component]
pub(super) fn PreferenceBar(#[prop(into)] place: String) -> impl IntoView {
    let now = Preferences::of_request();
    view! {
        <div class="preferences">
            <form class="wrap" method="post" action="/preferences" aria-label="阅读方式">
                <input type="hidden" name="back" value=request::address()/>
                <div class="preferences__row">
                    <span class="preferences__place">{place}</span>
                    <div class="preferences__buttons">
                        <button
                            class="preferences__button"
                            type="submit"
                            name=Toggle::Elder.cookie()
                            value=Toggle::Elder.value(!now.elder)
                            aria-pressed=pressed(now.elder)
                            accesskey=KEY_ELDER
                        >
                            <Icon name=IconName::Type/>
                            {if now.elder { "退出长者模式" } else { "长者模式" }}
                        </button>
                        {script_button(now)}
                        <button
                            class="preferences__button"
                            type="submit"
                            name=Toggle::Tools.cookie()
                            value=Toggle::Tools.value(!now.tools)
                            aria-expanded=pressed(now.tools)
                            aria-controls=now.tools.then_some("reading-tools")
                            accesskey=KEY_TOOLS
                        >
                            <Icon name=IconName::Accessibility/>
                            "无障碍"
                        </button>
                    </div>
                </div>
                {now.tools.then(|| tools(now))}
            </form>
        </div>
    }
}

fn pressed(on: bool) -> &'static str {
    if on { "true" } else { "false" }
}

/// Each script is named in itself, so that whoever reads only one finds it.
fn script_button(now: Preferences) -> impl IntoView {
    let (words, lang) = if now.traditional { ("简体", "zh-Hans") } else { ("繁體", "zh-Hant") };
    view! {
        <button
            class="preferences__button"
            type="submit"
            name=Toggle::Script.cookie()
            value=Toggle::Script.value(!now.traditional)
            lang=lang
            translate="no"
        >
            {words}
        </button>
    }
}

fn tools(now: Preferences) -> impl IntoView {
    view! {
        <div class="tools" id="reading-tools" role="group" aria-label="无障碍工具条">
            {tool(now, Toggle::Contrast, "高对比度", IconName::Contrast)}
            {tool(now, Toggle::Line, "阅读辅助线", IconName::ReadingLine)}
            {tool(now, Toggle::Pointer, "大鼠标指针", IconName::MousePointer)}
            <span class="tools__sizes" role="group" aria-label="正文字号">{sizes(now.size, "tools__button")}</span>
            <button class="tools__button" type="submit" name=Preferences::RESET value="all">
                <Icon name=IconName::Undo/>
                "恢复标准版"
            </button>
            <a class="tools__button" href="/accessibility">
                <Icon name=IconName::Info/>
                "无障碍说明"
            </a>
        </div>
    }
}

fn tool(now: Preferences, toggle: Toggle, words: &'static str, icon: IconName) -> impl IntoView {
    let on = now.has(toggle);
    view! {
        <button
            class="tools__button"
            type="submit"
            name=toggle.cookie()
            value=toggle.value(!on)
            aria-pressed=pressed(on)
        >
            <Icon name=icon/>
            {words}
        </button>
    }
}

/// 大 中 小 of article texts.
pub(super) fn sizes(now: TextSize, class: &'static str) -> impl IntoView {
    TextSize::ALL
        .into_iter()
        .map(|size| {
            view! {
                <button
                    class=class
                    type="submit"
                    name=Preferences::SIZE
                    value=size.code()
                    aria-pressed=pressed(size == now)
                    aria-label=format!("{}号字", size.label())
                >
                    {size.label()}
                </button>
            }
        })
        .collect_view()
}
