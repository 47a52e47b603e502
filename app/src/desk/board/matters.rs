//! 单项任务: documents without their interpretation, topics without news, letters without an answer, units without their item
//! of the year, items on their way by which their column does not stand. The portal manager extends each for itself.

use std::sync::Arc;

use chrono::NaiveDate;
use domain::{
    desk::board::{ColumnLine, MatterLine},
    obligation::MatterKind,
    permission::Action,
};
use leptos::prelude::*;

use super::{PATH, adjusting::Adjusting, next_step::next_step};
use crate::{
    desk::{
        duty_words::{days_left, short_day, waits_with},
        state::signed_in,
    },
    ui::{Cell, Heading, Panel, RowHeading, StateTag, Table},
};

#[component]
pub(super) fn Matters(lines: Vec<Arc<ColumnLine>>, today: NaiveDate, reload: Callback<()>) -> impl IntoView {
    let me = signed_in();
    let adjusts = me.rights.contains(&Action::AdjustClocks);
    let rows = lines
        .into_iter()
        .map(|line| {
            let due = line.due.map(|due| short_day(due, today));
            let left = days_left(&line);
            let waits = waits_with(&line).map(|words| view! { <p class="note">{words}</p> });
            // What is not public yet is opened by those who have it; for everybody else it stands in its column.
            let is_shut = matches!(line.matter, Some(MatterLine { kind: MatterKind::Item { .. }, .. }))
                && !(me.role.edits() && line.answering.contains(&me.unit));
            let own_page = line.matter.as_ref().filter(|_| !is_shut).and_then(MatterLine::address);
            let href = own_page.unwrap_or_else(|| format!("{PATH}?column={}", line.code));
            let next = next_step(&line).map(|next| view! { <p>{next}</p> });
            let unit = line.responsible.first().map(|unit| unit.name.clone());
            let title = line.titled();
            let (state, name) = (line.state, line.name.clone());
            let arithmetic = line.arithmetic.clone();
            let decided = [line.extended.clone(), line.paused.clone()];
            let decided = decided.map(|text| text.map(|text| view! { <p class="note">{text}</p> })).into_iter();
            let decided = decided.collect_view();
            let key = line.matter.as_ref().map(|matter| matter.kind.key());
            // What has no day has none to move.
            let extending = key.filter(|_| adjusts && line.due.is_some()).map(|matter| {
                view! { <Adjusting column=line.code.clone() name=title.clone() due=line.due matter reload/> }
            });
            view! {
                <tr>
                    <RowHeading><a href=href rel="external">{title}</a></RowHeading>
                    <Cell label="状态"><StateTag state/></Cell>
                    <Cell label="期限">{due} " " <span class="note">{left}</span> {extending}</Cell>
                    <Cell label="期限推算">
                        {arithmetic} {decided} {waits} {next}
                    </Cell>
                    <Cell label="栏目">{name}</Cell>
                    <Cell label="责任单位">{unit}</Cell>
                </tr>
            }
        })
        .collect_view();
    let headings = ["任务", "状态", "期限", "期限推算", "栏目", "责任单位"].map(Heading::new).into();
    view! {
        <Panel title="单项任务" id="matters" flush=true>
            <Table caption="待解读的文件、待更新的专题、待答复的来信、各单位每年应发的一份、各有期限的在办信息，最急的在前" caption_hidden=true headings>{rows}</Table>
        </Panel>
    }
}
