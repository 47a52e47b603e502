//! How far a round has come. It can be kept and taken up again, since it is data.

use std::collections::{BTreeMap, BTreeSet, HashMap, VecDeque};

use chrono::{DateTime, NaiveDate, Utc};
use domain::{
    patrol::{Observation, UnseenCertificate},
    plan::ColumnCode,
};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use super::{
    leads::{Lead, TargetKind},
    report::Moved,
};

/// How far a round has come.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Progress {
    pub(super) round: u32,
    pub(super) has_begun: bool,
    /// Pages that wait for their turn.
    pub(super) queue: VecDeque<u32>,
    /// Everything that something leads to.
    pub(super) targets: Vec<Target>,
    index: HashMap<String, u32>,
    pub(super) notes: Vec<PageNote>,
    pub(super) observations: Vec<Observation>,
    pub(super) looked_at: BTreeSet<String>,
    pub(super) moved: BTreeSet<Moved>,
    /// Pages that are to be looked at though nothing may lead to them any more.
    pub(super) revisit: Vec<String>,
    /// Addresses of other sites and the day on which each opened last: who has waited longest has its turn first.
    pub(super) opened_before: BTreeMap<String, NaiveDate>,
    /// What is known of other sites, by host: a round that is taken up again remains as polite as it was.
    pub(super) hosts: BTreeMap<String, Host>,
    /// Pages that are there and have no room in this round, by their [`key`].
    #[serde(default)]
    left_out: BTreeSet<u64>,
    #[serde(default)]
    pub(super) unseen: Vec<UnseenCertificate>,
}

/// Another site, as a round has met it.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub(super) struct Host {
    /// How many of its addresses have had their turn.
    pub(super) asked: usize,
    /// Connections that failed, one after the other.
    pub(super) failures: usize,
    /// Its `robots.txt` by origin; `None`: it has none.
    pub(super) robots: BTreeMap<String, Option<String>>,
}

/// What is kept of a page.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(super) struct PageNote {
    pub(super) address: String,
    pub(super) column: Option<ColumnCode>,
    #[serde(default)]
    pub(super) source: Option<String>,
    pub(super) digest: String,
    pub(super) status: u16,
    pub(super) at: DateTime<Utc>,
    pub(super) bytes: u64,
    /// What a browser loads with it.
    pub(super) loads: Vec<u32>,
}

/// Something that pages lead to.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(super) struct Target {
    /// Plain.
    pub(super) address: String,
    pub(super) kind: TargetKind,
    /// The name of a file.
    pub(super) name: String,
    pub(super) spots: Vec<Spot>,
    /// There are more than are kept.
    pub(super) has_more_spots: bool,
    pub(super) reached: Option<Reached>,
    pub(super) bytes: u64,
    /// The address of another site that it sends on to.
    pub(super) leads_on_to: Option<u32>,
}

/// A place that leads to a target.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(super) struct Spot {
    /// Number of the note.
    pub(super) page: u32,
    pub(super) words: String,
}

/// How asking went.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) enum Reached {
    Opened,
    Failed(Failed),
    /// Nobody can say.
    Unsettled,
}

/// What proves that something does not open.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Failed {
    pub(super) request: String,
    pub(super) status: Option<u16>,
    pub(super) why: String,
    pub(super) at: DateTime<Utc>,
}

/// So many places are kept of one target; a link of the frame stands on all pages.
const MOST_SPOTS: usize = 200;

impl Progress {
    /// A round that has not begun. `revisit` are the pages of known findings, so that a round can see them gone;
    /// `opened_before` says when addresses of other sites have opened last.
    pub fn new(round: u32, revisit: Vec<String>, opened_before: BTreeMap<String, NaiveDate>) -> Self {
        Self {
            round,
            has_begun: false,
            queue: VecDeque::new(),
            targets: Vec::new(),
            index: HashMap::new(),
            notes: Vec::new(),
            observations: Vec::new(),
            looked_at: BTreeSet::new(),
            moved: BTreeSet::new(),
            revisit,
            opened_before,
            hosts: BTreeMap::new(),
            left_out: BTreeSet::new(),
            unseen: Vec::new(),
        }
    }

    /// How many pages were read.
    pub fn pages(&self) -> usize {
        self.notes.len()
    }

    /// How many pages this round knows of and has no room for.
    pub fn left_out(&self) -> usize {
        self.left_out.len()
    }

    /// Which addresses of other sites opened in this round.
    pub fn opened_outside(&self) -> impl Iterator<Item = &str> {
        let outside = self.targets.iter().filter(|target| target.kind == TargetKind::Outside);
        outside.filter(|target| target.reached == Some(Reached::Opened)).map(|target| target.address.as_str())
    }

    /// When each address of another site that something leads to has opened last, as far as anybody knows on `today`.
    pub fn opened_by(&self, today: NaiveDate) -> BTreeMap<String, NaiveDate> {
        let now = self.opened_outside().map(|address| (address.to_owned(), today));
        let outside = self.targets.iter().filter(|target| target.kind == TargetKind::Outside);
        let before = outside.filter_map(|target| self.opened_before.get_key_value(&target.address));
        before.map(|(address, day)| (address.clone(), *day)).chain(now).collect()
    }

    /// Whether some addresses of other sites have not had their turn.
    pub(super) fn has_unasked(&self) -> bool {
        self.targets.iter().any(|target| target.reached.is_none() && target.kind == TargetKind::Outside)
    }

    /// For how many pages there is room besides those that were read or wait.
    pub(super) fn room(&self, most_pages: usize) -> usize {
        most_pages.saturating_sub(self.notes.len() + self.queue.len())
    }

    /// Whether something leads to the plain `address`.
    pub(super) fn knows(&self, address: &str) -> bool {
        self.index.contains_key(address)
    }

    /// Counts the page at the plain `address` among those without room, unless something leads to it that has said so.
    pub(super) fn leave_out(&mut self, address: &str) {
        if !self.knows(address) {
            self.left_out.insert(key(address));
        }
    }

    /// The number of the target that `lead` names. A new page joins the queue while there are fewer than `most_pages`.
    pub(super) fn target(&mut self, lead: &Lead, most_pages: usize) -> u32 {
        if let Some(known) = self.index.get(&lead.address) {
            return *known;
        }
        let number = u32::try_from(self.targets.len()).unwrap_or(u32::MAX);
        self.targets.push(Target {
            address: lead.address.clone(),
            kind: lead.kind,
            name: lead.name.clone(),
            spots: Vec::new(),
            has_more_spots: false,
            reached: None,
            bytes: 0,
            leads_on_to: None,
        });
        self.index.insert(lead.address.clone(), number);
        if lead.kind == TargetKind::Page && self.room(most_pages) > 0 {
            self.left_out.remove(&key(&lead.address));
            self.queue.push_back(number);
        } else if lead.kind == TargetKind::Page {
            self.left_out.insert(key(&lead.address));
        }
        number
    }

    /// Notes that page `page` leads to `target`, once.
    pub(super) fn spot(&mut self, target: u32, page: u32, words: String) {
        let Some(target) = self.targets.get_mut(target as usize) else { return };
        if target.spots.last().is_some_and(|last| last.page == page) {
            return;
        }
        if target.spots.len() == MOST_SPOTS {
            target.has_more_spots = true;
        } else {
            target.spots.push(Spot { page, words });
        }
    }

    pub(super) fn reach(&mut self, target: u32, reached: Reached) {
        if let Some(target) = self.targets.get_mut(target as usize) {
            target.reached = Some(reached);
        }
    }
}

/// Tells addresses apart in eight bytes: a large portal leaves out hundreds of thousands.
fn key(address: &str) -> u64 {
    Sha256::digest(address).iter().take(8).fold(0, |key, byte| (key << 8) | u64::from(*byte))
}
