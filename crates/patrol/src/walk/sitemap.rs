//! Where a round begins: the home page, the site map for search engines (sitemaps.org 0.9), and the pages of known findings.

use quick_xml::{Reader, events::Event};
use url::Url;

use super::{Progress, Walk, ask::Question, leads};
use crate::Method;

/// The protocol allows fifty thousand addresses in a part, and no county has more parts.
const MOST_PARTS: usize = 50;
const MOST_BYTES: usize = 50 << 20;

pub(super) async fn begin(walk: &Walk<'_>, progress: &mut Progress) {
    let (rules, most) = (walk.rules, walk.manners.most_pages);
    progress.target(&leads::page(&rules.home), most);
    let revisit: Vec<Url> = progress.revisit.iter().filter_map(|address| Url::parse(address).ok()).collect();
    for url in revisit.iter().filter(|url| rules.is_inside(url)) {
        progress.target(&leads::page(url), most);
    }
    let Ok(map) = rules.home.join(&rules.paths.sitemap) else { return };
    let Some(entries) = read(walk, &map).await else { return };
    let (mut parts, mut pages) = (entries.parts, entries.pages);
    parts.truncate(MOST_PARTS);
    for part in parts.into_iter().map(|part| rules.at_home(part)) {
        if let Some(entries) = read(walk, &part).await {
            pages.extend(entries.pages);
        }
    }
    for page in pages.into_iter().map(|page| rules.at_home(page)).filter(|page| rules.is_inside(page)) {
        progress.target(&leads::page(&page), most);
    }
}

async fn read(walk: &Walk<'_>, map: &Url) -> Option<Entries> {
    let question = Question { method: Method::Get, most_bytes: MOST_BYTES, cold: false, anywhere: false };
    let followed = walk.follow(map, question).await.ok()?;
    (followed.answer.status == 200).then(|| Entries::of(&String::from_utf8_lossy(&followed.answer.bytes)))
}

/// What a site map names.
#[derive(Debug, Default, PartialEq, Eq)]
struct Entries {
    parts: Vec<Url>,
    pages: Vec<Url>,
}

impl Entries {
    fn of(xml: &str) -> Self {
        let mut reader = Reader::from_str(xml);
        let (mut entries, mut is_part, mut address) = (Self::default(), false, None::<String>);
        loop {
            match reader.read_event() {
                Ok(Event::Start(start)) => match start.local_name().into_inner() {
                    "sitemap" => is_part = true,
                    "url" => is_part = false,
                    "loc" => address = Some(String::new()),
                    _ => {}
                },
                Ok(Event::Text(text)) => {
                    if let Some(address) = &mut address {
                        address.push_str(&text.into_inner());
                    }
                }
                Ok(Event::GeneralRef(reference)) => {
                    if let Some(address) = &mut address {
                        address.push_str(match &*reference {
                            "amp" => "&",
                            "lt" => "<",
                            "gt" => ">",
                            "quot" => "\"",
                            "apos" => "'",
                            _ => "",
                        });
                    }
                }
                Ok(Event::End(end)) if end.local_name().into_inner() == "loc" => {
                    let url = address.take().and_then(|address| Url::parse(address.trim()).ok());
                    if is_part { entries.parts.extend(url) } else { entries.pages.extend(url) }
                }
                Ok(Event::Eof) | Err(_) => return entries,
                Ok(_) => {}
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_and_pages_are_told_apart() {
        let index = documents::sitemap::index(["https://a.cn/sitemap.xml?part=0"]);
        assert_eq!(Entries::of(&index).parts.len(), 1);
        let part = documents::sitemap::open()
            + &documents::sitemap::page("https://a.cn/c/tzgg?a=1&b=2", None)
            + documents::sitemap::CLOSE;
        let pages = Entries::of(&part).pages;
        assert_eq!(pages.iter().map(Url::as_str).collect::<Vec<_>>(), ["https://a.cn/c/tzgg?a=1&b=2"]);
        assert_eq!(Entries::of("<html>404"), Entries::default());
    }
}
