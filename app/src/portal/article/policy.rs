//! The attribute table above a policy document (政府信息公开目录 format: 索引号, 主题分类, 发文机关 …).

use cms::portal::LiveArticle;
use domain::{
    item::{PolicyDocument, Validity},
    time,
};
use leptos::prelude::*;

use crate::ui::{Day, ValidityTag};

pub(super) fn attributes(document: &PolicyDocument, article: &LiveArticle) -> AnyView {
    let text = |name: &'static str, value: &str| (!value.is_empty()).then(|| (name, value.to_owned().into_any()));
    let day = |name: &'static str, on| on_day(name, on);
    let cells: Vec<(&'static str, AnyView)> = [
        text("索引号", &document.index_number),
        text("主题分类", &document.theme),
        text("发文机关", &document.issuer),
        day("成文日期", document.written_on),
        text("发文字号", &document.document_number),
        day("发布日期", Some(time::china_date(article.published_at))),
        text("体裁", &document.genre),
        day("实施日期", document.effective_on),
        Some(("有效性", validity(document.validity))),
    ]
    .into_iter()
    .flatten()
    .collect();
    let mut rows = Vec::new();
    let mut cells = cells.into_iter();
    while let Some(left) = cells.next() {
        rows.push(row(left, cells.next()));
    }
    view! {
        <table class="attributes">
            <caption class="visually-hidden">"文件属性"</caption>
            <tbody>{rows}</tbody>
        </table>
    }
    .into_any()
}

fn on_day(name: &'static str, on: Option<chrono::NaiveDate>) -> Option<(&'static str, AnyView)> {
    on.map(|on| (name, view! { <Day on/> }.into_any()))
}

fn validity(validity: Validity) -> AnyView {
    view! { <ValidityTag validity/> }.into_any()
}

/// Two attributes beside one another; a last single one takes the whole row.
fn row((name, value): (&'static str, AnyView), right: Option<(&'static str, AnyView)>) -> AnyView {
    let span = right.is_none().then_some("3");
    view! {
        <tr>
            <th scope="row">{name}</th>
            <td colspan=span>{value}</td>
            {right.map(|(name, value)| view! { <th scope="row">{name}</th><td>{value}</td> })}
        </tr>
    }
    .into_any()
}
