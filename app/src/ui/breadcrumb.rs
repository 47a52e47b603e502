//! 当前位置：首页 › 频道 › 栏目 › 正文.

use leptos::prelude::*;

/// A place above the current one, or the current one itself when it has no address.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Crumb {
    pub label: String,
    pub href: Option<String>,
}

impl Crumb {
    pub fn link(label: impl Into<String>, href: impl Into<String>) -> Self {
        Self { label: label.into(), href: Some(href.into()) }
    }

    /// The page that is being read.
    pub fn here(label: impl Into<String>) -> Self {
        Self { label: label.into(), href: None }
    }
}

#[component]
pub fn Breadcrumb(crumbs: Vec<Crumb>) -> impl IntoView {
    let items = crumbs
        .into_iter()
        .map(|crumb| match crumb.href {
            Some(href) => view! { <li class="breadcrumb__item"><a href=href>{crumb.label}</a></li> }.into_any(),
            None => view! { <li class="breadcrumb__item" aria-current="page">{crumb.label}</li> }.into_any(),
        })
        .collect_view();
    view! {
        <nav class="breadcrumb" aria-label="当前位置">
            <span class="breadcrumb__label">"当前位置："</span>
            <ol class="breadcrumb__list">{items}</ol>
        </nav>
    }
}
