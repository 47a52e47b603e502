//! What the patrol's open findings say to an inspection. Until a round has come to its end nothing is measured: that nobody
//! has looked is no proof that nothing is wrong.

use std::collections::BTreeSet;

use domain::{
    assessment::{Decimal, Evidence, EvidenceQuery, Measured, Measurement},
    patrol::{FaultKind, Finding, Owner, Place, plain_address},
};

use crate::{Cms, Result};

/// The page tag that states when a content page was published (发展指引, 网页标签).
const PUBLISHED: &str = "PubDate";

impl Cms {
    /// `None` for a query that is not the patrol's, for slow pages by more seconds than the patrol goes by, and before its first
    /// round has come to its end.
    pub(super) async fn measured_by_patrol(&self, measurement: &Measurement) -> Result<Option<Measured>> {
        let query = measurement.query;
        if !is_of_patrol(query) || self.inner.store.last_finished_round().await?.is_none() {
            return Ok(None);
        }
        // A finding says no more than that the page was slower than the patrol's limit.
        let seconds = measurement.beyond.map(|beyond| beyond.value);
        if query == EvidenceQuery::SlowPages && seconds != self.inner.rule_sets.slow_beyond() {
            return Ok(None);
        }
        let home = plain_address(&format!("{}/", self.settings().public_address));
        let open = self.inner.store.open_findings().await?;
        let mut subjects = BTreeSet::new();
        let found = open.iter().filter(|one| counts(query, one, &home)).filter_map(|one| {
            let subject = subject(query, one);
            subjects.insert(subject.clone()).then(|| evidence(subject, one))
        });
        let found = Measured::found(found.collect());
        // A list of words knows no false statement and no wrong name: whether there is more than it finds, only a person sees.
        Ok(Some(if query == EvidenceQuery::SeriousErrors { found.without_record_of(1) } else { found }))
    }
}

pub(super) const fn is_of_patrol(query: EvidenceQuery) -> bool {
    matches!(
        query,
        EvidenceQuery::DeadLinksHome
            | EvidenceQuery::DeadLinksElsewhere
            | EvidenceQuery::PageTagsMissing
            | EvidenceQuery::SeriousErrors
            | EvidenceQuery::WordingErrors
            | EvidenceQuery::PersonalDataLeaks
            | EvidenceQuery::SlowPages
            | EvidenceQuery::PagesWithoutTime
            | EvidenceQuery::OutsideLinksWithoutNotice
    )
}

/// Whether a finding is one of those that `query` counts. What stands in the frame of all pages stands on the home page.
fn counts(query: EvidenceQuery, finding: &Finding, home: &str) -> bool {
    let kind = finding.fingerprint.kind;
    let is_dead = matches!(
        kind,
        FaultKind::DeadLink | FaultKind::DeadOutsideLink | FaultKind::DeadAttachment | FaultKind::BrokenPicture
    );
    let is_home = match &finding.fingerprint.place {
        Place::Page(page) => page == home,
        Place::WholeSite => true,
    };
    let is_about_time = finding.fingerprint.words.eq_ignore_ascii_case(PUBLISHED);
    match query {
        EvidenceQuery::DeadLinksHome => is_dead && is_home,
        EvidenceQuery::DeadLinksElsewhere => is_dead && !is_home,
        EvidenceQuery::PageTagsMissing => kind == FaultKind::MissingPageTag,
        EvidenceQuery::PagesWithoutTime => kind == FaultKind::MissingPageTag && is_about_time,
        EvidenceQuery::SeriousErrors => kind == FaultKind::ForbiddenWording,
        EvidenceQuery::WordingErrors => {
            matches!(kind, FaultKind::ProbableTypo | FaultKind::ImpossibleDate | FaultKind::DoubtfulPunctuation)
        }
        EvidenceQuery::PersonalDataLeaks => {
            matches!(kind, FaultKind::PersonalData | FaultKind::PersonalDataInFile)
        }
        EvidenceQuery::SlowPages => kind == FaultKind::SlowPage,
        EvidenceQuery::OutsideLinksWithoutNotice => kind == FaultKind::UnannouncedLink,
        _ => false,
    }
}

/// Pages are counted once, however many tags they lack; links, words and personal data each by itself.
fn subject(query: EvidenceQuery, finding: &Finding) -> String {
    match query {
        EvidenceQuery::PageTagsMissing | EvidenceQuery::PagesWithoutTime | EvidenceQuery::SlowPages => {
            finding.evidence.page.clone()
        }
        _ => finding.fingerprint.to_string(),
    }
}

fn evidence(subject: String, finding: &Finding) -> Evidence {
    let (column, unit) = match &finding.owner {
        Owner::Column { column, responsible, leads } => {
            let only = (responsible.len() == 1).then(|| responsible.first().cloned()).flatten();
            (Some(column.clone()), only.or_else(|| leads.first().cloned()))
        }
        Owner::PortalOffice => (None, None),
    };
    Evidence {
        address: Some(finding.evidence.page.clone()),
        seen_at: Some(finding.last_seen),
        amount: Decimal::whole(1),
        ..Evidence::of(subject, finding.evidence.message.clone())
    }
    .answered_for(column, unit)
}
