//! What a notice may hold: open findings of the patrol, and columns that are overdue or blank.

use std::collections::{BTreeMap, BTreeSet};

use domain::{
    desk::{
        cases::CaseOffer,
        patrol::{FindingFilter, FindingState},
    },
    id::CaseId,
    obligation::State,
    patrol::Owner,
    permission::Action,
    plan::{InForce, UnitCode},
    rectification::Point,
    time,
};
use store::patrol_finding::FindingRecord;

use crate::{Cms, Ctx, Result, obligations::ColumnStanding};

/// Findings among which those of a unit are looked for, the heaviest first.
const MOST_FINDINGS: i64 = 60;

impl Cms {
    /// What a notice to `unit` may hold as well: its open findings, then its red columns.
    pub async fn case_offers(&self, ctx: &Ctx, unit: &UnitCode) -> Result<Vec<CaseOffer>> {
        ctx.at_desk(Action::OpenCase)?;
        let filter =
            FindingFilter { state: FindingState::Open, unit: Some(unit.clone()), page: 1, ..FindingFilter::default() };
        let (findings, _) = self.inner.store.findings_page(&filter, MOST_FINDINGS).await?;
        let findings = findings.iter().filter(|record| answerable(&record.finding.owner).contains(unit));
        let mut points: Vec<Point> = findings.map(of_finding).collect();
        let standings = self.standings().await?;
        let red = standings.columns.iter().filter(|column| is_red(column.standing.state));
        let red = red.filter(|column| standings.answering(column).contains(unit));
        points.extend(red.map(|column| of_column(&standings.plan, column)));
        let held: BTreeMap<String, CaseId> = self.inner.store.open_grounds().await?.into_iter().collect();
        let mut offers = Vec::with_capacity(points.len());
        for point in points {
            let same = match point.ground().and_then(|ground| held.get(&ground)) {
                Some(case) => self.case_link(*case).await?,
                None => None,
            };
            offers.push(CaseOffer { point, same });
        }
        Ok(offers)
    }
}

const fn is_red(state: State) -> bool {
    matches!(state, State::Overdue | State::Blank)
}

/// The units that mend it; none for what is in the portal's frame.
pub(super) fn answerable(owner: &Owner) -> BTreeSet<UnitCode> {
    match owner {
        Owner::Column { responsible, leads, .. } if responsible.is_empty() => leads.clone(),
        Owner::Column { responsible, .. } => responsible.clone(),
        Owner::PortalOffice => BTreeSet::new(),
    }
}

/// A finding in the words of a letter.
pub(super) fn of_finding(record: &FindingRecord) -> Point {
    let finding = &record.finding;
    let evidence = &finding.evidence;
    Point {
        fault: format!("{}：{}", finding.fingerprint.kind.label(), evidence.message),
        place: evidence.page.clone(),
        seen: time::minute(finding.last_seen),
        passage: evidence.passage.as_str().to_owned(),
        finding: Some(record.id),
        column: match &finding.owner {
            Owner::Column { column, .. } => Some(column.clone()),
            Owner::PortalOffice => None,
        },
    }
}

/// A column as the board has it, in the words of a letter.
pub(super) fn of_column(plan: &InForce, column: &ColumnStanding) -> Point {
    let standing = &column.standing;
    let name = plan.plan.path_name(&column.code);
    let row = plan.plan.column(&column.code).and_then(|of_plan| of_plan.row.as_ref());
    let rule = row.map(|row| standing.basis.label(row, &plan.plan.clock)).unwrap_or_default();
    Point {
        fault: format!("栏目“{name}”自 {} 起{}（{rule}）", standing.since, standing.state.label()),
        place: format!("/c/{}", column.code),
        column: Some(column.code.clone()),
        ..Point::default()
    }
}
