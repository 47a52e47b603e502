//! 巡查问题: what is wrong now, with its evidence, its owner and its days.

use domain::{
    desk::{
        Page,
        board::UnitName,
        due::DueDay,
        patrol::{FindingQuery, FindingRow, PatrolSheet},
    },
    patrol::{Finding, Owner},
    permission::{Action, Target, may},
    plan::InForce,
};
use store::patrol_finding::FindingRecord;

use super::mending::Menders;
use crate::{
    Cms, Ctx, Result,
    obligations::{Calendars, names_of},
};

/// Findings of a page of the list.
const PAGE_SIZE: i64 = 30;
/// Rounds among which the open one and the last finished one are.
const LAST_ROUNDS: i64 = 2;

impl Cms {
    /// The findings that are asked for, with how the last round went.
    pub async fn patrol_sheet(&self, ctx: &Ctx, query: &FindingQuery) -> Result<PatrolSheet> {
        let actor = ctx.actor()?;
        may(actor, Action::ReadBoard, Target::Desk)?;
        let (plan, store) = (self.plan(), &self.inner.store);
        let (records, total) = self.findings_page(query, PAGE_SIZE).await?;
        let (menders, calendars) = (self.menders().await?, self.calendar());
        let row = |record| self.finding_row(ctx, &plan, due_day(&record, &menders, &calendars), record);
        let rows = records.into_iter().map(row).collect();
        let rounds = store.patrol_rounds(LAST_ROUNDS).await?;
        let named = |unit: &domain::plan::Unit| UnitName { code: unit.code.clone(), name: unit.name.clone() };
        Ok(PatrolSheet {
            today: self.today(),
            running: rounds.iter().find(|round| round.row.finished_at.is_none()).map(|round| round.row.clone()),
            last: rounds.into_iter().find(|round| round.row.finished_at.is_some()).map(|round| round.row),
            counts: store.finding_counts().await?,
            findings: Page { rows, total, number: query.page.max(1), size: PAGE_SIZE },
            units: plan.units().map(named).collect(),
            may_manage: may(actor, Action::ManagePatrol, Target::Desk).is_ok(),
        })
    }

    fn finding_row(&self, ctx: &Ctx, plan: &InForce, due: Option<DueDay>, record: FindingRecord) -> FindingRow {
        let FindingRecord { id, finding } = record;
        let may_judge = self.may_judge(ctx, &finding).is_ok();
        let is_open = finding.state == domain::patrol::State::Open;
        let Finding { fingerprint, evidence, pages, owner, clock, state, first_seen, last_seen, returned } = finding;
        let (column, responsible, leads) = match owner {
            Owner::Column { column, responsible, leads } => {
                (Some(column), names_of(plan, Some(&responsible)), names_of(plan, Some(&leads)))
            }
            Owner::PortalOffice => (evidence.column.clone(), Vec::new(), Vec::new()),
        };
        let named = |code| {
            let name = plan.plan.column(&code).map(|column| column.name.clone()).unwrap_or_default();
            (code, name)
        };
        FindingRow {
            id,
            kind: fingerprint.kind,
            state,
            message: evidence.message,
            page: evidence.page,
            pages,
            target: fingerprint.target,
            passage: evidence.passage.as_str().to_owned(),
            request: evidence.request,
            status: evidence.status,
            at: evidence.at,
            digest: evidence.digest,
            column: column.map(named),
            responsible,
            leads,
            started_on: clock.map(|clock| clock.started_on),
            is_overdue: is_open && due.as_ref().is_some_and(|due| due.on < self.today()),
            due,
            first_seen,
            last_seen,
            returned,
            may_judge,
        }
    }
}

/// By when a finding is to be mended, with the days of whoever mends it.
fn due_day(record: &FindingRecord, menders: &Menders, calendars: &Calendars) -> Option<DueDay> {
    let Finding { owner, clock, .. } = &record.finding;
    DueDay::of(&clock.as_ref()?.deadline(menders.calendar(owner, calendars)), "立案")
}
