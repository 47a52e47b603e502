//! A page with a list of links, read by CSS selectors that the portal manager gives.

use chrono::NaiveDate;
use domain::{desk::FieldFault, reprint::ListRules};
use scraper::{ElementRef, Html, Selector};

use super::{
    Entry,
    address::WebAddress,
    moment::{self, Pattern},
    one_line,
};
use crate::html::is_too_deep;

/// Longest selector, in bytes.
const SELECTOR_MAX: usize = 200;

/// More than any page lists; the rest is left out.
const MOST: usize = 200;

/// Rules that can be carried out.
#[derive(Debug)]
pub struct Rules {
    item: Selector,
    title: Option<Selector>,
    date: Option<Selector>,
    pattern: Option<Pattern>,
}

impl Rules {
    /// Every fault beside its field.
    pub fn parse(rules: &ListRules) -> Result<Self, Vec<FieldFault>> {
        let mut faults = Vec::new();
        if rules.item.trim().is_empty() {
            faults.push(FieldFault::new("item", "请填写列表项的选择器，例如 ul.list li"));
        }
        let mut part = |field, text| {
            selector(text).unwrap_or_else(|message| {
                faults.push(FieldFault::new(field, message));
                None
            })
        };
        let (item, title, date) = (part("item", &rules.item), part("title", &rules.title), part("date", &rules.date));
        let pattern = Pattern::parse(&rules.date_pattern);
        if pattern.is_none() && !rules.date_pattern.trim().is_empty() {
            faults.push(FieldFault::new("date_pattern", "须含 MM 和 DD，例如 YYYY-MM-DD 或 MM月DD日"));
        }
        match item {
            Some(item) if faults.is_empty() => Ok(Self { item, title, date, pattern }),
            _ => Err(faults),
        }
    }
}

/// A CSS selector; `None` for an empty one.
pub(super) fn selector(text: &str) -> Result<Option<Selector>, &'static str> {
    let text = text.trim();
    if text.is_empty() {
        return Ok(None);
    }
    if text.len() > SELECTOR_MAX {
        return Err("选择器过长");
    }
    Selector::parse(text).map(Some).map_err(|_| "不是有效的 CSS 选择器，例如 ul.list li 或 #content")
}

/// The entries of the list on the page at `base`, in its own order. Elements without a link or a title are none.
pub fn read(page: &str, base: &WebAddress, rules: &Rules, today: NaiveDate) -> Vec<Entry> {
    if is_too_deep(page) {
        return Vec::new();
    }
    let document = Html::parse_document(page);
    document.select(&rules.item).filter_map(|item| entry(item, base, rules, today)).take(MOST).collect()
}

fn entry(item: ElementRef<'_>, base: &WebAddress, rules: &Rules, today: NaiveDate) -> Option<Entry> {
    let link = item.descendent_elements().find(|one| one.value().name() == "a" && one.attr("href").is_some())?;
    let address = base.join(link.attr("href")?).ok()?;
    let title = match &rules.title {
        Some(selector) => words(item.select(selector).next()?),
        // The words may be cut off in the list; the tip of the pointer has them whole.
        None => link.attr("title").map(one_line).filter(|title| !title.is_empty()).unwrap_or_else(|| words(link)),
    };
    let dated = match &rules.date {
        Some(selector) => item.select(selector).next().map(words).unwrap_or_default(),
        None => words(item),
    };
    let published = match &rules.pattern {
        Some(pattern) => pattern.find(&dated, today),
        None => moment::find(dated.strip_prefix(&title).unwrap_or(&dated), today),
    };
    let published = published.and_then(|published| moment::not_ahead(published, today));
    (!title.is_empty()).then_some(Entry { title, address, published, html: None })
}

fn words(element: ElementRef<'_>) -> String {
    let text: Vec<&str> = element.text().collect();
    one_line(&text.join(" "))
}
