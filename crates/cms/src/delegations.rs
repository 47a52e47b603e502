//! Delegation of signature: a reviewer of a lead unit hands the unit's signature to somebody for a stated period.
//!
//! What is delegated is always the signature of the giver's own unit: whoever holds one by delegation only can
//! therefore not pass it on, and there are no chains. It rests while the giver's account is locked or closed.

use chrono::{NaiveDate, TimeDelta};
use domain::{
    account::Role,
    desk::{
        FieldFault,
        people::{DelegationRow, NewDelegation},
    },
    event::SubjectKind,
    id::DelegationId,
    permission::{Action, Refusal, Target, may},
};
use serde_json::json;
use store::delegation::Delegation;

use crate::{Cms, Ctx, Error, Result, accounts::can_take_signature};

/// The longest period; a longer absence calls for an account.
const MOST_DAYS: i64 = 31;

impl Cms {
    /// Delegates the signature of the asker's unit, both days included.
    pub async fn delegate(&self, ctx: &Ctx, new: &NewDelegation) -> Result<DelegationId> {
        let actor = ctx.actor()?;
        may(actor, Action::Delegate, Target::Desk)?;
        let plan = self.plan();
        if !plan.all_duties().any(|(_, duties)| duties.leads.contains(&actor.unit)) {
            return Err(Refusal::Column.into());
        }
        let reason = new.reason.trim();
        let mut faults = period_faults(new.from_day, new.to_day, self.today());
        if reason.is_empty() || reason.chars().count() > 200 {
            faults.push(FieldFault::new("reason", "请填写委托原因（200 字以内）"));
        }
        let taker = self.inner.store.account(new.to).await?.filter(|taker| {
            let unit = plan.plan.bearer(&taker.unit, plan.on);
            can_take_signature(taker, &unit, actor)
        });
        let Some(taker) = taker.filter(|_| faults.is_empty()) else {
            if faults.is_empty() {
                faults.push(FieldFault::new("to", "只能委托给其他发布账号，或其他单位的审核账号"));
            }
            return Err(Error::Invalid(faults));
        };
        let mut tx = self.inner.store.begin().await?;
        let row = store::delegation::NewDelegation {
            unit: &actor.unit,
            from_account: actor.account,
            to_account: taker.id,
            from_day: new.from_day,
            to_day: new.to_day,
            reason,
            created_at: self.now(),
        };
        let id = tx.create_delegation(&row).await?;
        let data = json!({
            "unit": actor.unit,
            "to": taker.id,
            "to_name": taker.name,
            "from_day": new.from_day,
            "to_day": new.to_day,
            "reason": reason,
        });
        tx.append_event(&ctx.event(self, "delegation.create", SubjectKind::Delegation, &id.to_string(), data)).await?;
        tx.commit().await?;
        Ok(id)
    }

    /// The delegations of the asker's unit and those to the asker, the latest first.
    pub async fn delegations(&self, ctx: &Ctx) -> Result<Vec<DelegationRow>> {
        let actor = ctx.actor()?;
        let plan = self.plan();
        let all = self.inner.store.delegations().await?;
        let of_concern = all.into_iter().filter(|delegation| {
            let own_unit = actor.role == Role::Reviewer && plan.plan.bearer(&delegation.unit, plan.on) == actor.unit;
            own_unit || delegation.to_account == actor.account
        });
        let rows = of_concern.map(|delegation| DelegationRow {
            id: delegation.id,
            unit_name: plan.unit_name(&delegation.unit).to_owned(),
            unit: delegation.unit,
            from_name: delegation.from_name,
            to_name: delegation.to_name,
            from_day: delegation.from_day,
            to_day: delegation.to_day,
            reason: delegation.reason,
            ended_at: delegation.ended_at,
        });
        Ok(rows.collect())
    }

    /// Takes a delegation back at once; any reviewer of the unit may, not only the one who gave it.
    pub async fn end_delegation(&self, ctx: &Ctx, delegation: DelegationId) -> Result<()> {
        let actor = ctx.actor()?;
        may(actor, Action::Delegate, Target::Desk)?;
        let Delegation { id, unit, to_account, to_name, .. } =
            self.inner.store.delegation(delegation).await?.ok_or(Error::NotFound)?;
        let plan = self.plan();
        if plan.plan.bearer(&unit, plan.on) != actor.unit {
            return Err(Refusal::OtherUnit.into());
        }
        let mut tx = self.inner.store.begin().await?;
        if !tx.end_delegation(id, self.now()).await? {
            return Err(Error::Stale);
        }
        let data = json!({ "unit": unit, "to": to_account, "to_name": to_name });
        tx.append_event(&ctx.event(self, "delegation.end", SubjectKind::Delegation, &id.to_string(), data)).await?;
        tx.commit().await?;
        Ok(())
    }
}

fn period_faults(from: NaiveDate, to: NaiveDate, today: NaiveDate) -> Vec<FieldFault> {
    let mut faults = Vec::new();
    if from < today {
        faults.push(FieldFault::new("from_day", "开始日期不能早于今天"));
    }
    if to < from {
        faults.push(FieldFault::new("to_day", "结束日期不能早于开始日期"));
    } else if to - from >= TimeDelta::days(MOST_DAYS) {
        faults.push(FieldFault::new("to_day", format!("委托期最长 {MOST_DAYS} 天")));
    }
    faults
}
