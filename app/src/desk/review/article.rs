//! A revision as the portal would show it: title, meta line, text, files.

use domain::{desk::reading::ReadingCopy, file_size::size_in_words};
use leptos::prelude::*;

use crate::{
    desk::editor::RegisterView,
    ui::{Described, DescriptionList, Icon, IconName, Markup, RichText},
};

/// `copy` is the server's: its body has been sanitised.
#[component]
pub(in crate::desk) fn ArticleView(copy: ReadingCopy) -> impl IntoView {
    let files = copy
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
    let facts = copy
        .facts
        .into_iter()
        .map(|(term, words)| view! { <Described term><span class="facts__value">{words}</span></Described> })
        .collect_view();
    let tables = copy.registers.into_iter().map(|register| view! { <RegisterView register/> }).collect_view();
    let has_files = !copy.attachments.is_empty();
    view! {
        <article class="sheet">
            <h2 class="sheet__title">{copy.title}</h2>
            <p class="sheet__meta">{copy.byline}</p>
            <DescriptionList columns=true>{facts}</DescriptionList>
            {(!copy.summary.is_empty()).then(|| view! { <p class="sheet__summary">{copy.summary}</p> })}
            <RichText html=Markup::delivered(copy.body) indented=true/>
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
