//! 整改通知书 and 整改回复: the two letters of a case.

use std::collections::BTreeMap;

use domain::{
    desk::cases::{CaseMoment, CaseSheet},
    rectification::{Answer, Entry},
    time,
};
use leptos::prelude::*;

use super::line;
use crate::api::ApiError;

/// What the office sends: faults, demand, deadline with its arithmetic, basis.
pub(super) fn notice(title: String, sheet: CaseSheet) -> impl IntoView {
    let given = sheet.first_given();
    let (last_day, doubts) = (format!("{}（{}）", given.due, given.note()), given.doubts.join("；"));
    let CaseSheet { row, notice, office, timeline, .. } = sheet;
    let points = (1_u16..)
        .zip(notice.points)
        .map(|(number, point)| {
            view! {
                <tr>
                    <td>{number}</td>
                    <td>{point.fault}</td>
                    <td>{point.place}</td>
                    <td>{point.seen}</td>
                    <td>{point.passage}</td>
                </tr>
            }
        })
        .collect_view();
    let changes = timeline.iter().filter_map(changed_deadline).collect_view();
    view! {
        <h1 class="paper__title">{title}</h1>
        <p class="paper__number">{row.number}</p>
        <p>{format!("{}：", row.unit.name)}</p>
        <p class="paper__words">
            {format!("经检查，你单位负责的门户网站内容存在以下问题（{}），请限期整改。", notice.subject)}
        </p>
        <table class="paper__form">
            <thead>
                <tr>
                    <th scope="col">"序号"</th>
                    <th scope="col">"存在问题"</th>
                    <th scope="col">"位置"</th>
                    <th scope="col">"发现时间"</th>
                    <th scope="col">"原文摘录"</th>
                </tr>
            </thead>
            <tbody>{points}</tbody>
        </table>
        <table class="paper__form">
            <tbody>
                {line("整改要求", notice.demand)}
                {line("整改期限", last_day)}
                {(!doubts.is_empty()).then(|| line("期限说明", doubts))}
                {line("依据", notice.basis)}
                {line("当前状态", row.state.label())}
            </tbody>
        </table>
        {changes}
        {seal(office, time::china_date(row.opened_at).to_string())}
    }
}

/// A deadline that was moved since the notice went out.
fn changed_deadline(moment: &CaseMoment) -> Option<AnyView> {
    let words = match &moment.entry {
        Entry::Extend { given, reason } => format!("经批准延期至 {}：{reason}", given.due),
        Entry::SendBack { given, .. } => format!("回复经核查退回，重新整改的期限为 {}", given.due),
        _ => return None,
    };
    let on = time::china_date(moment.at);
    Some(view! { <p class="paper__words">{format!("{on}　{words}。")}</p> }.into_any())
}

/// What the unit answered, each point with its last answer; there is none before it has.
pub(super) fn reply(title: String, sheet: CaseSheet) -> Result<AnyView, ApiError> {
    let CaseSheet { row, notice, office, timeline, accepted, .. } = sheet;
    let mut answers: BTreeMap<u16, &Answer> = BTreeMap::new();
    let mut last = None;
    for moment in &timeline {
        if let Entry::Reply { answers: given, note } = &moment.entry {
            answers.extend(given.iter().map(|answer| (answer.point, answer)));
            last = Some((moment, note.clone()));
        }
    }
    let Some((moment, note)) = last else { return Err(cms::Error::NotFound.into()) };
    let points = (1_u16..)
        .zip(&notice.points)
        .map(|(number, point)| {
            let done = answers.get(&number).map(|answer| answer.done.clone()).unwrap_or_default();
            let evidence = answers.get(&number).map(|answer| evidence(answer)).unwrap_or_default();
            let verdict = if accepted.contains(&number) { "整改到位" } else { "" };
            view! {
                <tr>
                    <td>{number}</td>
                    <td>{point.fault.clone()}</td>
                    <td class="paper__words">{done}</td>
                    <td class="paper__words">{evidence}</td>
                    <td>{verdict}</td>
                </tr>
            }
        })
        .collect_view();
    let day = time::china_date(moment.at).to_string();
    let by = format!("{}　{}", moment.unit_name, moment.by);
    Ok(view! {
        <h1 class="paper__title">{title}</h1>
        <p class="paper__number">{format!("对 {} 的回复", row.number)}</p>
        <p>{format!("{office}：")}</p>
        <p class="paper__words">{format!("整改通知（{}）收悉，现将整改情况报告如下。", notice.subject)}</p>
        <table class="paper__form">
            <thead>
                <tr>
                    <th scope="col">"序号"</th>
                    <th scope="col">"存在问题"</th>
                    <th scope="col">"整改情况"</th>
                    <th scope="col">"整改证据"</th>
                    <th scope="col">"核查结论"</th>
                </tr>
            </thead>
            <tbody>{points}</tbody>
        </table>
        <table class="paper__form">
            <tbody>
                {(!note.is_empty()).then(|| line("其他说明", note))}
                {line("报送人", by)}
                {line("当前状态", row.state.label())}
            </tbody>
        </table>
        {seal(row.unit.name, day)}
    }
    .into_any())
}

/// Addresses and files, one a line.
fn evidence(answer: &Answer) -> String {
    let files = answer.files.iter().map(|file| format!("附件：{}", file.name));
    answer.links.iter().cloned().chain(files).collect::<Vec<_>>().join("\n")
}

fn seal(unit: String, day: String) -> impl IntoView {
    view! {
        <div class="paper__seal">
            <p>{format!("{unit}（盖章）")}</p>
            <p>{day}</p>
        </div>
    }
}
