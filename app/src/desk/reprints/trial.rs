//! 试取: what a source would bring now, before it is kept.

use domain::{
    desk::reprints::{Trial, TrialEntry},
    reprint::Published,
};
use leptos::prelude::*;

use crate::ui::{Banner, Day, Moment, Tone};

#[component]
pub(super) fn TrialResult(trial: Trial) -> impl IntoView {
    let Trial { entries, found, text, pictures, .. } = trial;
    let lines = entries.into_iter().map(line).collect_view();
    let pictures = (pictures > 0).then(|| format!("（另有 {pictures} 张图片，不随文转入）"));
    let text = (!text.is_empty()).then(|| view! { <p>"第一条的正文：" {text} {pictures}</p> });
    view! {
        <Banner tone=Tone::Success title=format!("取到 {found} 条")>
            <ol class="plain-list">{lines}</ol>
            {text}
        </Banner>
    }
}

fn line(entry: TrialEntry) -> impl IntoView {
    let published = match entry.published {
        Some(Published::At(at)) => view! { <Moment at/> }.into_any(),
        Some(Published::On(on)) => view! { <Day on/> }.into_any(),
        None => "没有日期".into_any(),
    };
    view! { <li>{entry.title} " · " {published} <br/> <span class="note">{entry.address}</span></li> }
}
