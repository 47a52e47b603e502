//! From a source's address to its entries, and from an entry to its text.

use chrono::NaiveDate;
use documents::elsewhere::{
    Entry,
    address::WebAddress,
    charset, feed, listing,
    text::{self, Place, Taken},
};
use domain::{
    desk::{FieldFault, reprints::SourceForm},
    reprint::Reading,
};

use super::TEXT_MAX;
use crate::{
    Cms, Error, Result,
    outside::{Answer, Page, Question},
};

/// What of a source's form says where to look and how to read.
#[derive(Debug)]
pub(super) struct Readable {
    pub(super) address: WebAddress,
    reader: Reader,
    place: Option<Place>,
}

#[derive(Debug)]
enum Reader {
    Feed,
    List(listing::Rules),
}

/// A fault of a field of the source's form.
pub(super) fn fault(field: &str, message: impl Into<String>) -> FieldFault {
    FieldFault::new(&format!("source.{field}"), message)
}

impl Cms {
    /// Every fault of the address and the selectors.
    pub(super) fn readable_source(&self, form: &SourceForm) -> Result<Readable, Vec<FieldFault>> {
        let mut faults = Vec::new();
        let address = WebAddress::parse(&form.address).map_err(|why| why.to_string()).and_then(|address| {
            let hosts = &self.settings().reprint_hosts;
            let names = hosts.names().join("、");
            if hosts.allow(&address) {
                Ok(address)
            } else {
                Err(format!("只能取这些域名下的网址：{names}"))
            }
        });
        let address = address.map_err(|message| faults.push(fault("address", message))).ok();
        let reader = match &form.reading {
            Reading::Feed => Some(Reader::Feed),
            Reading::List(rules) => listing::Rules::parse(rules)
                .map_err(|found| faults.extend(found.into_iter().map(|one| fault(&one.field, one.message))))
                .map(Reader::List)
                .ok(),
        };
        let place = Place::parse(&form.body_selector).unwrap_or_else(|message| {
            faults.push(fault("body_selector", message));
            None
        });
        match (address, reader) {
            (Some(address), Some(reader)) if faults.is_empty() => Ok(Readable { address, reader, place }),
            _ => Err(faults),
        }
    }
}

/// A source's page as it was read.
#[derive(Debug)]
pub(super) struct SourcePage {
    /// Where it stood in the end. Redirects may have led away from where the county looks: what the page may point at
    /// follows from where it really stands.
    address: WebAddress,
    place: Option<Place>,
}

/// The entries on `page`, and what their texts are found by. Reading takes milliseconds: off the threads that answer
/// requests.
pub(super) async fn entries(
    page: Page,
    readable: Readable,
    today: NaiveDate,
) -> Result<Result<(SourcePage, Vec<Entry>), FieldFault>> {
    let read = move || {
        let text = charset::decode(&page.bytes, Some(&page.content_type));
        let entries = match &readable.reader {
            Reader::Feed => feed::read(&text, &page.address, today).map_err(|why| fault("address", why.to_string())),
            Reader::List(rules) => {
                let entries = listing::read(&text, &page.address, rules, today);
                let none = || fault("item", "这个选择器在页面上没有找到带链接的条目");
                if entries.is_empty() { Err(none()) } else { Ok(entries) }
            }
        };
        entries.map(|entries| (SourcePage { address: page.address, place: readable.place }, entries))
    };
    tokio::task::spawn_blocking(read).await.map_err(Error::internal)
}

impl Cms {
    /// The text of an entry: from its own page where the source says where it stands there, else as the feed brought it.
    /// Without one, in words why.
    pub(super) async fn text_of_entry(&self, entry: &Entry, source: &SourcePage) -> Result<Result<Taken, String>> {
        let Some(place) = &source.place else {
            let (html, address) = (entry.html.clone(), entry.address.clone());
            let take = move || html.and_then(|html| text::take_whole(&html, &address));
            let taken = tokio::task::spawn_blocking(take).await.map_err(Error::internal)?;
            return Ok(taken.ok_or_else(|| "订阅源没有带正文".to_owned()).and_then(bounded));
        };
        if !self.settings().reprint_hosts.allow(&entry.address) {
            return Ok(Err(format!("原文在 {}，不在允许取文的范围内", entry.address.host())));
        }
        let question = Question::found_on(source.address.clone(), entry.address.clone());
        let page = match self.inner.outside.ask(&question).await {
            Ok(Answer::Page(page)) => page,
            Ok(Answer::Unchanged) => return Ok(Err("原文没有取回".to_owned())),
            Err(why) => return Ok(Err(format!("原文没有取回：{why}"))),
        };
        let place = place.clone();
        let take = move || text::take(&charset::decode(&page.bytes, Some(&page.content_type)), &page.address, &place);
        let taken = tokio::task::spawn_blocking(take).await.map_err(Error::internal)?;
        Ok(taken.ok_or_else(|| "在原文页面上没有找到正文".to_owned()).and_then(bounded))
    }
}

fn bounded(taken: Taken) -> Result<Taken, String> {
    if taken.html.as_str().len() > TEXT_MAX { Err("原文过长".to_owned()) } else { Ok(taken) }
}
