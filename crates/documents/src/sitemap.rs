//! Sitemaps for search engines (sitemaps.org 0.9): an index, and parts that are written portion by portion.

use chrono::{DateTime, Utc};
use domain::time::CHINA;

const HEAD: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n";
const NAMESPACE: &str = "xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\"";

/// The beginning of a part.
pub fn open() -> String {
    format!("{HEAD}<urlset {NAMESPACE}>\n")
}

/// One page in a part.
pub fn page(address: &str, changed_at: Option<DateTime<Utc>>) -> String {
    let changed = changed_at.map(|at| format!("<lastmod>{}</lastmod>", at.with_timezone(&CHINA).to_rfc3339()));
    format!("<url><loc>{}</loc>{}</url>\n", escape(address), changed.unwrap_or_default())
}

/// The end of a part.
pub const CLOSE: &str = "</urlset>\n";

/// The index of the parts at `addresses`.
pub fn index<'a>(addresses: impl IntoIterator<Item = &'a str>) -> String {
    let parts: String =
        addresses.into_iter().map(|address| format!("<sitemap><loc>{}</loc></sitemap>\n", escape(address))).collect();
    format!("{HEAD}<sitemapindex {NAMESPACE}>\n{parts}</sitemapindex>\n")
}

/// As the protocol asks: the five characters that mean something in XML.
fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;").replace('\'', "&apos;")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_part_names_pages_with_their_last_change() {
        let at = domain::time::parse_minute("2026-11-02 10:30");
        let part = open()
            + &page("https://www.lax.gov.cn/c/tzgg?a=1&b='2'", at)
            + &page("https://www.lax.gov.cn/", None)
            + CLOSE;
        assert_eq!(
            part,
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n\
             <urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">\n\
             <url><loc>https://www.lax.gov.cn/c/tzgg?a=1&amp;b=&apos;2&apos;</loc>\
             <lastmod>2026-11-02T10:30:00+08:00</lastmod></url>\n\
             <url><loc>https://www.lax.gov.cn/</loc></url>\n\
             </urlset>\n"
        );
    }

    #[test]
    fn the_index_names_its_parts() {
        let index = index(["https://www.lax.gov.cn/sitemap.xml?part=0"]);
        assert!(index.contains("<sitemap><loc>https://www.lax.gov.cn/sitemap.xml?part=0</loc></sitemap>"), "{index}");
    }
}
