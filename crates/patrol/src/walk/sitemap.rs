//! Where a round begins: the home page, the pages of known findings, and the site map for search engines (sitemaps.org 0.9).
//! What the plan has comes first, then the newest items: what is new is what nobody has checked.

use std::cmp::Reverse;

use chrono::{DateTime, Utc};
use domain::{patrol::plain_address, time::start_of_day};
use quick_xml::{Reader, events::Event};
use url::Url;

use super::{Progress, Walk, ask::Question, leads};
use crate::Method;

/// The protocol allows fifty thousand addresses in a part, and no county has more parts.
const MOST_PARTS: usize = 50;
const MOST_BYTES: usize = 50 << 20;
/// Where there is no room for all items, one in so many that are read is an older one whose turn it is.
const OLDER_AMONG: usize = 5;

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
    let pages = pages.into_iter().map(|page| Named { url: rules.at_home(page.url), ..page });
    let inside = pages.filter(|page| rules.is_inside(&page.url));
    let (mut items, of_plan): (Vec<Named>, Vec<Named>) = inside.partition(|page| rules.is_item(page.url.path()));
    for page in of_plan {
        progress.target(&leads::page(&page.url), most);
    }
    items.retain(|item| !progress.knows(&plain_address(item.url.as_str())));
    let (read, left_out) = in_turn(items, progress.room(most), progress.round);
    for item in read {
        progress.target(&leads::page(&item.url), most);
    }
    for item in left_out {
        progress.leave_out(&plain_address(item.url.as_str()));
    }
}

/// The items that round `round` reads, the newest first, and those for which it has no room. Some of the room goes to older
/// ones, round after round to the next of them, so that each has its turn.
fn in_turn(mut items: Vec<Named>, room: usize, round: u32) -> (Vec<Named>, Vec<Named>) {
    items.sort_by_key(|item| Reverse(item.changed_at));
    if items.len() <= room {
        return (items, Vec::new());
    }
    let turns = room / OLDER_AMONG;
    let mut older = items.split_off(room - turns);
    older.reverse();
    let first = first_in_turn(older.len(), turns, round as usize);
    items.extend(older.drain(first..first + turns).rev());
    (items, older)
}

/// Where the turn of `round` begins among so many, of which `turns` have theirs in one round. They are counted from the
/// oldest, which stay where they are while others come; and a lap has a power of two of rounds, since one that became longer
/// with each publication would begin now here, now there, and never come round.
fn first_in_turn(older: usize, turns: usize, round: usize) -> usize {
    let stretches = older.div_ceil(turns.max(1));
    let stretch = round % stretches.next_power_of_two() % stretches;
    (stretch * turns).min(older - turns)
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
    pages: Vec<Named>,
}

/// A page that a site map names.
#[derive(Debug, PartialEq, Eq)]
struct Named {
    url: Url,
    changed_at: Option<DateTime<Utc>>,
}

impl Entries {
    fn of(xml: &str) -> Self {
        let mut reader = Reader::from_str(xml);
        let mut entries = Self::default();
        // What the entry under way has said, and what its present element says.
        let (mut url, mut changed_at, mut text) = (None::<Url>, None::<DateTime<Utc>>, None::<String>);
        loop {
            match reader.read_event() {
                Ok(Event::Start(start)) => match start.local_name().into_inner() {
                    "url" | "sitemap" => (url, changed_at) = (None, None),
                    "loc" | "lastmod" => text = Some(String::new()),
                    _ => {}
                },
                Ok(Event::Text(words)) => {
                    if let Some(text) = &mut text {
                        text.push_str(&words.into_inner());
                    }
                }
                Ok(Event::GeneralRef(reference)) => {
                    if let Some(text) = &mut text {
                        text.push_str(match &*reference {
                            "amp" => "&",
                            "lt" => "<",
                            "gt" => ">",
                            "quot" => "\"",
                            "apos" => "'",
                            _ => "",
                        });
                    }
                }
                Ok(Event::End(end)) => match end.local_name().into_inner() {
                    "loc" => url = text.take().and_then(|text| Url::parse(text.trim()).ok()),
                    "lastmod" => changed_at = text.take().and_then(|text| moment(text.trim())),
                    "sitemap" => entries.parts.extend(url.take()),
                    "url" => entries.pages.extend(url.take().map(|url| Named { url, changed_at })),
                    _ => {}
                },
                Ok(Event::Eof) | Err(_) => return entries,
                Ok(_) => {}
            }
        }
    }
}

/// A moment as the protocol has it: with its time, or a day of China alone.
fn moment(text: &str) -> Option<DateTime<Utc>> {
    let of_day = || Some(start_of_day(text.get(..10)?.parse().ok()?));
    DateTime::parse_from_rfc3339(text).ok().map(|at| at.to_utc()).or_else(of_day)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn parts_and_pages_are_told_apart() {
        let index = documents::sitemap::index(["https://a.cn/sitemap.xml?part=0"]);
        assert_eq!(Entries::of(&index).parts.len(), 1);
        let at = domain::time::parse_minute("2026-11-02 10:30");
        let part = documents::sitemap::open()
            + &documents::sitemap::page("https://a.cn/a/1", at)
            + &documents::sitemap::page("https://a.cn/c/tzgg?a=1&b=2", None)
            + documents::sitemap::CLOSE;
        let pages = Entries::of(&part).pages;
        let named: Vec<_> = pages.iter().map(|page| (page.url.as_str(), page.changed_at)).collect();
        assert_eq!(named, [("https://a.cn/a/1", at), ("https://a.cn/c/tzgg?a=1&b=2", None)]);
        assert_eq!(Entries::of("<html>404"), Entries::default());
    }

    #[test]
    fn a_moment_has_a_time_or_is_a_day() {
        for (text, at) in [
            ("2026-11-02T10:30:00+08:00", Some("2026-11-02 10:30")),
            ("2026-11-02T02:30:00Z", Some("2026-11-02 10:30")),
            ("2026-11-02", Some("2026-11-02 00:00")),
            ("2026-11-02T10:30+08:00", Some("2026-11-02 00:00")),
            ("2026年11月2日", None),
            ("", None),
        ] {
            assert_eq!(moment(text), at.and_then(domain::time::parse_minute), "{text}");
        }
    }

    /// Items of the first so many days of a month, as a site map lists them that begins with the oldest.
    fn items(days: u32) -> Vec<Named> {
        let item = |day: u32| Named {
            url: Url::parse(&format!("https://a.cn/a/{day}")).expect("an address"),
            changed_at: domain::time::parse_minute(&format!("2026-10-{day:02} 09:00")),
        };
        (1..=days).map(item).collect()
    }

    fn days(items: &[Named]) -> Vec<u32> {
        items.iter().map(|item| item.url.path()[3..].parse().expect("a number")).collect()
    }

    #[test]
    fn the_newest_are_read_in_every_round_and_each_older_one_in_some() {
        let (read, left_out) = in_turn(items(20), 20, 7);
        assert_eq!((days(&read), left_out), ((1..=20).rev().collect(), Vec::new()), "there is room for all");
        let (read, left_out) = in_turn(items(20), 10, 1);
        assert_eq!(days(&read), [20, 19, 18, 17, 16, 15, 14, 13, 4, 3]);
        assert_eq!(days(&left_out), [1, 2, 5, 6, 7, 8, 9, 10, 11, 12]);
        let older: BTreeSet<u32> = (0..6).flat_map(|round| days(&in_turn(items(20), 10, round).0[8..])).collect();
        assert_eq!(older, (1..=12).collect());
        // So little room that nobody but the newest has a place.
        assert_eq!(days(&in_turn(items(20), 3, 4).0), [20, 19, 18]);
        assert_eq!(in_turn(items(20), 0, 4).0, []);
    }

    #[test]
    fn older_items_have_their_turn_also_while_new_ones_come() {
        // Thirty more in each round: a lap of sixteen rounds reads all that were there at its beginning.
        for begun in [0_usize, 531, 900] {
            let rounds = (0..16).map(|round| (begun + round, 16_000 + 30 * round));
            let read: BTreeSet<usize> = rounds
                .flat_map(|(round, older)| {
                    let first = first_in_turn(older, 1_100, round);
                    first..first + 1_100
                })
                .collect();
            assert!(read.is_superset(&(0..16_000).collect()), "begun at round {begun}");
        }
    }
}
