//! 政府网站工作年度报表 on paper: the form in its own shape, to be signed at its foot; after it how its figures were counted,
//! and the county's own tables.

use chrono::{Datelike, NaiveDate};
use domain::{
    time,
    work_report::{ColumnLine, Entry, Part, Period, Quarter, Row, SIGNERS, UnitLine, WorkReport},
};
use leptos::prelude::*;

use super::option;

pub(super) fn sheet(report: WorkReport, today: NaiveDate) -> impl IntoView {
    let title = report.title();
    let bases: Vec<_> = report.bases().collect();
    let WorkReport { period, at, gaps, filled_in_by, form, appendix, columns, units, actions, first_year } = report;
    let gaps = gaps.into_iter().map(|gap| view! { <p>{format!("说明：{gap}。")}</p> }).collect_view();
    let parts = form.into_iter().map(part).collect_view();
    let signers = SIGNERS
        .map(|signer| view! { <tr><th scope="row" colspan="3">{signer}</th><td></td></tr> })
        .into_iter()
        .collect_view();
    let bases = bases
        .into_iter()
        .map(|(part, basis)| view! { <tr><th scope="row">{part}</th><td>{basis}</td></tr> })
        .collect_view();
    let appendix = appendix.into_iter().map(own).collect_view();
    let actions = actions
        .into_iter()
        .map(|(label, count)| view! { <tr><th scope="row">{label}</th><td>{count}</td></tr> })
        .collect_view();
    view! {
        <h1 class="paper__title">{title}</h1>
        {chooser(period, first_year, today)}
        {gaps}
        <p>"填报单位："{figure(&filled_in_by)}</p>
        <table class="paper__form paper__report">
            <caption class="visually-hidden">{period.title()}</caption>
            {parts}
            <tbody>{signers}</tbody>
        </table>
        <section class="paper__own">
            <h2 class="paper__subtitle">"填报说明"</h2>
            <table class="paper__form">
                <caption class="visually-hidden">"统计口径"</caption>
                <tbody>{bases}</tbody>
            </table>
            <p>{format!("数据截至 {}。", time::minute(at))}</p>
            {appendix}
            <h2 class="paper__subtitle">"附表：按栏目统计"</h2>
            {by_column(&columns)}
            <h2 class="paper__subtitle">"附表：按单位统计"</h2>
            {by_unit(&units)}
            <h2 class="paper__subtitle">"附表：按日志统计"</h2>
            {table("本期日志中各类操作的次数", &["操作", "次数"], actions.into_any())}
        </section>
    }
}

/// Which year and quarter; the same as a workbook.
fn chooser(period: Period, first_year: i32, today: NaiveDate) -> impl IntoView {
    let years = (first_year.min(period.year())..=today.year())
        .rev()
        .map(|year| option(year.to_string(), format!("{year}年"), year == period.year()))
        .collect_view();
    let begun = Quarter::ALL.into_iter().filter(|quarter| Period::Quarter(period.year(), *quarter).has_begun(today));
    let quarters = begun.map(|quarter| {
        option(quarter.number().to_string(), quarter.label().to_owned(), period.quarter() == Some(quarter))
    });
    let quarters = quarters.collect_view();
    let file = format!("/desk/work-report.xlsx?{}", period.query());
    view! {
        <form class="paper__query screen-only" method="get" action="/desk/work-report" role="search">
            <label>"年度" <select class="input input--select" name="year">{years}</select></label>
            <label>
                "季度"
                <select class="input input--select" name="quarter">
                    <option value="">"全年"</option>
                    {quarters}
                </select>
            </label>
            <button type="submit" class="button button--secondary">"查询"</button>
            <a href=file download="">"下载 XLSX"</a>
        </form>
    }
}

/// A part of the form: its name beside all its rows, the name of a group beside the rows of the group.
fn part(part: Part) -> impl IntoView {
    let Part { title, groups, .. } = part;
    let span = |rows: usize| rows.to_string();
    let mut of_part = (!title.is_empty()).then(|| {
        let rows = groups.iter().map(|group| group.rows.len()).sum();
        view! { <th scope="row" class="paper__part" rowspan=span(rows)>{title}</th> }
    });
    let mut rows = Vec::new();
    for group in groups {
        let label_columns = match (title, group.title) {
            ("", _) => 3,
            (_, "") => 2,
            _ => 1,
        };
        let mut of_group = (!group.title.is_empty())
            .then(|| view! { <th scope="row" class="paper__part" rowspan=span(group.rows.len())>{group.title}</th> });
        for row in group.rows {
            let (of_part, of_group) = (of_part.take(), of_group.take());
            rows.push(view! { <tr>{of_part}{of_group}{label_and_figure(row, label_columns)}</tr> });
        }
    }
    view! { <tbody>{rows}</tbody> }
}

/// The label over `columns` columns, and the figure; a row without label is all figure.
fn label_and_figure(row: Row, columns: u8) -> impl IntoView {
    let (span, of_figure) = (columns.to_string(), (columns + 1).to_string());
    let figure = figure(&row.entry);
    let class = row.entry.is_open().then_some("paper__by-hand");
    match row.label {
        "" => view! { <td class=class colspan=of_figure>{figure}</td> }.into_any(),
        label => view! { <th scope="row" colspan=span>{label}</th><td class=class>{figure}</td> }.into_any(),
    }
}

/// What a person fills in says so on the screen and is empty on paper.
fn figure(entry: &Entry) -> AnyView {
    match entry {
        Entry::ByHand => view! { <span class="screen-only">{entry.text()}</span> }.into_any(),
        other => other.text().into_any(),
    }
}

/// A part of the county's own.
fn own(part: Part) -> impl IntoView {
    let rows = part.rows().map(|row| view! { <tr><th scope="row">{row.label}</th><td>{row.entry.text()}</td></tr> });
    let rows = rows.collect_view();
    view! {
        <h2 class="paper__subtitle">{format!("附表：{}", part.title)}</h2>
        <table class="paper__form paper__figures">
            <caption class="visually-hidden">{part.title}</caption>
            <tbody>{rows}</tbody>
        </table>
    }
}

fn by_column(lines: &[ColumnLine]) -> impl IntoView + use<> {
    let rows = lines
        .iter()
        .cloned()
        .chain([ColumnLine::total(lines)])
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

fn by_unit(lines: &[UnitLine]) -> impl IntoView + use<> {
    let rows = lines
        .iter()
        .cloned()
        .chain([UnitLine::total(lines)])
        .map(|line| {
            let share = line.share_in_time();
            let items = figures([line.published, line.in_time, line.late, line.late_at_lead]);
            let rest = figures([line.received, line.answered, line.rounds]);
            view! { <tr><th scope="row">{line.name}</th>{items}<td>{share}</td>{rest}</tr> }
        })
        .collect_view();
    let headings = [
        "单位",
        "发布（条）",
        "按期（条）",
        "超期（条）",
        "超期在牵头单位（条）",
        "按期率",
        "收到读者反馈（件）",
        "答复读者反馈（件）",
        "月度巡查签字（份）",
    ];
    table("各单位的发布、时效、读者反馈和月度巡查情况", &headings, rows.into_any())
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

fn figures<const N: usize>(counts: [i64; N]) -> impl IntoView {
    counts.into_iter().map(|count| view! { <td>{count}</td> }).collect_view()
}
