//! One report: what the reader wrote, what became of it, and what its reader may do now.

use domain::{desk::reports::ReportSheet, feedback::ReportState, id::ReportId, permission::Action};
use leptos::prelude::*;

use super::{PATH, handling::Handling, state_tag};
use crate::{
    api::{Served, corrections},
    desk::{
        address::named_in_address,
        browser,
        frame::PageHead,
        loaded::{load_named, loaded_page},
        state::Desk,
    },
    ui::{Breadcrumb, Button, Crumb, Described, DescriptionList, IconName, Moment, Panel, live},
};

#[component]
pub(in crate::desk) fn CorrectionPage() -> impl IntoView {
    let (sheet, reload) = load_named(named_in_address::<ReportId>(), corrections::report_sheet);
    loaded_page(sheet, move |Served { now, value: sheet }| view! { <Sheet sheet now reload/> }.into_any())
}

#[component]
fn Sheet(sheet: ReportSheet, now: chrono::DateTime<chrono::Utc>, reload: Callback<()>) -> impl IntoView {
    let (row, for_contact) = (sheet.row.clone(), sheet.clone());
    let (state, address, may_revise) = (state_tag(&row), sheet.address.clone(), sheet.may_revise);
    let (passage, words, answer) = (sheet.passage.clone(), sheet.words.clone(), sheet.answer.clone());
    let outcome = sheet.outcome.map(|outcome| outcome.label(row.kind));
    let readers = sheet
        .readers
        .map(|readers| format!("浏览 {} 次，有用 {}，无用 {}", readers.views, readers.useful, readers.useless));
    let history = sheet
        .history
        .iter()
        .map(|step| {
            let who =
                if step.by.is_empty() { "读者".to_owned() } else { format!("{}　{}", step.unit_name, step.by) };
            view! { <li><strong>{step.label.clone()}</strong> " " {who} " " <Moment at=step.at now/></li> }
        })
        .collect_view();
    view! {
        <Breadcrumb crumbs=vec![Crumb::link("读者反馈", PATH), Crumb::here(row.receipt.clone())]/>
        <PageHead title=format!("{}：《{}》", row.kind.label(), row.title)>{state}</PageHead>
        <div class="reviewing">
            <div class="reviewing__page report-sheet">
                <Panel title="反馈内容" id="report">
                    {(!passage.is_empty()).then(|| view! {
                        <h3>"原文摘录"</h3>
                        <blockquote class="report-words">{passage}</blockquote>
                    })}
                    <h3>"读者说明"</h3>
                    <p class="report-words">{words}</p>
                    <Contact sheet=for_contact/>
                </Panel>
                {outcome.map(|outcome| view! {
                    <Panel title="答复" id="answer">
                        <p><strong>{outcome}</strong></p>
                        <p class="report-words">{answer}</p>
                    </Panel>
                })}
                <Handling sheet reload/>
            </div>
            <aside class="reviewing__side" aria-label="情况与经过">
                <Panel title="情况" id="facts">
                    <DescriptionList>
                        <Described term="回执编号">{row.receipt}</Described>
                        <Described term="所指页面">
                            <a href=address rel="external" target="_blank">{row.title}</a>
                        </Described>
                        <Described term="栏目">{row.column_path}</Described>
                        <Described term="责任单位">{row.unit_name}</Described>
                        <Described term="收到"><Moment at=row.received_at now/></Described>
                        {readers.map(|readers| view! { <Described term="该信息的读者">{readers}</Described> })}
                    </DescriptionList>
                    {may_revise.then(|| view! { <Revise report=row.id/> })}
                </Panel>
                <Panel title="经过" id="history">
                    <ol class="plain-list">{history}</ol>
                </Panel>
            </aside>
        </div>
    }
}

/// How the sender can be reached: asked for by the one who has the report in hand, one press at a time.
#[component]
fn Contact(sheet: ReportSheet) -> impl IntoView {
    let desk = Desk::expect();
    let (busy, shown) = (RwSignal::new(false), RwSignal::new(None::<String>));
    let (report, may_open) = (sheet.row.id, sheet.allowed.contains(&Action::OpenContact));
    let open = move |()| desk.call(busy, corrections::open_contact(report), move |plain| shown.set(Some(plain)));
    let words = match (sheet.has_contact, may_open) {
        (false, _) if sheet.row.state == ReportState::Closed => "联系方式在答复时已删除，或者读者没有留。",
        (false, _) => "读者没有留联系方式。",
        (true, false) => "读者留了联系方式，认领后可以查看。",
        (true, true) => "读者留了联系方式。查看会记入日志，请只用于核实这条反馈；答复后即删除。",
    };
    view! {
        <h3>"联系方式"</h3>
        <p role="status">{live(move || shown.get().unwrap_or_else(|| words.to_owned()))}</p>
        {(sheet.has_contact && may_open).then(|| view! {
            <p><Button small=true icon=IconName::Eye busy on_press=open>"查看联系方式"</Button></p>
        })}
    }
}

/// Leads to the draft in which the page is mended; what readers report of it stands beside the form there.
#[component]
fn Revise(report: ReportId) -> impl IntoView {
    let desk = Desk::expect();
    let busy = RwSignal::new(false);
    let revise = move |()| {
        desk.call(busy, corrections::revise_for_report(report), |item| {
            browser::open(&format!("/desk/items/{item}"));
        });
    };
    view! { <p><Button icon=IconName::Pencil busy on_press=revise>"修订该信息"</Button></p> }
}
