//! What people say of a finding. Nobody says that it is mended: the next round looks.

use domain::{
    account::Role,
    desk::{
        clocks::reason_fault,
        patrol::{Judge, Judgement, until_fault},
    },
    event::SubjectKind,
    patrol::{Finding, Mark, Owner, Step},
    permission::{Action, Refusal, Target, may},
};
use serde_json::json;

use crate::{Cms, Ctx, Error, Result};

impl Cms {
    /// Judges a finding false, lets it be, or takes that back; each with a reason that stays.
    pub async fn judge_finding(&self, ctx: &Ctx, judge: Judge) -> Result<()> {
        let actor = ctx.actor()?;
        let record = self.inner.store.finding(judge.finding).await?;
        let Some(record) = record else {
            // Who judges none is told so, whatever there is.
            let judges = actor.role == Role::Reviewer || may(actor, Action::ManagePatrol, Target::Desk).is_ok();
            return Err(if judges { Error::NotFound } else { Refusal::Role.into() });
        };
        let finding = record.finding;
        self.may_judge(ctx, &finding)?;
        let reason = judge.reason.trim();
        let faults: Vec<_> = reason_fault(reason).into_iter().chain(until_fault(judge.until, self.today())).collect();
        if !faults.is_empty() {
            return Err(Error::Invalid(faults));
        }
        let now = self.now();
        let mark = Mark { reason: reason.to_owned(), by: actor.name.clone(), at: now, until: judge.until };
        let (action, step) = match judge.judgement {
            Judgement::FalseAlarm => ("finding.judge-false", Step::JudgeFalse(mark)),
            Judgement::Ignore => ("finding.ignore", Step::Ignore(mark)),
            Judgement::Reopen => ("finding.reopen", Step::LiftMark),
        };
        let was = finding.state.clone();
        let mut after = finding.after(step).map_err(|_| Refusal::Stage)?.ok_or(Refusal::Stage)?;
        if judge.judgement == Judgement::Reopen {
            // Its days begin anew: while it was marked nobody had to mend it.
            let working_days = after.clock.map_or(after.fingerprint.kind.working_days(), |clock| clock.working_days);
            after.clock = Some(domain::patrol::Clock { started_on: self.today(), working_days });
        }
        let mut tx = self.inner.store.begin().await?;
        if !tx.change_finding(&was, &after).await? {
            return Err(Error::Stale);
        }
        let data = json!({ "fingerprint": after.fingerprint, "reason": reason, "until": judge.until });
        tx.append_event(&ctx.event(self, action, SubjectKind::Finding, &judge.finding.to_string(), data)).await?;
        Ok(tx.commit().await?)
    }

    /// Whether who asks may judge `finding`: the portal manager any, a reviewer those of the columns that the own unit leads.
    pub(super) fn may_judge(&self, ctx: &Ctx, finding: &Finding) -> Result<()> {
        let actor = ctx.actor()?;
        if may(actor, Action::ManagePatrol, Target::Desk).is_ok() {
            return Ok(());
        }
        let plan = self.plan();
        let duties = match &finding.owner {
            Owner::Column { column, .. } => plan.duties(column),
            Owner::PortalOffice => None,
        };
        Ok(may(actor, Action::JudgeFinding, Target::Column(duties.ok_or(Refusal::Role)?))?)
    }
}
