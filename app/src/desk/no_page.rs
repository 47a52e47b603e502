//! An address under `/desk` that leads nowhere.

use leptos::prelude::*;

use super::frame::PageHead;
use crate::ui::{ButtonLink, EmptyState, IconName};

#[component]
pub fn NoPage() -> impl IntoView {
    #[cfg(feature = "ssr")]
    crate::api::error::set_status(axum::http::StatusCode::NOT_FOUND);
    view! {
        <PageHead title="没有这个页面"/>
        <EmptyState title="地址可能已经改变" icon=IconName::Search>
            <ButtonLink href="/desk">"返回工作台"</ButtonLink>
        </EmptyState>
    }
}
