//! The live picture: the page as readers will see it, made by the server, in a frame as wide as a phone or a screen.

use domain::id::TopicId;
use leptos::prelude::*;

use crate::ui::Panel;

/// How wide the framed page is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Width {
    /// 390 px
    Phone,
    /// 1440 px, shown at half its size.
    Screen,
}

#[component]
pub(super) fn LivePicture(
    topic: TopicId,
    /// Changes when the server has something new to show.
    #[prop(optional, into)]
    saved: Signal<i64>,
) -> impl IntoView {
    let frame = NodeRef::<leptos::html::Iframe>::new();
    let width = RwSignal::new(Width::Screen);
    // The frame's own reload keeps the place to which its reader has scrolled.
    Effect::new(move |before: Option<i64>| {
        let now = saved.get();
        if before.is_some_and(|before| before != now)
            && let Some(window) = frame.get_untracked().and_then(|frame| frame.content_window())
        {
            // Refused only while the frame is being loaded anyway.
            let _ = window.location().reload();
        }
        now
    });
    let switch = move |to: Width, label: &'static str| {
        view! {
            <button
                type="button"
                class="button button--quiet button--small topic-width"
                aria-pressed=move || if width.get() == to { "true" } else { "false" }
                on:click=move |_| width.set(to)
            >
                {label}
            </button>
        }
    };
    let actions = view! {
        <span role="group" aria-label="预览宽度">
            {switch(Width::Screen, "电脑 1440")}
            {switch(Width::Phone, "手机 390")}
        </span>
    };
    view! {
        <div class="topic-desk__picture">
            <Panel title="页面预览" id="topic-picture" flush=true actions=actions.into_any()>
                <div
                    class="topic-preview"
                    class:topic-preview--phone=move || width.get() == Width::Phone
                    tabindex="0"
                    role="region"
                    aria-label="页面预览，可滚动"
                >
                    <iframe
                        class="topic-preview__frame"
                        title="专题页面的预览"
                        src=format!("/desk/topics/{topic}/preview")
                        node_ref=frame
                    ></iframe>
                </div>
            </Panel>
        </div>
    }
}
