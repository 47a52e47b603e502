//! Two texts side by side: what differs in the fields, the text line by line, and both rendered.

use domain::desk::content::{Comparison, FieldDifference, Fragment, LineDifference};
use leptos::prelude::*;

use crate::ui::{Cell, Choice, EmptyState, Heading, IconName, Markup, RadioGroup, RichText, RowHeading, Table, live};

#[component]
pub(in crate::desk) fn ComparisonView(
    comparison: Comparison,
    /// Unique on the page.
    id: &'static str,
) -> impl IntoView {
    let Comparison { left, right, fields, lines, left_html, right_html } = comparison;
    let same_words = lines.iter().all(is_same);
    let same_text = same_words && left_html == right_html;
    let unchanged = fields.is_empty() && same_text;
    view! {
        <div class="comparison">
            {unchanged.then(|| view! { <EmptyState title="两份内容没有差别" icon=IconName::GitCompare/> })}
            {(!fields.is_empty()).then(|| view! { <FieldTable fields/> })}
            {(!same_text).then(|| view! { <Texts left right lines left_html right_html same_words id/> })}
        </div>
    }
}

/// Both texts, line by line or as pages.
#[component]
fn Texts(
    left: String,
    right: String,
    lines: Vec<LineDifference>,
    left_html: String,
    right_html: String,
    /// Only the layout differs, which the lines do not show.
    same_words: bool,
    id: &'static str,
) -> impl IntoView {
    let view = RwSignal::new(if same_words { "page" } else { "text" }.to_owned());
    let choices = vec![Choice::new("text", "文字对照"), Choice::new("page", "版面对照")];
    let titles = StoredValue::new((left, right));
    let (lines, pages) = (StoredValue::new(lines), StoredValue::new((left_html, right_html)));
    view! {
        <RadioGroup legend="对照方式" name=format!("{id}-view") value=view choices inline=true/>
        {live(move || {
            let (left, right) = titles.get_value();
            if view.read().as_str() == "text" {
                return view! { <LineTable left right lines=lines.get_value()/> }.into_any();
            }
            let (left_html, right_html) = pages.get_value();
            view! {
                <div class="comparison__pages">
                    <Page title=left html=left_html/>
                    <Page title=right html=right_html/>
                </div>
            }
            .into_any()
        })}
    }
}

/// One text as a page, which scrolls by itself: also for whoever has only a keyboard.
#[component]
fn Page(title: String, html: String) -> impl IntoView {
    let label = title.clone();
    view! {
        <section class="comparison__page" aria-label=label tabindex="0">
            <h3>{title}</h3>
            <RichText html=Markup::delivered(html)/>
        </section>
    }
}

#[component]
fn FieldTable(fields: Vec<FieldDifference>) -> impl IntoView {
    let lines = fields
        .into_iter()
        .map(|field| {
            view! {
                <tr>
                    <RowHeading>{field.label}</RowHeading>
                    <Cell label="原内容"><del>{field.left}</del></Cell>
                    <Cell label="新内容"><ins>{field.right}</ins></Cell>
                </tr>
            }
        })
        .collect_view();
    let headings = vec![Heading::new("项目"), Heading::new("原内容"), Heading::new("新内容")];
    view! { <Table caption="要素的差别" headings>{lines}</Table> }
}

#[component]
fn LineTable(left: String, right: String, lines: Vec<LineDifference>) -> impl IntoView {
    let rows = lines
        .into_iter()
        .map(|line| {
            let same = is_same(&line);
            view! {
                <tr class="diff__line" class:diff__line--same=same>
                    <td class="diff__side">{side(line.left, false)}</td>
                    <td class="diff__side">{side(line.right, true)}</td>
                </tr>
            }
        })
        .collect_view();
    view! {
        <div class="table-box" tabindex="0" role="region" aria-label="文字对照">
            <table class="diff">
                <caption class="visually-hidden">"文字对照"</caption>
                <thead>
                    <tr>
                        <th scope="col">{left}</th>
                        <th scope="col">{right}</th>
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
        </div>
    }
}

fn is_same(line: &LineDifference) -> bool {
    let calm = |side: &Option<Vec<Fragment>>| side.as_ref().is_some_and(|parts| parts.iter().all(|part| !part.changed));
    calm(&line.left) && calm(&line.right)
}

/// One side of a line; changed parts are marked for eyes and ears.
fn side(parts: Option<Vec<Fragment>>, is_new: bool) -> AnyView {
    let Some(parts) = parts else { return ().into_any() };
    parts
        .into_iter()
        .map(|part| match (part.changed, is_new) {
            (false, _) => view! { <span>{part.text}</span> }.into_any(),
            (true, false) => view! { <del>{part.text}</del> }.into_any(),
            (true, true) => view! { <ins>{part.text}</ins> }.into_any(),
        })
        .collect_view()
        .into_any()
}
