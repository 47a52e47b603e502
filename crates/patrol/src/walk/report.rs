//! What a round has seen, when it has come to its end.

use std::collections::BTreeSet;

use chrono::{DateTime, Utc};
use documents::personal_data::mask_all;
use domain::patrol::{Evidence, FaultKind, Fingerprint, Observation, Passage, Seen, plain_address};
use serde::{Deserialize, Serialize};

use super::{
    Progress,
    leads::TargetKind,
    progress::{Failed, PageNote, Reached, Target},
};
use crate::{Rules, inspect::heavy};

/// An address that sends on to another: no fault, but told apart from dead ones, so that somebody can put the new one in its
/// place (`design.md` §2: redirects separate from dead).
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Moved {
    /// The address as links have it.
    pub from: String,
    /// Where it leads in the end.
    pub to: String,
    /// Whether the server says that it is for ever.
    pub is_for_good: bool,
}

/// What a round has seen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Report {
    /// For [`domain::patrol::merge`].
    pub seen: Seen,
    /// Redirects, apart from what is dead.
    pub moved: Vec<Moved>,
    /// How many pages were read.
    pub pages: usize,
    /// For how many there was no room ([`super::Manners::most_pages`]).
    pub left_out: usize,
    /// How many files were read.
    pub files: usize,
    /// How many addresses of other sites were asked for.
    pub asked_outside: usize,
}

impl Progress {
    /// The report at `at`. Of a round that was stopped it says what it has seen so far.
    pub fn report(&self, rules: &Rules, at: DateTime<Utc>) -> Report {
        let mut observations = self.observations.clone();
        observations.extend(self.dead(rules));
        observations.extend(self.heavy(rules));
        let mut known = BTreeSet::new();
        observations.retain(|one| known.insert(one.fingerprint.clone()));
        let unsettled = self.targets.iter().filter(|target| self.is_unsettled(target));
        let of_kind = |kind: TargetKind| {
            let asked = |target: &&Target| target.kind == kind && target.reached.is_some();
            self.targets.iter().filter(asked).count()
        };
        let seen = Seen {
            round: self.round,
            at,
            observations,
            looked_at: self.looked_at.clone(),
            unsettled: unsettled.map(|target| target.address.clone()).collect(),
            unseen: self.unseen.clone(),
        };
        Report {
            seen,
            moved: self.moved.iter().cloned().collect(),
            pages: self.notes.len(),
            left_out: self.left_out(),
            files: of_kind(TargetKind::File),
            asked_outside: of_kind(TargetKind::Outside),
        }
    }

    /// How asking for a target went, at the place that it sends on to.
    fn reached<'a>(&'a self, target: &'a Target) -> Option<&'a Reached> {
        let onward = target.leads_on_to.and_then(|number| self.targets.get(number as usize));
        onward.map_or(target.reached.as_ref(), |onward| onward.reached.as_ref())
    }

    /// Whether nothing new is known of it: neither whether it opens, nor what it says. Of a file that the server fails to
    /// send nobody knows whether it was mended.
    fn is_unsettled(&self, target: &Target) -> bool {
        let is_settled = match self.reached(target) {
            None | Some(Reached::Unsettled) => false,
            Some(Reached::Opened) => true,
            Some(Reached::Failed(failed)) => matches!(failed.status, Some(404 | 410)),
        };
        target.has_more_spots || !is_settled
    }

    /// Links, files and pictures that do not open, at each place that leads to them.
    fn dead(&self, rules: &Rules) -> Vec<Observation> {
        let home = plain_address(rules.home.as_str());
        let mut found = Vec::new();
        for target in &self.targets {
            let Some(Reached::Failed(failed)) = self.reached(target) else { continue };
            if target.address == home {
                found.push(dead_at(FaultKind::Unavailable, target, failed, None, ""));
                continue;
            }
            let kind = match target.kind {
                // An address of ours that only sends on: what is dead is the other site's.
                _ if target.leads_on_to.is_some() => FaultKind::DeadOutsideLink,
                TargetKind::Page | TargetKind::Other | TargetKind::Resource => FaultKind::DeadLink,
                TargetKind::Picture => FaultKind::BrokenPicture,
                TargetKind::File => FaultKind::DeadAttachment,
                TargetKind::Outside => FaultKind::DeadOutsideLink,
            };
            let spots = target.spots.iter().filter_map(|spot| {
                let note = self.notes.get(spot.page as usize)?;
                Some(dead_at(kind, target, failed, Some(note), &spot.words))
            });
            found.extend(spots);
        }
        found
    }

    /// Pages that are too heavy together with what they load.
    fn heavy(&self, rules: &Rules) -> Vec<Observation> {
        let weight = |note: &PageNote| {
            let loads = note.loads.iter().filter_map(|number| self.targets.get(*number as usize));
            note.bytes + loads.map(|target| target.bytes).sum::<u64>()
        };
        let limit = rules.limits.page_bytes;
        let heavy_ones = self.notes.iter().map(|note| (note, weight(note))).filter(|(_, bytes)| *bytes > limit);
        heavy_ones
            .map(|(note, bytes)| {
                let (message, passage) = heavy(bytes, limit);
                let evidence = Evidence {
                    page: note.address.clone(),
                    column: note.column.clone(),
                    source: note.source.clone(),
                    message,
                    passage: Passage::of(&passage, mask_all),
                    request: format!("GET {}", note.address),
                    status: Some(note.status),
                    at: note.at,
                    digest: note.digest.clone(),
                };
                Observation { fingerprint: Fingerprint::on_page(FaultKind::HeavyPage, &note.address, "", ""), evidence }
            })
            .collect()
    }
}

fn dead_at(kind: FaultKind, target: &Target, failed: &Failed, note: Option<&PageNote>, words: &str) -> Observation {
    let page = note.map_or(target.address.as_str(), |note| note.address.as_str());
    let what = match kind {
        FaultKind::BrokenPicture => "图片",
        FaultKind::DeadAttachment => "附件",
        FaultKind::Unavailable => "首页",
        _ => "链接",
    };
    let words = words.trim();
    let named = if words.is_empty() { String::new() } else { format!("“{}”", mask_all(words)) };
    Observation {
        fingerprint: Fingerprint::on_page(kind, page, &target.address, ""),
        evidence: Evidence {
            page: page.to_owned(),
            column: note.and_then(|note| note.column.clone()),
            source: note.and_then(|note| note.source.clone()),
            message: format!("{what}{named}打不开：{}（{}）", failed.why, target.address),
            passage: Passage::of(if words.is_empty() { &target.address } else { words }, mask_all),
            request: failed.request.clone(),
            status: failed.status,
            at: failed.at,
            digest: note.map_or_else(String::new, |note| note.digest.clone()),
        },
    }
}
