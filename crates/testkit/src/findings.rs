//! Findings of the patrol as a round keeps them, for stories in which no round is walked.

use domain::{
    desk::patrol::{FindingFilter, FindingState},
    id::FindingId,
    patrol::{Evidence, FaultKind, Finding, Fingerprint, Owner, Passage, State},
    plan::ColumnCode,
};

use crate::TestCounty;

impl TestCounty {
    /// A wrong word on a page of `column`, met just now, open, and mended by whom the plan names.
    pub fn typo(&self, column: &str, page: &str) -> Finding {
        let (now, kind) = (self.cms.now(), FaultKind::ProbableTypo);
        let column = ColumnCode::parse(column).expect("tests name columns by their code");
        Finding {
            fingerprint: Fingerprint::on_page(kind, page, "", "布署"),
            owner: Owner::of(&self.cms.plan(), kind, Some(&column)),
            evidence: Evidence {
                page: page.into(),
                column: Some(column),
                source: None,
                message: "“布署”应为“部署”".into(),
                passage: Passage::of("作出布署安排", str::to_owned),
                request: format!("GET {page}"),
                status: Some(200),
                at: now,
                digest: "ab".into(),
            },
            pages: 1,
            clock: None,
            state: State::Open,
            first_seen: now,
            last_seen: now,
            returned: 0,
        }
    }

    /// Keeps a finding that nobody knew; its number.
    pub async fn keep_finding(&self, finding: &Finding) -> FindingId {
        let store = self.cms.store();
        let mut tx = store.begin().await.expect("the database answers");
        assert!(tx.add_finding(finding).await.expect("the database takes it"), "{} is known", finding.fingerprint);
        tx.commit().await.expect("the database takes it");
        let (state, kind) = (FindingState::of(&finding.state), Some(finding.fingerprint.kind));
        let filter = FindingFilter { state, kind, ..FindingFilter::default() };
        let (found, _) = store.findings_page(None, &filter, i64::MAX, 0).await.expect("the database answers");
        let kept = found.into_iter().find(|record| record.finding.fingerprint == finding.fingerprint);
        kept.expect("it was kept just now").id
    }
}
