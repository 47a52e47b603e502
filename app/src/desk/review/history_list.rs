//! 历史: the revisions of an item, each comparable with the one before.

use domain::{desk::content::RevisionRow, id::ItemId};
use leptos::prelude::*;

use crate::ui::{Moment, StageTag};

#[component]
pub(in crate::desk) fn HistoryList(item: ItemId, revisions: Vec<RevisionRow>) -> impl IntoView {
    let rows = revisions
        .iter()
        .map(|revision| {
            let number = revision.number;
            let before = revisions.iter().map(|other| other.number).filter(|other| *other < number).max();
            let compare = before.map(|before| {
                let href = format!("/desk/items/{item}/history?left={before}&right={number}");
                view! { <a href=href>{format!("与第 {before} 次比较")}</a> }
            });
            view! {
                <li class="revisions__one">
                    <p>
                        <strong>{format!("第 {number} 次修订")}</strong> " " <StageTag stage=revision.stage/>
                    </p>
                    <p class="revisions__title">{revision.title.clone()}</p>
                    <p class="revisions__who">{revision.author_name.clone()} " · " <Moment at=revision.saved_at/></p>
                    {compare}
                </li>
            }
        })
        .collect_view();
    view! { <ol class="revisions">{rows}</ol> }
}
