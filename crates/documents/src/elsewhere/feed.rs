//! RSS 0.9 to 2.0 and Atom, with the mistakes that feeds of government sites have.

use std::sync::{Arc, Mutex, PoisonError};

use chrono::{DateTime, NaiveDate, NaiveTime, Utc};
use domain::reprint::Published;
use feed_rs::{model, parser};

use super::{Entry, address::WebAddress, moment, one_line};
use crate::html::is_too_deep;

/// Why a text is no feed that can be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum FeedFault {
    /// A page, a JSON document, or XML of another kind.
    #[error("取回的内容不是 RSS 或 Atom，请核对网址；若是网页列表，请改选“网页列表”")]
    NoFeed,
    /// It is one, and none of its entries has a title and an address.
    #[error("订阅源里没有带标题和网址的条目")]
    NoEntries,
}

/// More than any feed has; the rest is left out.
const MOST: usize = 200;

/// The entries of the feed that stands at `base`, in its own order.
pub fn read(text: &str, base: &WebAddress, today: NaiveDate) -> Result<Vec<Entry>, FeedFault> {
    let text = without_declaration(text);
    let (feed, days) =
        parse(text, base).or_else(|| parse(&with_whole_entities(text), base)).ok_or(FeedFault::NoFeed)?;
    let entries: Vec<Entry> =
        feed.entries.into_iter().take(MOST).filter_map(|entry| read_entry(entry, base, &days, today)).collect();
    if entries.is_empty() { Err(FeedFault::NoEntries) } else { Ok(entries) }
}

/// The instants that stood in the feed as mere days, so that nobody takes midnight for a time of day.
type MereDays = Vec<DateTime<Utc>>;

fn parse(text: &str, base: &WebAddress) -> Option<(model::Feed, MereDays)> {
    let days = Arc::new(Mutex::new(MereDays::new()));
    let noted = days.clone();
    let read_moment = move |text: &str| match moment::of_feed(text)? {
        Published::At(at) => Some(at),
        Published::On(day) => {
            let at = day.and_time(NaiveTime::MIN).and_utc();
            noted.lock().unwrap_or_else(PoisonError::into_inner).push(at);
            Some(at)
        }
    };
    let parser = parser::Builder::new()
        .base_uri(Some(base.as_str()))
        // What it would draw at random is not used.
        .id_generator(|_, _, _| String::new())
        .timestamp_parser(read_moment)
        .build();
    let feed = parser.parse(text.as_bytes()).ok()?;
    let days = std::mem::take(&mut *days.lock().unwrap_or_else(PoisonError::into_inner));
    Some((feed, days))
}

fn read_entry(entry: model::Entry, base: &WebAddress, days: &MereDays, today: NaiveDate) -> Option<Entry> {
    let title = one_line(&plain(&entry.title?.content));
    let link = entry.links.iter().find(|link| link.rel.as_deref().is_none_or(|rel| rel == "alternate"))?;
    let address = base.join(&link.href).ok()?;
    let published = entry.published.or(entry.updated).and_then(|at| {
        let published = if days.contains(&at) { Published::On(at.date_naive()) } else { Published::At(at) };
        moment::not_ahead(published, today)
    });
    let html = entry.content.and_then(|content| content.body).or(entry.summary.map(|summary| summary.content));
    (!title.is_empty()).then_some(Entry { title, address, published, html })
}

/// Titles may hold markup, or entities that were written twice.
fn plain(title: &str) -> String {
    if is_too_deep(title) {
        return String::new();
    }
    scraper::Html::parse_fragment(title).root_element().text().collect()
}

/// The characters are known by now; what the text says of its bytes would only mislead the parser. What stands before
/// the declaration, such as the blank lines of a template, would stop it.
fn without_declaration(text: &str) -> &str {
    let text = text.trim_start_matches(['\u{feff}', ' ', '\t', '\r', '\n']);
    match text.strip_prefix("<?xml") {
        Some(rest) => rest.split_once("?>").map_or("", |(_, rest)| rest),
        None => text,
    }
}

/// `&` that begins no entity, written as one; and without the control characters that XML forbids.
fn with_whole_entities(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 64);
    for (n, part) in text.split("<![CDATA[").enumerate() {
        let (literal, markup) = if n == 0 { ("", part) } else { part.split_once("]]>").unwrap_or((part, "")) };
        if n > 0 {
            out.push_str("<![CDATA[");
            out.extend(literal.chars().filter(|c| is_allowed(*c)));
            out.push_str("]]>");
        }
        for (n, piece) in markup.split('&').enumerate() {
            if n > 0 {
                out.push_str(if begins_entity(piece) { "&" } else { "&amp;" });
            }
            out.extend(piece.chars().filter(|c| is_allowed(*c)));
        }
    }
    out
}

fn is_allowed(c: char) -> bool {
    !c.is_control() || matches!(c, '\t' | '\n' | '\r')
}

/// One that XML itself knows: pages' own, such as `&nbsp;`, mean nothing to it.
fn begins_entity(piece: &str) -> bool {
    let Some((name, _)) = piece.split_once(';') else { return false };
    matches!(name, "amp" | "lt" | "gt" | "quot" | "apos")
        || name.strip_prefix('#').is_some_and(|number| {
            let digits = number.strip_prefix(['x', 'X']).unwrap_or(number);
            (1..=6).contains(&digits.len()) && digits.bytes().all(|b| b.is_ascii_hexdigit())
        })
}
