//! Everything that is wrong with a form, at its head, each fault a link to its field (GOV.UK pattern).

use domain::desk::FieldFault;
use leptos::prelude::*;

use super::{Icon, IconName, field_id};

/// Nothing while there are no faults.
#[component]
pub fn ErrorSummary(#[prop(into)] faults: Signal<Vec<FieldFault>>) -> impl IntoView {
    move || {
        let faults = faults.get();
        (!faults.is_empty()).then(|| {
            let items = faults
                .into_iter()
                .map(|fault| {
                    let href = format!("#{}", field_id(&fault.field));
                    view! { <li><a href=href rel="external">{fault.message}</a></li> }
                })
                .collect_view();
            view! {
                <div class="error-summary" role="alert" tabindex="-1">
                    <h2 class="error-summary__title">
                        <Icon name=IconName::Danger/>
                        "请先改正以下问题"
                    </h2>
                    <ul class="error-summary__list">{items}</ul>
                </div>
            }
        })
    }
}
