//! 对照: the newest revision beside what came before it. Where it was returned, that is also the text as it was returned.

use domain::{
    desk::{
        content::{Comparison, ItemSheet, Seen},
        reading::ReadingCopy,
        replaced::{ReplacedText, Replacement},
    },
    time,
    workflow::Stage,
};
use leptos::prelude::*;
use serde::{Deserialize, Serialize};

use super::compare::ComparisonView;
use crate::{
    api::{ApiError, content},
    ui::{Choice, EmptyState, IconName, RadioGroup, live},
};

/// A comparison and what the newest revision is compared with.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Compared {
    with: String,
    comparison: Comparison,
}

/// The comparison with the revision before, and with the text that was returned last; of a first revision that never came
/// back there is none.
pub(super) async fn fetch(sheet: &ItemSheet<ReadingCopy>) -> Result<Vec<Compared>, ApiError> {
    let (item, revision) = (sheet.row.id, sheet.row.revision);
    let mut all = Vec::new();
    if let Some(left) = earlier(sheet) {
        let comparison = content::compare(item, left, revision).await?;
        all.push(Compared { with: format!("第 {left} 次修订"), comparison });
    }
    if let Some(text) = returned_last(sheet) {
        let seen = Seen { item, revision, version: text.version };
        let comparison = content::compare_replaced(seen).await?;
        all.push(Compared { with: format!("{}退回时的内容", time::minute(text.replaced_at)), comparison });
    }
    Ok(all)
}

/// The live revision, or the one before.
fn earlier(sheet: &ItemSheet<ReadingCopy>) -> Option<i32> {
    let before = || sheet.revisions.iter().filter(|revision| revision.number < sheet.row.revision);
    let live = before().find(|revision| revision.stage == Stage::Published);
    live.or_else(|| before().max_by_key(|revision| revision.number)).map(|revision| revision.number)
}

fn returned_last(sheet: &ItemSheet<ReadingCopy>) -> Option<&ReplacedText> {
    let came_back = |text: &&ReplacedText| text.why == Replacement::Returned && text.revision == sheet.row.revision;
    sheet.replaced.iter().filter(came_back).max_by_key(|text| text.version)
}

#[component]
pub(super) fn ComparedView(compared: Vec<Compared>) -> impl IntoView {
    let choices: Vec<Choice> =
        compared.iter().enumerate().map(|(at, one)| Choice::new(at.to_string(), one.with.clone())).collect();
    let [first, others @ ..] = compared.as_slice() else {
        return view! {
            <EmptyState title="这是第一次修订" icon=IconName::GitCompare>
                <p>"没有更早的内容可以对照。"</p>
            </EmptyState>
        }
        .into_any();
    };
    let only = others.is_empty().then(|| view! { <p>{format!("与{}对照。", first.with)}</p> });
    let with = RwSignal::new("0".to_owned());
    let choice = (!others.is_empty()).then(|| {
        view! { <RadioGroup legend="对照的内容" name="compared-with" value=with choices inline=true/> }
    });
    let compared = StoredValue::new(compared);
    view! {
        {only}
        {choice}
        {live(move || {
            let at: usize = with.read().parse().unwrap_or_default();
            let comparison = compared.with_value(|all| all.get(at).map(|one| one.comparison.clone()));
            comparison.map(|comparison| view! { <ComparisonView comparison id="review"/> })
        })}
    }
    .into_any()
}
