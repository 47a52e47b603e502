//! A revision as the portal would show it: title, meta line, text, files.

use domain::item::{Content, Detail};
use leptos::prelude::*;

use crate::{
    desk::editor::size_in_words,
    ui::{Described, DescriptionList, Icon, IconName, Markup, RichText},
};

/// `content` is the server's: its body has been sanitised.
#[component]
pub(in crate::desk) fn ArticleView(content: Content) -> impl IntoView {
    let meta: Vec<String> = [("来源", &content.source), ("作者", &content.author), ("责任编辑", &content.editor)]
        .into_iter()
        .filter(|(_, value)| !value.trim().is_empty())
        .map(|(label, value)| format!("{label}：{value}"))
        .collect();
    let files = content
        .attachments
        .iter()
        .map(|file| {
            view! {
                <li class="attachments__one">
                    <Icon name=IconName::Paperclip/>
                    <a href=file.address.clone() rel="external" target="_blank">{file.name.clone()}</a>
                    <span class="attachments__size">{size_in_words(file.size)}</span>
                </li>
            }
        })
        .collect_view();
    let has_files = !content.attachments.is_empty();
    view! {
        <article class="sheet">
            <h2 class="sheet__title">{content.title.clone()}</h2>
            <p class="sheet__meta">{meta.join("　")}</p>
            <Facts content=content.clone()/>
            {(!content.summary.is_empty()).then(|| view! { <p class="sheet__summary">{content.summary.clone()}</p> })}
            <RichText html=Markup::delivered(content.body) indented=true/>
            {has_files.then(|| view! {
                <section class="sheet__files">
                    <h3>"附件"</h3>
                    <ul class="attachments">{files}</ul>
                </section>
            })}
        </article>
    }
}

/// What is known beside the text.
#[component]
fn Facts(content: Content) -> impl IntoView {
    let mut facts: Vec<(&'static str, String)> = vec![("公开属性", content.disclosure.label().to_owned())];
    if let Some(event) = content.event {
        facts.push(("信息形成（决定）日期", format!("{}（{}）", event.on, event.kind.label())));
    }
    let day = |day: Option<chrono::NaiveDate>| day.map(|day| day.to_string()).unwrap_or_default();
    match &content.detail {
        Detail::Article => {}
        Detail::Reprint(reprint) => {
            facts.push(("原文地址", reprint.address.clone()));
            facts.push(("原文发布日期", day(reprint.published_on)));
        }
        Detail::PolicyDocument(document) => {
            facts.push(("索引号", document.index_number.clone()));
            facts.push(("发文字号", document.document_number.clone()));
            facts.push(("发文机关", document.issuer.clone()));
            facts.push(("主题分类", document.theme.clone()));
            facts.push(("体裁", document.genre.clone()));
            facts.push(("成文日期", day(document.written_on)));
            facts.push(("实施日期", day(document.effective_on)));
            facts.push(("有效性", document.validity.label().to_owned()));
        }
        Detail::Interpretation(interpretation) => {
            let document = interpretation.document.as_ref().map(ToString::to_string).unwrap_or_default();
            facts.push(("所解读的文件", document));
            facts.push(("解读机构", interpretation.interpreter.clone()));
        }
    }
    facts.push(("关键词", content.keywords.join("、")));
    facts.push(("版权说明", content.copyright.clone()));
    let rows = facts
        .into_iter()
        .filter(|(_, value)| !value.trim().is_empty())
        .map(|(term, value)| view! { <Described term>{value}</Described> })
        .collect_view();
    view! { <DescriptionList columns=true>{rows}</DescriptionList> }
}
