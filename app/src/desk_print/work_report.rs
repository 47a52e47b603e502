//! 政府网站工作年度报表 on paper: the form part by part, then the tables by column and unit and what the log has counted.

use chrono::NaiveDate;
use domain::{
    time,
    work_report::{ColumnLine, Entry, Part, Period, Quarter, UnitLine, WorkReport},
};
use leptos::prelude::*;

use super::option;

pub(super) fn sheet(site: String, report: WorkReport, today: NaiveDate) -> impl IntoView {
    let WorkReport { period, at, gaps, parts, columns, units, actions, first_year } = report;
    let gaps = gaps.into_iter().map(|gap| view! { <p>{format!("说明：{gap}。")}</p> }).collect_view();
    let parts = parts.into_iter().map(part).collect_view();
    let actions = actions
        .into_iter()
        .map(|(label, count)| view! { <tr><th scope="row">{label}</th><td>{count}</td></tr> })
        .collect_view();
    view! {
        <h1 class="paper__title">{period.title()}</h1>
        <p class="paper__subtitle">{format!("{site}　{}", period.label())}</p>
        {chooser(period, first_year, today)}
        {gaps}
        {parts}
        <h2 class="paper__subtitle">"按栏目统计"</h2>
        {by_column(columns)}
        <h2 class="paper__subtitle">"按单位统计"</h2>
        {by_unit(units)}
        <h2 class="paper__subtitle">"按日志统计"</h2>
        {table("本期日志中各类操作的次数", &["操作", "次数"], actions.into_any())}
        <table class="paper__form paper__signatures">
            <tbody>
                <tr><th scope="row">"填报人"</th><td></td><th scope="row">"审核人"</th><td></td></tr>
                <tr><th scope="row">"单位负责人"</th><td></td><th scope="row">"联系电话"</th><td></td></tr>
            </tbody>
        </table>
        <p class="paper__foot">{format!("数据截至 {}", time::minute(at))}</p>
    }
}

/// Which year and quarter; the same as a workbook.
fn chooser(period: Period, first_year: i32, today: NaiveDate) -> impl IntoView {
    use chrono::Datelike;
    let years = (first_year.min(period.year())..=today.year())
        .rev()
        .map(|year| option(year.to_string(), format!("{year}年"), year == period.year()))
        .collect_view();
    let quarters = Quarter::ALL.map(|quarter| {
        option(quarter.number().to_string(), quarter.label().to_owned(), period.quarter() == Some(quarter))
    });
    let file = format!("/desk/work-report.xlsx?{}", period.query());
    view! {
        <form class="paper__query screen-only" method="get" action="/desk/work-report" role="search">
            <label>"年度" <select class="input input--select" name="year">{years}</select></label>
            <label>
                "季度"
                <select class="input input--select" name="quarter">
                    <option value="">"全年"</option>
                    {quarters.into_iter().collect_view()}
                </select>
            </label>
            <button type="submit" class="button button--secondary">"查询"</button>
            <a href=file download="">"下载 XLSX"</a>
        </form>
    }
}

fn part(part: Part) -> impl IntoView {
    let Part { title, basis, rows } = part;
    let rows = rows
        .into_iter()
        .map(|row| {
            let class = (row.entry == Entry::ByHand).then_some("paper__by-hand");
            view! { <tr><th scope="row">{row.label}</th><td class=class>{row.entry.text()}</td></tr> }
        })
        .collect_view();
    let basis = (!basis.is_empty()).then(|| view! { <p class="paper__basis">{format!("统计口径：{basis}。")}</p> });
    view! {
        <h2 class="paper__subtitle">{title}</h2>
        <table class="paper__form paper__figures">
            <caption class="visually-hidden">{title}</caption>
            <tbody>{rows}</tbody>
        </table>
        {basis}
    }
}

fn by_column(lines: Vec<ColumnLine>) -> impl IntoView {
    let total = ColumnLine {
        name: "合计".to_owned(),
        published: lines.iter().map(|line| line.published).sum(),
        in_time: lines.iter().map(|line| line.in_time).sum(),
        late: lines.iter().map(|line| line.late).sum(),
        overdue_days: lines.iter().map(|line| line.overdue_days).sum(),
        blank_days: lines.iter().map(|line| line.blank_days).sum(),
        known_days: lines.iter().map(|line| line.known_days).sum(),
    };
    let rows = lines
        .into_iter()
        .chain([total])
        .map(|line| {
            let share = line.share_in_time();
            let items = figures([line.published, line.in_time, line.late]);
            let days = figures([line.overdue_days, line.blank_days, line.known_days]);
            view! { <tr><th scope="row">{line.name}</th>{items}<td>{share}</td>{days}</tr> }
        })
        .collect_view();
    let headings =
        ["栏目", "发布（条）", "按期（条）", "超期（条）", "按期率", "逾期（天）", "空白（天）", "有记录（天）"];
    table("各栏目的发布、时效和更新情况", &headings, rows.into_any())
}

fn by_unit(lines: Vec<UnitLine>) -> impl IntoView {
    let total = UnitLine {
        name: "合计".to_owned(),
        published: lines.iter().map(|line| line.published).sum(),
        in_time: lines.iter().map(|line| line.in_time).sum(),
        late: lines.iter().map(|line| line.late).sum(),
        received: lines.iter().map(|line| line.received).sum(),
        answered: lines.iter().map(|line| line.answered).sum(),
        rounds: lines.iter().map(|line| line.rounds).sum(),
    };
    let rows = lines
        .into_iter()
        .chain([total])
        .map(|line| {
            let share = line.share_in_time();
            let items = figures([line.published, line.in_time, line.late]);
            let letters = figures([line.received, line.answered, line.rounds]);
            view! { <tr><th scope="row">{line.name}</th>{items}<td>{share}</td>{letters}</tr> }
        })
        .collect_view();
    let headings = [
        "单位",
        "发布（条）",
        "按期（条）",
        "超期（条）",
        "按期率",
        "收到留言（条）",
        "办结留言（条）",
        "月度巡查签字（份）",
    ];
    table("各单位的发布、时效、留言和月度巡查情况", &headings, rows.into_any())
}

/// A table that may be wider than a phone; read out by its caption.
fn table(caption: &'static str, headings: &[&'static str], rows: AnyView) -> impl IntoView + use<> {
    let headings = headings.iter().map(|heading| view! { <th scope="col">{*heading}</th> }).collect_view();
    view! {
        <div class="paper__wide" tabindex="0" role="region" aria-label=caption>
            <table class="paper__form paper__matrix">
                <caption class="visually-hidden">{caption}</caption>
                <thead><tr>{headings}</tr></thead>
                <tbody>{rows}</tbody>
            </table>
        </div>
    }
}

fn figures(counts: [i64; 3]) -> impl IntoView {
    counts.into_iter().map(|count| view! { <td>{count}</td> }).collect_view()
}
