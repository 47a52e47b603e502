//! What a round changes of what is known.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use serde::{Deserialize, Serialize};

use super::{
    certificate::{UnseenCertificate, certificate_page},
    evidence::Evidence,
    finding::{Clock, Finding},
    fingerprint::{Fingerprint, Observation, Place},
    ignoring::Ignoring,
    kind::FaultKind,
    owner::Owner,
    probe::{self, Outcome, Verdict},
    state::{Mark, State, Step},
};
use crate::{plan::InForce, time::china_date};

/// What a round has seen.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Seen {
    /// Number of the round; later ones have greater numbers.
    pub round: u32,
    /// When it ended.
    pub at: DateTime<Utc>,
    /// Every fault, one for each place.
    pub observations: Vec<Observation>,
    /// The pages that were read, or asked for and found gone, as plain addresses. Of all others nothing new is known.
    pub looked_at: BTreeSet<String>,
    /// Where links lead that nobody could judge: the host was not asked, or refuses programs. Plain addresses.
    pub unsettled: BTreeSet<String>,
    /// Certificates that nobody could look at: what is known of each stays as it is.
    pub unseen: Vec<UnseenCertificate>,
}

/// What the office may set.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Terms {
    /// How far two probes must be apart to count.
    pub apart: TimeDelta,
    /// On how many pages the same fault is one of the frame, and one finding.
    pub frame_from: usize,
    /// Working days where they differ from [`FaultKind::working_days`].
    pub working_days: BTreeMap<FaultKind, u16>,
}

impl Default for Terms {
    /// Half an hour, and twenty pages.
    fn default() -> Self {
        Self { apart: TimeDelta::minutes(30), frame_from: 20, working_days: BTreeMap::new() }
    }
}

/// What happened to a finding.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum WhatChanged {
    /// A first failure.
    Suspected,
    /// New, and counts; or suspected before, and counts now.
    Opened,
    /// Still there.
    SeenAgain,
    /// Gone after it had counted.
    Fixed,
    /// Gone before it counted: to be forgotten.
    Cleared,
    /// Failed once after it had been mended, and opens again: it is mended as before.
    StillFixed,
    /// There again after it had been mended.
    Returned,
    /// The ignore list covers it now.
    Ignored,
    /// The mark that held it back has ended, and it is still there.
    MarkEnded,
}

/// A finding as it is to be kept now, or with [`WhatChanged::Cleared`] forgotten.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// What happened.
    pub what: WhatChanged,
    /// The finding after it.
    pub finding: Finding,
}

/// What was seen of one fault in this round.
struct Sight {
    evidence: Evidence,
    pages: usize,
}

/// Merges a round into the `known` findings: only what changes comes back, in the order of fingerprints. What a person has
/// judged false, or the office ignores, stays as it is until its mark ends. What was not looked at stays as it is, too.
pub fn merge(known: &[Finding], seen: &Seen, ignored: &[Ignoring], plan: &InForce, terms: &Terms) -> Vec<Change> {
    let today = china_date(seen.at);
    let before: BTreeMap<&Fingerprint, &Finding> = known.iter().map(|one| (&one.fingerprint, one)).collect();
    let (mut covered, mut sights) = (BTreeMap::new(), BTreeMap::new());
    // By what they have in common: faults that nobody knows yet.
    let mut fresh: BTreeMap<Fingerprint, BTreeMap<Fingerprint, Evidence>> = BTreeMap::new();
    for Observation { fingerprint, evidence } in &seen.observations {
        if let Some(mark) = ignoring(ignored, fingerprint, evidence, today) {
            covered.insert(fingerprint.clone(), mark);
            continue;
        }
        let wide = fingerprint.on_whole_site();
        let is_of_the_frame = fingerprint.may_be_of_the_frame()
            && !before.contains_key(fingerprint)
            && before.get(&wide).is_some_and(|known| !matches!(known.state, State::Fixed { .. }));
        if before.contains_key(fingerprint) {
            sights.entry(fingerprint.clone()).or_insert_with(|| Sight { evidence: evidence.clone(), pages: 1 });
        } else if is_of_the_frame {
            let first = || Sight { evidence: evidence.clone(), pages: 0 };
            sights.entry(wide).or_insert_with(first).pages += 1;
        } else {
            let group = if fingerprint.may_be_of_the_frame() { wide } else { fingerprint.clone() };
            fresh.entry(group).or_default().entry(fingerprint.clone()).or_insert_with(|| evidence.clone());
        }
    }
    for (wide, places) in fresh {
        let pages = places.len();
        let mut places = places.into_iter();
        if pages > terms.frame_from {
            sights.extend(places.next().map(|(_, evidence)| (wide, Sight { evidence, pages })));
        } else {
            sights.extend(places.map(|(one, evidence)| (one, Sight { evidence, pages: 1 })));
        }
    }
    let all: BTreeSet<&Fingerprint> = before.keys().copied().chain(sights.keys()).collect();
    all.into_iter()
        .filter_map(|one| {
            let known = before.get(one).copied();
            match (covered.get(one), sights.get(one)) {
                (Some(mark), _) => known.and_then(|known| passed_over(known, mark)),
                (None, Some(sight)) => met(known, one, sight, seen, plan, terms),
                (None, None) => known.and_then(|known| missed(known, seen, terms)),
            }
        })
        .collect()
}

/// The entry of the ignore list that covers what was seen.
fn ignoring<'a>(
    ignored: &'a [Ignoring],
    fingerprint: &Fingerprint,
    evidence: &Evidence,
    today: NaiveDate,
) -> Option<&'a Mark> {
    let Fingerprint { kind, target, .. } = fingerprint;
    ignored.iter().find(|one| one.covers(*kind, &evidence.page, target, today)).map(|one| &one.mark)
}

fn passed_over(known: &Finding, mark: &Mark) -> Option<Change> {
    let is_marked = known.state.mark().is_some();
    let state = known.state.clone().after(Step::Ignore(mark.clone())).ok().flatten();
    let state = state.filter(|_| !is_marked)?;
    Some(Change { what: WhatChanged::Ignored, finding: Finding { state, ..known.clone() } })
}

/// The state without a mark that has ended by now.
fn unmarked(state: &State, today: NaiveDate) -> State {
    match state.mark() {
        Some(mark) if !mark.holds_on(today) => State::Open,
        _ => state.clone(),
    }
}

fn met(
    known: Option<&Finding>,
    fingerprint: &Fingerprint,
    sight: &Sight,
    seen: &Seen,
    plan: &InForce,
    terms: &Terms,
) -> Option<Change> {
    let (kind, at, today) = (fingerprint.kind, seen.at, china_date(seen.at));
    let was = known.map(|known| unmarked(&known.state, today));
    let first = match &was {
        Some(State::Suspected { first }) => Some(*first),
        _ => None,
    };
    let step = match probe::judge(first, Outcome::Failed, at, seen.round, terms.apart) {
        Verdict::Suspected(first) if kind.needs_second_probe() => Step::Suspect(first),
        _ => Step::Confirm,
    };
    let state = match (was.clone(), step) {
        (Some(was), step) => was.after(step).ok().flatten()?,
        (None, Step::Suspect(first)) => State::Suspected { first },
        (None, _) => State::Open,
    };
    let what = match (&was, &state) {
        (_, State::FalseAlarm { .. } | State::Ignored { .. } | State::Fixed { .. }) => return None,
        (None | Some(State::Fixed { .. }), State::Suspected { .. }) => WhatChanged::Suspected,
        (Some(State::Fixed { .. }), State::Open) => WhatChanged::Returned,
        // It had counted before it was mended.
        (Some(State::Suspected { .. }), State::Open) if known.is_some_and(|known| known.clock.is_some()) => {
            WhatChanged::Returned
        }
        (None | Some(State::Suspected { .. }), State::Open) => WhatChanged::Opened,
        (Some(State::Open), State::Open) if known.is_some_and(|known| known.state != State::Open) => {
            WhatChanged::MarkEnded
        }
        _ => WhatChanged::SeenAgain,
    };
    let has_begun = matches!(what, WhatChanged::Opened | WhatChanged::Returned | WhatChanged::MarkEnded);
    let clock = if has_begun {
        let working_days = terms.working_days.get(&kind).copied().unwrap_or(kind.working_days());
        Some(Clock { started_on: today, working_days })
    } else {
        known.and_then(|known| known.clock)
    };
    let owner = match fingerprint.place {
        Place::Page(_) => {
            let Evidence { column, source, .. } = &sight.evidence;
            Owner::of(plan, kind, column.as_ref()).published_by(plan, source.as_deref())
        }
        Place::WholeSite => Owner::PortalOffice,
    };
    let returns = u32::from(what == WhatChanged::Returned);
    let finding = Finding {
        fingerprint: fingerprint.clone(),
        evidence: sight.evidence.clone(),
        pages: sight.pages,
        owner,
        clock,
        state,
        first_seen: known.map_or(at, |known| known.first_seen),
        last_seen: at,
        returned: known.map_or(0, |known| known.returned) + returns,
    };
    Some(Change { what, finding })
}

/// A known finding that this round did not meet.
fn missed(known: &Finding, seen: &Seen, terms: &Terms) -> Option<Change> {
    let Fingerprint { kind, place, target, .. } = &known.fingerprint;
    let is_looked_at = match place {
        // Letters come from the register, which every round reads whole.
        _ if *kind == FaultKind::OverdueLetter => true,
        Place::Page(page) => seen.looked_at.contains(page),
        Place::WholeSite => seen.looked_at.len() > terms.frame_from,
    };
    // The page of a certificate may open while nobody can look at it.
    let is_unseen = |page: &String| seen.unseen.iter().any(|one| certificate_page(&one.host) == *page);
    if kind.is_of_certificate() && matches!(place, Place::Page(page) if is_unseen(page)) {
        return None;
    }
    // What a page itself says of a link is gone when the page says so, whether or not the other site answers.
    let is_of_the_page = matches!(kind, FaultKind::UnannouncedLink | FaultKind::EmptyLink);
    if !is_looked_at || (seen.unsettled.contains(target) && !is_of_the_page) {
        return None;
    }
    let state = unmarked(&known.state, china_date(seen.at));
    match state.clone().after(Step::SeeGone(seen.at)).ok()? {
        None if known.clock.is_some() => Some(Change {
            what: WhatChanged::StillFixed,
            finding: Finding { state: State::Fixed { at: seen.at }, ..known.clone() },
        }),
        None => Some(Change { what: WhatChanged::Cleared, finding: known.clone() }),
        Some(next) if next != known.state => {
            Some(Change { what: WhatChanged::Fixed, finding: Finding { state: next, ..known.clone() } })
        }
        Some(_) => None,
    }
}
