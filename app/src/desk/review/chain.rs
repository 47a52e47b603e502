//! 流程: who decided what, oldest first.

use domain::{desk::content::Decision, workflow::Step};
use leptos::prelude::*;

use crate::ui::{EmptyState, Icon, IconName, Moment};

#[component]
pub(in crate::desk) fn ChainList(chain: Vec<Decision>) -> impl IntoView {
    if chain.is_empty() {
        return view! {
            <EmptyState title="还没有流程记录" icon=IconName::Send>
                <p>"送审以后，谁在什么时候审核、签发、退回，都记在这里。"</p>
            </EmptyState>
        }
        .into_any();
    }
    let steps = chain
        .into_iter()
        .map(|decision| {
            let by = match &decision.on_behalf_of {
                Some(unit) => format!("{} · {}（受 {unit} 委托）", decision.by, decision.unit_name),
                None => format!("{} · {}", decision.by, decision.unit_name),
            };
            let remark = decision.remark();
            let has_remark = !remark.trim().is_empty();
            view! {
                <li class="chain__step">
                    <Icon name=icon(decision.step)/>
                    <div>
                        <p class="chain__what">
                            <strong>{decision.step.label()}</strong>
                            {format!("　第 {} 次修订", decision.revision)}
                        </p>
                        <p class="chain__who">{by} " · " <Moment at=decision.at/></p>
                        {has_remark.then(|| view! { <p class="chain__reason">{remark}</p> })}
                    </div>
                </li>
            }
        })
        .collect_view();
    view! { <ol class="chain">{steps}</ol> }.into_any()
}

const fn icon(step: Step) -> IconName {
    match step {
        Step::Submit => IconName::Send,
        Step::Recall | Step::Return => IconName::Undo,
        Step::PassReview => IconName::Eye,
        Step::Sign | Step::SignInPart | Step::PublishDirectly | Step::RetroSign => IconName::Stamp,
        Step::SignForLater | Step::PublishDirectlyLater | Step::FallDue | Step::CorrectTime => IconName::Clock,
        Step::PublishUrgently => IconName::Zap,
        Step::Withdraw => IconName::Ban,
        Step::BeSuperseded => IconName::Archive,
    }
}
