//! A row for each column; pressed, it opens what led to its state.

use std::sync::Arc;

use chrono::NaiveDate;
use domain::desk::board::{ColumnLine, UnitName};
use leptos::prelude::*;

use super::{PATH, detail::Detail, unfolding::Unfolding};
use crate::{
    desk::duty_words::{days_left, short_day},
    ui::{ButtonLink, Cell, EmptyState, Heading, IconName, RowHeading, StarTag, StateTag, Table},
};

#[component]
pub(super) fn Rows(lines: Vec<Arc<ColumnLine>>, today: NaiveDate, open: String, reload: Callback<()>) -> impl IntoView {
    if lines.is_empty() {
        return view! {
            <EmptyState title="没有符合条件的栏目" icon=IconName::Filter>
                <ButtonLink href=PATH>"显示全部栏目"</ButtonLink>
            </EmptyState>
        }
        .into_any();
    }
    let rows = lines
        .into_iter()
        .map(|line| {
            let is_open = line.code.as_str() == open;
            let due = line.due.map(|due| short_day(due, today));
            let left = days_left(&line);
            let paused = line.paused.clone().map(|text| view! { <p class="note">{text}</p> });
            let (leads, responsible) = (joined(&line.leads), joined(&line.responsible));
            let since = short_day(line.since, today);
            let (state, rule) = (line.state, line.rule.clone());
            let id = format!("column-{}", line.code);
            let (number, name, star) =
                (line.number.clone(), line.name.clone(), line.assessed.then(|| view! { " " <StarTag/> }));
            let summary = view! { <span class="board__number">{number}</span> " " {name} {star} }.into_any();
            view! {
                <tr id=id>
                    <RowHeading>
                        <Unfolding summary open=is_open>
                            <Detail line=ColumnLine::clone(&line) reload/>
                        </Unfolding>
                    </RowHeading>
                    <Cell label="状态"><StateTag state/></Cell>
                    <Cell label="自">{since}</Cell>
                    <Cell label="期限">{due} " " <span class="note">{left}</span> {paused}</Cell>
                    <Cell label="时效依据">{rule}</Cell>
                    <Cell label="保障单位">{responsible}</Cell>
                    <Cell label="牵头单位">{leads}</Cell>
                </tr>
            }
        })
        .collect_view();
    let headings = ["栏目", "状态", "自", "期限", "时效依据", "保障单位", "牵头单位"].map(Heading::new).into();
    view! { <Table caption="栏目和状态，最急的在前" caption_hidden=true headings>{rows}</Table> }.into_any()
}

/// The first few names; how many more there are.
pub(super) fn joined(units: &[UnitName]) -> String {
    const SHOWN: usize = 3;
    let names: Vec<&str> = units.iter().take(SHOWN).map(|unit| unit.name.as_str()).collect();
    let text = names.join("、");
    if units.len() > SHOWN { format!("{text}等 {} 个单位", units.len()) } else { text }
}
