//! What may stand in a text: the same elements, attributes and classes as the editor's schema.

use std::borrow::Cow;
use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

use ammonia::{Builder, UrlRelative};

/// Raise this with every change of what is allowed: stored texts are then sanitised again when they are read.
pub(super) const VERSION: &str = "1";

/// Elements without attributes of their own stand here too.
const TAGS: &[&str] = &[
    "p",
    "h2",
    "h3",
    "h4",
    "strong",
    "b",
    "em",
    "i",
    "u",
    "sub",
    "sup",
    "ol",
    "ul",
    "li",
    "blockquote",
    "hr",
    "br",
    "a",
    "figure",
    "img",
    "figcaption",
    "table",
    "caption",
    "thead",
    "tbody",
    "tfoot",
    "tr",
    "th",
    "td",
];

/// Elements that vanish together with their text: it is code, or another document, never prose.
const VANISHING: &[&str] = &[
    "script",
    "style",
    "title",
    "template",
    "noscript",
    "noembed",
    "noframes",
    "iframe",
    "object",
    "embed",
    "applet",
    "svg",
    "math",
    "select",
    "textarea",
    "xmp",
    "plaintext",
    "xml",
    "audio",
    "video",
    "canvas",
];

const ATTRIBUTES: &[(&str, &[&str])] = &[
    ("a", &["href", "title", "data-name", "data-size"]),
    ("img", &["src", "alt", "width", "height"]),
    ("ol", &["start"]),
    ("th", &["scope", "colspan", "rowspan"]),
    ("td", &["colspan", "rowspan"]),
];

const ALIGNMENT: &[&str] = &["ta-center", "ta-right", "ta-justify"];
const PARAGRAPH: &[&str] = &["ta-center", "ta-right", "ta-justify", "indent-2em", "seal-date"];

const CLASSES: &[(&str, &[&str])] = &[
    ("p", PARAGRAPH),
    ("h2", ALIGNMENT),
    ("h3", ALIGNMENT),
    ("h4", ALIGNMENT),
    ("th", ALIGNMENT),
    ("td", ALIGNMENT),
    ("a", &["attachment"]),
];

/// The addresses a link may have, besides those of the site itself.
const SCHEMES: &[&str] = &["http", "https", "mailto", "tel"];

static SANITISER: LazyLock<Builder<'static>> = LazyLock::new(|| {
    let mut builder = Builder::empty();
    builder
        .tags(TAGS.iter().copied().collect())
        .clean_content_tags(VANISHING.iter().copied().collect())
        .tag_attributes(sets(ATTRIBUTES))
        .generic_attributes(HashSet::new())
        .allowed_classes(sets(CLASSES))
        .url_schemes(SCHEMES.iter().copied().collect())
        .url_relative(UrlRelative::PassThrough)
        .link_rel(None) // set by the rewriter, on external links only
        .strip_comments(true)
        .attribute_filter(attribute);
    builder
});

fn sets(table: &'static [(&'static str, &'static [&'static str])]) -> HashMap<&'static str, HashSet<&'static str>> {
    table.iter().map(|(tag, names)| (*tag, names.iter().copied().collect())).collect()
}

/// Removes everything that is not on the list.
pub(super) fn clean(html: &str) -> String {
    SANITISER.clean(html).to_string()
}

/// The value an allowed attribute keeps; `None` drops the attribute.
fn attribute<'u>(element: &str, name: &str, value: &'u str) -> Option<Cow<'u, str>> {
    let kept = match (element, name) {
        ("a", "href") => link_address(value)?,
        ("img", "src") => Some(value.trim()).filter(|src| is_media_address(src))?,
        ("img", "width" | "height") | ("ol", "start") => number_up_to(value, 10_000)?,
        (_, "colspan" | "rowspan") => number_up_to(value, 1_000).filter(|&span| span != "1")?,
        ("th", "scope") => Some(value).filter(|s| matches!(*s, "col" | "row" | "colgroup" | "rowgroup"))?,
        (_, "class") if value.trim().is_empty() => return None,
        _ => value,
    };
    Some(Cow::Borrowed(kept))
}

/// An absolute address with one of the [`SCHEMES`] (which ammonia has checked), or one inside the site. `//host` and
/// its disguises (backslashes, tabs that browsers skip) would leave the site while looking as if they stayed.
fn link_address(value: &str) -> Option<&str> {
    let href = value.trim();
    let disguised = href.contains('\\') || href.chars().any(char::is_control);
    (!href.is_empty() && !href.starts_with("//") && !disguised).then_some(href)
}

/// Pictures come from the site's own media store and nowhere else: a foreign picture tells its host who reads, and
/// can be exchanged after the signature.
fn is_media_address(src: &str) -> bool {
    src.strip_prefix("/media/").is_some_and(|path| {
        !path.is_empty()
            && !path.split('/').any(|part| part.is_empty() || part.chars().all(|c| c == '.'))
            && path.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'/' | b'.' | b'-' | b'_'))
    })
}

fn number_up_to(value: &str, most: u32) -> Option<&str> {
    let value = value.trim();
    let canonical = value.bytes().all(|b| b.is_ascii_digit()) && !value.starts_with('0');
    value.parse::<u32>().ok().filter(|n| canonical && *n <= most).map(|_| value)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_media_store_may_serve_pictures() {
        assert!(is_media_address("/media/2024/ab12-cd.webp"));
        for foreign in [
            "https://example.com/a.png",
            "//example.com/media/a.png",
            "/media/",
            "/media/../desk/logout",
            "/media//a.png",
            "/media/a.png?x=1",
            "data:image/png;base64,AAAA",
            "media/a.png",
        ] {
            assert!(!is_media_address(foreign), "{foreign}");
        }
    }

    #[test]
    fn a_link_cannot_leave_the_site_in_disguise() {
        for address in ["/c/tzgg", "https://www.gov.cn/", "#top", "mailto:a@b.cn", "tel:0771-6521234"] {
            assert_eq!(link_address(address), Some(address));
        }
        for address in ["//evil.example", "/\\evil.example", "/\t/evil.example", ""] {
            assert_eq!(link_address(address), None, "{address:?}");
        }
    }
}
