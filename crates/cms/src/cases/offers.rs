//! What a notice may hold: open findings of the patrol, and columns that are overdue or blank.

use domain::{
    assessment::{Evidence, VetoScore},
    desk::{
        cases::CaseOffer,
        patrol::{FindingFilter, OfUnit},
    },
    id::FindingId,
    patrol::Owner,
    permission::Action,
    plan::{ColumnCode, InForce, UnitCode},
    rectification::{POINTS_MAX, Point},
    time,
};
use store::patrol_finding::FindingRecord;

use super::grounds::{asked_for_column, asked_for_finding};
use crate::{Cms, Ctx, Result, obligations::ColumnStanding};

/// Findings that are offered, the heaviest: three notices full.
const MOST_FINDINGS: usize = 3 * POINTS_MAX;

impl Cms {
    /// What a notice to `unit` may hold as well: its open findings, then its red columns.
    pub async fn case_offers(&self, ctx: &Ctx, unit: &UnitCode) -> Result<Vec<CaseOffer>> {
        ctx.at_desk(Action::OpenCase)?;
        let standings = self.standings().await?;
        let mut points = self.findings_for(&standings.plan, unit).await?;
        let red = standings.columns.iter().filter(|column| column.standing.state.is_red());
        let red = red.filter(|column| {
            asked_for_column(&standings.plan, &column.code, standings.answering(column)).contains(unit)
        });
        points.extend(red.map(|column| of_column(&standings.plan, column)));
        let held = self.held_grounds().await?;
        let mut offers = Vec::with_capacity(points.len());
        for point in points {
            let same = match point.ground().and_then(|ground| held.get(&(unit.clone(), ground))) {
                Some(case) => self.case_link(*case).await?,
                None => None,
            };
            offers.push(CaseOffer { point, same });
        }
        Ok(offers)
    }

    /// The open findings that `unit` is asked to mend: where those who mend cannot be addressed, the lead units are.
    async fn findings_for(&self, plan: &InForce, unit: &UnitCode) -> Result<Vec<Point>> {
        let (filter, theirs) = (FindingFilter::default(), OfUnit { unit: unit.clone(), duty: None });
        let mut found = self.findings_of(&theirs, &filter).await?;
        found.retain(|one| asked_for_finding(plan, &one.owner).contains(unit));
        let offered: Vec<FindingId> = found.iter().take(MOST_FINDINGS).map(|one| one.id).collect();
        let records = self.inner.store.findings_among(&offered, filter.state).await?;
        Ok(records.iter().map(of_finding).collect())
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

/// What a veto condition finds in a column, in the words of a letter.
pub(super) fn of_veto(veto: &VetoScore, evidence: &Evidence) -> Point {
    Point {
        fault: format!("{}；属单项否决“{}”的情形：{}", evidence.what, veto.item, veto.name),
        place: evidence.address.clone().unwrap_or_default(),
        seen: evidence.seen_at.map(time::minute).unwrap_or_default(),
        column: evidence.answerable.column.clone(),
        ..Point::default()
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
        ..in_column(&column.code)
    }
}

/// A point about a column that says no fault.
pub(super) fn in_column(column: &ColumnCode) -> Point {
    Point { place: format!("/c/{column}"), column: Some(column.clone()), ..Point::default() }
}
