//! The score of a day, frozen by one person with all that it rests on and signed by another. Of a sheet nothing ever
//! changes; its hash stands in the log.

use std::collections::BTreeSet;

use chrono::NaiveDate;
use domain::{
    account::Actor,
    assessment::{AppealState, Frozen, FrozenLoss, Signature, Versions},
    clock::Pauses,
    desk::assessment::{FrozenLine, FrozenSheet, LossOfSheet},
    event::SubjectKind,
    id::FrozenId,
    permission::{Action, Refusal, SheetFacts, Target, may},
    plan::UnitCode,
    time::china_date,
};
use serde_json::{Value, json};
use store::{assessment_appeal::AppealRow, assessment_frozen::FrozenHead};

use super::{may_see, rule_set};
use crate::{Cms, Ctx, Error, Result, sessions};

/// A frozen assessment as it was written.
pub(super) struct Kept {
    pub(super) head: FrozenHead,
    pub(super) frozen: Frozen,
    /// The text has the hash that the log has, and its score still follows from it.
    pub(super) holds: bool,
}

impl Cms {
    /// Freezes the score of `day` under the rule set `rules`, to be signed by somebody else.
    pub async fn freeze_assessment(&self, ctx: &Ctx, rules: &str, day: Option<NaiveDate>) -> Result<FrozenId> {
        let actor = ctx.actor()?;
        may(actor, Action::FreezeAssessment, Target::Desk)?;
        let (mut all, place) = rule_set(rules)?;
        let assessed = self.assessed(all.swap_remove(place), day).await?;
        let prepared = self.signature(actor);
        let frozen = Frozen::freeze(
            assessed.rules,
            self.versions(),
            assessed.measures,
            assessed.present_only,
            assessed.judgements,
            prepared.clone(),
        );
        let sheet = serde_json::to_string(&frozen).map_err(Error::internal)?;
        let sha256 = sessions::hash(&sheet);
        let mut tx = self.inner.store.begin().await?;
        let id = tx.freeze_assessment(&frozen.rules.code, frozen.on, &sheet, &sha256, &prepared).await?;
        let data = json!({
            "rules": frozen.rules.code,
            "on": frozen.on,
            "points": frozen.score.points,
            "grade": frozen.score.grade,
            "sha256": sha256,
        });
        let subject = id.to_string();
        tx.append_event(&ctx.event(self, "assessment.freeze", SubjectKind::Assessment, &subject, data)).await?;
        tx.commit().await?;
        Ok(id)
    }

    /// The second signature, under the sheet with this hash.
    pub async fn sign_assessment(&self, ctx: &Ctx, id: FrozenId, sha256: &str) -> Result<()> {
        let actor = ctx.actor()?;
        let kept = self.kept(id).await?;
        let facts = self.sheet_facts(&kept.head).await?;
        may(actor, Action::SignAssessment, Target::Sheet(&facts))?;
        if !kept.holds || kept.head.sha256 != sha256 {
            return Err(Error::Stale);
        }
        let mut tx = self.inner.store.begin().await?;
        if !tx.sign_assessment(id, sha256, &self.signature(actor)).await? {
            return Err(Error::Stale);
        }
        let subject = id.to_string();
        let data = json!({ "sha256": sha256 });
        tx.append_event(&ctx.event(self, "assessment.sign", SubjectKind::Assessment, &subject, data)).await?;
        Ok(tx.commit().await?)
    }

    /// A frozen assessment with what the actor may see of its losses and appeals. The total and what appeals made of it are
    /// everybody's.
    pub async fn frozen_sheet(&self, ctx: &Ctx, id: FrozenId) -> Result<FrozenSheet> {
        let actor = ctx.actor()?;
        may(actor, Action::ReadBoard, Target::Desk)?;
        let kept = self.kept(id).await?;
        let appeals = self.inner.store.appeals_against(id).await?;
        let facts = self.sheet_facts(&kept.head).await?;
        let until = self.appeal_until(&kept);
        let plan = self.plan();
        let seen = |loss: &FrozenLoss| may_see(actor, loss.key.unit.as_ref());
        let losses = kept.frozen.losses().into_iter().filter(seen);
        let losses = losses.map(|loss| LossOfSheet {
            unit_name: loss.key.unit.as_ref().map(|unit| plan.unit_name(unit).to_owned()).unwrap_or_default(),
            may_appeal: self.may_appeal(actor, &loss, &appeals, until).is_ok(),
            loss,
        });
        let within = &kept.frozen.rules.appealing.within;
        let (lines, correction) = self.appeal_lines(actor, &kept, &appeals).await?;
        Ok(FrozenSheet {
            versions: kept.frozen.versions.clone(),
            points: kept.frozen.score.points,
            grade: kept.frozen.score.grade,
            holds: kept.holds,
            may_sign: may(actor, Action::SignAssessment, Target::Sheet(&facts)).is_ok(),
            may_report: super::sees_all(actor, &plan),
            appeal_until: until,
            appeal_term: format!("{}（{}）", within.value, within.sureness.label()),
            losses: losses.collect(),
            appeals: lines,
            correction,
            line: self.frozen_line(kept.head, kept.frozen.rules.name),
        })
    }

    pub(super) async fn frozen_lines(&self) -> Result<Vec<FrozenLine>> {
        let heads = self.inner.store.frozen_assessments().await?;
        let (all, _) = rule_set("")?;
        let name = |head: &FrozenHead| {
            let of_file = all.iter().find(|rules| rules.code == head.rule_set);
            of_file.map_or_else(|| head.rule_set.to_string(), |rules| rules.name.clone())
        };
        Ok(heads.into_iter().map(|head| (name(&head), head)).map(|(name, head)| self.frozen_line(head, name)).collect())
    }

    fn frozen_line(&self, head: FrozenHead, rule_set_name: String) -> FrozenLine {
        FrozenLine {
            id: head.id,
            rule_set_name,
            as_of: head.as_of,
            prepared: self.signed_by(&head.prepared),
            prepared_at: head.prepared.at,
            signed: head.signed.as_ref().map(|signed| self.signed_by(signed)).unwrap_or_default(),
            signed_at: head.signed.map(|signed| signed.at),
            sha256: head.sha256,
        }
    }

    /// 李明远（县政务服务监督管理办公室）
    pub(super) fn signed_by(&self, signature: &Signature) -> String {
        format!("{}（{}）", signature.name, self.plan().unit_name(&signature.unit))
    }

    /// Reads a frozen assessment, and whether it still is what was frozen.
    pub(super) async fn kept(&self, id: FrozenId) -> Result<Kept> {
        let (head, sheet) = self.inner.store.frozen_assessment(id).await?.ok_or(Error::NotFound)?;
        let frozen: Frozen = serde_json::from_str(&sheet).map_err(Error::internal)?;
        let events = self.inner.store.events_of(SubjectKind::Assessment, &id.to_string()).await?;
        let logged = events.iter().find(|event| event.action == "assessment.freeze");
        let logged = logged.and_then(|event| serde_json::from_str::<Value>(&event.data).ok());
        let logged = logged.as_ref().and_then(|data| data.get("sha256")?.as_str());
        let sha256 = sessions::hash(&sheet);
        let holds = sha256 == head.sha256 && logged == Some(sha256.as_str()) && frozen.follows();
        Ok(Kept { head, frozen, holds })
    }

    async fn sheet_facts(&self, head: &FrozenHead) -> Result<SheetFacts> {
        Ok(SheetFacts { prepared_by: head.prepared.by, is_signed: head.signed.is_some(), office: self.office().await? })
    }

    /// The units whose people keep the portal.
    pub(super) async fn office(&self) -> Result<BTreeSet<UnitCode>> {
        self.office_units(&*self.standings().await?).await
    }

    /// The last day on which units may appeal; `None` until it is signed.
    pub(super) fn appeal_until(&self, kept: &Kept) -> Option<NaiveDate> {
        let signed = kept.head.signed.as_ref()?;
        let term = kept.frozen.rules.appealing.term();
        term.due(china_date(signed.at), self.calendar().county(), &Pauses::none())
    }

    /// Whether the actor's unit may dispute this loss now.
    pub(super) fn may_appeal(
        &self,
        actor: &Actor,
        loss: &FrozenLoss,
        appeals: &[AppealRow],
        until: Option<NaiveDate>,
    ) -> Result<()> {
        let plan = self.plan();
        // What nobody in particular answers for is the office's own.
        let unit = loss.key.unit.as_ref().ok_or(Refusal::OtherUnit)?;
        let bearer = plan.plan.bearer(unit, plan.on);
        may(actor, Action::Appeal, Target::Unit(&bearer))?;
        let earlier: Vec<AppealState> =
            appeals.iter().filter(|appeal| appeal.key == loss.key).map(|appeal| appeal.state).collect();
        AppealState::may_file(&earlier, until, self.today())
            .map_err(|refused| Error::field("reason", refused.to_string()))
    }

    pub(super) fn signature(&self, actor: &Actor) -> Signature {
        Signature { by: actor.account, name: actor.name.clone(), unit: actor.unit.clone(), at: self.now() }
    }

    pub(super) fn versions(&self) -> Versions {
        let plan = self.plan_version().map(domain::id::PlanVersionId::get).unwrap_or_default();
        Versions { plan, calendar: self.calendar().county().version().to_string() }
    }
}
