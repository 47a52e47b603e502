//! The score of a day, frozen by one person with all that it rests on and signed by another. Of a sheet nothing ever
//! changes; its hash and who signed it stand in the log.

use std::collections::BTreeSet;

use chrono::NaiveDate;
use domain::{
    account::Actor,
    assessment::{AppealRefused, AppealState, Frozen, FrozenLoss, Signature, Versions},
    desk::{
        assessment::{FrozenLine, FrozenSheet, LossOfSheet, Soundness},
        due::DueDay,
    },
    event::SubjectKind,
    id::FrozenId,
    permission::{Action, Refusal, SheetFacts, Target, may},
    plan::UnitCode,
};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use store::{assessment_appeal::AppealRow, assessment_frozen::FrozenHead};

use super::{may_see, telling::name_of};
use crate::{Cms, Ctx, Error, Result, sessions};

/// A frozen assessment as it was written.
pub(super) struct Kept {
    pub(super) head: FrozenHead,
    pub(super) frozen: Frozen,
    /// What is told of it, its text and its signatures, are those that the log has.
    pub(super) holds: bool,
}

impl Kept {
    pub(super) fn soundness(&self) -> Soundness {
        match (self.holds, self.frozen.follows()) {
            (true, true) => Soundness::AsLogged,
            (true, false) => Soundness::ScoredOtherwise,
            (false, _) => Soundness::Altered,
        }
    }
}

/// What the log keeps of a signature: all that a reader is told of it.
#[derive(Serialize, Deserialize)]
struct Signed {
    sha256: String,
    signed: Signature,
}

impl Cms {
    /// Freezes the score of `day` under the rule set `rules`, to be signed by somebody else.
    pub async fn freeze_assessment(&self, ctx: &Ctx, rules: &str, day: Option<NaiveDate>) -> Result<FrozenId> {
        let actor = ctx.actor()?;
        may(actor, Action::FreezeAssessment, Target::Desk)?;
        let assessed = self.assessed(self.rule_set(rules)?.rules.clone(), day).await?;
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
        let people = self.may_sign_sheets().await?;
        let text = format!("{}已封存，待签认", name_of(&frozen));
        let mut tx = self.inner.store.begin().await?;
        let id = tx.freeze_assessment(&frozen.rules.code, frozen.on, &sheet, &sha256, &prepared).await?;
        let id = id.ok_or_else(|| Error::field("at", "这一天的考核结果已经签认，不能再封存"))?;
        self.tell(&mut tx, &people, Some(actor.account), None, &text).await?;
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
        let signed = self.signature(actor);
        let people = self.editors_of_losers(&kept).await?;
        let until = kept.appeal_term(&signed, self.calendar().county()).due;
        let until = until.map(|day| format!("，申诉截至 {day}")).unwrap_or_default();
        let text = format!("{}已签认，本单位有失分{until}", name_of(&kept.frozen));
        let mut tx = self.inner.store.begin().await?;
        if !tx.sign_assessment(id, sha256, &signed).await? {
            return Err(Error::Stale);
        }
        self.tell(&mut tx, &people, Some(actor.account), None, &text).await?;
        let subject = id.to_string();
        let data = serde_json::to_value(Signed { sha256: sha256.to_owned(), signed }).map_err(Error::internal)?;
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
        let deadline = self.appeal_deadline(&kept);
        let until = deadline.as_ref().and_then(|deadline| deadline.due);
        let plan = self.plan();
        let seen = |loss: &FrozenLoss| may_see(actor, &plan, loss.key.unit.as_ref());
        let losses = kept.frozen.losses().into_iter().filter(seen);
        let losses = losses.map(|loss| LossOfSheet {
            unit_name: loss.key.unit.as_ref().map(|unit| plan.unit_name(unit).to_owned()).unwrap_or_default(),
            may_appeal: self.may_appeal(actor, &loss, &appeals, until, &facts.office).is_ok(),
            loss,
        });
        let within = &kept.frozen.rules.appealing.within;
        let (lines, correction) = self.appeal_lines(actor, &kept, &appeals).await?;
        Ok(FrozenSheet {
            versions: kept.frozen.versions.clone(),
            points: kept.frozen.score.points,
            grade: kept.frozen.score.grade,
            soundness: kept.soundness(),
            may_sign: may(actor, Action::SignAssessment, Target::Sheet(&facts)).is_ok(),
            may_report: super::sees_all(actor, &plan),
            appeal_until: deadline.and_then(|deadline| DueDay::of(&deadline, "签认")),
            appeal_term: format!("{}（{}）", within.value, within.sureness.label()),
            losses: losses.collect(),
            appeals: lines,
            correction,
            line: self.frozen_line(kept.head, kept.frozen.rules.name),
        })
    }

    pub(super) async fn frozen_lines(&self) -> Result<Vec<FrozenLine>> {
        let heads = self.inner.store.frozen_assessments().await?;
        let name = |head: &FrozenHead| {
            let known = self.inner.rule_sets.get(head.rule_set.as_str());
            known.map_or_else(|| head.rule_set.to_string(), |known| known.rules.name.clone())
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
            is_replaced: head.ended_at.is_some(),
            sha256: head.sha256,
        }
    }

    /// 李明远（县政务服务监督管理办公室）
    pub(super) fn signed_by(&self, signature: &Signature) -> String {
        format!("{}（{}）", signature.name, self.plan().unit_name(&signature.unit))
    }

    /// Reads a frozen assessment, and whether it still is what was frozen and signed.
    pub(super) async fn kept(&self, id: FrozenId) -> Result<Kept> {
        let (head, sheet) = self.inner.store.frozen_assessment(id).await?.ok_or(Error::NotFound)?;
        let frozen: Frozen = serde_json::from_str(&sheet).map_err(Error::internal)?;
        let events = self.inner.store.events_of(SubjectKind::Assessment, &id.to_string()).await?;
        let event = |action| events.iter().find(|event| event.action == action);
        let written = event("assessment.freeze").and_then(|event| serde_json::from_str::<Value>(&event.data).ok());
        let written = written.as_ref().and_then(|data| data.get("sha256")?.as_str());
        let signed =
            event("assessment.sign").map(|event| (event.actor, serde_json::from_str::<Signed>(&event.data).ok()));
        let sha256 = sessions::hash(&sheet);
        let is_signed_so = match (&head.signed, signed) {
            (None, None) => true,
            (Some(told), Some((actor, Some(logged)))) => {
                actor == Some(told.by.get()) && *told == logged.signed && logged.sha256 == sha256
            }
            _ => false,
        };
        let holds = sha256 == head.sha256
            && written == Some(sha256.as_str())
            && (&head.prepared, head.as_of, &head.rule_set) == (&frozen.prepared, frozen.on, &frozen.rules.code)
            && is_signed_so;
        Ok(Kept { head, frozen, holds })
    }

    async fn sheet_facts(&self, head: &FrozenHead) -> Result<SheetFacts> {
        let is_open = head.signed.is_none() && head.ended_at.is_none();
        Ok(SheetFacts { prepared_by: head.prepared.by, is_open, office: self.office_units().await? })
    }

    /// Whether the actor's unit may dispute this loss now.
    pub(super) fn may_appeal(
        &self,
        actor: &Actor,
        loss: &FrozenLoss,
        appeals: &[AppealRow],
        until: Option<NaiveDate>,
        office: &BTreeSet<UnitCode>,
    ) -> Result<()> {
        let plan = self.plan();
        // What nobody in particular answers for is the office's own.
        let unit = loss.key.unit.as_ref().ok_or(Refusal::OtherUnit)?;
        let bearer = plan.plan.bearer(unit, plan.on);
        may(actor, Action::Appeal, Target::Unit(&bearer))?;
        let earlier: Vec<AppealState> =
            appeals.iter().filter(|appeal| appeal.key == loss.key).map(|appeal| appeal.state).collect();
        let somebody_decides = office.iter().any(|of| *of != bearer);
        let decides = if somebody_decides { Ok(()) } else { Err(AppealRefused::NobodyToDecide) };
        let may_file = AppealState::may_file(&earlier, until, self.today()).and(decides);
        may_file.map_err(|refused| Error::field("reason", refused.to_string()))
    }

    pub(super) fn signature(&self, actor: &Actor) -> Signature {
        Signature { by: actor.account, name: actor.name.clone(), unit: actor.unit.clone(), at: self.now() }
    }

    pub(super) fn versions(&self) -> Versions {
        let plan = self.plan_version().map(domain::id::PlanVersionId::get).unwrap_or_default();
        Versions { plan, calendar: self.calendar().county().version().to_string() }
    }
}
