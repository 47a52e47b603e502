//! 自查自评报告: the result, every leaf with its points, what is lost with the evidence, the appeals, and room for the seal.

use domain::{
    assessment::{Evidence, LeafKind, LeafLine, Sureness, VetoState},
    desk::assessment::{AssessmentReport, FrozenPart},
    time,
};
use leptos::prelude::*;

use super::{line, table};

/// Evidence printed under one line; the file has all.
const SHOWN: usize = 20;

pub(super) fn sheet(title: String, report: AssessmentReport) -> impl IntoView {
    let score = &report.score;
    let hit = score.vetoes.iter().filter(|veto| veto.state == VetoState::Hit).count();
    let near = score.vetoes.iter().filter(|veto| veto.state == VetoState::Near).count();
    let frozen = report.frozen.as_ref();
    let number = frozen.map_or_else(
        || format!("截至 {}（未封存）", score.on),
        |frozen| format!("封存编号：{}　截至 {}", frozen.id, score.on),
    );
    let corrected = frozen
        .and_then(|frozen| frozen.correction.as_ref())
        .map(|correction| line("申诉后得分", format!("{}，{}", correction.corrected, correction.grade.label())));
    let forecast = report.forecast.as_ref().map(|forecast| {
        let (points, grade) = (forecast.points, forecast.grade.label());
        let caveat = forecast.caveat().unwrap_or_default();
        line("预测", format!("如不采取措施，到 {} 得分 {points}，{grade}。{caveat}", forecast.on))
    });
    let bonus = report.lines.iter().any(|line| line.kind == LeafKind::Bonus);
    let of_kind =
        |kind: LeafKind| report.lines.iter().filter(move |line| line.kind == kind).map(leaf_row).collect_view();
    let headings = ["项目", "计分条件", "实测", "状态", "得失分"];
    let losses = report.lines.iter().filter(|line| costs(line)).map(evidence_of).collect_view();
    let units = report
        .by_unit
        .iter()
        .map(|(unit, points)| view! { <tr><td>{unit.clone()}</td><td>{points.to_string()}</td></tr> });
    let units = units.collect_view();
    let ways = report
        .ways
        .ways
        .iter()
        .map(|way| {
            view! { <tr><td>{way.what.clone()}</td><td>{way.gain.to_string()}</td><td>{way.hours.to_string()}</td></tr> }
        })
        .collect_view();
    let unmeasured = report.not_measured.join("；");
    let present = report.present_only.join("；");
    view! {
        <h1 class="paper__title">{title}</h1>
        <p class="paper__number">{number}</p>
        <table class="paper__form">
            <tbody>
                {line("检查指标", report.rule_set_name.clone())}
                {line("依据文件", report.document.clone())}
                {line("结论", score.grade.label())}
                {line("得分", score.points.to_string())}
                {line("合格线", sure(score.pass.value.to_string(), score.pass.sureness))}
                {line("已确定失分", score.lost().to_string())}
                {line("单项否决", format!("触及 {hit}，预警 {near}"))}
                {corrected}
                {forecast}
                {line("说明", report.note.clone())}
            </tbody>
        </table>
        <h2 class="paper__subtitle">"一、单项否决"</h2>
        {table(&headings, of_kind(LeafKind::Veto))}
        <h2 class="paper__subtitle">"二、扣分指标"</h2>
        {table(&headings, of_kind(LeafKind::Test))}
        {bonus.then(|| view! {
            <h2 class="paper__subtitle">"三、加分指标"</h2>
            {table(&headings, of_kind(LeafKind::Bonus))}
            {score.bonus.as_ref().map(|total| view! { <p>{format!("合计：{total}")}</p> })}
        })}
        <h2 class="paper__subtitle">"失分和否决的依据"</h2>
        {losses}
        <h2 class="paper__subtitle">"各单位失分"</h2>
        {table(&["单位", "失分"], units)}
        <h2 class="paper__subtitle">"整改安排（单位工时补回分数多的在前）"</h2>
        {table(&["要做的事", "可补回", "约需小时"], ways)}
        {frozen.map(appeals)}
        <h2 class="paper__subtitle">"数据说明"</h2>
        <table class="paper__form">
            <tbody>
                {line("尚未测量", if unmeasured.is_empty() { "无".to_owned() } else { unmeasured })}
                {(!present.is_empty()).then(|| line("只有当前数据", present))}
                {line("版本", format!("方案 {}，工作日历 {}", report.versions.plan, report.versions.calendar))}
            </tbody>
        </table>
        {frozen.map(signatures)}
        <div class="paper__seal">
            <p>"单位（盖章）："</p>
            <p>"日期：　　　　年　　月　　日"</p>
        </div>
        <p>{format!("打印时间：{}", time::minute(report.made_at))}</p>
    }
}

fn leaf_row(line: &LeafLine) -> impl IntoView + use<> {
    let points = match line.kind {
        LeafKind::Veto => "—".to_owned(),
        LeafKind::Test | LeafKind::Bonus => line.counted.map(|points| points.to_string()).unwrap_or_default(),
    };
    view! {
        <tr>
            <td>{format!("{}：{}", line.under, line.name)}</td>
            <td>{sure(line.threshold.clone(), line.sureness)}</td>
            <td>{line.value.clone().unwrap_or_default()}</td>
            <td>{line.state.clone()}</td>
            <td>{points}</td>
        </tr>
    }
}

/// Something is lost, or a veto is hit or near.
fn costs(line: &LeafLine) -> bool {
    line.kind != LeafKind::Bonus && !line.evidence.is_empty()
}

fn evidence_of(line: &LeafLine) -> impl IntoView + use<> {
    let more = line.evidence.len().saturating_sub(SHOWN);
    let found = line.evidence.iter().take(SHOWN).map(|found| view! { <li>{found_words(found)}</li> }).collect_view();
    view! {
        <h3 class="paper__subtitle">{format!("{}：{}（{} 条）", line.under, line.name, line.evidence.len())}</h3>
        <ol>{found}</ol>
        {(more > 0).then(|| view! { <p>{format!("另有 {more} 条，见导出的表格。")}</p> })}
    }
}

fn found_words(found: &Evidence) -> String {
    let seen = found.seen_at.map(|at| format!("，{}", time::minute(at))).unwrap_or_default();
    let address = found.address.as_deref().map(|address| format!("（{address}{seen}）")).unwrap_or_default();
    format!("{}{address}", found.what)
}

fn appeals(frozen: &FrozenPart) -> impl IntoView + use<> {
    let rows = frozen
        .appeals
        .iter()
        .map(|appeal| {
            let decided = appeal
                .decided_at
                .map(|at| format!("：{}（{}，{}）", appeal.decision_reason, appeal.decided_by, time::minute(at)));
            view! {
                <tr>
                    <td>{appeal.unit_name.clone()}</td>
                    <td>{appeal.name.clone()}</td>
                    <td>{appeal.reason.clone()}</td>
                    <td>{format!("{}{}", appeal.state.label(), decided.unwrap_or_default())}</td>
                    <td>{appeal.gain.map(|gain| gain.to_string()).unwrap_or_default()}</td>
                </tr>
            }
        })
        .collect_view();
    view! {
        <h2 class="paper__subtitle">"申诉和决定（封存的得分不变）"</h2>
        {if frozen.appeals.is_empty() {
            view! { <p>"没有申诉。"</p> }.into_any()
        } else {
            table(&["单位", "项目", "申诉理由", "决定", "总分变化"], rows).into_any()
        }}
    }
}

fn signatures(frozen: &FrozenPart) -> impl IntoView + use<> {
    let prepared = &frozen.prepared;
    let prepared = format!("{}（{}）　{}", prepared.name, frozen.prepared_unit, time::minute(prepared.at));
    let signed = frozen.signed.as_ref().map_or_else(
        || "尚未签认".to_owned(),
        |signed| format!("{}（{}）　{}", signed.name, frozen.signed_unit, time::minute(signed.at)),
    );
    let soundness = frozen.soundness.label();
    view! {
        <table class="paper__form paper__signatures">
            <tbody>
                {line("编制", prepared)}
                {line("签认", signed)}
                {line("摘要值", format!("{}（{soundness}）", frozen.sha256))}
            </tbody>
        </table>
    }
}

/// With a mark behind what was not compared with the document.
fn sure(value: String, sureness: Sureness) -> String {
    if sureness == Sureness::Confirmed || value.is_empty() {
        value
    } else {
        format!("{value}（{}）", sureness.label())
    }
}
