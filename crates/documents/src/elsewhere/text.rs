//! The text of a page, taken over: safe, with links that still lead where they led, without pictures.

use scraper::{Html, Node, Selector};

use super::{address::WebAddress, listing};
use crate::html::{SafeHtml, is_too_deep};

/// Where the text stands on a page: a CSS selector.
#[derive(Debug, Clone)]
pub struct Place(Selector);

impl Place {
    /// `None` for an empty selector; what is wrong with one that is none.
    pub fn parse(selector: &str) -> Result<Option<Self>, &'static str> {
        Ok(listing::selector(selector)?.map(Self))
    }
}

/// A text that was taken over.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Taken {
    /// The text without pictures: shown from here they would tell their host who reads, and could be exchanged after the
    /// signature.
    pub html: SafeHtml,
    /// How many pictures stayed behind.
    pub pictures: i64,
}

/// The text inside the first element that `place` names, on the page at `base`. `None` when there is none, or
/// nothing in it.
pub fn take(page: &str, base: &WebAddress, place: &Place) -> Option<Taken> {
    if is_too_deep(page) {
        return None;
    }
    let mut document = Html::parse_document(page);
    let text = document.select(&place.0).next()?.id();
    let inside: Vec<_> = document.tree.get(text)?.descendants().map(|node| node.id()).collect();
    let mut pictures = 0;
    for id in inside {
        let Some(mut node) = document.tree.get_mut(id) else { continue };
        let Node::Element(element) = node.value() else { continue };
        match element.name() {
            "img" => {
                pictures += 1;
                node.detach();
            }
            // Files and pages of the other site, not of ours under the same path.
            "a" => {
                for (name, value) in &mut element.attrs {
                    if &*name.local == "href" {
                        *value = base.join(value).map(|to| to.to_string()).unwrap_or_default().into();
                    }
                }
            }
            _ => {}
        }
    }
    let markup = scraper::ElementRef::wrap(document.tree.get(text)?)?.inner_html();
    let html = SafeHtml::sanitise(&markup);
    (pictures > 0 || !html.is_blank()).then_some(Taken { html, pictures })
}

/// A piece of HTML that came with an entry, as [`take`].
pub fn take_whole(markup: &str, base: &WebAddress) -> Option<Taken> {
    let body = Selector::parse("body").expect("the name of an element is a selector");
    take(markup, base, &Place(body))
}
