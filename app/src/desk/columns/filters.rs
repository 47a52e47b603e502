//! Search and filters above the tree. What fits is shown with everything above it.

use std::collections::BTreeSet;

use domain::{
    desk::plan::PlanSheet,
    plan::{AssuranceMode, Column, ColumnCode, InForce, UnitCode},
};
use leptos::prelude::*;

use super::Columns;
use crate::ui::{Button, ButtonKind, Checkbox, Choice, Field, Select, TextInput};

/// The filters; empty means all.
#[derive(Debug, Clone, Copy)]
pub(super) struct Shown {
    words: RwSignal<String>,
    unit: RwSignal<String>,
    mode: RwSignal<String>,
    starred: RwSignal<bool>,
    /// `with`, `without` or empty.
    content: RwSignal<String>,
}

impl Default for Shown {
    fn default() -> Self {
        let text = || RwSignal::new(String::new());
        Self { words: text(), unit: text(), mode: text(), starred: RwSignal::new(false), content: text() }
    }
}

impl Shown {
    fn is_everything(self) -> bool {
        [self.words, self.unit, self.mode, self.content].into_iter().all(|field| field.read().trim().is_empty())
            && !self.starred.get()
    }

    fn clear(self) {
        for field in [self.words, self.unit, self.mode, self.content] {
            field.set(String::new());
        }
        self.starred.set(false);
    }

    /// Whether anything is filtered now.
    pub(super) fn is_on(self) -> bool {
        untrack(move || !self.is_everything())
    }

    /// The columns to show with everything above them; `None` when nothing is filtered.
    pub(super) fn codes(self, sheet: &PlanSheet, in_force: &InForce) -> Option<BTreeSet<ColumnCode>> {
        if self.is_everything() {
            return None;
        }
        let fitting = sheet.plan.columns.iter().filter(|column| self.fits(column, sheet, in_force));
        Some(fitting.flat_map(|column| sheet.plan.path(&column.code)).map(|column| column.code.clone()).collect())
    }

    fn fits(self, column: &Column, sheet: &PlanSheet, in_force: &InForce) -> bool {
        let words = self.words.read();
        let words = words.trim();
        let named = column.name.contains(words)
            || column.alias.as_ref().is_some_and(|alias| alias.contains(words))
            || column.code.as_str().contains(words)
            || column.row.as_ref().is_some_and(|row| row.number.eq_ignore_ascii_case(words));
        let unit = UnitCode::parse(&self.unit.read());
        let duties = in_force.duties(&column.code);
        let of_unit = unit.is_none_or(|unit| {
            duties.is_some_and(|duties| duties.leads.contains(&unit) || duties.responsible.contains(&unit))
        });
        let mode = AssuranceMode::from_label(&self.mode.read());
        let of_mode = mode.is_none_or(|mode| column.row.as_ref().is_some_and(|row| row.modes.contains(&mode)));
        let published = sheet.published.get(&column.code).copied().unwrap_or(0);
        let of_content = match self.content.read().as_str() {
            "with" => published > 0,
            "without" => published == 0 && duties.is_some_and(|duties| duties.takes_items),
            _ => true,
        };
        let starred = !self.starred.get() || sheet.plan.is_assessed(&column.code);
        // A filter of duties is about columns, not about the groups above them.
        let about_columns = words.is_empty() && column.row.is_none();
        named && of_unit && of_mode && of_content && starred && !about_columns
    }
}

#[component]
pub(super) fn Filters(columns: Columns) -> impl IntoView {
    let shown = columns.shown;
    let units: Vec<Choice> = columns
        .in_force
        .with_value(|in_force| in_force.units().map(|u| Choice::new(u.code.to_string(), u.name.clone())).collect());
    let modes: Vec<Choice> = AssuranceMode::ALL.map(|mode| Choice::new(mode.label(), mode.label())).into();
    let contents = vec![Choice::new("with", "有内容"), Choice::new("without", "没有内容")];
    view! {
        <div class="filter-bar" role="search">
            <div class="filter-bar__fields">
                <Field label="查找栏目" name="tree-words">
                    <TextInput value=shown.words kind="search" placeholder="名称、代码或序号"/>
                </Field>
                <Field label="单位" name="tree-unit"><Select value=shown.unit choices=units empty="全部单位"/></Field>
                <Field label="保障方式" name="tree-mode"><Select value=shown.mode choices=modes empty="全部方式"/></Field>
                <Field label="内容" name="tree-content">
                    <Select value=shown.content choices=contents empty="全部"/>
                </Field>
                <Checkbox label="只看 ★ 考核栏目" name="tree-starred" checked=shown.starred/>
                <div class="filter-bar__actions">
                    <Button kind=ButtonKind::Quiet on_press=move |()| shown.clear()>"清除"</Button>
                </div>
            </div>
        </div>
    }
}
