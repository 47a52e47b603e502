//! The document around the desk: rendered by the server, then hydrated by the desk's wasm.
//!
//! Leptos's own `HydrationScripts` finds hashed file names in a file beside the executable. Ours are inside the
//! executable and carry their hash in the query, so the two links and the boot script are written here.

use axum::http::request::Parts;
use leptos::{nonce::Nonce, prelude::*};
use leptos_meta::{MetaTags, provide_meta_context};

use crate::{
    assets::Assets,
    desk::{AssuranceDesk, InspectionDesk, OfficeDesk, SigningDesk, StudioDesk, WritingDesk, bureau::Bureau},
};

/// The whole page, with the part of the desk to which its address belongs.
pub fn desk_shell() -> impl IntoView {
    provide_meta_context();
    let assets = expect_context::<Assets>();
    let nonce = use_context::<Nonce>();
    let path = with_context(|parts: &Parts| parts.uri.path().to_owned()).unwrap_or_default();
    let bureau = Bureau::of(&path);
    let script = assets.url(&format!("/pkg/{}.js", bureau.bundle()));
    let wasm = assets.url(&format!("/pkg/{}.wasm", bureau.bundle()));
    // Debug formatting quotes and escapes; the addresses are our own.
    let boot =
        format!("import init, {{ hydrate }} from {script:?};\ninit({{ module_or_path: {wasm:?} }}).then(hydrate);");
    view! {
        <!DOCTYPE html>
        <html lang="zh-CN" class="desk-page" data-editor=assets.url("/vendor/editor/editor.js")>
            <head>
                <meta charset="utf-8"/>
                <meta name="viewport" content="width=device-width, initial-scale=1"/>
                <meta name="robots" content="noindex"/>
                <link rel="icon" href=assets.url("/favicon.svg") type="image/svg+xml"/>
                <link rel="stylesheet" href=assets.url("/pkg/desk.css")/>
                <link rel="modulepreload" href=script/>
                <link rel="preload" href=wasm r#as="fetch" r#type="application/wasm" crossorigin=""/>
                <script type="module" nonce=nonce.clone() src=assets.url("/js/load-editor.js")></script>
                <script type="module" nonce=nonce>{boot}</script>
                <MetaTags/>
            </head>
            <body>
                {match bureau {
                    Bureau::Signing => view! { <SigningDesk/> }.into_any(),
                    Bureau::Writing => view! { <WritingDesk/> }.into_any(),
                    Bureau::Office => view! { <OfficeDesk/> }.into_any(),
                    Bureau::Studio => view! { <StudioDesk/> }.into_any(),
                    Bureau::Assurance => view! { <AssuranceDesk/> }.into_any(),
                    Bureau::Inspection => view! { <InspectionDesk/> }.into_any(),
                }}
            </body>
        </html>
    }
}
