//! A round is walked in slices; after each it is kept how far it has come, so that a crash loses a minute of it. The node
//! that walks holds a lease, as with the sources of reprints: when it dies another takes the round up.

use std::collections::BTreeSet;

use chrono::TimeDelta;
use domain::{
    event::SubjectKind,
    patrol::{FaultKind, Place, State, UnseenCertificate, plain_address},
    permission::Refusal,
    plan::ColumnCode,
};
use patrol::{Fetch, Manners, Progress, Rules, Walked, walk};
use serde_json::json;
use store::patrol_round::{ClaimedRound, RoundEnd};

use super::merging::Merged;
use crate::{Cms, Ctx, Result};

/// So long is walked at once before it is kept how far the round has come.
const SLICE: TimeDelta = TimeDelta::minutes(1);
/// Long enough for a slice with its slowest answers, and for writing what was found.
const LEASE: TimeDelta = TimeDelta::minutes(5);

/// With what a round is walked: the network and the time of the program, and its manners.
pub struct Walking<'a> {
    pub fetch: &'a dyn Fetch,
    pub clock: &'a dyn patrol::Clock,
    pub manners: Manners,
}

/// What a finished round comes to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Outcome {
    pub number: u32,
    pub pages: usize,
    /// Pages for which it had no room.
    pub left_out: usize,
    pub files: usize,
    pub asked_outside: usize,
    /// Certificates that it could not look at.
    pub unseen: Vec<UnseenCertificate>,
    /// Findings that it has opened, and those that it has seen mended.
    pub opened: usize,
    pub fixed: usize,
    /// Failed once, and looked at again by the next round.
    pub suspected: usize,
    /// Redirects, that are no faults: from, to.
    pub moved: Vec<(String, String)>,
}

impl Cms {
    /// Walks the open round to its end; `None` when none is open, another node walks it, or this one has lost it.
    pub async fn walk_round(&self, ctx: &Ctx, walking: &Walking<'_>) -> Result<Option<Outcome>> {
        if !ctx.is_system() {
            return Err(Refusal::Role.into());
        }
        // Mostly there is none, and nothing to write.
        let last = self.inner.store.patrol_rounds(1).await?.pop();
        if last.is_none_or(|last| last.row.finished_at.is_some()) {
            return Ok(None);
        }
        let now = self.now();
        let mut tx = self.inner.store.begin().await?;
        let claimed = tx.claim_round(now, now + LEASE).await?;
        tx.commit().await?;
        let Some(mut claimed) = claimed else { return Ok(None) };
        let rules = self.patrol_rules().await?;
        let manners = Manners { ignored: self.patrol_ignored().await?, ..walking.manners.clone() };
        let mut progress = self.taken_up(&claimed).await?;
        loop {
            let until = walking.clock.now() + SLICE;
            let walked = walk(walking.fetch, walking.clock, &rules, &manners, &mut progress, Some(until)).await;
            if !self.keep(&mut claimed, &progress).await? {
                return Ok(None);
            }
            if walked == Walked::Finished {
                break;
            }
        }
        self.finish(ctx, claimed, &rules, &progress).await
    }

    /// How far the round has come. What another version of the program has written, and this one cannot read, is walked
    /// anew.
    async fn taken_up(&self, claimed: &ClaimedRound) -> Result<Progress> {
        if let Ok(progress) = serde_json::from_str(&claimed.progress) {
            return Ok(progress);
        }
        let known = self.inner.store.findings().await?;
        let unsettled = known.iter().filter(|one| !matches!(one.state, State::Fixed { .. }));
        let pages: BTreeSet<String> = unsettled
            .filter_map(|one| match &one.fingerprint.place {
                Place::Page(page) => Some(page.clone()),
                Place::WholeSite => None,
            })
            .collect();
        let opened_before = self.inner.store.opened_outside().await?;
        Ok(Progress::new(claimed.number, pages.into_iter().collect(), opened_before))
    }

    /// Keeps the progress and the lease; `false` when another node has the round.
    async fn keep(&self, claimed: &mut ClaimedRound, progress: &Progress) -> Result<bool> {
        let text = serde_json::to_string(progress).map_err(crate::Error::internal)?;
        let pages = count(progress.pages());
        let until = self.now() + LEASE;
        let mut tx = self.inner.store.begin().await?;
        let holds = tx.keep_progress(claimed, pages, &text, until).await?;
        tx.commit().await?;
        claimed.leased_until = until;
        Ok(holds)
    }

    /// Compares what was seen with what is known, writes it, ends the round, and tells whoever mends what it has opened: in
    /// the transaction that ends it, so that each is told once, whichever nodes have walked it.
    async fn finish(
        &self,
        ctx: &Ctx,
        mut claimed: ClaimedRound,
        rules: &Rules,
        progress: &Progress,
    ) -> Result<Option<Outcome>> {
        let now = self.now();
        let mut report = progress.report(rules, now);
        report.seen.observations.extend(self.overdue_letters(now).await?);
        let Some(Merged { opened, fixed, suspected }) = self.merge_round(&mut claimed, &report.seen).await? else {
            return Ok(None);
        };
        let answered: BTreeSet<&str> = progress
            .opened_outside()
            .chain(report.seen.looked_at.iter().map(String::as_str))
            .chain(report.moved.iter().map(|moved| moved.from.as_str()))
            .filter(|address| !report.seen.unsettled.contains(*address))
            // One that failed has been asked: it holds as it was until the next round has met it dead, too.
            .chain(
                report
                    .seen
                    .observations
                    .iter()
                    .filter(|one| is_dead(one.fingerprint.kind))
                    .map(|one| one.fingerprint.target.as_str()),
            )
            .collect();
        let end = RoundEnd {
            at: now,
            pages: count(report.pages),
            left_out: count(report.left_out),
            files: count(report.files),
            asked_outside: count(report.asked_outside),
            opened: count(opened),
            fixed: count(fixed),
            unseen: report.seen.unseen.clone(),
            probed: self.probed(&answered),
            opened_outside: progress.opened_by(self.today()),
        };
        // Of what another node had written before it died, too: the findings know which round has opened them.
        let letters = self.letters_of_round(claimed.number).await?;
        let mut tx = self.inner.store.begin().await?;
        if !tx.finish_round(&claimed, &end).await? {
            return Ok(None);
        }
        for letter in &letters {
            self.tell(&mut tx, &letter.to, None, None, &letter.text).await?;
        }
        let number = claimed.number;
        let data = json!({
            "pages": report.pages,
            "left_out": report.left_out,
            "opened": opened,
            "fixed": fixed,
            "suspected": suspected,
        });
        tx.append_event(&ctx.event(self, "patrol.finish", SubjectKind::Patrol, &number.to_string(), data)).await?;
        tx.commit().await?;
        Ok(Some(Outcome {
            number,
            pages: report.pages,
            left_out: report.left_out,
            files: report.files,
            asked_outside: report.asked_outside,
            unseen: report.seen.unseen,
            opened,
            fixed,
            suspected,
            moved: report.moved.into_iter().map(|moved| (moved.from, moved.to)).collect(),
        }))
    }

    /// The link and function columns that have answered.
    fn probed(&self, answered: &BTreeSet<&str>) -> Vec<ColumnCode> {
        let plan = self.plan();
        let has_answered = |address: String| answered.contains(plain_address(&address).as_str());
        let columns = plan.plan.columns.iter().filter(|column| self.probed_address(column).is_some_and(has_answered));
        columns.map(|column| column.code.clone()).collect()
    }

    pub(super) fn lease_from_now(&self) -> chrono::DateTime<chrono::Utc> {
        self.now() + LEASE
    }
}

const fn is_dead(kind: FaultKind) -> bool {
    matches!(kind, FaultKind::DeadLink | FaultKind::DeadOutsideLink)
}

pub(super) fn count(number: usize) -> i64 {
    i64::try_from(number).unwrap_or(i64::MAX)
}
