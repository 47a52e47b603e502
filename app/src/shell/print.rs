//! The document around the forms on paper: complete HTML for one sheet, nothing hydrated.

use axum::http::request::Parts;
use leptos::{nonce::Nonce, prelude::*};

use crate::{assets::Assets, desk_print::PrintPage};

/// The whole document; the address says which form.
pub fn print_shell() -> impl IntoView {
    if let Some(shared) = Owner::current_shared_context() {
        shared.set_is_hydrating(false);
    }
    let assets = expect_context::<Assets>();
    let nonce = use_context::<Nonce>();
    let path = with_context(|parts: &Parts| parts.uri.path().to_owned()).unwrap_or_default();
    let query = with_context(|parts: &Parts| parts.uri.query().map(str::to_owned)).flatten().unwrap_or_default();
    view! {
        <!DOCTYPE html>
        <html lang="zh-CN" class="paper-page">
            <head>
                <meta charset="utf-8"/>
                <meta name="viewport" content="width=device-width, initial-scale=1"/>
                <meta name="robots" content="noindex"/>
                <title>"打印 - 隆安门户后台"</title>
                <link rel="icon" href=assets.url("/favicon.svg") type="image/svg+xml"/>
                <link rel="stylesheet" href=assets.url("/pkg/desk.css")/>
                <script type="module" src=assets.url("/js/print.js") nonce=nonce></script>
            </head>
            <body>
                <PrintPage path query/>
            </body>
        </html>
    }
}
