//! What is new, for programs that fetch it: the same feed as RSS 2.0 and as Atom (RFC 4287).

use atom_syndication as atom;
use chrono::{DateTime, Utc};
use domain::time::CHINA;
use rss::extension::{
    atom::{AtomExtensionBuilder, Link},
    dublincore::DublinCoreExtensionBuilder,
};

/// The news of one place of the site, newest first. Every address in it is a whole one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Feed {
    /// Names the feed for ever: a URI that is no address (RFC 4151).
    pub id: String,
    /// What the place is called.
    pub title: String,
    /// What it holds.
    pub subtitle: String,
    /// Who publishes it.
    pub publisher: String,
    /// The page whose news these are.
    pub page: String,
    /// Its entries.
    pub entries: Vec<Entry>,
}

/// One item of a feed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// Names the item for ever, in whatever column it stands.
    pub id: String,
    /// Its whole title.
    pub title: String,
    /// The page of the item.
    pub page: String,
    /// What it is about; may be empty.
    pub summary: String,
    /// Names of the columns it stands in, from the channel down.
    pub categories: Vec<String>,
    /// 来源
    pub source: String,
    /// When it was published.
    pub published_at: DateTime<Utc>,
    /// When its text last changed.
    pub changed_at: DateTime<Utc>,
}

impl Feed {
    /// RSS 2.0; `address` is the one under which the feed itself is fetched.
    pub fn to_rss(&self, address: &str) -> String {
        let own = Link {
            href: address.to_owned(),
            rel: "self".to_owned(),
            mime_type: Some("application/rss+xml".to_owned()),
            ..Link::default()
        };
        let items: Vec<rss::Item> = self.entries.iter().map(Entry::to_rss).collect();
        rss::ChannelBuilder::default()
            .title(readable(&self.title))
            .link(self.page.clone())
            .description(readable(&self.subtitle))
            .language("zh-cn".to_owned())
            .last_build_date(self.changed_at().to_rfc2822())
            .atom_ext(AtomExtensionBuilder::default().link(own).build())
            .items(items)
            .build()
            .to_string()
    }

    /// Atom; `address` as above.
    pub fn to_atom(&self, address: &str) -> String {
        let publisher = atom::PersonBuilder::default().name(readable(&self.publisher)).build();
        let entries: Vec<atom::Entry> = self.entries.iter().map(Entry::to_atom).collect();
        atom::FeedBuilder::default()
            .id(self.id.clone())
            .title(readable(&self.title))
            .subtitle(atom::Text::plain(readable(&self.subtitle)))
            .updated(self.changed_at())
            .author(publisher)
            .link(link(&self.page, "alternate", "text/html"))
            .link(link(address, "self", "application/atom+xml"))
            .lang("zh-CN".to_owned())
            .entries(entries)
            .build()
            .to_string()
    }

    /// The last change of what the feed shows, and not the time of asking: two fetches without news are equal. A feed
    /// without entries has never changed.
    fn changed_at(&self) -> DateTime<chrono::FixedOffset> {
        let newest = self.entries.iter().map(|entry| entry.changed_at).max();
        newest.unwrap_or_default().with_timezone(&CHINA)
    }
}

impl Entry {
    fn to_rss(&self) -> rss::Item {
        let source = readable(&self.source);
        let creator = (!source.is_empty()).then(|| DublinCoreExtensionBuilder::default().creator(source).build());
        let categories: Vec<rss::Category> =
            self.categories.iter().map(|name| rss::CategoryBuilder::default().name(readable(name)).build()).collect();
        rss::ItemBuilder::default()
            .title(readable(&self.title))
            .link(self.page.clone())
            .description(some(&self.summary))
            .categories(categories)
            .guid(rss::Guid { value: self.id.clone(), permalink: false })
            .pub_date(self.published_at.with_timezone(&CHINA).to_rfc2822())
            .dublin_core_ext(creator)
            .build()
    }

    fn to_atom(&self) -> atom::Entry {
        let author = some(&self.source).map(|name| atom::PersonBuilder::default().name(name).build());
        let categories: Vec<atom::Category> =
            self.categories.iter().map(|name| atom::CategoryBuilder::default().term(readable(name)).build()).collect();
        atom::EntryBuilder::default()
            .id(self.id.clone())
            .title(readable(&self.title))
            .link(link(&self.page, "alternate", "text/html"))
            .published(self.published_at.with_timezone(&CHINA))
            .updated(self.changed_at.with_timezone(&CHINA))
            .summary(some(&self.summary).map(atom::Text::plain))
            .authors(author.into_iter().collect::<Vec<_>>())
            .categories(categories)
            .build()
    }
}

fn link(href: &str, rel: &str, mime_type: &str) -> atom::Link {
    atom::LinkBuilder::default().href(href.to_owned()).rel(rel.to_owned()).mime_type(mime_type.to_owned()).build()
}

fn some(text: &str) -> Option<String> {
    (!text.is_empty()).then(|| readable(text))
}

/// Without the characters that no XML document may hold (XML 1.0 §2.2), not even escaped: old texts have them.
fn readable(text: &str) -> String {
    let may_stand = |c: &char| matches!(c, '\t' | '\n' | '\r' | ' '..='\u{fffd}' | '\u{10000}'..);
    text.chars().filter(may_stand).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn feed() -> Feed {
        let at = |minute: &str| domain::time::parse_minute(minute).unwrap();
        Feed {
            id: "tag:www.lax.gov.cn,2026:c/tzgg".into(),
            title: "通知公告 - 隆安县人民政府门户网站".into(),
            subtitle: "公示 & 公告".into(),
            publisher: "隆安县人民政府门户网站".into(),
            page: "https://www.lax.gov.cn/c/tzgg".into(),
            entries: vec![Entry {
                id: "tag:www.lax.gov.cn,2026:a/23456789".into(),
                title: "关于 <停水> & “检修” 的公告\u{8}]]>".into(),
                page: "https://www.lax.gov.cn/a/23456789".into(),
                summary: "自 9 时起 < 12 时止".into(),
                categories: vec!["概况要闻".into(), "通知公告".into()],
                source: "县政务办".into(),
                published_at: at("2026-11-02 10:30"),
                changed_at: at("2026-11-03 08:00"),
            }],
        }
    }

    #[test]
    fn rss_reads_back() {
        let text = feed().to_rss("https://www.lax.gov.cn/c/tzgg/feed.xml");
        let read: rss::Channel = text.parse().unwrap();
        assert_eq!((read.title(), read.link()), ("通知公告 - 隆安县人民政府门户网站", "https://www.lax.gov.cn/c/tzgg"));
        assert_eq!((read.description(), read.language()), ("公示 & 公告", Some("zh-cn")));
        assert_eq!(read.last_build_date(), Some("Tue, 3 Nov 2026 08:00:00 +0800"));
        assert_eq!(read.atom_ext().unwrap().links()[0].href(), "https://www.lax.gov.cn/c/tzgg/feed.xml");
        let item = &read.items()[0];
        assert_eq!(item.title(), Some("关于 <停水> & “检修” 的公告]]>"));
        assert_eq!(item.pub_date(), Some("Mon, 2 Nov 2026 10:30:00 +0800"));
        assert_eq!(item.guid().map(rss::Guid::is_permalink), Some(false));
        assert_eq!(item.categories().iter().map(rss::Category::name).collect::<Vec<_>>(), ["概况要闻", "通知公告"]);
        assert_eq!(item.dublin_core_ext().unwrap().creators(), ["县政务办"]);
    }

    #[test]
    fn atom_reads_back() {
        let text = feed().to_atom("https://www.lax.gov.cn/c/tzgg/atom.xml");
        let read: atom::Feed = text.parse().unwrap();
        assert_eq!(read.id(), "tag:www.lax.gov.cn,2026:c/tzgg");
        assert_eq!(read.updated().to_rfc3339(), "2026-11-03T08:00:00+08:00");
        assert_eq!(read.links().iter().map(atom::Link::rel).collect::<Vec<_>>(), ["alternate", "self"]);
        let entry = &read.entries()[0];
        assert_eq!(entry.title().as_str(), "关于 <停水> & “检修” 的公告]]>");
        assert_eq!(entry.summary().map(atom::Text::as_str), Some("自 9 时起 < 12 时止"));
        assert_eq!(entry.published().map(DateTime::to_rfc3339).as_deref(), Some("2026-11-02T10:30:00+08:00"));
        assert_eq!(entry.links()[0].href(), "https://www.lax.gov.cn/a/23456789");
    }

    #[test]
    fn a_place_without_news_has_a_feed_too() {
        let empty = Feed { entries: Vec::new(), ..feed() };
        assert!(empty.to_rss("https://www.lax.gov.cn/feed.xml").parse::<rss::Channel>().unwrap().items().is_empty());
        assert!(empty.to_atom("https://www.lax.gov.cn/atom.xml").parse::<atom::Feed>().unwrap().entries().is_empty());
    }
}
