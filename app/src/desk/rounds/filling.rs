//! The checklist to be filled in: for each column 正常 or 有问题 with a note, and the signature at the end.

use std::collections::BTreeMap;

use domain::{
    desk::{
        FieldFault,
        rounds::{RoundLine, RoundSheet},
    },
    plan::ColumnCode,
    round::{LONGEST_NOTE, Line, Verdict, field_of, note_field_of},
};
use leptos::prelude::*;

use super::{line::Known, rows::Row, saving::Saving, signing::Signing};
use crate::{
    desk::unsaved::State,
    ui::{Banner, Button, Checkbox, Choice, Field, RadioGroup, TextArea, Tone, live},
};

#[component]
pub(super) fn Filling(sheet: RoundSheet, head: RwSignal<String>, reload: Callback<()>) -> impl IntoView {
    let (month, shown) = (sheet.due.month, sheet.shown);
    let rows: Vec<Row> = sheet.lines.iter().map(Row::of).collect();
    let faults = RwSignal::new(Vec::<FieldFault>::new());
    let saving = Saving::new(month, rows.clone(), faults);
    // Once, in the browser: from here on every field is followed.
    Effect::new(move |_| saving.start());
    let lines = sheet
        .lines
        .into_iter()
        .zip(rows.iter().copied())
        .map(|(line, row)| view! { <Asked line row faults/> })
        .collect_view();
    let done = move || {
        let answered = rows.iter().filter(|row| !row.verdict.read().is_empty()).count();
        format!("已填 {answered} / {} 个栏目", rows.len())
    };
    view! {
        <ol class="round-lines">{lines}</ol>
        <div class="round-foot">
            <p role="status">{live(done)} " · " {live(move || state_in_words(&saving.state.read()))}</p>
            <Signing month shown head saving faults reload/>
        </div>
    }
}

fn state_in_words(state: &State) -> String {
    match state {
        State::Saved(None) => "填写的内容自动保存".to_owned(),
        State::Saved(Some(at)) => format!("已保存 {}", domain::time::minute(*at)),
        State::Changed | State::Saving => "正在保存…".to_owned(),
        State::Waiting(why) | State::Stuck(why) => why.clone(),
    }
}

#[component]
fn Asked(line: RoundLine, row: Row, faults: RwSignal<Vec<FieldFault>>) -> impl IntoView {
    let RoundLine { line, by, .. } = line;
    let (field, note_field) = (field_of(&line.column), note_field_of(&line.column));
    let beside = |field: String| {
        Signal::derive(move || {
            faults.read().iter().find(|fault| fault.field == field).map(|fault| fault.message.clone())
        })
    };
    let (fault, of_note) = (beside(field.clone()), beside(note_field.clone()));
    let note_fault = Signal::derive(move || row.fault().map(|fault| fault.message).or_else(|| of_note.get()));
    let is_wrong = move || fault.read().is_some() || note_fault.read().is_some();
    let hint = hint(&line);
    let confirmable = line.confirmable;
    let legend = format!("“{}”巡查结果", line.name);
    let label = format!("“{}”说明", line.name);
    let unchanged = format!("“{}”已逐条核对，没有变化（计作栏目确认）", line.name);
    let choices = Verdict::ALL.map(|verdict| Choice::new(verdict.code(), verdict.label())).to_vec();
    let last_by = (!by.is_empty()).then(|| view! { <p class="note">{format!("{by} 填写")}</p> });
    view! {
        <li class="round-line" class:round-line--invalid=is_wrong>
            <Known line/>
            <RadioGroup legend name=field.clone() value=row.verdict choices inline=true error=fault/>
            <Field label name=note_field hint error=note_fault>
                <TextArea value=row.note rows=2/>
            </Field>
            {confirmable.then(|| view! {
                <Checkbox label=unchanged name=format!("{field}.unchanged") checked=row.unchanged/>
            })}
            {last_by}
            <Contested row/>
        </li>
    }
}

fn hint(line: &Line) -> String {
    let known = line.known_faults();
    if known.is_empty() {
        format!("有问题的写明问题和处理办法，最多 {LONGEST_NOTE} 字")
    } else {
        format!("系统记录为{}；选“正常”须说明理由，最多 {LONGEST_NOTE} 字", known.join("、"))
    }
}

/// What a colleague answered meanwhile: theirs or mine, but neither without being seen.
#[component]
fn Contested(row: Row) -> impl IntoView {
    live(move || {
        row.theirs.get().map(|theirs| {
            let verdict = theirs.answer.verdict.map_or("未选", Verdict::label);
            let words = format!("{} 同时填写了本栏：{verdict}。{}", theirs.by, theirs.answer.note);
            view! {
                <Banner tone=Tone::Warn>
                    <p>{words}</p>
                    <p class="round-line__choice">
                        <Button small=true on_press=move |()| row.take_theirs()>"采用同事填写的"</Button>
                        <Button small=true on_press=move |()| row.keep_mine()>"保留我填写的"</Button>
                    </p>
                </Banner>
            }
        })
    })
}

/// The version of each column's answer that stands here, for the signature.
pub(super) fn seen(rows: &[Row]) -> BTreeMap<ColumnCode, i32> {
    rows.iter().map(|row| (row.column.get_value(), row.version.get_untracked())).collect()
}
