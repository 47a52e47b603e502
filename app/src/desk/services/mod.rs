//! 办事指南: the whole directory in and out as a file, and how complete it is. One guide is written in the editor.

mod import;
mod report;

use domain::desk::services::{Directory, Scores};
use leptos::prelude::*;

use super::{
    frame::PageHead,
    loaded::{load, loaded},
};
use crate::{
    api::services,
    ui::{Described, DescriptionList, Panel},
};

#[component]
pub(super) fn ServicesPage() -> impl IntoView {
    let changed = RwSignal::new(0_i64);
    let directory = load(move || changed.get(), |_| services::directory());
    let imported = Callback::new(move |()| changed.update(|times| *times += 1));
    // They outlive the new figures of the directory.
    let import = import::Import::new(imported);
    view! {
        <PageHead title="办事指南" lead="整套目录用表格导入导出；单个事项在“信息”中修改。">
            <a class="button button--secondary" href="/desk/services.xlsx" rel="external" download>"导出表格"</a>
            <a class="button button--secondary" href="/desk/services.jsonl" rel="external" download>"导出 JSONL"</a>
        </PageHead>
        {loaded(directory, move |Directory { guides, scores, columns }| {
            let panel = (!columns.is_empty()).then(|| view! { <import::ImportPanel import columns/> });
            view! {
                <About guides scores/>
                {panel}
            }
            .into_any()
        })}
    }
}

#[component]
fn About(guides: usize, scores: Scores) -> impl IntoView {
    view! {
        <Panel title="现有目录" id="services-directory">
            <DescriptionList columns=true>
                <Described term="已公开">{format!("{guides} 项")}</Described>
                {(guides > 0).then(|| report::scores(scores))}
            </DescriptionList>
        </Panel>
    }
}
