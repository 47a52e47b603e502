//! 历史: the revisions of an item, each with its paper and comparable with the one before, and with each the texts that another
//! took the place of.

use domain::{
    desk::{content::RevisionRow, replaced::ReplacedText},
    id::ItemId,
    time,
};
use leptos::prelude::*;

use crate::ui::{Moment, StageTag};

#[component]
pub(in crate::desk) fn HistoryList(
    item: ItemId,
    revisions: Vec<RevisionRow>,
    replaced: Vec<ReplacedText>,
) -> impl IntoView {
    let rows = revisions
        .iter()
        .map(|revision| {
            let number = revision.number;
            let before = revisions.iter().map(|other| other.number).filter(|other| *other < number).max();
            let compare = before.map(|before| {
                let href = format!("/desk/items/{item}/history?left={before}&right={number}");
                view! { <a href=href>{format!("与第 {before} 次比较")}</a> }
            });
            let paper = format!("/desk/print/items/{item}?revision={number}");
            let texts: Vec<&ReplacedText> = replaced.iter().filter(|text| text.revision == number).collect();
            view! {
                <li class="revisions__one">
                    <p>
                        <strong>{format!("第 {number} 次修订")}</strong> " " <StageTag stage=revision.stage/>
                    </p>
                    <p class="revisions__title">{revision.title.clone()}</p>
                    <p class="revisions__who">{revision.author_name.clone()} " · " <Moment at=revision.saved_at/></p>
                    {compare}
                    <a href=paper rel="external">{format!("第 {number} 次的审定单")}</a>
                    {(!texts.is_empty()).then(|| replaced_texts(item, &texts))}
                </li>
            }
        })
        .collect_view();
    view! { <ol class="revisions">{rows}</ol> }
}

/// What the revision said before: saved over, returned, recalled.
fn replaced_texts(item: ItemId, texts: &[&ReplacedText]) -> AnyView {
    let lines = texts
        .iter()
        .map(|text| {
            let (revision, version) = (text.revision, text.version);
            let href = format!("/desk/items/{item}/history?revision={revision}&version={version}");
            let saved_at = time::minute(text.saved_at);
            let who = format!("{}于{saved_at}保存 · {} ", text.saved_by, text.why.label());
            view! {
                <li class="revisions__one">
                    <p class="revisions__title">{text.title.clone()}</p>
                    <p class="revisions__who">{who} <Moment at=text.replaced_at/></p>
                    <a href=href>{format!("查看并对照{saved_at}的内容")}</a>
                </li>
            }
        })
        .collect_view();
    view! {
        <details>
            <summary>{format!("被替换的内容（{}）", texts.len())}</summary>
            <ol class="revisions">{lines}</ol>
        </details>
    }
    .into_any()
}
