//! What a page leads to, and what each of it is.

use std::collections::HashSet;

use documents::upload::Format;
use domain::patrol::{is_tracking, plain_address};
use serde::{Deserialize, Serialize};
use url::Url;

use crate::{Rules, reading::Reading};

/// What something that pages lead to is, as far as a round can tell before it asks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub(super) enum TargetKind {
    /// A page of this site: read.
    Page,
    /// Something else of this site: asked for.
    Other,
    /// A picture of this site.
    Picture,
    /// A style, a script or a film of this site.
    Resource,
    /// An attachment: fetched and scanned.
    File,
    /// On another site: politely asked for.
    Outside,
}

/// What a page leads to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Lead {
    /// Plain.
    pub(super) address: String,
    pub(super) kind: TargetKind,
    /// There to press.
    pub(super) words: String,
    /// Of a file.
    pub(super) name: String,
}

/// Everything that a page leads to, each address once.
pub(super) fn of(reading: &Reading, page: &Url, rules: &Rules) -> Vec<Lead> {
    let mut known: HashSet<String> = HashSet::new();
    let mut leads = Vec::new();
    let mut add = |lead: Option<Lead>| {
        if let Some(lead) = lead.filter(|lead| known.insert(lead.address.clone())) {
            leads.push(lead);
        }
    };
    for link in &reading.links {
        let lead = page
            .join(&link.href)
            .ok()
            .map(|url| rules.at_home(url))
            .and_then(|url| link_to(&url, link.is_nofollow, rules));
        add(lead.map(|lead| Lead { words: link.words.clone(), ..lead }));
    }
    for picture in &reading.pictures {
        let lead = page.join(&picture.src).ok().filter(|_| !picture.src.is_empty()).map(|url| rules.at_home(url));
        let lead = lead.and_then(|url| loaded(&url, TargetKind::Picture, rules));
        add(lead.map(|lead| Lead { words: picture.alt.clone().unwrap_or_default(), ..lead }));
    }
    for resource in &reading.resources {
        add(page
            .join(resource)
            .ok()
            .map(|url| rules.at_home(url))
            .and_then(|url| loaded(&url, TargetKind::Resource, rules)));
    }
    leads
}

/// A page that somebody names without a link: the home page, the site map.
pub(super) fn page(url: &Url) -> Lead {
    Lead { address: plain_address(url.as_str()), kind: TargetKind::Page, words: String::new(), name: String::new() }
}

fn lead(url: &Url, kind: TargetKind) -> Lead {
    let name = url.path_segments().and_then(|mut parts| parts.next_back()).unwrap_or_default();
    Lead { address: plain_address(url.as_str()), kind, words: String::new(), name: unescaped(name) }
}

fn loaded(url: &Url, kind: TargetKind, rules: &Rules) -> Option<Lead> {
    if !matches!(url.scheme(), "http" | "https") {
        return None;
    }
    if !rules.is_inside(url) {
        return Some(lead(url, TargetKind::Outside));
    }
    (!is_skipped(url, rules)).then(|| lead(url, kind))
}

/// A link outside that crawlers are told not to follow hands a page on to somebody (分享): it does something, and is no
/// content that could be missing. Authors' links never say so.
fn link_to(url: &Url, is_nofollow: bool, rules: &Rules) -> Option<Lead> {
    if !matches!(url.scheme(), "http" | "https") {
        return None;
    }
    let outside = |url: &Url| (!is_nofollow).then(|| lead(url, TargetKind::Outside));
    if !rules.is_inside(url) {
        return outside(url);
    }
    let (leave, parameter) = &rules.paths.leave;
    if url.path() == leave {
        let (_, to) = url.query_pairs().find(|(name, _)| name == parameter)?;
        let to = Url::parse(&to).ok().filter(|to| matches!(to.scheme(), "http" | "https"))?;
        return outside(&to);
    }
    if is_skipped(url, rules) {
        return None;
    }
    let ending = url.path().rsplit('/').next().and_then(|name| name.rsplit_once('.'));
    let format = ending.and_then(|(_, ending)| Format::from_ext(&ending.to_ascii_lowercase()));
    let leads_on = url
        .query_pairs()
        .all(|(name, _)| is_tracking(&name) || rules.paths.followed.iter().any(|known| *known == name));
    let kind = match format {
        Some(format) if format.is_image() => TargetKind::Other,
        Some(Format::Mp4 | Format::M4a | Format::Mp3) => TargetKind::Other,
        Some(_) => TargetKind::File,
        None if leads_on && !is_nofollow => TargetKind::Page,
        None => TargetKind::Other,
    };
    Some(lead(url, kind))
}

fn is_skipped(url: &Url, rules: &Rules) -> bool {
    let path = url.path();
    rules.paths.skipped.iter().any(|beginning| path.starts_with(beginning.as_str()))
        || rules.paths.skipped_endings.iter().any(|ending| path.ends_with(ending.as_str()))
}

/// `%E9%99%84` as it reads.
fn unescaped(name: &str) -> String {
    let pair = format!("n={}", name.replace('+', "%2B"));
    url::form_urlencoded::parse(pair.as_bytes()).next().map_or_else(String::new, |(_, name)| name.into_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_link_leads_to_is_told_by_its_address() {
        let rules = Rules::of_site("https://www.lax.gov.cn/");
        let page = Url::parse("https://www.lax.gov.cn/c/tzgg").expect("an address");
        let kind = |href: &str| {
            let lead = link_to(&page.join(href).expect("an address"), false, &rules)?;
            Some((lead.kind, lead.address))
        };
        use TargetKind::{File, Other, Outside, Page};
        for (href, kind_of, address) in [
            ("/a/1?from=x#top", Page, "https://www.lax.gov.cn/a/1"),
            ("?page=2", Page, "https://www.lax.gov.cn/c/tzgg?page=2"),
            ("?year=2026", Other, "https://www.lax.gov.cn/c/tzgg?year=2026"),
            ("/media/a.PDF", File, "https://www.lax.gov.cn/media/a.PDF"),
            ("/media/a.webp", Other, "https://www.lax.gov.cn/media/a.webp"),
            ("https://www.gov.cn", Outside, "https://www.gov.cn/"),
            ("/leave?to=https%3A%2F%2Fexample.cn%2Fx%3Fa%3D1", Outside, "https://example.cn/x?a=1"),
        ] {
            assert_eq!(kind(href), Some((kind_of, address.to_owned())), "{href}");
        }
        for href in ["mailto:a@b.cn", "tel:0771", "/desk/login", "/search?q=x", "/a/1/report", "/leave?to=javascript:1"]
        {
            assert_eq!(kind(href), None, "{href}");
        }
        for handing_on in ["https://share.example/?url=x", "/leave?to=https%3A%2F%2Fshare.example%2F%3Furl%3Dx"] {
            let url = page.join(handing_on).expect("an address");
            assert_eq!(link_to(&url, true, &rules), None, "{handing_on}");
        }
        let named = link_to(&page.join("/media/x/%E9%99%84%E4%BB%B6.xlsx").expect("an address"), false, &rules);
        assert_eq!(named.map(|lead| lead.name).as_deref(), Some("附件.xlsx"));
    }
}
