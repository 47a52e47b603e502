//! What is wrong with one page, or with one attachment.

mod attachment;
mod columns;
mod expiry;
mod interpretation;
mod links;
mod load;
mod pictures;
mod tags;
mod words;

use std::collections::HashSet;

use chrono::NaiveDate;
use documents::personal_data::mask_all;
use domain::{
    patrol::{Evidence, FaultKind, Fingerprint, Observation, Passage},
    plan::ColumnCode,
    time::china_date,
};
use url::Url;

use crate::{Page, Rules, reading::Reading};

pub use attachment::{FileOnPage, inspect_file};
pub(crate) use load::heavy;

/// Everything that is wrong with a page, in the order of the inspections; each fault once.
pub fn inspect_page(page: &Page, rules: &Rules) -> Vec<Observation> {
    inspect(page, &Reading::of(&page.html), rules)
}

/// The same, for who has read the page.
pub(crate) fn inspect(page: &Page, reading: &Reading, rules: &Rules) -> Vec<Observation> {
    let mut inspection = Inspection::of(page, reading, rules);
    tags::inspect(&mut inspection);
    pictures::inspect(&mut inspection);
    links::inspect(&mut inspection);
    words::inspect(&mut inspection);
    columns::inspect(&mut inspection);
    interpretation::inspect(&mut inspection);
    expiry::inspect(&mut inspection);
    load::inspect(&mut inspection);
    inspection.found
}

/// What a page is, by its address and its tags.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Level {
    /// The home page, the site map, notices.
    Site,
    /// A channel or a column.
    Column,
    /// An item or a topic.
    Item,
}

/// A page under inspection.
struct Inspection<'a> {
    page: &'a Page,
    reading: &'a Reading,
    rules: &'a Rules,
    url: Option<Url>,
    level: Level,
    column: Option<ColumnCode>,
    today: NaiveDate,
    found: Vec<Observation>,
    known: HashSet<Fingerprint>,
}

/// So many faults of a page are told; who mends these sees the others in the next round.
const MOST: usize = 500;

impl<'a> Inspection<'a> {
    fn of(page: &'a Page, reading: &'a Reading, rules: &'a Rules) -> Self {
        let url = Url::parse(&page.address).ok();
        let path = url.as_ref().map_or("", |url| url.path());
        let level = if rules.is_item(path) || reading.tag("ArticleTitle").is_some() {
            Level::Item
        } else if rules.column_at(path).is_some() {
            Level::Column
        } else {
            Level::Site
        };
        let column = column_of(path, reading, rules);
        let today = china_date(page.at);
        Self { page, reading, rules, url, level, column, today, found: Vec::new(), known: HashSet::new() }
    }

    /// The address that `href` on this page leads to.
    fn resolved(&self, href: &str) -> String {
        let joined = self.url.as_ref().and_then(|url| url.join(href).ok());
        joined.map_or_else(|| href.to_owned(), |url| url.to_string())
    }

    /// Whether the page is the first of a list, or none of a list.
    fn is_first_page(&self) -> bool {
        self.url.as_ref().is_none_or(|url| url.query().is_none())
    }

    /// Writes a fault down. `words` and `target` make it the same fault in the next round; `passage` is for readers. Personal
    /// data are masked in both.
    fn note(&mut self, kind: FaultKind, target: &str, words: &str, message: String, passage: &str) {
        let fingerprint = Fingerprint::on_page(kind, &self.page.address, target, &mask_all(words));
        if self.found.len() == MOST || !self.known.insert(fingerprint.clone()) {
            return;
        }
        let evidence = Evidence {
            page: self.page.address.clone(),
            column: self.column.clone(),
            source: source_of(self.reading),
            message: mask_all(&message),
            passage: Passage::of(passage, mask_all),
            request: format!("GET {}", self.page.address),
            status: Some(self.page.status),
            at: self.page.at,
            digest: self.page.digest.clone(),
        };
        self.found.push(Observation { fingerprint, evidence });
    }
}

/// Who published a page, as its tags say. Personal data are masked.
pub(crate) fn source_of(reading: &Reading) -> Option<String> {
    reading.tag("ContentSource").map(mask_all)
}

/// The column of a page: by its own address, by the way that leads to it, by the name in its tags.
pub(crate) fn column_of(path: &str, reading: &Reading, rules: &Rules) -> Option<ColumnCode> {
    let by_way = || reading.way.iter().rev().find_map(|href| rules.column_at(href));
    let by_name = || reading.tag("ColumnName").and_then(|name| rules.column_called(name));
    rules.column_at(path).or_else(by_way).or_else(by_name)
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;

    fn found(html: &str) -> Vec<Observation> {
        let at = domain::time::parse_minute("2026-11-26 09:00").expect("a minute");
        let page = Page::new("https://www.lax.gov.cn/about", 200, html.to_owned(), Duration::ZERO, at);
        let all = inspect_page(&page, &Rules::of_site("https://www.lax.gov.cn/"));
        all.into_iter().filter(|one| one.fingerprint.kind != FaultKind::MissingPageTag).collect()
    }

    #[test]
    fn whatever_is_wrong_its_record_spreads_no_personal_data() {
        let all = found(
            "<div class='site-banner'><p>有效期至2026年7月1日，联系13800138000</p></div><a href='#'>13900139000</a>",
        );
        let kinds: Vec<FaultKind> = all.iter().map(|one| one.fingerprint.kind).collect();
        assert_eq!(
            kinds,
            [FaultKind::EmptyLink, FaultKind::PersonalData, FaultKind::PersonalData, FaultKind::ExpiredNotice]
        );
        assert!(
            all.iter().all(|one| !format!("{one:?}").contains("00138000") && !format!("{one:?}").contains("00139000"))
        );
    }

    #[test]
    fn a_page_tells_each_fault_once_and_at_most_five_hundred() {
        assert_eq!(found(&"<p>工作布署</p>".repeat(50)).len(), 1);
        let many: String = (0..2_000).map(|n| format!("<a href='#'>第{n}条</a>")).collect();
        assert_eq!(found(&many).len() + 3, MOST, "three tags are missing as well");
    }
}
