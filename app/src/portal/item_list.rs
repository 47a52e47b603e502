//! A list of items: title left, date right, ordinary links.

use cms::portal::ListRow;
use domain::time;
use leptos::prelude::*;

use super::address;
use crate::ui::Day;

/// How much room a list has.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Room {
    /// On the home page and channel pages: short lines.
    Little,
    /// On a column's own page: whole titles, document numbers.
    Ample,
}

#[component]
pub(super) fn ItemList(rows: Vec<ListRow>, room: Room) -> impl IntoView {
    let class = match room {
        Room::Little => "item-list item-list--short",
        Room::Ample => "item-list item-list--page",
    };
    let rows = rows
        .into_iter()
        .map(|row| {
            let number = row.document_number.filter(|number| room == Room::Ample && !number.is_empty());
            view! {
                <li class="item-list__row">
                    <a class="item-list__link" href=address::item(&row.code) title=row.title.clone()>
                        {row.title.clone()}
                        {number.map(|number| view! { <span class="item-list__number">{number}</span> })}
                    </a>
                    <span class="item-list__date"><Day on=time::china_date(row.published_at)/></span>
                </li>
            }
        })
        .collect_view();
    view! { <ul class=class>{rows}</ul> }
}
