//! The document of a portal page: style sheet, page tags, one small module of extras, and no wasm.

use axum::http::request::Parts;
use leptos::prelude::*;
use leptos_meta::{MetaTags, provide_meta_context};

use crate::{
    assets::Assets,
    portal::{HEADER_END, PortalApp, preferences::Preferences},
};

/// The whole document. Contexts it needs: [`cms::Cms`], [`Assets`], the request's parts. Nothing in it is of one reader
/// but the preferences: the server keeps it for the others.
pub fn portal_shell() -> impl IntoView {
    if let Some(shared) = Owner::current_shared_context() {
        // Nothing is hydrated here, so no data needs to travel with the page.
        shared.set_is_hydrating(false);
    }
    provide_meta_context();
    let assets = expect_context::<Assets>();
    let preferences = Preferences::of_request();
    view! {
        <!DOCTYPE html>
        <html
            lang=if preferences.traditional { "zh-Hant" } else { "zh-CN" }
            data-elder=preferences.elder.then_some("on")
            data-size=preferences.size.code()
            data-contrast=preferences.high_contrast.then_some("high")
            data-pointer=preferences.big_pointer.then_some("big")
        >
            <head>
                <meta charset="utf-8"/>
                <meta name="viewport" content="width=device-width, initial-scale=1"/>
                {is_preview().then(|| view! {
                    <meta name="robots" content="noindex"/>
                    // A link leads out of the frame beside the builder, since no other page may stand in it.
                    <base target="_blank"/>
                })}
                <meta name="theme-color" content="#0b3d75"/>
                <link rel="icon" href=assets.url("/favicon.svg") type="image/svg+xml"/>
                <link rel="stylesheet" href=assets.url("/pkg/desk.css")/>
                // Nothing is shown before the header is complete: on a slow line it would move while it grows.
                <link rel="expect" href=format!("#{HEADER_END}") blocking="render"/>
                <script type="module" src=assets.url("/js/portal.js")></script>
                {preferences.reading_line.then(|| view! {
                    <script type="module" src=assets.url("/js/reading-line.js")></script>
                })}
                <MetaTags/>
            </head>
            <body class="portal">
                <PortalApp/>
            </body>
        </html>
    }
}

/// Whether the page stands in a frame of the desk.
fn is_preview() -> bool {
    with_context(|parts: &Parts| parts.uri.path().starts_with("/desk/")).unwrap_or_default()
}
