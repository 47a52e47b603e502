//! Tables: a caption, column headings with scope, and a box of their own to scroll in.

use leptos::prelude::*;

/// A column of a table.
#[derive(Debug, Clone)]
pub struct Heading {
    label: String,
    class: &'static str,
    hidden: bool,
}

impl Heading {
    pub fn new(label: impl Into<String>) -> Self {
        Self { label: label.into(), class: "table__heading", hidden: false }
    }

    /// A column of numbers or dates: aligned right, figures of equal width.
    pub fn number(label: impl Into<String>) -> Self {
        Self { class: "table__heading table__heading--number", ..Self::new(label) }
    }

    /// A column whose heading is read out but not shown: check boxes, actions.
    pub fn hidden(label: impl Into<String>) -> Self {
        Self { hidden: true, ..Self::new(label) }
    }
}

/// A table; `children` are its `<tr>`s. On a narrow screen rows become cards, each [`Cell`] with its label.
#[component]
pub fn Table(
    #[prop(into)] caption: String,
    headings: Vec<Heading>,
    /// The caption is read out but not shown: a heading stands right above.
    #[prop(optional)]
    caption_hidden: bool,
    children: Children,
) -> impl IntoView {
    let headings = headings
        .into_iter()
        .map(|heading| {
            view! {
                <th scope="col" class=heading.class>
                    <span class:visually-hidden=heading.hidden>{heading.label}</span>
                </th>
            }
        })
        .collect_view();
    view! {
        <div class="table-box" tabindex="0" role="region" aria-label=caption.clone()>
            <table class="table">
                <caption class="table__caption" class:visually-hidden=caption_hidden>{caption.clone()}</caption>
                <thead>
                    <tr>{headings}</tr>
                </thead>
                <tbody>{children()}</tbody>
            </table>
        </div>
    }
}

/// The cell that names its row.
#[component]
pub fn RowHeading(children: Children) -> impl IntoView {
    view! { <th scope="row" class="table__row-heading">{children()}</th> }
}

/// A cell; `label` repeats its column's heading where rows are shown as cards.
#[component]
pub fn Cell(
    #[prop(into)] label: String,
    /// Numbers and dates.
    #[prop(optional)]
    number: bool,
    children: Children,
) -> impl IntoView {
    view! { <td class="table__cell" class:table__cell--number=number data-label=label>{children()}</td> }
}
