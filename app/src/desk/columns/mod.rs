//! 栏目: the tree of the plan, its duties, and the portal manager's edits. Nothing is saved before it was shown what
//! the edit does to rights.

mod filters;
mod forms;
mod nodes;
mod panel;
mod preview;
mod row_fields;
mod tree;

use std::collections::BTreeSet;

use domain::{
    desk::plan::{PlanSheet, PlanVersionRow},
    plan::{ColumnCode, ColumnEdit, InForce},
    time,
};
use leptos::prelude::*;

use super::{
    frame::PageHead,
    loaded::{load, loaded},
};
use crate::{
    api::{Served, plan},
    ui::{Cell, Day, Heading, IconName, Moment, Panel, RowHeading, Table, Tag},
};
use filters::{Filters, Shown};
use preview::PreviewDialog;

/// What the parts of the page share.
#[derive(Debug, Clone, Copy)]
struct Columns {
    sheet: StoredValue<PlanSheet>,
    in_force: StoredValue<InForce>,
    shown: Shown,
    expanded: RwSignal<BTreeSet<ColumnCode>>,
    selected: RwSignal<Option<ColumnCode>>,
    /// The column of the edit that was saved last.
    edited: StoredValue<Option<ColumnCode>>,
    /// The edit that is being previewed.
    proposed: RwSignal<Option<ColumnEdit>>,
}

impl Columns {
    /// The day for which the plan is shown.
    fn today(self) -> chrono::NaiveDate {
        self.in_force.with_value(|in_force| in_force.on)
    }

    fn may_edit(self) -> bool {
        self.sheet.with_value(|sheet| sheet.may_edit)
    }

    fn propose(self, edit: ColumnEdit) {
        self.proposed.set(Some(edit));
    }
}

#[component]
pub(super) fn ColumnsPage() -> impl IntoView {
    let changed = RwSignal::new(0_i64);
    let sheet = load(move || changed.get(), |_| plan::plan_sheet());
    let reload = Callback::new(move |()| changed.update(|times| *times += 1));
    // They outlive a new version of the plan, so that the tree stays as it was opened.
    let (expanded, selected) = (RwSignal::new(BTreeSet::new()), RwSignal::new(None));
    let (shown, edited) = (Shown::default(), StoredValue::new(None));
    view! {
        <PageHead title="栏目" lead="内容保障方案就是配置：导航、权限、时限都从这里来。">
            <a class="button button--secondary" href="/desk/plan.toml" rel="external" download>"导出方案文件"</a>
            <a class="button button--secondary" href="/desk/plan.xlsx" rel="external" download>"导出表格"</a>
        </PageHead>
        {loaded(sheet, move |Served { now, value: sheet }| {
            let today = time::china_date(now);
            let in_force = sheet.plan.clone().in_force(today);
            let versions = sheet.versions.clone();
            let columns = Columns {
                sheet: StoredValue::new(sheet),
                in_force: StoredValue::new(in_force),
                shown,
                expanded,
                selected,
                edited,
                proposed: RwSignal::new(None),
            };
            view! {
                <About columns/>
                <Filters columns/>
                <div class="columns-page">
                    <div class="columns-page__tree"><tree::Tree columns/></div>
                    <div class="columns-page__panel"><panel::ColumnPanel columns/></div>
                </div>
                <Versions versions today/>
                <PreviewDialog columns reload/>
            }
            .into_any()
        })}
    }
}

#[component]
fn About(columns: Columns) -> impl IntoView {
    columns.sheet.with_value(|sheet| {
        let plan = &sheet.plan;
        let rows = plan.columns.iter().filter(|column| column.row.is_some()).count();
        let text = format!("《{}》（{}），{rows} 个栏目，", plan.title, plan.document_number);
        let effective_on = plan.effective_on;
        view! {
            <p class="about-plan">{text} <Day on=effective_on/> " 起施行。"</p>
        }
    })
}

#[component]
fn Versions(versions: Vec<PlanVersionRow>, today: chrono::NaiveDate) -> impl IntoView {
    let lines = versions
        .into_iter()
        .map(|version| {
            let to_come = version.effective_on > today;
            view! {
                <tr>
                    <RowHeading>{version.document_number}</RowHeading>
                    <Cell label="施行">
                        <Day on=version.effective_on/>
                        {to_come.then(|| view! { <Tag text="尚未施行" look="warn" icon=IconName::Clock/> })}
                    </Cell>
                    <Cell label="修改人">{version.by}</Cell>
                    <Cell label="修改时间"><Moment at=version.at/></Cell>
                    <Cell label="说明">{version.note}</Cell>
                </tr>
            }
        })
        .collect_view();
    let headings = ["文号", "施行", "修改人", "修改时间", "说明"].map(Heading::new).into();
    view! {
        <Panel title="方案版本" id="plan-versions" flush=true>
            <Table caption="方案版本，最新的在前" caption_hidden=true headings>{lines}</Table>
        </Panel>
    }
}
