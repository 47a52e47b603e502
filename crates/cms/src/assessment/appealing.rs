//! 申诉: a unit disputes a loss of a signed assessment; somebody of the portal's office who has no part in it decides. What
//! was frozen stays; what the decisions make of the total stands beside it.

use std::collections::BTreeSet;

use domain::{
    account::Actor,
    assessment::{AppealState, Correction, Decimal, LossKey, Ruling},
    desk::{
        FieldFault,
        assessment::{AppealForm, AppealLine, DecideForm, address_fault, reason_fault},
    },
    event::SubjectKind,
    id::AppealId,
    permission::{Action, AppealFacts, Target, may},
    plan::UnitCode,
};
use serde_json::json;
use store::assessment_appeal::{AppealRow, NewAppeal};

use super::{freezing::Kept, may_see, telling::name_of};
use crate::{Cms, Ctx, Error, Result};

impl Cms {
    /// Disputes a loss of the actor's unit.
    pub async fn appeal_assessment(&self, ctx: &Ctx, form: &AppealForm) -> Result<AppealId> {
        let actor = ctx.actor()?;
        may(actor, Action::ReadBoard, Target::Desk)?;
        let kept = self.kept(form.frozen).await?;
        let loss = kept.frozen.find(&form.key).ok_or(Error::NotFound)?;
        let appeals = self.inner.store.appeals_against(form.frozen).await?;
        let office = self.office_units().await?;
        self.may_appeal(actor, &loss, &appeals, self.appeal_until(&kept), &office)?;
        let (reason, evidence) = (form.reason.trim(), form.evidence.trim());
        let faults: Vec<FieldFault> =
            reason_fault("reason", reason).into_iter().chain(address_fault("evidence", evidence)).collect();
        if !faults.is_empty() {
            return Err(Error::Invalid(faults));
        }
        let new = NewAppeal {
            frozen: form.frozen,
            key: &form.key,
            reason,
            evidence,
            by: (actor.account, &actor.name),
            at: self.now(),
        };
        let facts = self.appeal_facts(&kept, &form.key, AppealState::Open, office)?;
        let people = self.may_decide(&facts).await?;
        let text = format!("{}对{}提出申诉，待决定", self.plan().unit_name(&facts.unit), name_of(&kept.frozen));
        let mut tx = self.inner.store.begin().await?;
        let id = tx.file_appeal(&new).await?.ok_or(Error::Stale)?;
        self.tell(&mut tx, &people, Some(actor.account), None, &text).await?;
        let data =
            json!({ "appeal": id, "loss": form.key, "points": loss.points, "reason": reason, "evidence": evidence });
        let subject = form.frozen.to_string();
        tx.append_event(&ctx.event(self, "assessment.appeal", SubjectKind::Assessment, &subject, data)).await?;
        tx.commit().await?;
        Ok(id)
    }

    /// Decides an appeal.
    pub async fn decide_appeal(&self, ctx: &Ctx, form: &DecideForm) -> Result<AppealState> {
        let actor = ctx.actor()?;
        let appeal = self.inner.store.appeal(form.appeal).await?.ok_or(Error::NotFound)?;
        let kept = self.kept(appeal.frozen).await?;
        let office = self.office_units().await?;
        let facts = self.appeal_facts(&kept, &appeal.key, appeal.state, office)?;
        may(actor, Action::DecideAppeal, Target::Appeal(&facts))?;
        let loss = kept.frozen.find(&appeal.key).and_then(|loss| loss.points);
        let reason = form.reason.trim();
        let mut faults: Vec<FieldFault> = reason_fault("decision", reason).into_iter().collect();
        let ruling = ruling(form).map_err(|fault| faults.push(fault)).ok();
        let state = ruling.map(|ruling| appeal.state.decided(ruling, loss));
        let state = state.and_then(|state| {
            state.map_err(|refused| faults.push(FieldFault::new("points", refused.to_string()))).ok()
        });
        let (Some(ruling), Some(state)) = (ruling, state.filter(|_| faults.is_empty())) else {
            return Err(Error::Invalid(faults));
        };
        let points = if let Ruling::AcceptPartly(points) = ruling { Some(points) } else { None };
        let people = self.editors_of(&facts.unit).await?;
        let text = format!("本单位对{}的申诉已决定：{}", name_of(&kept.frozen), state.label());
        let mut tx = self.inner.store.begin().await?;
        if !tx.decide_appeal(appeal.id, state, points, reason, &self.signature(actor)).await? {
            return Err(Error::Stale);
        }
        self.tell(&mut tx, &people, Some(actor.account), None, &text).await?;
        let data = json!({ "appeal": appeal.id, "outcome": state, "points": points, "reason": reason });
        let subject = appeal.frozen.to_string();
        tx.append_event(&ctx.event(self, "assessment.decide-appeal", SubjectKind::Assessment, &subject, data)).await?;
        tx.commit().await?;
        Ok(state)
    }

    fn appeal_facts(
        &self,
        kept: &Kept,
        key: &LossKey,
        state: AppealState,
        office: BTreeSet<UnitCode>,
    ) -> Result<AppealFacts> {
        let plan = self.plan();
        let unit = key.unit.as_ref().ok_or(Error::NotFound)?;
        Ok(AppealFacts {
            unit: plan.plan.bearer(unit, plan.on),
            is_open: state == AppealState::Open,
            prepared_by: kept.head.prepared.by,
            judged_by: kept.frozen.find(key).and_then(|loss| loss.judged_by),
            office,
        })
    }

    /// The appeals that `actor` may see, and what all that were decided make of the total.
    pub(super) async fn appeal_lines(
        &self,
        actor: &Actor,
        kept: &Kept,
        appeals: &[AppealRow],
    ) -> Result<(Vec<AppealLine>, Option<Correction>)> {
        let mut decided: Vec<&AppealRow> = appeals.iter().filter(|appeal| appeal.decided.is_some()).collect();
        decided.sort_by_key(|appeal| (appeal.decided.as_ref().map(|decided| decided.at), appeal.id));
        let rulings: Vec<(LossKey, Ruling)> =
            decided.iter().filter_map(|appeal| Some((appeal.key.clone(), appeal.ruling()?))).collect();
        let correction = (!rulings.is_empty()).then(|| kept.frozen.corrected(&rulings));
        let gain = |id: AppealId| {
            let place = decided.iter().position(|appeal| appeal.id == id)?;
            correction.as_ref().and_then(|correction| correction.steps.get(place)).copied()
        };
        let (plan, office) = (self.plan(), self.office_units().await?);
        let mut lines = Vec::new();
        for appeal in appeals.iter().filter(|appeal| may_see(actor, &plan, appeal.key.unit.as_ref())) {
            let loss = kept.frozen.find(&appeal.key);
            let facts = self.appeal_facts(kept, &appeal.key, appeal.state, office.clone())?;
            lines.push(AppealLine {
                id: appeal.id,
                name: loss.as_ref().map(|loss| loss.name.clone()).unwrap_or_default(),
                what: loss.as_ref().map(|loss| loss.what.clone()).unwrap_or_default(),
                unit_name: appeal.key.unit.as_ref().map(|unit| plan.unit_name(unit).to_owned()).unwrap_or_default(),
                reason: appeal.reason.clone(),
                evidence: appeal.evidence.clone(),
                filed_by: appeal.filed_name.clone(),
                filed_at: appeal.filed_at,
                state: appeal.state,
                points: loss.and_then(|loss| loss.points),
                returned: appeal.points,
                decision_reason: appeal.decision_reason.clone(),
                decided_by: appeal.decided.as_ref().map(|by| self.signed_by(by)).unwrap_or_default(),
                decided_at: appeal.decided.as_ref().map(|by| by.at),
                gain: gain(appeal.id),
                may_decide: may(actor, Action::DecideAppeal, Target::Appeal(&facts)).is_ok(),
            });
        }
        Ok((lines, correction))
    }
}

fn ruling(form: &DecideForm) -> Result<Ruling, FieldFault> {
    match AppealState::from_code(form.outcome.trim()) {
        Some(AppealState::Accepted) => Ok(Ruling::Accept),
        Some(AppealState::Rejected) => Ok(Ruling::Reject),
        Some(AppealState::PartlyAccepted) => match form.points.trim().parse::<Decimal>() {
            Ok(points) => Ok(Ruling::AcceptPartly(points)),
            Err(_) => Err(FieldFault::new("points", "请填写退回的分数，如 1.5")),
        },
        Some(AppealState::Open) | None => Err(FieldFault::new("outcome", "请选择决定")),
    }
}
