//! The smaller panels beside the form: status, chain, history, preview.

use chrono::{DateTime, Utc};
use domain::desk::reports::{OpenReport, Readership};
use leptos::prelude::*;

use super::Writing;
use crate::{
    api::content,
    desk::{
        review::{article::ArticleView, chain::ChainList, history_list::HistoryList},
        state::Desk,
        unsaved::State,
    },
    ui::{Button, Described, DescriptionList, IconName, Moment, Spinner, field_id, live},
};

#[component]
pub(super) fn Status(writing: Writing, now: DateTime<Utc>) -> impl IntoView {
    let facts = move || {
        let sheet = writing.sheet.get();
        let row = sheet.row;
        view! {
            <DescriptionList>
                <Described term="栏目">
                    <span id=field_id("column") tabindex="-1">{row.column_path}</span>
                </Described>
                <Described term="单位">{row.unit_name}</Described>
                <Described term="作者">{row.author_name}</Described>
                <Described term="方式">
                    {match sheet.submitted_by {
                        Some(unit) => format!("{}：{unit}", sheet.origin.label()),
                        None => sheet.origin.label().to_owned(),
                    }}
                </Described>
                <Described term="类型">
                    {sheet.content.detail.label()}
                </Described>
                <Described term="修订">{format!("第 {} 次", row.revision)}</Described>
                <Described term="自"><Moment at=row.since now/></Described>
                {row.published_at.map(|at| view! { <Described term="发布时间"><Moment at now/></Described> })}
                {sheet.readers.map(|readers| view! { <Described term="读者">{in_words(readers)}</Described> })}
            </DescriptionList>
            {reported(sheet.open_reports)}
            {row.is_live.then(|| view! {
                <p>
                    "线上版本在修订签发之前保持不变。 "
                    <a href=format!("/a/{}", row.code) rel="external" target="_blank">"看线上版本"</a>
                </p>
            })}
        }
    };
    view! { <div class="status-panel">{facts}</div> }
}

/// 浏览 12 次，有用 3，无用 1.
pub(in crate::desk) fn in_words(readers: Readership) -> String {
    format!("浏览 {} 次，有用 {}，无用 {}", readers.views, readers.useful, readers.useless)
}

/// What readers report of the page, beside the form in which it is mended.
fn reported(reports: Vec<OpenReport>) -> Option<AnyView> {
    let lines = reports
        .iter()
        .map(|report| {
            let href = format!("/desk/corrections/{}", report.id);
            let passage = (!report.passage.is_empty()).then(|| format!("“{}”：", report.passage));
            view! { <li><a href=href>{report.kind.label()}</a> " " {passage} {report.words.clone()}</li> }
        })
        .collect_view();
    (!reports.is_empty()).then(|| {
        view! {
            <section class="reported" aria-labelledby="reported-title">
                <h3 id="reported-title">{format!("读者反馈（{}）", reports.len())}</h3>
                <ul class="plain-list">{lines}</ul>
            </section>
        }
        .into_any()
    })
}

#[component]
pub(super) fn Chain(writing: Writing) -> impl IntoView {
    move || view! { <ChainList chain=writing.sheet.with(|sheet| sheet.chain.clone())/> }
}

#[component]
pub(super) fn History(writing: Writing) -> impl IntoView {
    move || {
        let (item, revisions, replaced) =
            writing.sheet.with(|sheet| (sheet.row.id, sheet.revisions.clone(), sheet.replaced.clone()));
        view! { <HistoryList item revisions replaced/> }
    }
}

/// The page as it would stand on the portal: from the server, which has sanitised it.
#[component]
pub(super) fn Preview(writing: Writing) -> impl IntoView {
    let desk = Desk::expect();
    let (busy, shown) = (RwSignal::new(false), RwSignal::new(None));
    let autosave = writing.autosave;
    let show = move |()| {
        desk.call(busy, content::revision(autosave.item, autosave.revision), move |copy| {
            shown.set(Some(copy));
        });
    };
    // Fetched when the tab is opened, and again after every save while it is open.
    Effect::new(move |_| {
        let is_open = writing.tab.get() == "preview";
        if is_open && matches!(autosave.state.get(), State::Saved(_)) {
            show(());
        }
    });
    view! {
        <div class="preview">
            {live(move || match shown.get() {
                Some(copy) => view! { <ArticleView copy/> }.into_any(),
                None => view! { <Spinner label="正在载入…"/> }.into_any(),
            })}
            <Button
                small=true
                icon=IconName::Refresh
                busy
                on_press=move |()| autosave.when_saved(move || show(()))
            >
                "刷新预览"
            </Button>
        </div>
    }
}
