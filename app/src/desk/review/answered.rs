//! What the author answered for.

use domain::checks::Finding;
use leptos::prelude::*;

use crate::ui::{Described, DescriptionList};

/// What the author answered for in the checks, so that the signer need not find it again.
#[component]
pub(super) fn Answered(findings: Vec<Finding>) -> impl IntoView {
    let answers: Vec<_> = findings.into_iter().filter_map(|one| Some((one.message, one.confirmed?))).collect();
    (!answers.is_empty()).then(|| {
        let lines = answers
            .into_iter()
            .map(|(message, said)| {
                view! { <Described term=message>{format!("{}（{}）", said.reason, said.by)}</Described> }
            })
            .collect_view();
        view! {
            <h2 class="panel__title">"作者核对过的检查提示"</h2>
            <DescriptionList>{lines}</DescriptionList>
        }
    })
}
