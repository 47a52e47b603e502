//! Addresses of the site before this one, which links, bookmarks and search engines still know, and where they lead
//! now (发展指引: addresses stay reachable after a move).

use std::fmt;

use crate::{id::ItemCode, plan::ColumnCode};

/// Path and query of a page of the old site, in the one form in which they are compared: `/news/show.aspx?id=123`.
/// Capital and small letters are the same, since the servers of most old sites took them so; a slash at the end of the
/// path and what stands behind `#` do not count.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct OldAddress(String);

/// Why a text is no old address.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum OldAddressFault {
    #[error("旧地址须以 / 或 http://、https:// 开头")]
    NoPath,
    #[error("旧地址含有控制字符")]
    Unprintable,
    #[error("旧地址超过 {} 个字符", OldAddress::LONGEST)]
    TooLong,
    #[error("“{0}”是本系统自己的地址，不能作为旧地址")]
    Own(String),
}

impl OldAddress {
    /// Bytes, encoded.
    pub const LONGEST: usize = 1000;

    /// Reads an address with or without the old site's name before it.
    pub fn parse(text: &str) -> Result<Self, OldAddressFault> {
        let text = text.trim();
        let lower = text.to_ascii_lowercase();
        let path = match lower.strip_prefix("https://").or_else(|| lower.strip_prefix("http://")) {
            Some(rest) => rest.find('/').map(|at| &rest[at..]).ok_or(OldAddressFault::NoPath)?,
            None => &lower,
        };
        if !path.starts_with('/') || path.starts_with("//") {
            return Err(OldAddressFault::NoPath);
        }
        if path.chars().any(char::is_control) {
            return Err(OldAddressFault::Unprintable);
        }
        let address = encoded(path.split('#').next().unwrap_or_default());
        let (path, query) = address.split_once('?').unwrap_or((&address, ""));
        let path = path.trim_end_matches('/');
        let first = path.split('/').nth(1).unwrap_or_default();
        // The home page, the desk, and the items of this site, whose addresses are theirs for ever.
        if matches!(first, "" | "desk" | "api") || matches!(Destination::parse(path), Some(Destination::Item(_))) {
            return Err(OldAddressFault::Own(text.to_owned()));
        }
        let address = if query.is_empty() { path.to_owned() } else { format!("{path}?{query}") };
        if address.len() > Self::LONGEST {
            return Err(OldAddressFault::TooLong);
        }
        Ok(Self(address))
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The path alone: what is asked for when the query is none of the old site's, but put there by whoever passed the
    /// link on (`?from=singlemessage`).
    #[must_use]
    pub fn without_query(&self) -> Self {
        Self(self.0.split('?').next().unwrap_or_default().to_owned())
    }
}

impl fmt::Display for OldAddress {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

/// As a browser sends it: what is not plain ASCII as `%e9%9a%86`.
fn encoded(path: &str) -> String {
    path.bytes().fold(String::with_capacity(path.len()), |out, byte| match byte {
        b'!'..=b'~' => out + char::from(byte).encode_utf8(&mut [0; 4]),
        other => out + &format!("%{other:02x}"),
    })
}

/// Where an old address leads: a page that answers for itself, and never redirects.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Destination {
    Item(ItemCode),
    Column(ColumnCode),
}

impl Destination {
    /// Reads `/a/…` or `/c/…`.
    pub fn parse(path: &str) -> Option<Self> {
        match path.strip_prefix("/a/") {
            Some(code) => ItemCode::parse(code).map(Self::Item),
            None => path.strip_prefix("/c/").and_then(ColumnCode::parse).map(Self::Column),
        }
    }
}

impl fmt::Display for Destination {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Item(code) => write!(f, "/a/{code}"),
            Self::Column(code) => write!(f, "/c/{code}"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_page_has_one_old_address_however_it_is_written() {
        for text in [
            "/News/Show.aspx?ID=123",
            "http://www.lax.gov.cn/news/show.aspx?id=123",
            " HTTPS://www.lax.gov.cn:8080/news/show.aspx/?id=123#content ",
        ] {
            assert_eq!(
                OldAddress::parse(text).map(|a| a.to_string()).as_deref(),
                Ok("/news/show.aspx?id=123"),
                "{text}"
            );
        }
        let raw = OldAddress::parse("/公告/1.html").expect("an address");
        assert_eq!(raw, OldAddress::parse("/%E5%85%AC%E5%91%8A/1.html").expect("as browsers send it"));
        let query = OldAddress::parse("/a.html?from=timeline").expect("an address");
        assert_eq!(query.without_query().as_str(), "/a.html");
    }

    #[test]
    fn what_is_no_old_address_says_why() {
        for (text, fault) in [
            ("", OldAddressFault::NoPath),
            ("news/1.html", OldAddressFault::NoPath),
            ("//evil.example/1", OldAddressFault::NoPath),
            ("https://www.lax.gov.cn", OldAddressFault::NoPath),
            ("javascript:alert(1)", OldAddressFault::NoPath),
            ("/a\u{0}b", OldAddressFault::Unprintable),
            ("/", OldAddressFault::Own("/".into())),
            ("/?id=1", OldAddressFault::Own("/?id=1".into())),
            ("/desk/items", OldAddressFault::Own("/desk/items".into())),
            ("/a/23456789", OldAddressFault::Own("/a/23456789".into())),
        ] {
            assert_eq!(OldAddress::parse(text), Err(fault), "{text:?}");
        }
        assert_eq!(OldAddress::parse(&format!("/{}", "x".repeat(1000))), Err(OldAddressFault::TooLong));
    }

    #[test]
    fn a_destination_is_an_item_or_a_column() {
        for path in ["/a/23456789", "/c/tzgg"] {
            assert_eq!(Destination::parse(path).map(|to| to.to_string()).as_deref(), Some(path));
        }
        for path in ["/a/not-a-code", "/c/TZGG", "/c/", "/sitemap", "https://evil.example/a/23456789", ""] {
            assert_eq!(Destination::parse(path), None, "{path}");
        }
    }
}
