//! The notice with its points, and under each what both sides have said of it since.

use domain::{
    desk::cases::{CaseMoment, CaseSheet, PointNow},
    file_size::size_in_words,
    rectification::{Answer, Entry, Point},
};
use leptos::prelude::*;

use crate::ui::{Described, DescriptionList, Icon, IconName, Panel, Tag};

#[component]
pub(super) fn NoticePanel(sheet: CaseSheet) -> impl IntoView {
    let CaseSheet { notice, timeline, accepted, now, .. } = sheet;
    let mut now = now.into_iter();
    let points = (1_u16..)
        .zip(notice.points)
        .map(|(number, point)| {
            let is_accepted = accepted.contains(&number);
            one(number, point, is_accepted, now.next().flatten(), &timeline)
        })
        .collect_view();
    view! {
        <Panel title="存在问题" id="points">{points}</Panel>
        <Panel title="整改要求" id="demands">
            <p class="report-words">{notice.demand}</p>
            <p class="note">"依据：" {notice.basis}</p>
        </Panel>
    }
}

fn one(
    number: u16,
    point: Point,
    is_accepted: bool,
    now: Option<PointNow>,
    timeline: &[CaseMoment],
) -> impl IntoView + use<> {
    let Point { fault, place, seen, passage, .. } = point;
    let is_address = place.starts_with('/') || place.starts_with("http");
    let place = (!place.is_empty()).then(|| {
        let shown = place.clone();
        let inside = if is_address {
            view! { <a href=place rel="external noopener" target="_blank">{shown}</a> }.into_any()
        } else {
            shown.into_any()
        };
        view! { <Described term="位置">{inside}</Described> }
    });
    let seen = (!seen.is_empty()).then(|| view! { <Described term="发现时间">{seen}</Described> });
    let now = now.map(|now| {
        let (look, icon) = if now.is_mended { ("success", IconName::CircleCheck) } else { ("warn", IconName::Warning) };
        view! { <Described term="系统核实"><Tag text=now.words look icon/></Described> }
    });
    let said = timeline.iter().filter_map(|moment| remark(number, &moment.entry)).collect_view();
    view! {
        <section class="case-point">
            <h3>
                {format!("{number}. {fault}")} " "
                {is_accepted.then(|| view! { <Tag text="整改到位" look="success" icon=IconName::Check/> })}
            </h3>
            <DescriptionList>{place} {seen} {now}</DescriptionList>
            {(!passage.is_empty()).then(|| view! { <blockquote class="report-words">{passage}</blockquote> })}
            {said}
        </section>
    }
}

/// What a step says of one point.
fn remark(number: u16, entry: &Entry) -> Option<AnyView> {
    match entry {
        Entry::Reply { answers, .. } => answers.iter().find(|answer| answer.point == number).map(answered),
        Entry::SendBack { returned, .. } => returned.iter().find(|one| one.point == number).map(|one| {
            let reason = one.reason.clone();
            view! { <p class="report-words"><strong>"退回理由："</strong> {reason}</p> }.into_any()
        }),
        _ => None,
    }
}

fn answered(answer: &Answer) -> AnyView {
    let links = answer.links.iter().cloned().map(|link| {
        let shown = link.clone();
        view! { <li><Icon name=IconName::Link/> <a href=link rel="external noopener" target="_blank">{shown}</a></li> }
            .into_any()
    });
    let files = answer.files.iter().cloned().map(|file| {
        let size = size_in_words(file.size);
        view! {
            <li>
                <Icon name=IconName::Paperclip/>
                " "
                <a href=file.address rel="external" target="_blank">{file.name}</a>
                <span class="note">" " {size}</span>
            </li>
        }
        .into_any()
    });
    let evidence = links.chain(files).collect_view();
    view! {
        <p class="report-words"><strong>"整改情况："</strong> {answer.done.clone()}</p>
        <ul class="plain-list">{evidence}</ul>
    }
    .into_any()
}
