//! 工作台: the numbers on the first page of those who watch over the county. Each is the length of a list of the desk, and is
//! counted as the list counts it: from the standings that are kept in memory, or by one query.

use domain::{
    desk::{board::Tally, patrol::FindingState, workbench::Figure},
    permission::{Action, Target, may},
};

use crate::{Cms, Ctx, Result};

impl Cms {
    /// How many there are of everything that is shown, in the order of the page.
    pub async fn workbench_figures(&self, ctx: &Ctx) -> Result<Vec<(Figure, i64)>> {
        let actor = ctx.actor()?;
        may(actor, Action::ReadBoard, Target::Desk)?;
        may(actor, Action::ReadAllCases, Target::Desk)?;
        let standings = self.standings().await?;
        let columns = Tally::of(standings.columns.iter().map(|column| column.standing.state));
        let shown = standings.columns.iter().chain(standings.duties_beside());
        let with_leads = shown.filter(|owed| owed.standing.to_sign_since.is_some()).count();
        let cases = self.case_counts(None).await?;
        let findings = self.inner.store.finding_counts().await?;
        let findings: i64 = findings.iter().filter(|one| one.state == FindingState::Open).map(|one| one.count).sum();
        let sheets = self.inner.store.frozen_assessments().await?;
        let unsigned = sheets.iter().filter(|head| head.signed.is_none() && head.ended_at.is_none()).count();
        let appeals: i64 = self.inner.store.open_appeals().await?.into_iter().map(|(_, count)| count).sum();
        let number = |count: usize| i64::try_from(count).unwrap_or(i64::MAX);
        let figures = Figure::ALL.map(|figure| {
            let count: i64 = match figure {
                Figure::Overdue => columns.overdue.into(),
                Figure::Blank => columns.blank.into(),
                Figure::DueSoon => columns.due_soon.into(),
                Figure::WithLeads => number(with_leads),
                Figure::CasesWithUnits => cases.with_unit,
                Figure::CasesToCheck => cases.to_check,
                Figure::CasesToClose => cases.to_close,
                Figure::Findings => findings,
                Figure::SheetsToSign => number(unsigned),
                Figure::Appeals => appeals,
            };
            (figure, count)
        });
        Ok(figures.into_iter().filter(|(figure, count)| *count > 0 || !figure.is_rare()).collect())
    }
}
