//! The document around the board on a wall: complete HTML, nothing hydrated, no script. The browser tells nobody
//! where it came from.

use domain::desk::board::WallBoard;
use leptos::prelude::*;

use crate::{assets::Assets, desk::board::wall::Wall};

/// The whole document, of the [`WallBoard`] in the context.
pub fn wall_shell() -> impl IntoView {
    if let Some(shared) = Owner::current_shared_context() {
        shared.set_is_hydrating(false);
    }
    let assets = expect_context::<Assets>();
    let board = expect_context::<WallBoard>();
    view! {
        <!DOCTYPE html>
        <html lang="zh-CN">
            <head>
                <meta charset="utf-8"/>
                <meta name="viewport" content="width=device-width, initial-scale=1"/>
                <meta name="robots" content="noindex, nofollow"/>
                <meta name="referrer" content="no-referrer"/>
                <title>"内容保障看板"</title>
                <link rel="icon" href=assets.url("/favicon.svg") type="image/svg+xml"/>
                <link rel="stylesheet" href=assets.url("/pkg/desk.css")/>
            </head>
            <body>
                <Wall board/>
            </body>
        </html>
    }
}
