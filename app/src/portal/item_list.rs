//! Lists of items, as the kind of the column lays them out: lines with the date at the right, cards, people, groups.
//! Ordinary links, whatever the layout.

use std::cmp::Reverse;

use chrono::{Datelike, NaiveDate};
use cms::{Cms, media::PagePictures, portal::ListRow};
use domain::{
    kind::{Detail, Facet, Kind, Validity},
    time,
};
use leptos::prelude::*;

use super::{
    address,
    picture::{Loading, picture},
};
use crate::ui::{Day, Icon, IconName, ValidityTag};

/// How much room a list has.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Room {
    /// On the home page and channel pages: short lines.
    Little,
    /// On a column's own page: whole titles, document numbers.
    Ample,
}

/// Where a line leads: to the item, or to the source of a line that shows another column's item.
fn target(row: &ListRow) -> String {
    match (&row.about, row.detail.kind()) {
        (Some(source), Kind::Repost) => address::item(source),
        _ => address::item(&row.code),
    }
}

/// `known` is what a heading above says already: no line says it again.
#[component]
pub(super) fn ItemList(rows: Vec<ListRow>, room: Room, #[prop(optional, into)] known: String) -> impl IntoView {
    let class = match room {
        Room::Little => "item-list item-list--short",
        Room::Ample => "item-list item-list--page",
    };
    let today = expect_context::<Cms>().today();
    let rows = rows
        .into_iter()
        .map(|row| {
            let about = row.detail.nature().row();
            let has_under = !about.under.is_empty() && about.under != known;
            let under = match (room, &row.detail) {
                // Whose words they are.
                (Room::Ample, Detail::Reprint(_)) if !row.source.is_empty() => {
                    let source = format!("来源：{}", row.source);
                    Some(view! { <span class="item-list__under">{source}</span> }.into_any())
                }
                (Room::Ample, _) if has_under => {
                    Some(view! { <span class="item-list__under">{about.under}</span> }.into_any())
                }
                // A name alone says nothing.
                (Room::Little, Detail::Leader(_)) if has_under => {
                    Some(view! { <span class="item-list__post">{about.under}</span> }.into_any())
                }
                (Room::Ample | Room::Little, _) => None,
            };
            let label =
                (!about.label.is_empty()).then(|| view! { <span class="item-list__label">{about.label}</span> });
            // Only what is no longer in force needs a mark in a list.
            let validity = about
                .validity
                .map(|stated| stated.on(today))
                .filter(|validity| *validity != Validity::InForce)
                .map(|validity| view! { <ValidityTag validity/> });
            view! {
                <li class="item-list__row">
                    <a class="item-list__link" href=target(&row) title=row.title.clone()>
                        {label}
                        {row.title.clone()}
                        {validity}
                        {under}
                    </a>
                    <span class="item-list__date">{day(time::china_date(row.published_at), today)}</span>
                </li>
            }
        })
        .collect_view();
    view! { <ul class=class>{rows}</ul> }
}

/// The day of a line. A telephone has no room for the year where it is this one.
fn day(on: NaiveDate, today: NaiveDate) -> impl IntoView {
    let (year, rest) = (on.format("%Y-").to_string(), on.format("%m-%d").to_string());
    let class = (on.year() == today.year()).then_some("item-list__year");
    view! { <time class="date" datetime=on.to_string()><span class=class>{year}</span>{rest}</time> }
}

/// What a card or a portrait shows: the picture that belongs to the item by its kind, else the first of its text.
pub(super) fn picture_of(row: &ListRow) -> Option<String> {
    row.detail.nature().row().picture.or_else(|| row.lead_picture.clone())
}

/// As the style sheet lays cards out: one below the other on a phone, of 15 to 30 rem side by side.
const CARD: &str = "(min-width: 34rem) 22rem, 100vw";
const PORTRAIT: &str = "(min-width: 34rem) 12rem, 45vw";

/// Pictures with their titles: galleries, films, accounts.
#[component]
pub(super) fn ItemCards(rows: Vec<ListRow>, pictures: PagePictures) -> impl IntoView {
    // The first card is mostly seen at once.
    let mut loading = Loading::First;
    let cards = rows
        .into_iter()
        .map(|row| {
            let about = row.detail.nature().row();
            let class = if matches!(row.detail, Detail::Account(_)) {
                "card-list__picture card-list__picture--whole"
            } else {
                "card-list__picture"
            };
            // The title says what the picture is about.
            let shown = match picture_of(&row) {
                Some(address) => picture(&pictures, address, String::new(), class, CARD, loading).into_any(),
                None => view! {
                    <span class="card-list__picture card-list__picture--none"><Icon name=IconName::FileImage/></span>
                }
                .into_any(),
            };
            loading = Loading::Later;
            let label =
                (!about.label.is_empty()).then(|| view! { <span class="item-list__label">{about.label}</span> });
            let under = (!about.under.is_empty()).then(|| view! { <span>{about.under}</span> });
            view! {
                <li>
                    <a class="card-list__card" href=target(&row)>
                        {shown}
                        <span class="card-list__title">{label} {row.title.clone()}</span>
                        <span class="card-list__under">
                            {under}
                            <Day on=time::china_date(row.published_at)/>
                        </span>
                    </a>
                </li>
            }
        })
        .collect_view();
    view! { <ul class="card-list">{cards}</ul> }
}

/// People: those in office first, in the order of their body; those who left stand apart.
#[component]
pub(super) fn Portraits(rows: Vec<ListRow>, pictures: PagePictures, today: NaiveDate) -> impl IntoView {
    let (people, texts): (Vec<_>, Vec<_>) = rows.into_iter().partition(|row| matches!(row.detail, Detail::Leader(_)));
    let (former, present): (Vec<_>, Vec<_>) =
        people.into_iter().partition(|row| row.ends_on.is_some_and(|day| day < today));
    let mut bodies: Vec<(String, Vec<ListRow>)> = Vec::new();
    for row in present {
        let Detail::Leader(leader) = &row.detail else { continue };
        let body = leader.body.clone();
        match bodies.iter_mut().find(|(name, _)| *name == body) {
            Some((_, rows)) => rows.push(row),
            None => bodies.push((body, vec![row])),
        }
    }
    let sections = bodies
        .into_iter()
        .map(|(body, rows)| {
            let people = rows.into_iter().map(|row| portrait(row, &pictures)).collect_view();
            view! {
                <section class="people">
                    <h2 class="people__body">{body}</h2>
                    <ul class="people__list">{people}</ul>
                </section>
            }
        })
        .collect_view();
    let former = (!former.is_empty()).then(|| {
        view! {
            <details class="people__former">
                <summary>"曾任领导"</summary>
                <ItemList rows=former room=Room::Ample/>
            </details>
        }
    });
    let texts = (!texts.is_empty()).then(|| {
        view! {
            <section class="people">
                <h2 class="people__body">"讲话和活动"</h2>
                <ItemList rows=texts room=Room::Ample/>
            </section>
        }
    });
    view! { {sections} {texts} {former} }
}

fn portrait(row: ListRow, pictures: &PagePictures) -> impl IntoView + use<> {
    let about = row.detail.nature().row();
    // The name stands below.
    let shown = about
        .picture
        .map(|address| picture(pictures, address, String::new(), "person__picture", PORTRAIT, Loading::Later));
    view! {
        <li>
            <a class="person" href=target(&row)>
                {shown}
                <span class="person__name">{row.title.clone()}</span>
                <span class="person__post">{about.under}</span>
            </a>
        </li>
    }
}

/// The heading over items that belong to nothing.
const OTHERS: &str = "其他";

/// Lines under a heading for each value of `facet`, the newest heading first for years.
#[component]
pub(super) fn Groups(rows: Vec<ListRow>, facet: Facet) -> impl IntoView {
    let mut groups: Vec<(String, Vec<ListRow>)> = Vec::new();
    for row in rows {
        let found = row.detail.nature().facets().into_iter().find(|(known, _)| *known == facet);
        let name = found.map_or_else(|| OTHERS.to_owned(), |(_, value)| value);
        match groups.iter_mut().find(|(known, _)| *known == name) {
            Some((_, rows)) => rows.push(row),
            None => groups.push((name, vec![row])),
        }
    }
    if facet == Facet::Project {
        groups = with_single_ones_together(groups);
    }
    // Where nothing belongs together, headings would only be in the way.
    if groups.len() == 1 && groups.iter().all(|(name, _)| name == OTHERS) {
        let rows = groups.into_iter().flat_map(|(_, rows)| rows).collect();
        return view! { <ItemList rows room=Room::Ample/> }.into_any();
    }
    if facet == Facet::Year {
        groups.sort_by(|(a, _), (b, _)| b.cmp(a));
    }
    let sections = groups
        .into_iter()
        .map(|(name, rows)| {
            let heading = if facet == Facet::Year { format!("{name}年") } else { name.clone() };
            view! {
                <section class="group">
                    <h2 class="group__name">{heading}</h2>
                    <ItemList rows room=Room::Ample known=name/>
                </section>
            }
        })
        .collect_view();
    sections.into_any()
}

/// A heading over one line says no more than the line, which names its project: those stand together at the end.
fn with_single_ones_together(groups: Vec<(String, Vec<ListRow>)>) -> Vec<(String, Vec<ListRow>)> {
    let (mut groups, single): (Vec<_>, Vec<_>) =
        groups.into_iter().partition(|(name, rows)| name != OTHERS && rows.len() > 1);
    let mut rows: Vec<ListRow> = single.into_iter().flat_map(|(_, rows)| rows).collect();
    rows.sort_by_key(|row| Reverse(row.published_at));
    if !rows.is_empty() {
        groups.push((OTHERS.to_owned(), rows));
    }
    groups
}
