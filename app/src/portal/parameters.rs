//! The fields of the query that pages read, all of them, and by that the addresses under which rendered pages are kept.
//!
//! What else stands behind a `?` is nothing to a page. It must neither make a second copy of it nor get into it.

use std::{borrow::Cow, fmt::Write};

use domain::kind::Facet;

/// A field of the query; a page reads no other.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Parameter {
    /// Page of a list, from 1.
    Page,
    /// Words that the items of a list must have.
    Words,
    /// By what a list is filtered.
    Facet(Facet),
    /// Where a reader wants to go who leaves the site.
    To,
    /// What a reader selected in an article before reporting it.
    Passage,
    /// What a reader has just said of an article.
    Vote,
    /// Number and code of a receipt.
    Number,
    Code,
    /// The report has just been sent.
    Sent,
}

/// What stands in a field.
enum Values {
    /// A number from 1; 1 is as good as nothing.
    Number,
    /// Whatever a reader types or puts together: there is no end to the pages, and few are asked for twice.
    Text,
}

impl Parameter {
    fn all() -> impl Iterator<Item = Self> {
        [Self::Page, Self::Words, Self::To, Self::Passage, Self::Vote, Self::Number, Self::Code, Self::Sent]
            .into_iter()
            .chain(Facet::ALL.into_iter().map(Self::Facet))
    }

    pub const fn name(self) -> &'static str {
        match self {
            Self::Page => "page",
            Self::Words => "q",
            Self::Facet(facet) => facet.code(),
            Self::To => "to",
            Self::Passage => "passage",
            Self::Vote => "vote",
            Self::Number => "number",
            Self::Code => "code",
            Self::Sent => "sent",
        }
    }

    const fn values(self) -> Values {
        match self {
            Self::Page => Values::Number,
            Self::Words | Self::Facet(_) | Self::To => Values::Text,
            // For one reader alone.
            Self::Passage | Self::Vote | Self::Number | Self::Code | Self::Sent => Values::Text,
        }
    }
}

/// The one address that stands for all addresses of the same page; `None` for a page that is rendered for every reader
/// anew, because its address is odd or has a text in it.
pub fn kept_address<'a>(path: &'a str, query: Option<&str>) -> Option<Cow<'a, str>> {
    let is_plain = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'/' | b'-' | b'_');
    if !path.bytes().all(is_plain) || path.contains("//") || (path.len() > 1 && path.ends_with('/')) {
        return None;
    }
    let Some(query) = query.filter(|query| !query.is_empty()) else { return Some(Cow::Borrowed(path)) };
    let value_of = |name: &str| {
        let fields = query.split('&').map(|field| field.split_once('=').unwrap_or((field, "")));
        fields.into_iter().find_map(|(key, value)| (key == name).then_some(value))
    };
    let mut address = Cow::Borrowed(path);
    for parameter in Parameter::all() {
        let Some(value) = value_of(parameter.name()) else { continue };
        match parameter.values() {
            Values::Text => return None,
            Values::Number => {
                if let Some(number) = value.parse::<i64>().ok().filter(|number| *number > 1) {
                    let joint = if address.len() == path.len() { '?' } else { '&' };
                    // Writing to a String cannot fail.
                    let _ = write!(address.to_mut(), "{joint}{}={number}", parameter.name());
                }
            }
        }
    }
    Some(address)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn no_two_fields_have_one_name() {
        let names: BTreeSet<&str> = Parameter::all().map(Parameter::name).collect();
        assert_eq!(names.len(), Parameter::all().count());
    }

    #[test]
    fn one_page_has_one_address() {
        for (path, query, address) in [
            ("/", None, "/"),
            ("/", Some("utm_source=wx"), "/"),
            ("/c/tzgg", Some(""), "/c/tzgg"),
            ("/c/tzgg", Some("page=1"), "/c/tzgg"),
            ("/c/tzgg", Some("page=0"), "/c/tzgg"),
            ("/c/tzgg", Some("page=x&a"), "/c/tzgg"),
            ("/c/tzgg", Some("page=2"), "/c/tzgg?page=2"),
            ("/c/tzgg", Some("a=b&page=002&page=3&c"), "/c/tzgg?page=2"),
            ("/a/23456789", Some("from=singlemessage&isappinstalled=0"), "/a/23456789"),
        ] {
            assert_eq!(kept_address(path, query).as_deref(), Some(address), "{path} {query:?}");
        }
    }

    #[test]
    fn odd_addresses_and_texts_are_not_kept() {
        for (path, query) in [
            ("/leave", Some("to=https%3A%2F%2Fshop.example")),
            ("/c/wjzl", Some("q=%E5%8A%9E%E6%B3%95")),
            ("/c/wjzl", Some("page=2&year=2026")),
            ("/c/tzgg/", None),
            ("//c/tzgg", None),
            ("/c/%74zgg", None),
            ("/c/通知公告", None),
            ("/js/portal.js", None),
        ] {
            assert_eq!(kept_address(path, query), None, "{path} {query:?}");
        }
    }
}
