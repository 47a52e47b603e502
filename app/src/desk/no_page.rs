//! An address under `/desk` that leads nowhere.

use leptos::prelude::*;

use crate::ui::{ButtonLink, EmptyState, IconName};

#[component]
pub fn NoPage() -> impl IntoView {
    view! {
        <h1 class="visually-hidden">"没有这个页面"</h1>
        <EmptyState title="没有这个页面" icon=IconName::Search>
            <p>"地址可能已经改变。"</p>
            <ButtonLink href="/desk">"返回工作台"</ButtonLink>
        </EmptyState>
    }
}
