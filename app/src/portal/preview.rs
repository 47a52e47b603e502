//! How a page looks from elsewhere: the one address under which it is known, its feed, and the card that chat programs
//! and search engines make of a shared address (Open Graph).

use chrono::{DateTime, Utc};
use domain::{plan::Site, time::CHINA};
use leptos::prelude::*;
use leptos_meta::{Link, Meta};

use super::{address, request};

/// What a page says of itself. An ordinary page says nothing more than its title.
#[derive(Debug, Clone, Default)]
pub(super) struct Preview {
    /// What stands here, in a sentence.
    pub(super) summary: String,
    /// `/media/…`
    pub(super) picture: Option<String>,
    pub(super) text: Option<TextTimes>,
    pub(super) place_in_list: Option<PlaceInList>,
    /// The address under which it is known, when it is also read at another.
    pub(super) path: Option<String>,
    /// Title of the feed that is behind the page's address, when it has one.
    pub(super) feed: Option<String>,
}

/// When a text was published and last replaced.
#[derive(Debug, Clone, Copy)]
pub(super) struct TextTimes {
    pub(super) published_at: DateTime<Utc>,
    pub(super) revised_at: Option<DateTime<Utc>>,
}

/// Which page of a list this is, from 1, and how many there are.
#[derive(Debug, Clone, Copy)]
pub(super) struct PlaceInList {
    pub(super) number: i64,
    pub(super) count: i64,
}

/// A moment as machines read it, in China's time.
pub(super) fn moment(at: DateTime<Utc>) -> String {
    at.with_timezone(&CHINA).to_rfc3339()
}

#[component]
pub(super) fn PreviewTags(title: String, site: Site, preview: Preview) -> impl IntoView {
    let Preview { summary, picture, text, place_in_list, path, feed } = preview;
    let path = path.unwrap_or_else(request::path);
    // What the reader has chosen, and what others have put behind the address, makes no page of its own.
    let number = place_in_list.map_or(1, |place| place.number);
    let own = address::whole(&page_of_list(&path, number));
    // An address that only this machine reaches is told to nobody.
    let is_whole = !own.starts_with('/');
    let url = is_whole.then(|| own.clone());
    let picture = picture.map(|path| address::whole(&path)).filter(|_| is_whole);
    let neighbour = |rel: &'static str, to: i64| {
        let exists = place_in_list.is_some_and(|place| (1..=place.count).contains(&to));
        exists.then(|| view! { <Link rel=rel href=address::whole(&page_of_list(&path, to))/> })
    };
    let feeds = feed.map(|title| {
        let [rss, atom] = address::feeds(&path);
        view! {
            <Link rel="alternate" type_="application/rss+xml" title=title.clone() href=rss/>
            <Link rel="alternate" type_="application/atom+xml" title=title href=atom/>
        }
    });
    // Spelled as in the guideline's list of page tags; to HTML the case of a name is nothing.
    let description = (!summary.is_empty()).then(|| view! { <Meta name="Description" content=summary.clone()/> });
    let kind = if text.is_some() { "article" } else { "website" };
    view! {
        {description}
        {is_whole.then(|| view! { <Link rel="canonical" href=own/> })}
        {neighbour("prev", number - 1)}
        {neighbour("next", number + 1)}
        {feeds}
        {card("og:title", title)}
        {card("og:type", kind)}
        {card("og:site_name", site.name)}
        {card("og:locale", "zh_CN")}
        {card("og:description", summary)}
        {url.map(|url| card("og:url", url))}
        {picture.map(|picture| card("og:image", picture))}
        {text.map(|text| card("article:published_time", moment(text.published_at)))}
        {text.and_then(|text| text.revised_at).map(|at| card("article:modified_time", moment(at)))}
    }
}

fn card(property: &'static str, content: impl Into<String>) -> Option<impl IntoView> {
    let content: String = content.into();
    (!content.is_empty()).then(|| view! { <Meta property=property content=content/> })
}

/// The first page of a list is the list itself.
fn page_of_list(path: &str, number: i64) -> String {
    if number > 1 { format!("{path}?page={number}") } else { path.to_owned() }
}
