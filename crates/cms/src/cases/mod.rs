//! 整改: the portal's office holds a fault against a unit, the unit answers with evidence, the office checks and closes.
//!
//! Every step is taken on the case as its reader saw it, in one transaction with its event; whoever comes second gets
//! [`Error::Stale`], and the same step sent twice by the same person counts once. What the two sides write stands in the
//! case and nowhere else: not in events, notices or logs.

mod grounds;
mod lists;
mod offers;
mod opening;
mod sheet;
mod stepping;

use std::collections::BTreeSet;

use chrono::NaiveDate;
use domain::{
    account::Actor,
    calendar::Calendar,
    id::CaseId,
    permission::{Action, CaseFacts, Refusal, Target, may},
    plan::UnitCode,
    rectification::{Standing, accepted_points},
};
use store::rectification::{CaseRecord, CaseStepRecord};

use crate::{Cms, Ctx, Error, Result};

impl Cms {
    /// The case, if the account may do `action` with it.
    pub(crate) async fn case_for(&self, ctx: &Ctx, case: CaseId, action: Action) -> Result<CaseRecord> {
        let actor = ctx.actor()?;
        let record = self.inner.store.case(case).await?.ok_or(Error::NotFound)?;
        self.may_with_case(actor, action, &record)?;
        Ok(record)
    }

    /// Whether the account may read the case, and with it what was uploaded as evidence.
    pub(crate) async fn reads_case(&self, actor: &Actor, case: CaseId) -> Result<bool> {
        let record = self.inner.store.case(case).await?;
        Ok(record.is_some_and(|record| self.may_with_case(actor, Action::ReadCase, &record).is_ok()))
    }

    fn may_with_case(&self, actor: &Actor, action: Action, record: &CaseRecord) -> Result<(), Refusal> {
        may(actor, action, Target::Case(&self.case_facts(record)))
    }

    /// With the unit that has taken over, after a reform.
    fn case_facts(&self, record: &CaseRecord) -> CaseFacts {
        let plan = self.plan();
        CaseFacts { unit: plan.plan.bearer(&record.unit, plan.on), ..record.facts() }
    }

    /// The units whose cases the account reads; `None`: all.
    fn case_scope(&self, actor: &Actor) -> Result<Option<BTreeSet<UnitCode>>> {
        if may(actor, Action::ReadAllCases, Target::Desk).is_ok() {
            return Ok(None);
        }
        if actor.role.edits() { Ok(Some(self.codes_of(&actor.unit))) } else { Err(Refusal::Role.into()) }
    }
}

/// How a case stood after `steps`, seen on the day on which the next one is asked for; `calendar` is that of its unit.
fn standing<'a>(
    record: &CaseRecord,
    steps: &[CaseStepRecord],
    today: NaiveDate,
    calendar: &'a Calendar,
) -> Standing<'a> {
    let given = steps.iter().rev().find_map(|step| step.entry.given()).unwrap_or(&record.given);
    Standing {
        points: record.notice.points.len(),
        accepted: accepted_points(steps.iter().map(|step| &step.entry)),
        due: given.due_by(calendar),
        today,
        calendar,
    }
}
