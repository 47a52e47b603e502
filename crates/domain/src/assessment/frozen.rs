//! An assessment that was frozen at a date: everything that it rests on, so that it can be computed again and explained
//! for ever. What was frozen stays; a unit disputes a loss of it ([`super::appeal`]), and what follows from an accepted
//! appeal stands beside it ([`Frozen::corrected`]).

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};

use super::{
    Answerable, Decimal, Evidence, Judgements, LeafState, Measurement, Measures, Period, RuleCode, RuleSet, Score,
    Verdict, score,
};
use crate::{id::AccountId, plan::UnitCode, time::china_date};

/// Who prepared or signed, and when.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Signature {
    pub by: AccountId,
    /// As it is printed.
    pub name: String,
    /// The unit of the account.
    pub unit: UnitCode,
    pub at: DateTime<Utc>,
}

/// The rules of the day beside the rule set, by their versions.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Versions {
    /// Number of the version of the plan.
    pub plan: i64,
    pub calendar: String,
}

/// An assessment as it was frozen. Written as JSON, its fields stand in this order and its maps are sorted: the same
/// assessment is the same text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Frozen {
    /// The rule set itself, since its file may be corrected later.
    pub rules: RuleSet,
    pub versions: Versions,
    /// 截止日期: the day whose state it is.
    pub on: NaiveDate,
    pub measures: Measures,
    /// Measurements of which only the state of the day of preparation is known.
    pub present_only: Vec<Measurement>,
    pub judgements: Judgements,
    /// The score that follows.
    pub score: Score,
    pub prepared: Signature,
}

/// Names one loss of a frozen assessment.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct LossKey {
    /// The test or veto condition.
    pub leaf: RuleCode,
    pub period: Period,
    /// [`Evidence::subject`]; `None` for what was not done, and for points that a person took.
    pub subject: Option<String>,
    /// Whose part it is; `None` for what nobody in particular answers for.
    pub unit: Option<UnitCode>,
}

/// One loss of a frozen assessment.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FrozenLoss {
    pub key: LossKey,
    /// 指标：测点.
    pub name: String,
    /// A Chinese sentence.
    pub what: String,
    pub address: Option<String>,
    /// Of the total; `None` under a veto, which costs no points but everything.
    pub points: Option<Decimal>,
    /// Who judged the leaf, if a person did.
    pub judged_by: Option<AccountId>,
}

impl Frozen {
    /// Freezes the score of `measures` and `judgements`.
    pub fn freeze(
        rules: RuleSet,
        versions: Versions,
        measures: Measures,
        present_only: Vec<Measurement>,
        judgements: Judgements,
        prepared: Signature,
    ) -> Self {
        let score = score(&rules, &measures, &judgements);
        Self { on: measures.on, rules, versions, measures, present_only, judgements, score, prepared }
    }

    /// Whether the program of today comes to the same: points, grade, and who lost what. Words may have become others.
    pub fn follows(&self) -> bool {
        let now = score(&self.rules, &self.measures, &self.judgements);
        let charged = |score| self.losses_of(score).into_iter().map(|loss| (loss.key, loss.points)).collect::<Vec<_>>();
        (now.points, now.grade) == (self.score.points, self.score.grade) && charged(&now) == charged(&self.score)
    }

    /// Every loss in the order of the rule set, vetoes that are hit first.
    pub fn losses(&self) -> Vec<FrozenLoss> {
        self.losses_of(&self.score)
    }

    fn losses_of(&self, score: &Score) -> Vec<FrozenLoss> {
        let hit = score.vetoes.iter().filter(|veto| veto.state == super::VetoState::Hit);
        let of_vetoes = hit.flat_map(|veto| {
            let name = format!("{}：{}", veto.item, veto.name);
            veto.evidence.iter().flat_map(move |evidence| {
                let (code, name) = (veto.code.clone(), name.clone());
                let shares = evidence.shares().into_iter();
                shares.map(move |(whose, _)| self.loss(&code, Period::Now, &name, Some(evidence), &whose, None))
            })
        });
        let of_tests = score.charges().into_iter().map(|(indicator, test, charge)| {
            let name = format!("{}：{}", indicator.name, test.name);
            let (evidence, points) = (charge.evidence.as_ref(), Some(charge.counted));
            self.loss(&test.code, charge.period, &name, evidence, &charge.answerable, points)
        });
        of_vetoes.chain(of_tests).collect()
    }

    /// The loss that `key` names.
    pub fn find(&self, key: &LossKey) -> Option<FrozenLoss> {
        self.losses().into_iter().find(|loss| loss.key == *key)
    }

    fn loss(
        &self,
        leaf: &RuleCode,
        period: Period,
        name: &str,
        evidence: Option<&Evidence>,
        whose: &Answerable,
        points: Option<Decimal>,
    ) -> FrozenLoss {
        let judgement = self.judgements.get(leaf, period);
        let what = match (evidence, judgement) {
            (Some(evidence), _) => evidence.what.clone(),
            // Who said that nothing is wrong has taken nothing: it was measured.
            (None, Some(judgement)) if judgement.verdict != Verdict::InOrder => {
                format!("人工评判：{}", judgement.reason)
            }
            (None, _) => "没有达到要求的数量".to_owned(),
        };
        FrozenLoss {
            key: LossKey {
                leaf: leaf.clone(),
                period,
                subject: evidence.map(|evidence| evidence.subject.clone()),
                unit: whose.unit.clone(),
            },
            name: name.to_owned(),
            what,
            address: evidence.and_then(|evidence| evidence.address.clone()),
            points,
            judged_by: judgement.map(|judgement| judgement.by),
        }
    }
}

impl LeafState {
    /// What stands beside the points: 已测, or who judged, when and why, and what counts all the same.
    pub fn words(&self) -> String {
        let Self::Judged { by_name, at, reason, beside, .. } = self else { return self.label().to_owned() };
        let mut words = format!("{}（{by_name}，{}）", self.label(), china_date(*at));
        if !reason.is_empty() {
            words.push_str(&format!("：{reason}"));
        }
        if let Some(beside) = beside {
            words.push_str(&format!("；{}", beside.words()));
        }
        words
    }
}
