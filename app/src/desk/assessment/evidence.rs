//! The evidence under a point: what, where, when.

use domain::assessment::{Evidence, Sureness};
use leptos::prelude::*;

use crate::ui::{IconName, Moment, Tag};

/// More than this many are counted, not listed.
const SHOWN: usize = 30;

/// Folded; nothing where there is none.
#[component]
pub(super) fn EvidenceList(evidence: Vec<Evidence>) -> impl IntoView {
    let count = evidence.len();
    (count > 0).then(|| view! { <details><summary>{format!("{count} 条")}</summary>{listed(evidence)}</details> })
}

fn listed(evidence: Vec<Evidence>) -> impl IntoView {
    let more = evidence.len().saturating_sub(SHOWN);
    let rows = evidence
        .into_iter()
        .take(SHOWN)
        .map(|evidence| {
            let Evidence { what, address, seen_at, .. } = evidence;
            let what = match address {
                Some(address) => view! { <a href=address rel="external">{what}</a> }.into_any(),
                None => what.into_any(),
            };
            view! { <li>{what} {seen_at.map(|at| view! { " " <span class="note"><Moment at/></span> })}</li> }
        })
        .collect_view();
    view! {
        <ul class="plain-list">{rows}</ul>
        {(more > 0).then(|| view! { <p class="note">{format!("另有 {more} 条")}</p> })}
    }
}

/// Nothing for what was compared with the document, a mark for what was not.
#[component]
pub(super) fn SurenessTag(sureness: Sureness) -> impl IntoView {
    (sureness != Sureness::Confirmed)
        .then(|| view! { " " <Tag text=sureness.label() look="warn" icon=IconName::Warning/> })
}
