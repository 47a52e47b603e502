//! An assessment that was frozen at a date and signed, and the appeals against it. What was signed stays as it was
//! signed; appeals that were upheld take their evidence out, and the score is computed anew beside it.

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};

use super::judgement::basis_of;
use super::{Evidence, Judgements, Measures, Period, RuleCode, RuleSet, Score, score};
use crate::id::AccountId;
use crate::plan::UnitCode;

/// Who signed or decided, and when.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Signature {
    pub by: AccountId,
    /// As it is printed.
    pub name: String,
    /// The unit of the account.
    pub unit: UnitCode,
    pub at: DateTime<Utc>,
}

/// An assessment as it was signed, with everything that it rests on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Frozen {
    /// The rule set itself, since its file may be corrected later.
    pub rules: RuleSet,
    /// 截止日期: the day whose state it is.
    pub on: NaiveDate,
    pub measures: Measures,
    pub judgements: Judgements,
    /// The score as signed.
    pub score: Score,
    pub signed: Signature,
    appeals: Vec<Appeal>,
}

/// A unit disputes one piece of evidence (申诉).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Appeal {
    /// The test or veto condition.
    pub leaf: RuleCode,
    pub period: Period,
    /// [`Evidence::subject`]
    pub subject: String,
    pub reason: String,
    pub filed: Signature,
    pub decision: Option<Decision>,
}

/// What became of an appeal; it is decided once.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Decision {
    pub outcome: Outcome,
    pub reason: String,
    pub decided: Signature,
}

/// How an appeal was decided.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Outcome {
    /// 成立: the evidence no longer counts.
    Upheld,
    /// 不成立
    Dismissed,
}

impl Outcome {
    /// As the decision is printed.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Upheld => "申诉成立",
            Self::Dismissed => "申诉不成立",
        }
    }
}

/// Why an appeal or its decision cannot be taken.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum AppealRefused {
    #[error("请写明申诉理由")]
    NoReason,
    #[error("本次考核中没有这一条扣分或否决依据")]
    NoSuchEvidence,
    #[error("这一条由其他单位负责，不能代为申诉")]
    NotYours,
    #[error("这一条已经申诉过")]
    AlreadyFiled,
    #[error("没有这一件申诉")]
    NoSuchAppeal,
    #[error("这件申诉已经有决定")]
    AlreadyDecided,
    #[error("请写明决定的理由")]
    NoReasonForDecision,
    #[error("申诉由门户主管单位的人员决定")]
    NotTheOffice,
    #[error("不能决定自己提出的申诉")]
    OwnAppeal,
}

impl Frozen {
    /// Freezes the score of this moment under `signed`.
    pub fn freeze(rules: RuleSet, measures: Measures, judgements: Judgements, signed: Signature) -> Self {
        let score = score(&rules, &measures, &judgements);
        Self { on: measures.on, rules, measures, judgements, score, signed, appeals: Vec::new() }
    }

    /// In the order in which they were filed; [`Frozen::decide`] counts from 0.
    pub fn appeals(&self) -> &[Appeal] {
        &self.appeals
    }

    /// Takes an appeal of the unit that answers for the evidence; evidence that nobody answers for is any unit's to
    /// dispute. What was not done has no evidence: to put that right is a judgement of the portal office.
    pub fn file(
        &mut self,
        leaf: RuleCode,
        period: Period,
        subject: &str,
        reason: &str,
        filed: Signature,
    ) -> Result<&Appeal, AppealRefused> {
        let reason = reason.trim();
        if reason.is_empty() {
            return Err(AppealRefused::NoReason);
        }
        let evidence = self.evidence(&leaf, period, subject).ok_or(AppealRefused::NoSuchEvidence)?;
        if evidence.answerable.unit.as_ref().is_some_and(|unit| *unit != filed.unit) {
            return Err(AppealRefused::NotYours);
        }
        if self.appeals.iter().any(|a| a.leaf == leaf && a.period == period && a.subject == subject) {
            return Err(AppealRefused::AlreadyFiled);
        }
        let (subject, reason) = (subject.to_owned(), reason.to_owned());
        self.appeals.push(Appeal { leaf, period, subject, reason, filed, decision: None });
        self.appeals.last().ok_or(AppealRefused::NoSuchAppeal)
    }

    /// Decides the appeal at `index`: a person of the portal office, once, and not about an appeal of one's own.
    pub fn decide(
        &mut self,
        index: usize,
        office: &UnitCode,
        outcome: Outcome,
        reason: &str,
        decided: Signature,
    ) -> Result<(), AppealRefused> {
        let appeal = self.appeals.get_mut(index).ok_or(AppealRefused::NoSuchAppeal)?;
        let reason = reason.trim();
        if appeal.decision.is_some() {
            Err(AppealRefused::AlreadyDecided)
        } else if decided.unit != *office {
            Err(AppealRefused::NotTheOffice)
        } else if decided.by == appeal.filed.by {
            Err(AppealRefused::OwnAppeal)
        } else if reason.is_empty() {
            Err(AppealRefused::NoReasonForDecision)
        } else {
            appeal.decision = Some(Decision { outcome, reason: reason.to_owned(), decided });
            Ok(())
        }
    }

    /// The score without the evidence of the appeals that were upheld; the signed one when there are none.
    pub fn after_appeals(&self) -> Score {
        let (mut measures, mut judgements) = (self.measures.clone(), self.judgements.clone());
        for appeal in self.appeals.iter().filter(|appeal| appeal.is_upheld()) {
            judgements.withdraw(&appeal.leaf, appeal.period, &appeal.subject);
            if let Some(readings) = measures.readings_mut(appeal.period) {
                for measurement in self.measurements_of(&appeal.leaf) {
                    readings.withdraw(&measurement, &appeal.subject);
                }
            }
        }
        score(&self.rules, &measures, &judgements)
    }

    /// The measurements behind a leaf. Taken out of one, evidence is out of every leaf that rests on the same
    /// measurement: it is one fact.
    fn measurements_of(&self, leaf: &RuleCode) -> Vec<super::Measurement> {
        basis_of(&self.rules, leaf).map(|basis| basis.measurements().to_vec()).unwrap_or_default()
    }

    /// The evidence that the signed score charges under `leaf`.
    fn evidence(&self, leaf: &RuleCode, period: Period, subject: &str) -> Option<&Evidence> {
        let veto = self.score.vetoes.iter().filter(|veto| veto.code == *leaf && period == Period::Now);
        let of_veto = veto.flat_map(|veto| &veto.evidence);
        let of_test = self.score.test(leaf).into_iter().flat_map(|(_, test)| &test.charges);
        let of_test = of_test.filter(|charge| charge.period == period).filter_map(|charge| charge.evidence.as_ref());
        of_veto.chain(of_test).find(|evidence| evidence.subject == subject)
    }
}

impl Appeal {
    /// Whether its evidence no longer counts.
    pub fn is_upheld(&self) -> bool {
        self.decision.as_ref().is_some_and(|decision| decision.outcome == Outcome::Upheld)
    }
}
