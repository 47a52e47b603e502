//! What people judge: leaves that a rule set leaves to them, and those that nothing measures. Every judgement has its
//! reason and its evidence, stands in the log, and is ended, never changed.

use chrono::{Datelike, NaiveDate};
use domain::{
    account::Actor,
    assessment::{
        Answerable, Decimal, Evidence, Judgement, JudgementRefused, Judgements, LeafState, Measured, MeasuredBeside,
        Period, RuleCode, RuleSet, Verdict, Veto,
    },
    desk::{
        FieldFault,
        assessment::{JudgeAs, JudgeForm, JudgedLine, reason_fault},
    },
    event::SubjectKind,
    id::JudgementId,
    permission::{Action, Target, may},
    plan::UnitCode,
    time::china_date,
};
use serde_json::json;
use store::assessment_judgement::JudgementRow;

use super::{may_see, measuring::Assessed};
use crate::{Cms, Ctx, Error, Result};

/// Why a judgement ended that another one took the place of.
const JUDGED_ANEW: &str = "重新评判";

impl Cms {
    /// Judges a leaf; what was judged of it before ends.
    pub async fn judge_leaf(&self, ctx: &Ctx, form: &JudgeForm) -> Result<JudgementId> {
        let actor = ctx.actor()?;
        may(actor, Action::JudgeLeaf, Target::Desk)?;
        let form = form.trimmed();
        let rules = &self.rule_set(&form.rules)?.rules;
        let judgement = self.judgement_of(actor, rules, &form).await?;
        let mut tx = self.inner.store.begin().await?;
        let by = (actor.name.as_str(), JUDGED_ANEW);
        let replaced = tx.end_judgement_of(&rules.code, &judgement.leaf, judgement.period, by, judgement.at).await?;
        let id = tx.judge(&rules.code, &judgement).await?.ok_or(Error::Stale)?;
        let data = json!({
            "id": id,
            "replaces": replaced,
            "leaf": judgement.leaf,
            "verdict": verdict_words(&judgement.verdict),
            "unit": judgement.answerable.unit,
            "reason": judgement.reason,
            "evidence": judgement.evidence,
        });
        let subject = rules.code.as_str();
        tx.append_event(&ctx.event(self, "assessment.judge", SubjectKind::Assessment, subject, data)).await?;
        tx.commit().await?;
        Ok(id)
    }

    /// Takes a judgement back: the leaf waits again.
    pub async fn end_judgement(&self, ctx: &Ctx, rules: &str, id: JudgementId, reason: &str) -> Result<()> {
        let actor = ctx.actor()?;
        may(actor, Action::JudgeLeaf, Target::Desk)?;
        let reason = reason.trim();
        if let Some(fault) = reason_fault("end-reason", reason) {
            return Err(Error::Invalid(vec![fault]));
        }
        let rules = &self.rule_set(rules)?.rules.code;
        let rows = self.inner.store.judgements(rules).await?;
        let row = rows.into_iter().find(|row| row.id == id).ok_or(Error::NotFound)?;
        if row.ended.is_some() {
            return Err(Error::Stale);
        }
        let leaf = row.judgement.leaf;
        let mut tx = self.inner.store.begin().await?;
        if !tx.end_judgement(id, (&actor.name, reason), self.now()).await? {
            return Err(Error::Stale);
        }
        let data = json!({ "id": id, "leaf": leaf, "reason": reason });
        let subject = rules.as_str();
        tx.append_event(&ctx.event(self, "assessment.end-judgement", SubjectKind::Assessment, subject, data)).await?;
        Ok(tx.commit().await?)
    }

    /// The form as a judgement, or what is wrong with it.
    async fn judgement_of(&self, actor: &Actor, rules: &RuleSet, form: &JudgeForm) -> Result<Judgement> {
        let mut faults = form.faults();
        let leaf = RuleCode::parse(&form.leaf);
        let leaf = leaf.filter(|leaf| of_rules(rules, leaf).is_some());
        let plan = self.plan();
        let unit = if form.unit.is_empty() { None } else { UnitCode::parse(&form.unit) };
        if !form.unit.is_empty() && unit.as_ref().is_none_or(|unit| plan.plan.unit(unit).is_none()) {
            faults.push(FieldFault::new("unit", "方案中没有这个单位"));
        }
        let Some(leaf) = leaf else {
            faults.push(FieldFault::new("leaf", "请选择要评判的项目"));
            return Err(Error::Invalid(faults));
        };
        let assessed = self.assessed(rules.clone(), None).await?;
        if !is_for_people(&assessed, &leaf) {
            faults.push(FieldFault::new("leaf", "这一项由系统测量，不需要人工评判"));
        }
        let is_hit_by_one = rules.veto(&leaf).is_some_and(Veto::is_hit_by_one);
        if form.verdict == JudgeAs::Found && !is_hit_by_one {
            faults.push(FieldFault::new("verdict", "只有出现一处即否决的项目可以评为“出现问题”，其他项目请计分"));
        }
        // No points lost would be 无问题 by another name, and hide what is measured.
        let is_zero = form.points.parse::<Decimal>().is_ok_and(|points| points == Decimal::ZERO);
        if form.verdict == JudgeAs::Points && is_zero && rules.test(&leaf).is_some() {
            faults.push(FieldFault::new("points", "不扣分的请评为“无问题”"));
        }
        let answerable = Answerable { column: None, unit };
        let verdict = match form.verdict {
            JudgeAs::InOrder => Verdict::InOrder,
            JudgeAs::Points => Verdict::Points(form.points.parse().unwrap_or_default()),
            JudgeAs::Found => {
                let address = Some(form.evidence.clone());
                let found = Evidence { address, ..Evidence::of(leaf.as_str(), form.reason.clone()) };
                Verdict::Findings(Measured::found(vec![found.answered_for(None, answerable.unit.clone())]))
            }
        };
        let judgement = Judgement {
            leaf,
            period: Period::Now,
            verdict,
            answerable,
            reason: form.reason.clone(),
            evidence: form.evidence.clone(),
            by: actor.account,
            by_name: actor.name.clone(),
            at: self.now(),
        };
        if faults.is_empty()
            && let Err(refused) = Judgements::check(rules, vec![judgement.clone()])
        {
            faults.extend(refused.iter().map(|one| FieldFault::new(field_of(one), one.to_string())));
        }
        if faults.is_empty() { Ok(judgement) } else { Err(Error::Invalid(faults)) }
    }

    /// What people had judged by the end of `day`, which may be to come. A judgement counts for the year in which it was made;
    /// of a group that is measured every quarter for its quarter, as it stood at the end of that.
    pub(super) async fn judgements_on(&self, rules: &RuleSet, day: NaiveDate) -> Result<Judgements> {
        let rows = self.inner.store.judgements(&rules.code).await?;
        let over = Period::over_before(day);
        let counting = |row: JudgementRow| {
            let made = china_date(row.judgement.at);
            let ended = row.ended.map(|(at, ..)| china_date(at));
            let is_quarterly = rules.is_quarterly(&row.judgement.leaf);
            let settled = over.iter().copied().find(|(_, end)| is_quarterly && made <= *end);
            // All are written as of their day: in which period they count follows from it.
            let (period, until) = settled.unwrap_or((Period::Now, day));
            let counts = made.year() == day.year() && made <= day && ended.is_none_or(|ended| ended > until);
            counts.then_some(Judgement { period, ..row.judgement })
        };
        let all = rows.into_iter().filter_map(counting);
        // What the rule set has no place for any more does not count.
        let fits = all.filter(|judgement| Judgements::check(rules, vec![judgement.clone()]).is_ok()).collect();
        Judgements::check(rules, fits).map_err(|refused| Error::internal(format!("{refused:?}")))
    }

    pub(super) async fn judged_lines(&self, actor: &Actor, assessed: &Assessed) -> Result<Vec<JudgedLine>> {
        let rules = &assessed.rules;
        let plan = &assessed.standings.plan;
        let rows = self.inner.store.judgements(&rules.code).await?;
        let seen = rows.into_iter().filter(|row| may_see(actor, plan, row.judgement.answerable.unit.as_ref()));
        let line = |row: JudgementRow| {
            let judgement = row.judgement;
            let counted = |period: &Period| {
                let counting = assessed.judgements.get(&judgement.leaf, *period);
                counting.is_some_and(|one| *one == Judgement { period: *period, ..judgement.clone() })
            };
            JudgedLine {
                counts_in: Period::ALL.into_iter().find(counted),
                id: row.id,
                name: of_rules(rules, &judgement.leaf).unwrap_or_else(|| judgement.leaf.to_string()),
                leaf: judgement.leaf,
                verdict: verdict_words(&judgement.verdict),
                reason: judgement.reason,
                evidence: judgement.evidence,
                by: judgement.by_name,
                at: judgement.at,
                ended: row.ended.map(|(_, by, reason)| format!("{by}：{reason}")),
            }
        };
        Ok(seen.map(line).collect())
    }
}

/// The leaves that wait for a person, or that a person has judged: code and name.
pub(super) fn to_judge(assessed: &Assessed) -> Vec<(String, String)> {
    let rules = &assessed.rules;
    let vetoes = rules.vetoes.iter().map(|veto| &veto.code);
    let leaves = vetoes.chain(rules.tests().map(|(_, test)| &test.code)).chain(rules.bonuses.iter().map(|b| &b.code));
    let of_people = leaves.filter(|leaf| is_for_people(assessed, leaf));
    of_people.map(|leaf| (leaf.to_string(), of_rules(rules, leaf).unwrap_or_default())).collect()
}

fn is_for_people(assessed: &Assessed, leaf: &RuleCode) -> bool {
    let score = &assessed.score;
    let of_veto = score.vetoes.iter().find(|veto| &veto.code == leaf).map(|veto| &veto.leaf);
    let now = |test: &domain::assessment::TestScore| {
        test.states.iter().find(|(period, _)| *period == Period::Now).map(|(_, state)| state.clone())
    };
    let of_test = || score.test(leaf).and_then(|(_, test)| now(test));
    let of_bonus = || {
        let bonuses = score.bonus.iter().flat_map(|total| &total.items);
        bonuses.filter(|bonus| &bonus.code == leaf).map(|bonus| bonus.state.clone()).next()
    };
    let state = of_veto.cloned().or_else(of_test).or_else(of_bonus);
    state.is_some_and(|state| match state {
        LeafState::Measured => false,
        // Nothing is left that a person could speak of.
        LeafState::Judged { beside, .. } => beside != Some(MeasuredBeside::Whole),
        LeafState::NotMeasured | LeafState::ToJudge => true,
    })
}

/// 指标：测点.
fn of_rules(rules: &RuleSet, leaf: &RuleCode) -> Option<String> {
    let of_veto = rules.veto(leaf).map(|veto| format!("否决：{} {}", veto.item, veto.name));
    let of_test = || rules.test(leaf).map(|(indicator, test)| format!("{}：{}", indicator.name, test.name));
    let of_bonus = || rules.bonus(leaf).map(|bonus| format!("加分：{}", bonus.name));
    of_veto.or_else(of_test).or_else(of_bonus)
}

fn verdict_words(verdict: &Verdict) -> String {
    match verdict {
        Verdict::InOrder => "无问题".to_owned(),
        Verdict::Findings(_) => "出现问题".to_owned(),
        Verdict::Points(points) => format!("{points} 分"),
    }
}

/// The field beside which a refusal stands.
fn field_of(refused: &JudgementRefused) -> &'static str {
    match refused {
        JudgementRefused::NoReason(_) => "reason",
        JudgementRefused::TooManyPoints { .. } => "points",
        JudgementRefused::PointsForVeto(_) | JudgementRefused::FindingsForBonus(_) | JudgementRefused::NoTotal(_) => {
            "verdict"
        }
        JudgementRefused::UnknownLeaf(_) | JudgementRefused::NotQuarterly(_) | JudgementRefused::JudgedTwice(_) => {
            "leaf"
        }
    }
}
