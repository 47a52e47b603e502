//! 专题: the list, the application, and the page of one topic with its builder and its live picture.
#![expect(
    clippy::large_types_passed_by_value,
    reason = "handles of signals, copied when the page is built, not while it runs"
)]

mod application;
mod block_card;
mod block_form;
mod building;
mod decisions;
mod facts;
mod lines;
mod list;
mod look;
mod picture;
mod picture_field;
mod rows;
mod saving;
mod submission;

use domain::{
    desk::topics::TopicSheet,
    id::TopicId,
    permission::Action,
    topic::{TopicStage, TopicStep},
};
use leptos::prelude::*;

use super::{
    address::named_in_address,
    frame::PageHead,
    loaded::{load_named, loaded_page},
    secrecy::SecrecyFields,
};
use crate::{
    api::{Served, topics},
    ui::{Banner, Breadcrumb, Crumb, IconName, Tag, Tone},
};

pub(super) use application::ApplyPage;
pub(super) use list::TopicsPage;

/// 申请中 · 已退回 · 建设中 · 待审 · 已上线 · 已归档.
#[component]
fn TopicTag(stage: TopicStage) -> impl IntoView {
    let (look, icon) = match stage {
        TopicStage::Applied => ("in-review", IconName::Send),
        TopicStage::Returned => ("returned", IconName::Undo),
        TopicStage::Building => ("draft", IconName::Pencil),
        TopicStage::InReview => ("in-review", IconName::Eye),
        TopicStage::Live => ("published", IconName::CircleCheck),
        TopicStage::Archived => ("archived", IconName::Archive),
    };
    view! { <Tag text=stage.label() look icon/> }
}

#[component]
pub(super) fn TopicPage() -> impl IntoView {
    let topic = named_in_address::<TopicId>();
    // Here, so that what is typed outlives a reload after somebody else's change.
    let review = SecrecyFields::of(None);
    Effect::new(move |before: Option<Option<TopicId>>| {
        let now = topic.get();
        if before.is_some_and(|before| before != now) {
            review.clear();
        }
        now
    });
    let (sheet, reload) = load_named(topic, topics::topic_sheet);
    loaded_page(sheet, move |Served { now, value: sheet }| {
        if let Some(earlier) = &sheet.secrecy {
            review.suggest_people(earlier);
        }
        view! { <Topic sheet review now reload/> }.into_any()
    })
}

/// One topic, as far as it has come.
#[component]
fn Topic(
    sheet: TopicSheet,
    review: SecrecyFields,
    now: chrono::DateTime<chrono::Utc>,
    reload: Callback<()>,
) -> impl IntoView {
    let row = sheet.row.clone();
    let crumbs = vec![Crumb::link("专题", "/desk/topics"), Crumb::here(row.title.clone())];
    let head = view! {
        <Breadcrumb crumbs/>
        <PageHead title=row.title.clone()>
            <span class="tags">
                <TopicTag stage=row.stage/>
                {(row.is_live && row.stage != TopicStage::Live && row.stage != TopicStage::Archived).then(|| view! {
                    <Tag text="线上有效" look="live" icon=IconName::CircleCheck title="门户上正在展示已签发的版本"/>
                })}
            </span>
        </PageHead>
        {returned(&sheet)}
    };
    let body = if row.may(Action::ReapplyForTopic) {
        let (topic, filed) = (Some(row.id), Some(sheet.application.clone()));
        view! {
            <application::ApplicationForm topic filed on_done=move |_| reload.run(())/>
            <facts::Facts sheet now/>
        }
        .into_any()
    } else if row.may(Action::BuildTopic) {
        view! { <building::Builder sheet review now reload/> }.into_any()
    } else {
        let preview = sheet.content.is_some().then(|| view! { <picture::LivePicture topic=row.id/> });
        let (version, seen) = (Signal::stored(row.version), sheet.clone());
        view! {
            <div class="topic-desk">
                <div class="topic-desk__work"><facts::Facts sheet=seen now/></div>
                {preview}
            </div>
            <decisions::Decisions sheet version reload/>
        }
        .into_any()
    };
    view! { {head} {body} }
}

/// What its signer wanted to be mended, as long as it has not been sent again.
fn returned(sheet: &TopicSheet) -> Option<AnyView> {
    let last = sheet.chain.last()?;
    matches!(last.step, TopicStep::Return | TopicStep::Refuse).then(|| {
        let (who, reason) = (format!("{}{}退回：", last.unit_name, last.by), last.reason.clone());
        view! {
            <Banner tone=Tone::Warn>
                <p><strong>{who}</strong> {reason}</p>
            </Banner>
        }
        .into_any()
    })
}
