//! One case: the notice, what was answered, its timeline, and what its reader may do now.

use chrono::{DateTime, Utc};
use domain::{
    desk::cases::{CaseMoment, CaseSheet},
    id::CaseId,
    permission::Action,
    rectification::Entry,
};
use leptos::prelude::*;

use super::{PATH, checking::Checking, deciding::Deciding, notice::NoticePanel, replying::Replying, state_tag};
use crate::{
    api::{Served, cases},
    desk::{
        address::named_in_address,
        frame::PageHead,
        loaded::{load_named, loaded_page},
    },
    ui::{Breadcrumb, ButtonLink, Crumb, Described, DescriptionList, IconName, Moment, Panel},
};

#[component]
pub(in crate::desk) fn CasePage() -> impl IntoView {
    let (sheet, reload) = load_named(named_in_address::<CaseId>(), cases::case_sheet);
    loaded_page(sheet, move |Served { now, value: sheet }| view! { <Sheet sheet now reload/> }.into_any())
}

#[component]
fn Sheet(sheet: CaseSheet, now: DateTime<Utc>, reload: Callback<()>) -> impl IntoView {
    let (row, id) = (sheet.row.clone(), sheet.seen.case);
    let state = state_tag(&row);
    let (office, given) = (sheet.office.clone(), sheet.given.clone());
    let doubts = (!given.doubts.is_empty()).then(|| given.doubts.join("；"));
    let counted = given.note();
    let moved = sheet.moved.as_ref().map(|due| format!("放假安排有变，顺延至 {}（{}）", due.on, due.note()));
    let is_answered = sheet.answers() > 0;
    let checks = sheet.allowed.contains(&Action::CheckCase);
    let timeline = sheet.timeline.iter().map(|moment| moment_line(moment, now)).collect_view();
    let for_forms = sheet.clone();
    view! {
        <Breadcrumb crumbs=vec![Crumb::link("整改", PATH), Crumb::here(row.number.clone())]/>
        <PageHead title=sheet.notice.subject.clone()>{state}</PageHead>
        <div class="reviewing">
            <div class="reviewing__page report-sheet">
                <NoticePanel sheet/>
                <Replying sheet=for_forms.clone() reload/>
                {checks.then(|| view! { <Checking sheet=for_forms.clone() reload/> })}
                <Deciding sheet=for_forms.clone() reload/>
            </div>
            <aside class="reviewing__side" aria-label="情况与经过">
                <Panel title="情况" id="facts">
                    <DescriptionList>
                        <Described term="文号">{row.number}</Described>
                        <Described term="整改单位">{row.unit.name}</Described>
                        <Described term="发出单位">{office}</Described>
                        <Described term="期限">{given.due.to_string()}</Described>
                        <Described term="期限推算">{counted}</Described>
                        {doubts.map(|text| view! { <Described term="说明">{text}</Described> })}
                        {moved.map(|text| view! { <Described term="顺延">{text}</Described> })}
                    </DescriptionList>
                    <p class="form__actions">
                        <ButtonLink href=format!("/desk/print/cases/{id}") icon=IconName::Printer new_tab=true>
                            "打印整改通知书"
                        </ButtonLink>
                        {is_answered.then(|| view! {
                            <ButtonLink
                                href=format!("/desk/print/case-replies/{id}")
                                icon=IconName::Printer
                                new_tab=true
                            >
                                "打印整改回复"
                            </ButtonLink>
                        })}
                    </p>
                </Panel>
                <Panel title="经过" id="history">
                    <ol class="plain-list">{timeline}</ol>
                </Panel>
            </aside>
        </div>
    }
}

fn moment_line(moment: &CaseMoment, now: DateTime<Utc>) -> impl IntoView + use<> {
    let due = moment.entry.given().map(|given| format!("期限 {}", given.due));
    let words = match &moment.entry {
        Entry::Reply { note, .. } | Entry::Accept { note, .. } | Entry::Close { note } => note.clone(),
        Entry::Extend { reason, .. } | Entry::Withdraw { reason } => reason.clone(),
        Entry::SendBack { returned, .. } => format!("退回 {} 个问题", returned.len()),
        Entry::Open { .. } | Entry::Acknowledge => String::new(),
    };
    let who = format!("{}　{}", moment.unit_name, moment.by);
    let (label, at) = (moment.entry.step().label(), moment.at);
    view! {
        <li>
            <strong>{label}</strong> " " {who} " " <Moment at now/>
            {due.map(|due| view! { <br/> {due} })}
            {(!words.is_empty()).then(|| view! { <br/> <span class="report-words">{words}</span> })}
        </li>
    }
}
