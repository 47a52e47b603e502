//! What readers leave at an article: that they read it, whether it was useful, what is wrong with it. No cookie, no name.

use domain::id::ItemCode;
use leptos::prelude::*;

use super::super::{address, parameters::Parameter, request};
use crate::ui::{ButtonLink, Icon, IconName};

/// 浏览量, and what it counts: a counter that nobody defines says nothing.
pub(super) fn views(code: &ItemCode, views: i64) -> impl IntoView + use<> {
    view! {
        <details class="views">
            <summary class="views__count">
                "浏览量：" <span data-views=address::item_view(code)>{views}</span> <Icon name=IconName::Info/>
            </summary>
            <p class="views__meaning">
                "同一读者一天内多次打开本页，只计一次；页面停留满两秒才计。搜索引擎等自动程序和本网站工作人员的访问不计。\
                统计不使用 Cookie，也不记录读者是谁。不启用脚本时，显示的是页面生成时的数字。"
            </p>
        </details>
        // The script says when the page was really on the screen; without script, opening it counts.
        <noscript><img class="views__pixel" src=address::item_view_picture(code) alt="" width="1" height="1"/></noscript>
    }
}

/// 有用 / 无用, and 我要纠错.
pub(super) fn verdict(code: &ItemCode) -> impl IntoView + use<> {
    let said = request::query(Parameter::Vote);
    let report = address::item_report(code);
    let asked = match said.as_deref() {
        Some("useful") => view! { <p role="status">"感谢您的评价。"</p> }.into_any(),
        Some("useless") => view! {
            <p role="status">
                "感谢您的评价。愿意的话，请" <a href=report.clone()>"告诉我们哪里可以改进"</a> "。"
            </p>
        }
        .into_any(),
        _ => view! {
            <form class="verdict__form" method="post" action=address::item_vote(code)>
                <button class="button button--secondary" type="submit" name="vote" value="useful">
                    <span class="button__label">"有用"</span>
                </button>
                <button class="button button--secondary" type="submit" name="vote" value="useless">
                    <span class="button__label">"无用"</span>
                </button>
            </form>
        }
        .into_any(),
    };
    view! {
        <section class="verdict" id="verdict" aria-labelledby="verdict-title">
            <h2 class="verdict__title" id="verdict-title">"这条信息对您有用吗？"</h2>
            {asked}
            // The script puts the selected passage into the address.
            <a class="button button--quiet verdict__report" href=report data-report="">
                <Icon name=IconName::Pencil/>
                <span class="button__label">"我要纠错"</span>
            </a>
        </section>
    }
}

/// The box under a list (意见框).
pub(in crate::portal) fn opinion_box(code: &domain::plan::ColumnCode) -> impl IntoView + use<> {
    view! {
        <aside class="opinion-box" aria-label="意见建议">
            <p>"对本栏目的内容有意见建议，或者没有找到要找的信息？"</p>
            <ButtonLink href=address::column_report(code) icon=IconName::MessageCircle>"提意见建议"</ButtonLink>
        </aside>
    }
}
