//! Counting readers without knowing them: views and votes (有用/无用), each once for a reader, an item and a day.
//!
//! A reader is a keyed hash of address, browser and day. The key is drawn anew every day, lives in the memory of this
//! process and is never written anywhere, and neither is the hash: whoever has the database, its backups and its logs can
//! tell nobody's reading from them, the county included (个人信息保护法 art. 4, 73: what nobody can be identified by is
//! no personal data). The price: after a restart, and on a second node, a reader counts once more that day.
//!
//! Views wait in memory and are written every few seconds, so that reading costs no write of its own; a process that is
//! killed loses those seconds. Counters are no evidence, and no part of the log.

use std::{
    collections::{BTreeMap, HashMap, HashSet},
    net::IpAddr,
    sync::{Mutex, MutexGuard, PoisonError},
};

use chrono::NaiveDate;
use domain::{
    desk::reports::Readership,
    id::{ItemCode, ItemId},
};
use sha2::{Digest, Sha256};

use crate::{Cms, Random, Result};

/// How many different reads a day remembers, some 20 MB. Beyond that nothing is counted until midnight: somebody plays.
const REMEMBERED: usize = 500_000;

/// Where a request comes from, as far as it tells readers of one day apart.
#[derive(Debug, Clone)]
pub struct Visitor {
    pub address: IpAddr,
    /// `User-Agent`.
    pub browser: String,
}

/// What a reader thinks of an item.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Vote {
    Useful,
    Useless,
}

/// The readers of today.
#[derive(Debug, Default)]
pub(crate) struct Visits(Mutex<Today>);

#[derive(Debug, Default)]
struct Today {
    /// The day and its key; `None` before the first reader.
    key: Option<(NaiveDate, [u8; 32])>,
    seen: HashSet<(u64, ItemId)>,
    votes: HashMap<(u64, ItemId), Vote>,
    /// Views that are not in the database yet.
    waiting: BTreeMap<ItemId, i64>,
}

impl Visits {
    fn today(&self, on: NaiveDate, random: &dyn Random) -> MutexGuard<'_, Today> {
        let mut today = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if today.key.is_none_or(|(day, _)| day != on) {
            let mut key = [0; 32];
            random.fill(&mut key);
            *today = Today { key: Some((on, key)), waiting: std::mem::take(&mut today.waiting), ..Today::default() };
        }
        today
    }
}

impl Today {
    /// Who reads, for today and this process.
    fn reader(&self, visitor: &Visitor) -> u64 {
        let (_, key) = self.key.unwrap_or_default();
        let digest = Sha256::new()
            .chain_update(key)
            .chain_update(visitor.address.to_string())
            .chain_update([0])
            .chain_update(&visitor.browser)
            .finalize();
        digest.iter().take(8).fold(0, |number, byte| (number << 8) | u64::from(*byte))
    }

    fn view(&mut self, item: ItemId, visitor: &Visitor) {
        let reader = self.reader(visitor);
        if self.seen.len() < REMEMBERED && self.seen.insert((reader, item)) {
            *self.waiting.entry(item).or_default() += 1;
        }
    }

    /// What a vote changes of the totals: a second one of the day replaces the first.
    fn vote(&mut self, item: ItemId, visitor: &Visitor, vote: Vote) -> Option<Readership> {
        let key = (self.reader(visitor), item);
        if self.votes.len() >= REMEMBERED && !self.votes.contains_key(&key) {
            return None;
        }
        let former = self.votes.insert(key, vote);
        if former == Some(vote) {
            return None;
        }
        let of = |one: Vote| i64::from(vote == one) - i64::from(former == Some(one));
        Some(Readership { views: 0, useful: of(Vote::Useful), useless: of(Vote::Useless) })
    }
}

impl Cms {
    /// Notes that a reader has an item on the screen; answers how often it was read. `None` when it is not public.
    pub async fn count_view(&self, code: &ItemCode, visitor: &Visitor) -> Result<Option<i64>> {
        let Some(item) = self.inner.store.published_item(code).await? else { return Ok(None) };
        self.today_of_visits().view(item, visitor);
        Ok(Some(self.readers_of(item).await?.views))
    }

    /// How often a public item was read.
    pub async fn views(&self, code: &ItemCode) -> Result<Option<i64>> {
        let Some(item) = self.inner.store.published_item(code).await? else { return Ok(None) };
        Ok(Some(self.readers_of(item).await?.views))
    }

    /// Counts a reader's vote; `false` when the item is not public.
    pub async fn vote(&self, code: &ItemCode, visitor: &Visitor, vote: Vote) -> Result<bool> {
        let Some(item) = self.inner.store.published_item(code).await? else { return Ok(false) };
        let change = self.today_of_visits().vote(item, visitor, vote);
        if let Some(change) = change {
            let mut tx = self.inner.store.begin().await?;
            tx.count_readers(item, change).await?;
            tx.commit().await?;
        }
        Ok(true)
    }

    /// Writes the views of the last seconds; says of how many items.
    pub async fn write_views(&self) -> Result<usize> {
        let waiting = std::mem::take(&mut self.today_of_visits().waiting);
        if waiting.is_empty() {
            return Ok(0);
        }
        let written = async {
            let mut tx = self.inner.store.begin().await?;
            for (item, views) in &waiting {
                tx.count_readers(*item, Readership { views: *views, ..Readership::default() }).await?;
            }
            tx.commit().await
        };
        if let Err(error) = written.await {
            // They wait for the next time.
            let mut today = self.today_of_visits();
            for (item, views) in waiting {
                *today.waiting.entry(item).or_default() += views;
            }
            return Err(error.into());
        }
        Ok(waiting.len())
    }

    /// What is counted of an item, with what waits to be written.
    pub(crate) async fn readers_of(&self, item: ItemId) -> Result<Readership> {
        // Counting makes no kept page out of date: it shows the number of when it was made, and the script today's.
        let stored = self.read([]).readership(item).await?;
        Ok(Readership { views: stored.views + self.views_to_write(item), ..stored })
    }

    /// The views of an item that wait to be written.
    pub(crate) fn views_to_write(&self, item: ItemId) -> i64 {
        self.today_of_visits().waiting.get(&item).copied().unwrap_or_default()
    }

    fn today_of_visits(&self) -> MutexGuard<'_, Today> {
        self.inner.visits.today(self.today(), &*self.inner.random)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::clock::SystemRandom;

    const ITEM: ItemId = ItemId::new(7);

    fn reader(number: u8) -> Visitor {
        Visitor { address: [10, 0, 0, number].into(), browser: "Firefox".into() }
    }

    fn day(text: &str) -> NaiveDate {
        text.parse().expect("a day")
    }

    #[test]
    fn a_reader_counts_once_a_day_and_is_nobody_tomorrow() {
        let visits = Visits::default();
        let waiting = |on| visits.today(day(on), &SystemRandom).waiting.get(&ITEM).copied();
        let view = |on, who: u8| visits.today(day(on), &SystemRandom).view(ITEM, &reader(who));
        view("2026-11-24", 1);
        view("2026-11-24", 1);
        view("2026-11-24", 2);
        assert_eq!(waiting("2026-11-24"), Some(2));
        let today = visits.today(day("2026-11-24"), &SystemRandom).reader(&reader(1));
        view("2026-11-25", 1);
        assert_eq!(waiting("2026-11-25"), Some(3), "what waited is not lost at midnight");
        assert_ne!(visits.today(day("2026-11-25"), &SystemRandom).reader(&reader(1)), today);
    }

    #[test]
    fn a_reader_may_change_the_mind() {
        let visits = Visits::default();
        let mut today = visits.today(day("2026-11-24"), &SystemRandom);
        let change = |useful, useless| Some(Readership { views: 0, useful, useless });
        assert_eq!(today.vote(ITEM, &reader(1), Vote::Useful), change(1, 0));
        assert_eq!(today.vote(ITEM, &reader(1), Vote::Useful), None);
        assert_eq!(today.vote(ITEM, &reader(1), Vote::Useless), change(-1, 1));
        assert_eq!(today.vote(ITEM, &reader(2), Vote::Useless), change(0, 1));
    }
}
