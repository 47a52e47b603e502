//! How an item is shown in lists: where it leads, what marks it.

use domain::{
    desk::content::{ItemRow, Seen},
    permission::Action,
};
use leptos::prelude::*;

use crate::ui::{IconName, LiveTag, StageTag, Tag};

/// What somebody saw of the item when deciding on it.
pub(super) const fn seen(row: &ItemRow) -> Seen {
    Seen { item: row.id, revision: row.revision, version: row.version }
}

pub(super) fn may(row: &ItemRow, action: Action) -> bool {
    row.allowed.contains(&action)
}

/// How the reader's signature is given now: 签发, or 补签 of what is public already.
pub(super) fn signature_now(row: &ItemRow) -> Option<Action> {
    [Action::Sign, Action::RetroSign].into_iter().find(|action| may(row, *action))
}

/// The editor for whoever may write in it now, the reading and signing page for everybody else.
pub(super) fn address(row: &ItemRow) -> String {
    if may(row, Action::Edit) { format!("/desk/items/{}", row.id) } else { format!("/desk/items/{}/review", row.id) }
}

/// The title, or what stands in for one.
pub(super) fn title(row: &ItemRow) -> String {
    if row.title.trim().is_empty() { "（未填标题）".into() } else { row.title.clone() }
}

/// The stage with everything that must not be overlooked.
#[component]
pub(super) fn ItemTags(row: ItemRow) -> impl IntoView {
    let claimed = row.claimed_by.map(|claimant| format!("{} 已认领", claimant.name));
    view! {
        <span class="tags">
            <StageTag stage=row.stage/>
            {row.is_live.then(|| view! { <LiveTag/> })}
            {row.awaits_retro_signature.then(|| view! {
                <Tag text="紧急发布，待补签" look="danger" icon=IconName::Zap/>
            })}
            {row.direct.then(|| view! {
                <Tag text="直接发布" look="plain" icon=IconName::Stamp title="牵头单位直接发布，未经他人审签"/>
            })}
            {claimed.map(|text| view! { <Tag text look="plain" icon=IconName::Hand/> })}
        </span>
    }
}
