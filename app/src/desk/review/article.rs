//! A revision as the portal would show it: title, meta line, text, files.

use domain::item::Content;
use leptos::prelude::*;

use crate::{
    desk::editor::{RegisterView, size_in_words},
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
    let tables = content.registers().into_iter().map(|register| view! { <RegisterView register/> }).collect_view();
    let has_files = !content.attachments.is_empty();
    view! {
        <article class="sheet">
            <h2 class="sheet__title">{content.title.clone()}</h2>
            <p class="sheet__meta">{meta.join("　")}</p>
            <Facts content=content.clone()/>
            {(!content.summary.is_empty()).then(|| view! { <p class="sheet__summary">{content.summary.clone()}</p> })}
            <RichText html=Markup::delivered(content.body) indented=true/>
            {tables}
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
    for (field, value) in content.detail.values() {
        facts.push((field.label, field.in_words(&value)));
    }
    facts.push(("关键词", content.keywords.join("、")));
    facts.push(("版权说明", content.copyright.clone()));
    if let Some(change) = &content.change {
        facts.push(("修改说明", format!("{} {}", change.kind.label(), change.note)));
    }
    let rows = facts
        .into_iter()
        .filter(|(_, value)| !value.trim().is_empty())
        .map(|(term, value)| view! { <Described term><span class="facts__value">{value}</span></Described> })
        .collect_view();
    view! { <DescriptionList columns=true>{rows}</DescriptionList> }
}
