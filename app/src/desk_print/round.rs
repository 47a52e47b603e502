//! 月度巡查表: what a unit saw of its columns in a month, with the signature.

use chrono::{DateTime, Utc};
use domain::{
    desk::rounds::{RoundLine, RoundSheet},
    round::{Guides, Verdict},
    time,
};
use leptos::prelude::*;

use super::line;

pub(super) fn sheet(title: String, round: RoundSheet, printed_at: DateTime<Utc>) -> impl IntoView {
    let problems = round.lines.iter().filter(|line| line.answer.verdict == Some(Verdict::Problem)).count();
    let counts = format!("共 {} 个栏目，有问题 {problems} 个", round.lines.len());
    let due = format!("{}（{}；日历版本 {}）", round.due.on, round.due.arithmetic, round.due.calendar);
    let signed = round.signed.as_ref().map_or_else(
        || "未签字".to_owned(),
        |signed| {
            let at = time::minute(signed.at);
            format!("单位负责人 {}，经办 {}，{at}，{}", signed.head, signed.by, round.state.label())
        },
    );
    let rows = round.lines.iter().map(row).collect_view();
    let headings = ["序号", "栏目", "系统记录", "结果", "说明"].map(|heading| view! { <th scope="col">{heading}</th> });
    view! {
        <h1 class="paper__title">{title}</h1>
        <p class="paper__number">{round.due.month.label()}</p>
        <table class="paper__form">
            <tbody>
                {line("巡查单位", round.unit.name.clone())}
                {line("签字期限", due)}
                {line("系统记录截至", time::minute(round.at))}
                {line("巡查情况", counts)}
                {line("签字", signed)}
            </tbody>
        </table>
        <h2 class="paper__subtitle">"巡查记录"</h2>
        <table class="paper__form">
            <thead>
                <tr>{headings.into_iter().collect_view()}</tr>
            </thead>
            <tbody>{rows}</tbody>
        </table>
        <div class="paper__seal">
            <p>"单位负责人签字（盖章）："</p>
            <p>"日期：　　　　年　　月　　日"</p>
        </div>
        <p class="paper__foot">{format!("打印时间：{}", time::minute(printed_at))}</p>
    }
}

fn row(round: &RoundLine) -> impl IntoView + use<> {
    let RoundLine { line, answer, .. } = round;
    let mut known = vec![line.state.label().to_owned()];
    known.extend(line.last.as_ref().map(|last| format!("最近更新 {}", last.on)));
    known.extend((line.findings > 0).then(|| format!("巡查问题 {} 个", line.findings)));
    known.extend(line.link.as_ref().map(|link| format!("链接 {link}")));
    known.extend(line.guides.as_ref().map(guides_in_words));
    known.extend(line.carried.as_ref().map(|carried| format!("{}遗留：{}", carried.month.label(), carried.note)));
    let verdict = answer.verdict.map_or("未填", Verdict::label);
    let verdict = if answer.unchanged { format!("{verdict}，无变化") } else { verdict.to_owned() };
    view! {
        <tr>
            <td>{line.number.clone()}</td>
            <td>{line.name.clone()}</td>
            <td>{known.join("；")}</td>
            <td>{verdict}</td>
            <td>{answer.note.clone()}</td>
        </tr>
    }
}

fn guides_in_words(guides: &Guides) -> String {
    format!("办事指南 {} 项，要素不全 {} 项", guides.total, guides.incomplete)
}
