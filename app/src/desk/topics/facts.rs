//! What is known of a topic beside its page: the application, the promise, and who decided what.

use domain::{desk::topics::TopicSheet, topic::TopicStage};
use leptos::prelude::*;

use crate::{
    desk::secrecy::SecrecyRecord,
    ui::{Day, Described, DescriptionList, Moment, Panel},
};

#[component]
pub(super) fn Facts(sheet: TopicSheet, now: chrono::DateTime<chrono::Utc>) -> impl IntoView {
    let application = sheet.application;
    let basis =
        (!application.basis.is_empty()).then(|| view! { <Described term="依据文件">{application.basis}</Described> });
    let address = sheet.row.is_live.then(|| {
        let (href, words) = (sheet.row.address.clone(), sheet.row.address.clone());
        view! { <Described term="网址"><a href=href rel="external" target="_blank">{words}</a></Described> }
    });
    let update = sheet.last_update.filter(|_| sheet.row.stage != TopicStage::Archived).map(|at| {
        view! { <Described term="线上最近更新"><Moment at now/></Described> }
    });
    // Entered with the submission: whoever signs must see it or miss it; before, it may be about other words.
    let is_shown = match sheet.row.stage {
        TopicStage::InReview => true,
        TopicStage::Live | TopicStage::Archived => sheet.secrecy.is_some(),
        TopicStage::Applied | TopicStage::Returned | TopicStage::Building => false,
    };
    let reviewed = is_shown.then(|| {
        view! {
            <Panel title="保密审查" id="topic-secrecy">
                <SecrecyRecord review=sheet.secrecy/>
            </Panel>
        }
    });
    let chain = sheet
        .chain
        .into_iter()
        .map(|decision| {
            let who = match decision.on_behalf_of {
                Some(unit) => format!("{}{}（受{unit}委托）", decision.unit_name, decision.by),
                None => format!("{}{}", decision.unit_name, decision.by),
            };
            view! {
                <li class="topic-chain__one">
                    <strong>{decision.step.label()}</strong>
                    " " {who} " " <Moment at=decision.at/>
                    {(!decision.reason.is_empty()).then(|| view! { <p class="note">{decision.reason}</p> })}
                </li>
            }
        })
        .collect_view();
    view! {
        <Panel title="专题情况" id="topic-facts">
            <DescriptionList>
                <Described term="申请单位">{sheet.row.unit_name}</Described>
                <Described term="申请理由">{application.reason}</Described>
                {basis}
                <Described term="更新承诺">{application.promise.label()}</Described>
                {update}
                <Described term="结束日期"><Day on=application.ends_on/></Described>
                <Described term="申请人">{sheet.applied_by}</Described>
                <Described term="联系人（不公开）">{application.contact}</Described>
                {address}
            </DescriptionList>
        </Panel>
        {reviewed}
        <Panel title="流程" id="topic-chain">
            <ol class="topic-chain">{chain}</ol>
        </Panel>
    }
}
