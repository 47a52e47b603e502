//! 修改记录: what changed since the article was first public. A slip of the pen is counted, not told.

use chrono::{DateTime, Utc};
use domain::item::{ChangeKind, ChangeNote};
use leptos::prelude::*;

use crate::ui::Moment;

pub(super) fn changes(changes: &[(DateTime<Utc>, ChangeNote)]) -> Option<AnyView> {
    let minor = changes.iter().filter(|(_, change)| change.kind == ChangeKind::Minor).count();
    let major = changes
        .iter()
        .filter(|(_, change)| change.kind == ChangeKind::Major)
        .map(|(at, change)| view! { <li><Moment at=*at/> <span>{change.note.clone()}</span></li> })
        .collect_view();
    (!changes.is_empty()).then(|| {
        view! {
            <details class="changes">
                <summary class="changes__title">{format!("修改记录（{}）", changes.len())}</summary>
                {(changes.len() > minor).then(|| view! { <ul class="changes__list">{major}</ul> })}
                {(minor > 0).then(|| view! { <p>{format!("文字修正 {minor} 次")}</p> })}
            </details>
        }
        .into_any()
    })
}
