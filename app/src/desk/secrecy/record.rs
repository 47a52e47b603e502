//! The record of the secrecy review, for the eyes of the reviewer.

use domain::item::SecrecyReview;
use leptos::prelude::*;

use crate::ui::{Day, Described, DescriptionList, EmptyState, Icon, IconName, Moment};

#[component]
pub(in crate::desk) fn SecrecyRecord(
    review: Option<SecrecyReview>,
    /// Whether the reader may open the scan; left away where none is kept.
    #[prop(optional)]
    may_open_scan: Option<bool>,
) -> impl IntoView {
    let Some(review) = review else {
        return view! {
            <EmptyState title="没有登记保密审查" icon=IconName::Shield>
                <p>"先审查、后公开：请退回作者登记。"</p>
            </EmptyState>
        }
        .into_any();
    };
    let yes = |contains: bool, treatment: &str| if contains { format!("有。{treatment}") } else { "无".to_owned() };
    let scan = review.scan.map(|scan| {
        if may_open_scan == Some(true) {
            let href = format!("/desk/media/{scan}");
            view! {
                <a href=href rel="external" target="_blank">
                    <Icon name=IconName::Paperclip/>
                    {review.scan_name.clone()}
                </a>
            }
            .into_any()
        } else {
            view! { <span>"已存档（只有作者和牵头单位的审签人员能打开）"</span> }.into_any()
        }
    });
    view! {
        <DescriptionList>
            <Described term="审查表编号">{review.form_number.clone()}</Described>
            <Described term="科室意见">{said(&review.section_head, &review.section_opinion)}</Described>
            <Described term="保密审查意见">{said(&review.reviewer, &review.review_opinion)}</Described>
            {review.reviewed_on.map(|on| view! { <Described term="审查日期"><Day on/></Described> })}
            <Described term="领导意见">{said(&review.leader, &review.leader_opinion)}</Described>
            <Described term="个人信息">
                {yes(review.contains_personal_data, &review.personal_data_treatment)}
            </Described>
            <Described term="商业秘密或第三方">
                {yes(review.contains_third_party_secrets, &review.third_party_treatment)}
            </Described>
            {may_open_scan.map(|_| view! {
                <Described term="扫描件">{scan.unwrap_or_else(|| "没有上传".into_any())}</Described>
            })}
            {review.recorded_at.map(|at| view! {
                <Described term="登记">{review.recorded_by.clone()} " · " <Moment at/></Described>
            })}
        </DescriptionList>
    }
    .into_any()
}

/// `同意公开（陆世平）`
fn said(who: &str, opinion: &str) -> String {
    if opinion.is_empty() { who.to_owned() } else { format!("{opinion}（{who}）") }
}
