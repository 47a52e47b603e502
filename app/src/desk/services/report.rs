//! What became of a file of guides, or would become of it.

use domain::desk::services::{Differing, Rejected, Scores, ServicesReport};
use leptos::prelude::*;

use crate::ui::{Cell, Described, DescriptionList, Heading, RowHeading, Table};

/// Lines of a table that somebody still reads.
const SHOWN: usize = 200;

/// Completeness, as lines of a description list.
pub(super) fn scores(scores: Scores) -> AnyView {
    let missing: Vec<String> = scores.missing.iter().map(|(element, count)| format!("{element} {count} 项")).collect();
    let missing = if missing.is_empty() { "没有".to_owned() } else { missing.join("，") };
    view! {
        <Described term="要素完整度平均">{format!("{}%", scores.mean)}</Described>
        <Described term="缺 4 类以上要素">{format!("{} 项", scores.useless)}</Described>
        <Described term="缺少的要素">{missing}</Described>
    }
    .into_any()
}

pub(super) fn report(shown: ServicesReport, taken: &'static str) -> AnyView {
    let rows = shown.rejected_rows();
    let ServicesReport { imported, already_there, differing, rejected, scores: complete, .. } = shown;
    let figures = [
        (taken, format!("{imported} 项")),
        ("已有，不重复导入", format!("{already_there} 项")),
        ("已有，但内容不同", format!("{} 项", differing.len())),
        ("不能导入", format!("{rows} 行")),
    ];
    let figures = figures.map(|(term, value)| view! { <Described term=term>{value}</Described> }.into_any());
    let faults = rejected.into_iter().map(|Rejected { row, column, reason }| {
        let column = if column.is_empty() { "整行".to_owned() } else { column };
        [format!("第 {row} 行"), column, reason]
    });
    let differing = differing
        .into_iter()
        .map(|Differing { row, title, fields }| [format!("第 {row} 行"), title, fields.join("、")]);
    view! {
        <DescriptionList columns=true>{Vec::from(figures)} {scores(complete)}</DescriptionList>
        {table("不能导入的行", ["行", "列", "原因"], faults.collect())}
        {table("已公开而内容不同的事项（导入不改动，请修订）", ["行", "事项", "不同之处"], differing.collect())}
    }
    .into_any()
}

/// Nothing when there are no rows.
fn table(what: &str, headings: [&'static str; 3], rows: Vec<[String; 3]>) -> Option<AnyView> {
    let caption = match rows.len() {
        0 => return None,
        count if count > SHOWN => format!("{what}，共 {count} 条，这里是前 {SHOWN} 条"),
        _ => what.to_owned(),
    };
    let line = |[head, second, third]: [String; 3]| {
        view! {
            <tr>
                <RowHeading>{head}</RowHeading>
                <Cell label=headings[1]>{second}</Cell>
                <Cell label=headings[2]>{third}</Cell>
            </tr>
        }
        .into_any()
    };
    let lines: Vec<AnyView> = rows.into_iter().take(SHOWN).map(line).collect();
    let headings = headings.map(Heading::new).into();
    Some(view! { <Table caption headings>{lines}</Table> }.into_any())
}
