//! The query above a list: its fields, 查询 and 清除, and the way back from the address to the fields.

use leptos::prelude::*;

use super::query_form::QueryForm;
use crate::ui::{Button, ButtonKind, ButtonLink, IconName};

#[component]
pub(super) fn QueryBar(
    /// Where the list without a query is.
    path: &'static str,
    /// The fields under their names in the address.
    fields: Vec<(&'static str, RwSignal<String>)>,
    children: Children,
) -> impl IntoView {
    view! {
        <div class="filter-bar" role="search">
            <QueryForm path fields>
                <div class="filter-bar__fields">
                    {children()}
                    <div class="filter-bar__actions">
                        <Button submit=true icon=IconName::Search>"查询"</Button>
                        <ButtonLink href=path kind=ButtonKind::Quiet>"清除"</ButtonLink>
                    </div>
                </div>
            </QueryForm>
        </div>
    }
}

/// Fills the fields as the address has them, and again when somebody clears it or goes back.
pub(super) fn follow_address<F: Clone + Send + Sync + 'static>(filter: Memo<F>, fill: impl Fn(F) + 'static) {
    fill(filter.get_untracked());
    // Not at the start: what somebody has typed by then stays.
    Effect::new(move |ran: Option<()>| {
        let now = filter.get();
        if ran.is_some() {
            fill(now);
        }
    });
}
